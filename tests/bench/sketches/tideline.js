/**
 * TIDELINE
 *
 * Long strands pulled along a slow vector field, in the colours of a beach
 * after a storm. Written for a hash-based platform: everything comes from
 * `tokenData.hash`.
 */

class Random {
  constructor(hash) {
    this.useA = false;
    // Two small fast counters, each seeded with one half of the hash.
    const sfc32 = function (uint128Hex) {
      let a = parseInt(uint128Hex.substring(0, 8), 16);
      let b = parseInt(uint128Hex.substring(8, 16), 16);
      let c = parseInt(uint128Hex.substring(16, 24), 16);
      let d = parseInt(uint128Hex.substring(24, 32), 16);
      return function () {
        a |= 0;
        b |= 0;
        c |= 0;
        d |= 0;
        const t = (((a + b) | 0) + d) | 0;
        d = (d + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (c << 21) | (c >>> 11);
        c = (c + t) | 0;
        return (t >>> 0) / 4294967296;
      };
    };
    this.prngA = new sfc32(hash.substring(2, 34));
    this.prngB = new sfc32(hash.substring(34, 66));
    for (let i = 0; i < 1e6; i += 2) {
      this.prngA();
      this.prngB();
    }
  }
  // random number between 0 (inclusive) and 1 (exclusive)
  random_dec() {
    this.useA = !this.useA;
    return this.useA ? this.prngA() : this.prngB();
  }
  // random number between a (inclusive) and b (exclusive)
  random_num(a, b) {
    return a + (b - a) * this.random_dec();
  }
  // random integer between a (inclusive) and b (inclusive)
  random_int(a, b) {
    return Math.floor(this.random_num(a, b + 1));
  }
  // random value in an array of items
  random_choice(list) {
    return list[this.random_int(0, list.length - 1)];
  }
}

const R = new Random(tokenData.hash);

const palettes = [
  { name: "Wrack", paper: "#efe6d5", inks: ["#1d3b3a", "#3f6b62", "#8a9b6e", "#c7a55b"] },
  { name: "Storm", paper: "#dfe3e6", inks: ["#11151c", "#364156", "#7d8597", "#d66853"] },
  { name: "Dune", paper: "#f7efe2", inks: ["#5c3d2e", "#b85c38", "#e0a96d", "#2d2424"] },
  { name: "Night", paper: "#10131a", inks: ["#e4dfda", "#7aa5d2", "#4f6d7a", "#dd6e42"] },
];

const palette = R.random_choice(palettes);
const strandCount = R.random_int(260, 640);
const curl = R.random_num(0.6, 2.4);
const octaves = R.random_int(2, 4);

// The field is a handful of plane waves; cheap, smooth, and never repeats in view.
const waves = [];
for (let i = 0; i < octaves * 2; i++) {
  const angle = R.random_num(0, Math.PI * 2);
  const frequency = R.random_num(1, 3) * (1 + Math.floor(i / 2));
  waves.push({
    kx: Math.cos(angle) * frequency,
    ky: Math.sin(angle) * frequency,
    phase: R.random_num(0, Math.PI * 2),
    amplitude: 1 / (1 + i),
  });
}

function fieldAngle(x, y) {
  let sum = 0;
  for (const wave of waves) {
    sum += wave.amplitude * Math.sin(wave.kx * x + wave.ky * y + wave.phase);
  }
  return sum * curl;
}

const canvas = document.createElement("canvas");
const size = Math.min(window.innerWidth, window.innerHeight);
canvas.width = size;
canvas.height = size;
canvas.style.cssText = "display:block;margin:auto";
document.body.style.margin = "0";
document.body.style.background = palette.paper;
document.body.appendChild(canvas);

const ctx = canvas.getContext("2d");
ctx.fillStyle = palette.paper;
ctx.fillRect(0, 0, size, size);
ctx.lineCap = "round";

function drawStrand() {
  let x = R.random_num(-0.1, 1.1);
  let y = R.random_num(-0.1, 1.1);
  const ink = R.random_choice(palette.inks);
  const length = R.random_int(30, 140);
  const weight = Math.pow(R.random_dec(), 3) * 0.008 + 0.0008;

  ctx.strokeStyle = ink;
  ctx.globalAlpha = R.random_num(0.35, 0.95);
  ctx.lineWidth = weight * size;
  ctx.beginPath();
  ctx.moveTo(x * size, y * size);
  for (let step = 0; step < length; step++) {
    const angle = fieldAngle(x * 4, y * 4);
    x += Math.cos(angle) * 0.004;
    y += Math.sin(angle) * 0.004;
    ctx.lineTo(x * size, y * size);
  }
  ctx.stroke();
}

for (let i = 0; i < strandCount; i++) {
  drawStrand();
}

// A quiet frame, so that strands do not simply run off the edge.
ctx.globalAlpha = 1;
ctx.strokeStyle = palette.paper;
ctx.lineWidth = size * 0.08;
ctx.strokeRect(0, 0, size, size);
