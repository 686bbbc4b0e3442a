"""Thicket: a branch, four ways to go on, and a wind."""
from intaglio import Canvas, Seed, art, cos, mix, rule, sin

PALETTES = {  # sky, glow, sun, wood, fruit
    "Dusk": ("#33304f", "#f08a5d", "#ffd9a0", "#17131f", "#e8483f"),
    "Fog": ("#b9cbc6", "#f3eee2", "#f4b942", "#1f332d", "#c8423a"),
    "Noon": ("#f0dfbd", "#fbf5e6", "#e8543f", "#1d3050", "#e39a2d"),
    "Polar": ("#0c2140", "#46b3a8", "#f6f1d8", "#07111c", "#ff7f6a"),
    "Rose": ("#eebfb8", "#fdf0e2", "#d4485a", "#3a1c3b", "#f0a133"),
}


@art("Thicket", size=(1000, 1000), digits=1)
def thicket(seed: Seed, canvas: Canvas):
    sky, glow, sun, wood, fruit = seed.pick("Palette", PALETTES, weights=(4, 4, 3, 2, 2))
    stems = seed.integer("Stems", 4, 9)
    wind = seed.integer("Wind", -6, 6) / 100
    for band in range(10):
        canvas.rect(0, 100 * band, 1000, 1000 - 100 * band, fill=mix(sky, glow, band / 9))
    canvas.circle(seed.uniform(200, 800), 250 if seed.flag("High sun", 0.35) else 540, seed.uniform(90, 210), fill=sun)
    for near in range(3):
        faint, reach = 0.6 - 0.3 * near, 23 + 5 * near
        ink, berry = mix(wood, glow, faint), mix(fruit, glow, faint)
        for _ in range(stems):
            grow(seed, canvas, ink, berry, wind, seed.uniform(-20, 1020), 1010, 1.57 - 3 * wind, reach, 9)


@rule
def grow(seed: Seed, canvas: Canvas, wood, fruit, wind, x, y, heading, reach, left):
    path = canvas.path(stroke=wood, width=1.5 + 0.8 * left)
    path.move(x, y)
    for _ in range(3):
        heading += wind + seed.uniform(-0.16, 0.16)
        x, y = x + reach * cos(heading), y - reach * sin(heading)
        path.line(x, y)
    if left > 0:
        branch(seed, canvas, wood, fruit, wind, x, y, heading, reach, left - 1)


@rule(weight=6)
def branch(seed: Seed, canvas: Canvas, wood, fruit, wind, x, y, heading, reach, left):
    grow(seed, canvas, wood, fruit, wind, x, y, heading, reach * 0.96, left)


@rule(weight=4)
def branch(seed: Seed, canvas: Canvas, wood, fruit, wind, x, y, heading, reach, left):
    for side in (-1, 1):
        grow(seed, canvas, wood, fruit, wind, x, y, heading + side * seed.uniform(0.2, 0.6), reach * 0.86, left)


@rule(weight=3)
def branch(seed: Seed, canvas: Canvas, wood, fruit, wind, x, y, heading, reach, left):
    with canvas.group(translate=(x, y), rotate=seed.choice((-50, 50)) - 57.3 * heading):
        canvas.ellipse(0.8 * reach, 0, 0.8 * reach, 0.3 * reach, fill=wood)
    grow(seed, canvas, wood, fruit, wind, x, y, heading, reach, left)


@rule(weight=1)
def branch(seed: Seed, canvas: Canvas, wood, fruit, wind, x, y, heading, reach, left):
    canvas.circle(x, y, seed.uniform(5, 11), fill=fruit)
