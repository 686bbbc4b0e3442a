// Orbitals
// I think in p5, so here is the part of p5 that I need, without p5.

let ctx, width, height;
let doFill = true, doStroke = true;

function createCanvas(w, h) {
  const el = document.createElement('canvas');
  el.width = width = w;
  el.height = height = h;
  document.body.style.margin = 0;
  document.body.appendChild(el);
  ctx = el.getContext('2d');
}
function background(c) { ctx.fillStyle = c; ctx.fillRect(0, 0, width, height); }
function fill(c) { doFill = true; ctx.fillStyle = c; }
function noFill() { doFill = false; }
function stroke(c) { doStroke = true; ctx.strokeStyle = c; }
function noStroke() { doStroke = false; }
function strokeWeight(w) { ctx.lineWidth = w; }
function push() { ctx.save(); }
function pop() { ctx.restore(); }
function translate(x, y) { ctx.translate(x, y); }
function rotate(a) { ctx.rotate(a); }
function paint() { if (doFill) ctx.fill(); if (doStroke) ctx.stroke(); }
function ellipse(x, y, w, h) {
  ctx.beginPath();
  ctx.ellipse(x, y, w / 2, h / 2, 0, 0, TWO_PI);
  paint();
}
function line(x1, y1, x2, y2) {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
function map(v, a, b, c, d) { return c + (d - c) * (v - a) / (b - a); }
function lerp(a, b, t) { return a + (b - a) * t; }
const TWO_PI = Math.PI * 2;

// random() and noise() from the token
let seedState;
function randomSeed(n) { seedState = n >>> 0; }
function random(a, b) {
  // LCG, the constants of Numerical Recipes
  seedState = (Math.imul(seedState, 1664525) + 1013904223) >>> 0;
  const r = seedState / 4294967296;
  if (a === undefined) return r;
  if (Array.isArray(a)) return a[Math.floor(r * a.length)];
  if (b === undefined) return r * a;
  return a + r * (b - a);
}
const noiseTable = [];
function noise(x) {
  const i = Math.floor(x), f = x - i;
  const a = noiseTable[i & 255], b = noiseTable[(i + 1) & 255];
  return lerp(a, b, f * f * (3 - 2 * f));
}

// ------------------------------------------------------------ the sketch

const PALETTES = [
  ['#0b0c10', '#c5c6c7', '#66fcf1', '#45a29e'],
  ['#fdf6e3', '#073642', '#cb4b16', '#268bd2'],
  ['#2b193d', '#f18f01', '#c73e1d', '#f7f4ea'],
  ['#eaf4f4', '#6b9080', '#1b4332', '#e07a5f'],
];

function setup() {
  createCanvas(1000, 1000);
  randomSeed(parseInt(S.slice(0, 8), 16));
  for (let i = 0; i < 256; i++) noiseTable.push(random());
}

function draw() {
  const colors = random(PALETTES);
  background(colors[0]);
  const suns = Math.floor(random(1, 4));
  for (let s = 0; s < suns; s++) {
    push();
    translate(random(250, 750), random(250, 750));
    rotate(random(TWO_PI));
    drawSystem(colors, random(180, 420));
    pop();
  }
}

function drawSystem(colors, reach) {
  noFill();
  const rings = Math.floor(random(12, 40));
  const squash = random(0.35, 1);
  for (let i = 0; i < rings; i++) {
    const d = map(i, 0, rings, 40, reach * 2);
    stroke(colors[1]);
    strokeWeight(0.4 + 2.2 * noise(i * 0.35));
    ellipse(0, 0, d, d * squash);

    // some rings carry moons
    if (random() < 0.4) {
      const a = random(TWO_PI);
      const x = Math.cos(a) * d / 2, y = Math.sin(a) * d / 2 * squash;
      noStroke();
      fill(random([colors[2], colors[3]]));
      const m = random(4, 26);
      ellipse(x, y, m, m);
      if (random() < 0.3) {
        stroke(colors[2]);
        strokeWeight(0.7);
        line(0, 0, x, y);
      }
      noFill();
    }
  }
  noStroke();
  fill(colors[3]);
  ellipse(0, 0, 36, 36);
}

setup();
draw();
