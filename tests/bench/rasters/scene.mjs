// Scene by hand: what tests/bench/rasters/scene.py computes, as one would write it in JavaScript.
const STEPS = 96, FAR = 12, NEAR = 0.0005;

// Faster in V8 than Math.min and Math.max.
const min = (a, b) => (b < a ? b : a);
const max = (a, b) => (b > a ? b : a);
const length = (x, y, z) => Math.sqrt(x * x + y * y + z * z);

function blendMin(a, b, k) {
  const h = max(k - Math.abs(a - b), 0) / k;
  return min(a, b) - 0.25 * k * h * h;
}

function near(x, y, z, shift) {
  const left = length(x + 0.7, y - shift, z) - 0.75;
  const right = length(x - 0.35, y - 0.55, z - 0.3) - 0.45;
  const bx = Math.abs(x - 0.9) - 0.4, by = Math.abs(y + 0.3) - 0.3, bz = Math.abs(z) - 0.4;
  const outside = length(max(bx, 0), max(by, 0), max(bz, 0));
  const box = outside + min(max(bx, max(by, bz)), 0) - 0.08;
  return min(blendMin(blendMin(left, right, 0.6), box, 0.35), y + 0.7);
}

function march(x, y, z, dx, dy, dz, shift) {
  let t = 0;
  for (let step = 0; step < STEPS; step++) {
    const d = near(x + dx * t, y + dy * t, z + dz * t, shift);
    t += d;
    if (d < NEAR || t > FAR) break;
  }
  return min(t, FAR);
}

function shade(x, y, shift, rgba, at) {
  let dx = (x - 500) * 0.001, dy = (500 - y) * 0.001 - 0.18, dz = 1;
  let size = length(dx, dy, dz);
  dx /= size;
  dy /= size;
  dz /= size;
  const far = march(0, 0.9, -4, dx, dy, dz, shift);
  rgba[at + 3] = 255;
  if (far >= FAR) {
    const sky = 0.5 + 0.5 * dy;
    rgba[at] = Math.floor(255 * (0.35 + 0.3 * sky));
    rgba[at + 1] = Math.floor(255 * (0.5 + 0.25 * sky));
    rgba[at + 2] = Math.floor(255 * (0.7 + 0.2 * sky));
    return;
  }
  const px = dx * far, py = 0.9 + dy * far, pz = dz * far - 4, e = 0.001;
  let nx = near(px + e, py, pz, shift) - near(px - e, py, pz, shift);
  let ny = near(px, py + e, pz, shift) - near(px, py - e, pz, shift);
  let nz = near(px, py, pz + e, shift) - near(px, py, pz - e, shift);
  size = length(nx, ny, nz);
  nx /= size;
  ny /= size;
  nz /= size;
  let light = max(0, 0.48 * nx + 0.64 * ny - 0.6 * nz);
  if (light > 0) {
    const out = march(px + 0.01 * nx, py + 0.01 * ny, pz + 0.01 * nz, 0.48, 0.64, -0.6, shift);
    light *= min(1, out / FAR);
  }
  light = 0.2 + 0.1 * ny + 0.7 * light;
  if (py < -0.69) {
    const tile = (Math.floor(px * 2) + Math.floor(pz * 2)) & 1;
    rgba[at] = Math.floor(255 * light * (0.55 + 0.2 * tile));
    rgba[at + 1] = Math.floor(255 * light * 0.7);
    rgba[at + 2] = Math.floor(200 * light);
    return;
  }
  rgba[at] = Math.floor(255 * light);
  rgba[at + 1] = Math.floor(255 * light * 0.62);
  rgba[at + 2] = Math.floor(255 * light * 0.4);
}

export function render(width, height, shift) {
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      shade(((column + 0.5) * 1000) / width, ((row + 0.5) * 1000) / height, shift, rgba, 4 * (row * width + column));
  return rgba;
}
