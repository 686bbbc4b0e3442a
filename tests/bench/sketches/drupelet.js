// Drupelet — packed circles, in the functional manner.
// Everything is a fold over the previous circles; nothing is mutated but the generator.

const pipe = (...fns) => x => fns.reduce((v, f) => f(v), x);
const times = (n, f) => Array.from({ length: n }, (_, i) => f(i));
const clamp = (lo, hi) => x => Math.max(lo, Math.min(hi, x));
const round = x => Math.round(x * 10) / 10;

const makeRandom = hash => {
  let [a, b, c, d] = times(4, i => parseInt(hash.slice(i * 8, i * 8 + 8), 16) | 0);
  const next = () => {
    const t = (a + b | 0) + d | 0;
    d = d + 1 | 0;
    a = b ^ b >>> 9;
    b = c + (c << 3) | 0;
    c = (c << 21 | c >>> 11) + t | 0;
    return (t >>> 0) / 2 ** 32;
  };
  times(15, next);
  return {
    next,
    range: (lo, hi) => lo + next() * (hi - lo),
    pick: items => items[Math.floor(next() * items.length)],
  };
};

const random = makeRandom(S);

const fruits = [
  { skin: ['#5b1a36', '#8c2f54', '#c05a7c', '#2e0f1f'], ground: '#f3e7e4' },
  { skin: ['#20295c', '#3d4f9f', '#7d8fd0', '#101536'], ground: '#eef0f6' },
  { skin: ['#a33b20', '#d9622b', '#f09d51', '#5c1f10'], ground: '#fbf1e3' },
  { skin: ['#2d4a22', '#59803a', '#9cb85c', '#18290f'], ground: '#f1f3e4' },
];
const fruit = random.pick(fruits);

const distance = (p, q) => Math.hypot(p.x - q.x, p.y - q.y);
const inside = ({ x, y }) => distance({ x, y }, { x: 500, y: 500 }) < 440;

// The largest radius that fits at a point
const room = circles => point =>
  circles.reduce((r, other) => Math.min(r, distance(point, other) - other.r), 440 - distance(point, { x: 500, y: 500 }));

const grow = (circles, _) => {
  const point = { x: random.range(60, 940), y: random.range(60, 940) };
  if (!inside(point)) return circles;
  const r = pipe(room(circles), clamp(-1, random.range(18, 90)))(point);
  return r < 3 ? circles : [...circles, { ...point, r, ink: random.pick(fruit.skin), turn: random.range(0, 360) }];
};

const drupes = times(1400, i => i).reduce(grow, []);

const tag = (name, attributes, ...children) =>
  `<${name} ${Object.entries(attributes).map(([k, v]) => `${k}="${v}"`).join(' ')}>${children.join('')}</${name}>`;

const highlight = ({ r }) =>
  tag('ellipse', { cx: round(r * -0.35), cy: round(r * -0.4), rx: round(r * 0.28), ry: round(r * 0.16), fill: '#fff', opacity: 0.55 });

const hair = r => tag('path', { d: `M0 ${round(-r)}q${round(r * 0.2)} ${round(-r * 0.3)} ${round(r * 0.5)} ${round(-r * 0.35)}`, fill: 'none', stroke: fruit.skin[3] });

const drupe = d =>
  tag('g', { transform: `translate(${round(d.x)} ${round(d.y)})` },
    tag('circle', { r: round(d.r * 0.97), fill: d.ink }),
    tag('circle', { r: round(d.r * 0.72), fill: '#fff', opacity: 0.08 }),
    d.r > 14 ? highlight(d) : '',
    d.r > 24 ? tag('g', { transform: `rotate(${round(d.turn)})` }, hair(d.r)) : '');

document.body.style = `margin:0;background:${fruit.ground}`;
document.body.innerHTML = tag('svg', { viewBox: '0 0 1000 1000', style: 'position:fixed;width:100%;height:100%' },
  tag('circle', { cx: 500, cy: 500, r: 446, fill: 'none', stroke: fruit.skin[3], 'stroke-width': 1.5 }),
  drupes.map(drupe).join(''));
