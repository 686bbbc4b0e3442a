/**
 * Hatchwork, for a pen plotter: one SVG with polylines only, grouped by pen.
 * Shapes hide what lies behind them, since ink does not.
 */
const [W, H, MARGIN] = [840, 1188, 70]; // A3 in half millimetres

// splitmix over the seed's bytes
let word = BigInt('0x' + S.slice(0, 16));
function random() {
  word = BigInt.asUintN(64, word + 0x9e3779b97f4a7c15n);
  let z = word;
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return Number((z ^ (z >> 31n)) >> 11n) / 2 ** 53;
}
const uniform = (min, max) => min + (max - min) * random();

const pens = random() < 0.5 ? ['#1c2541', '#e4572e'] : ['#222222', '#2a9d8f'];
const lines = { [pens[0]]: [], [pens[1]]: [] };

// A shape is convex: a list of corners, counter-clockwise
function polygon(cx, cy, radius, corners, rotation) {
  const points = [];
  for (let i = 0; i < corners; i++) {
    const a = rotation + (i / corners) * 2 * Math.PI;
    points.push([cx + radius * Math.cos(a), cy + radius * Math.sin(a)]);
  }
  return points;
}

/** The part of the line p + t d that lies inside a convex shape, as [t0, t1], or null (Cyrus-Beck). */
function clip([px, py], [dx, dy], shape) {
  let t0 = -Infinity;
  let t1 = Infinity;
  for (let i = 0; i < shape.length; i++) {
    const [ax, ay] = shape[i];
    const [bx, by] = shape[(i + 1) % shape.length];
    const nx = by - ay;
    const ny = ax - bx;
    const along = nx * dx + ny * dy;
    const away = nx * (px - ax) + ny * (py - ay);
    if (Math.abs(along) < 1e-9) {
      if (away > 0) return null;
      continue;
    }
    const t = -away / along;
    if (along < 0) t0 = Math.max(t0, t);
    else t1 = Math.min(t1, t);
  }
  return t0 < t1 ? [t0, t1] : null;
}

function subtract(intervals, hole) {
  if (!hole) return intervals;
  return intervals.flatMap(([a, b]) => {
    const rest = [];
    if (hole[0] > a) rest.push([a, Math.min(b, hole[0])]);
    if (hole[1] < b) rest.push([Math.max(a, hole[1]), b]);
    return rest.filter(([from, to]) => to - from > 1.5);
  });
}

function hatch(shape, angle, spacing, pen, front) {
  const direction = [Math.cos(angle), Math.sin(angle)];
  const normal = [-direction[1], direction[0]];
  const offsets = shape.map(([x, y]) => x * normal[0] + y * normal[1]);
  for (let o = Math.min(...offsets) + spacing / 2; o < Math.max(...offsets); o += spacing) {
    const start = [normal[0] * o, normal[1] * o];
    const within = clip(start, direction, shape);
    if (!within) continue;
    let visible = [within];
    for (const other of front) visible = subtract(visible, clip(start, direction, other));
    for (const [a, b] of visible) {
      lines[pen].push([
        start[0] + direction[0] * a, start[1] + direction[1] * a,
        start[0] + direction[0] * b, start[1] + direction[1] * b,
      ]);
    }
  }
}

const shapes = [];
const count = Math.floor(uniform(14, 34));
const corners = [3, 4, 5, 6, 40][Math.floor(random() * 5)];
for (let i = 0; i < count; i++) {
  const radius = uniform(40, 190) * (1 - i / count / 2);
  const x = uniform(MARGIN + radius, W - MARGIN - radius);
  const y = uniform(MARGIN + radius, H - MARGIN - radius);
  shapes.push(polygon(x, y, radius, corners, uniform(0, 2 * Math.PI)));
}

shapes.forEach((shape, i) => {
  const front = shapes.slice(i + 1);
  const angle = uniform(0, Math.PI);
  const spacing = uniform(3, 11);
  const pen = pens[random() < 0.25 ? 1 : 0];
  hatch(shape, angle, spacing, pen, front);
  if (random() < 0.35) hatch(shape, angle + Math.PI / 2, spacing * 1.5, pen, front);
});

const mm = v => v.toFixed(1);
let svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${W} ${H}" style="height:100vh;display:block;margin:auto;background:#fff">`;
for (const pen of pens) {
  svg += `<g fill="none" stroke="${pen}" stroke-width="1.2" stroke-linecap="round">`;
  for (const [x1, y1, x2, y2] of lines[pen]) {
    svg += `<polyline points="${mm(x1)},${mm(y1)} ${mm(x2)},${mm(y2)}"/>`;
  }
  svg += '</g>';
}
document.body.style.margin = 0;
document.body.innerHTML = svg + '</svg>';
