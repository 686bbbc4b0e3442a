// Runs a piece's script, in a worker so that it can be stopped. First message: the script; then tokens, each answered
// with its picture; of a piece with a raster, its pixels too, at the resolution that is asked for. The script is run as
// the page of a token runs it (packing/page.py): no strict code, names of one letter local. This file's policy lets it
// evaluate, and lets it reach nothing.
const LOCALS = [..."abcdefghijklmnpqrsuvwxyzABCDEFGHIJKLMNOPQRTUVWXYZ$_"];

let render;

onmessage = ({ data }) => {
  const { script, id, token, resolution } = data;
  try {
    if (script !== undefined) {
      render = new Function("S", ...LOCALS, script + "\n;return[o,t,P,R]");
      return;
    }
    const began = performance.now();
    const [svg, traits, pixels, size] = render.call(resolution ? { R: resolution } : {}, token);
    const picture = { id, svg, traits, milliseconds: performance.now() - began };
    if (!(pixels instanceof Uint32Array)) return postMessage(picture);
    const rgba = new Uint8ClampedArray(pixels.buffer);
    postMessage({ ...picture, raster: { width: size[0], height: size[1], rgba } }, [rgba.buffer]);
  } catch (error) {
    if (id !== undefined) postMessage({ id, error: String(error) });
    else render = () => { throw error; };
  }
};
