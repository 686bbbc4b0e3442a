"""Untitled: rings of drifting dots. This first paragraph describes the piece on chain.

Try it:   intaglio render untitled.py --seed 7
A sheet:  intaglio render untitled.py --sheet 6x6 -o sheet.png
"""
from intaglio import Canvas, Seed, art, cos, noise, rule, sin, tau

# Constants stand at the top: numbers, colors, texts, tuples and dicts of them.
PALETTES = {
    "Ink": ("#f5f1e8", "#1b1b1e", "#d1495b"),
    "Night": ("#14213d", "#fca311", "#e5e5e5"),
    "Moss": ("#0b2027", "#70a9a1", "#f6f1d1"),
}


# The piece itself. Every token has a seed of its own; all that is random comes from it.
@art("Untitled", size=(1000, 1000))
def untitled(seed: Seed, canvas: Canvas):
    # A draw with a name is a trait: collectors see it. Weights say how common each entry is.
    palette = seed.pick("Palette", PALETTES, weights=(3, 2, 1))
    rings = seed.integer("Rings", 5, 14)
    wild = seed.flag("Wild", 0.2)

    canvas.background(palette[0])
    for i in range(rings):
        radius = 60 + 380 * i / rings
        ring(seed, canvas, radius, palette[1 + i % 2], wild)


# A rule is a function of the language: it may call others, and itself.
@rule
def ring(seed: Seed, canvas: Canvas, radius, ink, wild):
    dots = int(radius / 6)
    for i in range(dots):
        turn = tau * i / dots
        x, y = 500 + radius * cos(turn), 500 + radius * sin(turn)
        drift = 40 * noise(x / 200, y / 200)
        if wild:
            drift = 3 * drift
        canvas.circle(x + drift, y + drift, seed.uniform(1.5, 6), fill=ink)
