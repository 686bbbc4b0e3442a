// ziggurat // isometric towers, painter's algorithm
// github-style tiny project, no deps

import_seed(tokenData.hash)

var seed
function import_seed(hash) {
  seed = []
  for (var i = 2; i < 66; i += 2) seed.push(parseInt(hash.substr(i, 2), 16))
}

// 32 bytes are enough to start an xorshift
var st = (seed[0] << 24 | seed[1] << 16 | seed[2] << 8 | seed[3]) || 1
function R(a, b) {
  st ^= st << 13
  st ^= st >>> 17
  st ^= st << 5
  var u = (st >>> 0) / 4294967296
  return b === undefined ? u * (a === undefined ? 1 : a) : a + u * (b - a)
}
function Ri(n) { return R(n) | 0 }

var n = 7 + Ri(8)                    // towers a side
var hue = R(360), hueStep = R(-60, 60)
var wild = R(.1, .9)
var night = R() < .35

var size = 1100, cv = document.createElement('canvas')
cv.width = cv.height = size
document.body.appendChild(cv)
document.body.style = 'margin:0;background:' + (night ? '#0b0e19' : '#f3ede2')
cv.style = 'display:block;margin:auto;width:100vmin'
var ctx = cv.getContext('2d')

var u = size / (n * 2 + 4)           // half a tile
function iso(x, y, z) {
  return [size / 2 + (x - y) * u, size * .32 + (x + y) * u / 2 - z * u]
}

function quad(points, color) {
  ctx.beginPath()
  points.forEach(function (p, i) {
    var q = iso(p[0], p[1], p[2])
    i ? ctx.lineTo(q[0], q[1]) : ctx.moveTo(q[0], q[1])
  })
  ctx.closePath()
  ctx.fillStyle = ctx.strokeStyle = color
  ctx.fill()
  ctx.lineWidth = .6
  ctx.stroke()
}

function hsl(h, s, l) { return 'hsl(' + h.toFixed() + ',' + s + '%,' + l + '%)' }

function box(x, y, z, w, h, tone) {
  var x2 = x + w, y2 = y + w, z2 = z + h
  var s = night ? 55 : 42
  var l = night ? 30 : 62
  quad([[x, y2, z], [x2, y2, z], [x2, y2, z2], [x, y2, z2]], hsl(tone, s, l - 18))
  quad([[x2, y, z], [x2, y2, z], [x2, y2, z2], [x2, y, z2]], hsl(tone, s, l - 6))
  quad([[x, y, z2], [x2, y, z2], [x2, y2, z2], [x, y2, z2]], hsl(tone, s, l + 12))
}

// windows on the left-hand face
function windows(x, y, z, w, h, lit) {
  for (var i = 0; i < 3; i++) for (var j = 0; j < h * 3 - 1; j++) {
    if (R() > .55) continue
    var a = x + w * (.15 + i * .28), b = a + w * .16
    var c = z + .12 + j / 3, d = c + .18
    quad([[a, y + w, c], [b, y + w, c], [b, y + w, d], [a, y + w, d]], lit)
  }
}

function tower(i, j) {
  var d = Math.hypot(i - n / 2 + .5, j - n / 2 + .5) / n
  var steps = 1 + Ri(4 * (1 - d) + 1)
  var z = 0, w = .92
  for (var k = 0; k < steps; k++) {
    var h = R(.25, .5 + wild * 3 * (1 - d))
    var o = (1 - w) / 2
    var tone = (hue + hueStep * k + d * 90 + 720) % 360
    box(i + o, j + o, z, w, h, tone)
    if (w > .5 && h > .8) windows(i + o, j + o, z, w, h, night ? '#ffd98a' : hsl(tone, 20, 25))
    z += h
    w *= R(.6, .85)
  }
  if (R() < .1) {                    // a mast
    var p = iso(i + .5, j + .5, z), q = iso(i + .5, j + .5, z + R(.5, 2))
    ctx.beginPath()
    ctx.moveTo(p[0], p[1])
    ctx.lineTo(q[0], q[1])
    ctx.strokeStyle = night ? '#fff' : '#333'
    ctx.lineWidth = 1.5
    ctx.stroke()
  }
}

for (var i = 0; i < n; i++) for (var j = 0; j < n; j++) tower(i, j)
