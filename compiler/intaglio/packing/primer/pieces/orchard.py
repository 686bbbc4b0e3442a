"""Orchard: rows of trees, each of a few circles, under a low sun."""
from intaglio import Canvas, Seed, art, cos, mix, rule, sin, tau

PALETTES = {  # sky, grass, bark, fruit, sun
    "Morning": ("#f7e8d0", "#8aa864", "#54402f", "#d1495b", "#ffd27f"),
    "Noon": ("#cfe8ef", "#6b9a4b", "#4a3426", "#e07a3f", "#fff3b0"),
    "Evening": ("#f2b39b", "#5c6f3a", "#33221a", "#b23a48", "#f6bd60"),
    "Frost": ("#e3ebf2", "#a9bcc4", "#5a5f66", "#6d83a3", "#ffffff"),
}


@art("Orchard", size=(1000, 1000), digits=1)
def orchard(seed: Seed, canvas: Canvas):
    sky, grass, bark, fruit, sun = seed.pick("Palette", PALETTES, weights=(4, 3, 2, 1))
    rows = seed.integer("Rows", 3, 7)
    density = seed.real("Density", 0.2, 0.8)
    windy = seed.flag("Wind", 0.25)
    canvas.background(sky)
    canvas.circle(seed.uniform(200, 800), seed.uniform(120, 300), seed.uniform(40, 90), fill=sun, opacity=0.9)
    canvas.rect(0, 420, 1000, 580, fill=grass)
    for row in range(rows):
        y = 460 + 500 * row / rows
        size = 24 + 14 * row
        for i in range(6 + row):
            if seed.chance(density):
                x = seed.uniform(0, 1000)
                lean = seed.uniform(-0.3, 0.3) if windy else 0.0
                tree(seed, canvas, x, y, size, lean, bark, mix(grass, "#1d3b1f", 0.5), fruit)


@rule
def tree(seed: Seed, canvas: Canvas, x, y, size, lean, bark, leaf, fruit):
    top_x, top_y = x + size * sin(lean), y - size * cos(lean)
    canvas.line(x, y, top_x, top_y, stroke=bark, width=size / 8, cap="round")
    for i in range(5):
        turn = tau * i / 5
        canvas.circle(top_x + 0.4 * size * cos(turn), top_y + 0.4 * size * sin(turn), size / 2, fill=leaf)
    for _ in range(seed.below(6)):
        r = seed.uniform(2, 5)
        canvas.circle(top_x + seed.uniform(-0.6, 0.6) * size, top_y + seed.uniform(-0.6, 0.6) * size, r, fill=fruit)
