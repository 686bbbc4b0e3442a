// Are a document that holds pixels as a PNG, and what a script left, the same picture? Every pixel, and all that is drawn above.

const IMAGE = /<image [^>]* href="data:image\/png;base64,([^"]*)"\/>/;

const unpacked = async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }), { colorSpaceConversion: "none" });
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
};

/** `vectors` is the SVG, `pixels` a Uint32Array, `size` its width and height. */
export const isSame = async (text, { vectors, pixels, size }) => {
  const found = IMAGE.exec(text);
  if (!found || text.replace(found[0], "") !== vectors) return false;
  const { data, width, height } = await unpacked(found[1]);
  const words = new Uint32Array(data.buffer);
  return width === size[0] && height === size[1] && words.every((word, at) => word === pixels[at]);
};
