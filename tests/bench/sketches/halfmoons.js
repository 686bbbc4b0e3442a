// halfmoons — a grid of semicircles that cannot agree which way is up
// fxhash style: fxrand() gives the randomness, $fx.features is read by the marketplace

const rnd = fxrand
const between = (a, b) => a + (b - a) * rnd()
const pick = arr => arr[(rnd() * arr.length) | 0]
const chance = p => rnd() < p

const SCHEMES = {
  'Terrazzo':  ['#f4ede4', '#d95d39', '#0e1428', '#7b9e89', '#f0a202'],
  'Riso':      ['#fffdf7', '#ff48b0', '#0078bf', '#ffe800', '#00838a'],
  'Midnight':  ['#0d1b2a', '#e0e1dd', '#778da9', '#e07a5f', '#f2cc8f'],
  'Apothecary':['#e8e0d2', '#2f4b3c', '#9c3d2e', '#c9a66b', '#1c1c1c'],
}

const schemeName = pick(Object.keys(SCHEMES))
const [paper, ...inks] = SCHEMES[schemeName]
const cols = pick([4, 5, 6, 8, 8, 10])
const unruly = between(0, .45)
const stripes = chance(.3)

$fx.features({
  'Scheme': schemeName,
  'Columns': cols,
  'Stripes': stripes,
  'Mood': unruly < .15 ? 'calm' : unruly < .3 ? 'restless' : 'unruly',
})

const W = 1200, M = 90
const c = document.createElement('canvas')
c.width = c.height = W
c.style.cssText = 'position:absolute;inset:0;margin:auto;max-width:100%;max-height:100%'
document.body.style.cssText = `margin:0;background:${paper}`
document.body.append(c)
const g = c.getContext('2d')

g.fillStyle = paper
g.fillRect(0, 0, W, W)

const cell = (W - M * 2) / cols

// a half moon in the middle of its cell, turned by quarter turns
const moon = (x, y, r, turn, ink) => {
  g.save()
  g.translate(x, y)
  g.rotate(turn * Math.PI / 2)
  g.fillStyle = ink
  g.beginPath()
  g.arc(0, -r / 2, r, 0, Math.PI)
  g.fill()
  if (stripes) {
    g.globalCompositeOperation = 'source-atop'
    g.fillStyle = paper
    for (let s = 1; s < 5; s++) g.fillRect(-r, s * r / 5, r * 2, r / 28)
  }
  g.restore()
}

const ring = (x, y, r, ink) => {
  g.strokeStyle = ink
  g.lineWidth = r * between(.08, .3)
  g.beginPath()
  g.arc(x, y, r * .7, 0, 7)
  g.stroke()
}

let turn = 0
for (let j = 0; j < cols; j++) {
  for (let i = 0; i < cols; i++) {
    const x = M + (i + .5) * cell
    const y = M + (j + .5) * cell
    turn = chance(unruly) ? (rnd() * 4) | 0 : (i + j) % 2 * 2
    const ink = pick(inks)

    if (chance(.07)) ring(x, y, cell / 2, ink)
    else if (chance(.09)) {
      // four little ones
      for (let k = 0; k < 4; k++)
        moon(x + (k % 2 - .5) * cell / 2, y + ((k >> 1) - .5) * cell / 2, cell * .22, (turn + k) % 4, pick(inks))
    } else moon(x, y, cell * .46, turn, ink)
  }
}

// speckle, as a risograph leaves it
g.globalAlpha = .12
for (let n = 0; n < 4000; n++) {
  g.fillStyle = chance(.5) ? paper : inks[inks.length - 1]
  g.fillRect(rnd() * W, rnd() * W, between(.5, 2.5), between(.5, 2.5))
}
