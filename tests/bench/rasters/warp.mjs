// Warp by hand: what tests/bench/rasters/warp.py computes, as one would write it in JavaScript.
const X = 0x9e3779b1 | 0, Y = 0x85ebca77 | 0, W = 0xc2b2ae3d | 0;
const OCTAVES = 5;

const mix = (n) => n ^ (n >> 15);
const fade = (t) => t * t * t * (t * (6 * t - 15) + 10);

function slope(n, x, y) {
  const h = Math.imul(n, W);
  return (h >> 16) * x + (h & 65535) * y;
}

function noise(x, y, field) {
  const i = Math.floor(x), j = Math.floor(y);
  const a = x - i, b = y - j, c = a - 1, d = b - 1;
  const n = (Math.imul(i, X) + field) | 0, m = Math.imul(j, Y);
  const n0 = mix(n), n1 = mix((n + X) | 0), m0 = mix(m), m1 = mix((m + Y) | 0);
  const u = fade(a), v = fade(b);
  let s = slope(n0 ^ m0, a, b);
  s += u * (slope(n1 ^ m0, c, b) - s);
  let t = slope(n0 ^ m1, a, d);
  t += u * (slope(n1 ^ m1, c, d) - t);
  return (s + v * (t - s) - 32768 * (b - v)) * 0.0000457763671875;
}

function fbm(x, y, field) {
  let total = 0, strength = 1, power = 0;
  for (let octave = 0; octave < OCTAVES; octave++) {
    total += strength * noise(x, y, field);
    power += strength * strength;
    strength *= 0.5;
    x = 2 * x + 17.37;
    y = 2 * y + 5.71;
  }
  return total / Math.sqrt(power);
}

export function render(width, height, cell, field) {
  const rgba = new Uint8ClampedArray(4 * width * height); // holds a level between 0 and 255 by itself
  let at = 0;
  for (let row = 0; row < height; row++) {
    const v = ((row + 0.5) * 1000) / height / cell;
    for (let column = 0; column < width; column++, at += 4) {
      const u = ((column + 0.5) * 1000) / width / cell;
      const p = fbm(u, v, field);
      const q = fbm(u + 5.2, v + 1.3, field);
      const light = 0.5 + 0.35 * fbm(u + 2 * p, v + 2 * q, field);
      rgba[at] = Math.floor(255 * light);
      rgba[at + 1] = Math.floor(255 * (0.8 * light + 0.1 * p));
      rgba[at + 2] = Math.floor(255 * (0.3 + 0.3 * q));
      rgba[at + 3] = 255;
    }
  }
  return rgba;
}
