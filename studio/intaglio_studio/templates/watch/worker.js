// Runs a piece's script, in a worker so that it can be stopped. First message: the script; then tokens, each answered
// with its picture. The script is run as the page of a token runs it (packing/page.py): no strict code, names of one
// letter local. This file's policy lets it evaluate, and lets it reach nothing.
const LOCALS = [..."abcdefghijklmnpqrsuvwxyzABCDEFGHIJKLMNOPQRTUVWXYZ$_"];

let render;

/** The document with the pixels beneath: `language/raster.py` makes the same of them, but for how the PNG is packed. */
const composed = async (svg, pixels, [width, height]) => {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), width), 0, 0);
  const blob = await canvas.convertToBlob();
  const address = new FileReaderSync().readAsDataURL(blob);
  const at = svg.indexOf(">") + 1;
  return `${svg.slice(0, at)}<image width="100%" height="100%" preserveAspectRatio="none" href="${address}"/>${svg.slice(at)}`;
};

onmessage = async ({ data }) => {
  const { script, id, token } = data;
  try {
    if (script !== undefined) {
      render = new Function("S", ...LOCALS, script + "\n;return[o,t,P,R]");
      return;
    }
    const began = performance.now();
    const [vectors, traits, pixels, size] = render.call({}, token);
    const milliseconds = performance.now() - began;
    if (!(pixels instanceof Uint32Array)) return postMessage({ id, svg: vectors, traits, milliseconds });
    const svg = await composed(vectors, pixels, size);
    postMessage({ id, svg, traits, milliseconds, raster: { vectors, pixels, size } }, [pixels.buffer]);
  } catch (error) {
    if (id !== undefined) postMessage({ id, error: String(error) });
    else render = () => { throw error; };
  }
};
