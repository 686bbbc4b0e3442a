// A raster: { width, height, rgba }, how many pixels it is to have, and onto a canvas.

/** The resolution `own`, made so small that its longer side has at most `side` pixels. */
export const within = (own, side) => {
  const scale = Math.min(1, side / Math.max(...own));
  return own.map((length) => Math.max(1, Math.round(length * scale)));
};

/** Numba's raster of a token; null where numba is not ready. */
export const fetchRaster = async (version, token, [width, height], signal) => {
  const answer = await fetch(`/picture/${version}/${token}.svg?raster=${width}x${height}`, { signal }).catch(() => null);
  if (!answer?.ok) return null;
  return { width, height, rgba: new Uint8ClampedArray(await answer.arrayBuffer()) };
};

/** Put a raster onto a canvas, which takes its size. */
export const paint = (canvas, { width, height, rgba }) => {
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext("2d").putImageData(new ImageData(rgba, width), 0, 0);
  return canvas;
};

export const same = (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index]);

/** An SVG document of this size with a raster beneath what it draws. */
export const beneath = (svg, raster, [width, height]) => {
  const data = paint(document.createElement("canvas"), raster).toDataURL("image/png");
  return svg.replace(">", `><image width="${width}" height="${height}" preserveAspectRatio="none" href="${data}"/>`);
};
