"""Drift: strands carried by a noise field."""
from intaglio import Canvas, Seed, art, cos, noise, rule, sin, tau

PALETTES = {
    "Ember": ("#1b1b1e", "#f26430", "#f2c14e"),
    "Moss": ("#0b2027", "#40798c", "#70a9a1"),
}


@art("Drift", size=(1000, 1000))
def drift(seed: Seed, canvas: Canvas):
    palette = seed.pick("Palette", PALETTES, weights=(3, 1))   # a named draw is a trait
    strands = seed.integer("Strands", 60, 120)                 # 60 and 120 included
    canvas.background(palette[0])
    for i in range(strands):
        strand(seed, canvas, palette[1 + i % 2])


@rule
def strand(seed: Seed, canvas: Canvas, ink):
    x, y = seed.uniform(0, 1000), seed.uniform(0, 1000)
    path = canvas.path(stroke=ink, width=1.5)
    path.move(x, y)
    for _ in range(40):
        turn = tau * noise(x / 300, y / 300)
        x += 6 * cos(turn)
        y += 6 * sin(turn)
        path.line(x, y)
