// Fractal by hand: what tests/bench/rasters/fractal.py computes, as one would write it in JavaScript.
const LIMIT = 300;

export function render(width, height, left) {
  const rgba = new Uint8ClampedArray(4 * width * height);
  let at = 0;
  for (let row = 0; row < height; row++) {
    const cy = (((row + 0.5) * 1000) / height - 500) * 0.0026;
    for (let column = 0; column < width; column++, at += 4) {
      const cx = left + (((column + 0.5) * 1000) / width) * 0.0026;
      let a = 0, b = 0, aa = 0, bb = 0, n = 0;
      while (n < LIMIT && aa + bb < 16) {
        b = 2 * a * b + cy;
        a = aa - bb + cx;
        aa = a * a;
        bb = b * b;
        n++;
      }
      rgba[at + 3] = 255;
      if (n === LIMIT) {
        rgba[at] = 8;
        rgba[at + 1] = 10;
        rgba[at + 2] = 20;
        continue;
      }
      let t = (n + 16 / (aa + bb)) * 0.02;
      t -= Math.floor(t);
      rgba[at] = Math.floor(255 * t);
      rgba[at + 1] = Math.floor(200 * (4 * t * (1 - t)));
      rgba[at + 2] = Math.floor(255 - 160 * t);
    }
  }
  return rgba;
}
