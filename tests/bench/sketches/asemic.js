// asemic: a page in a script nobody reads. Built with real SVG nodes because
// I like to inspect them afterwards.

var NS = 'http://www.w3.org/2000/svg';

function el(name, attrs, parent) {
  var node = document.createElementNS(NS, name);
  for (var key in attrs) node.setAttribute(key, attrs[key]);
  parent.appendChild(node);
  return node;
}

// Park-Miller from the first bytes of the hash
var state = parseInt(tokenData.hash.slice(2, 9), 16) + 1;
function rand() {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
}
function randInt(n) { return Math.floor(rand() * n); }
function oneOf(list) { return list[randInt(list.length)]; }

var ink = oneOf(['#1a1a1a', '#2b2118', '#14213d', '#3d0c11']);
var paper = oneOf(['#f5f0e6', '#eee9dd', '#f8f5ef', '#e8e2d0']);
var accent = oneOf(['#b3001b', '#225560', '#a5642a']);
var slant = rand() * 0.5 - 0.2;
var alphabetSize = 9 + randInt(14);
var lineHeight = 46 + randInt(30);

document.body.style.margin = '0';
document.body.style.background = paper;
var svg = el('svg', { viewBox: '0 0 800 1000', width: '100%', height: '100%' }, document.body);
svg.style.position = 'fixed';
svg.style.inset = 0;
el('rect', { width: 800, height: 1000, fill: paper }, svg);

// A letter is a list of strokes on a 3 by 4 lattice
function inventStroke() {
  var kind = randInt(4);
  var x = randInt(3), y = randInt(4), x2 = randInt(3), y2 = randInt(4);
  if (kind == 0) return { d: [[x, y], [x, y2]] };
  if (kind == 1) return { d: [[x, y], [x2, y2]] };
  if (kind == 2) return { d: [[x, y], [x2, y], [x2, y2]], curved: true };
  return { dot: [x, y] };
}

function inventLetter() {
  var strokes = [], n = 2 + randInt(3);
  while (n--) strokes.push(inventStroke());
  return { strokes: strokes, width: 0.7 + rand() * 0.8 };
}

var alphabet = [];
for (var i = 0; i < alphabetSize; i++) alphabet.push(inventLetter());

function writeLetter(letter, x, y, size, color) {
  function px(p) {
    var gx = p[0] / 2 * size * letter.width, gy = p[1] / 3 * size;
    return (x + gx - gy * slant + rand() * 1.2).toFixed(1) + ' ' + (y + gy + rand() * 1.2).toFixed(1);
  }
  letter.strokes.forEach(function (stroke) {
    if (stroke.dot) {
      var at = px(stroke.dot).split(' ');
      el('circle', { cx: at[0], cy: at[1], r: size / 12, fill: color }, svg);
      return;
    }
    var d = 'M' + px(stroke.d[0]);
    d += stroke.curved ? 'Q' + px(stroke.d[1]) + ' ' + px(stroke.d[2]) : 'L' + px(stroke.d[1]);
    el('path', {
      d: d,
      fill: 'none',
      stroke: color,
      'stroke-width': (size / 10 + rand()).toFixed(1),
      'stroke-linecap': 'round'
    }, svg);
  });
  return letter.width * size * 1.25;
}

// Words are drawn from a small vocabulary, so that they come back
var vocabulary = [];
for (i = 0; i < 24; i++) {
  var word = [], length = 1 + randInt(7);
  while (length--) word.push(oneOf(alphabet));
  vocabulary.push(word);
}

var y = 90;
while (y < 900) {
  var indent = rand() < 0.2 ? 60 : 0;
  var x = 90 + indent;
  var size = lineHeight * 0.42;
  var color = ink;
  if (indent) color = accent; // a new paragraph opens in colour
  while (x < 660) {
    var w = vocabulary[Math.floor(Math.pow(rand(), 1.7) * vocabulary.length)];
    for (i = 0; i < w.length && x < 700; i++) {
      x += writeLetter(w[i], x, y, size, color);
      color = ink;
    }
    x += size * 0.8;
    if (rand() < 0.04) break;
  }
  y += lineHeight;
}

// a seal, bottom right
var seal = el('g', { transform: 'translate(640 880) rotate(' + (rand() * 12 - 6).toFixed(1) + ')' }, svg);
el('rect', { width: 70, height: 70, rx: 6, fill: accent, opacity: 0.85 }, seal);
var saved = svg;
svg = seal;
writeLetter(oneOf(alphabet), 18, 14, 36, paper);
svg = saved;
