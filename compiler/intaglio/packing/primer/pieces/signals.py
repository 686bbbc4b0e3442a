"""Signals: flags and buoys, drawn with everything that an outline can be."""
from intaglio import (
    Canvas,
    Seed,
    arc,
    art,
    atan2,
    ease_in,
    ease_in_out,
    ease_out,
    ease_sine,
    hsl,
    ngon,
    oklch,
    rgb,
    rule,
    spiral,
    star,
    tan,
)  # fmt: skip

KINDS = ("star", "spiral", "arc", "polygon")


@art("Signals", size=(800, 800))
def signals(seed: Seed, canvas: Canvas):
    kind = seed.pick("Kind", KINDS, weights=(3, 2, 2, 1))
    hue = seed.real("Hue", 0, 1)
    columns = seed.param("Columns", 3, 8, default=5)
    swing = seed.param("Swing", 0, 1, default=0.25)
    side = 720 / columns
    dark = seed.flag("Dark", 0.3)
    ground = oklch(0.25, 0.04, hue) if dark else hsl(hue, 0.3, 0.95)
    canvas.background(ground)
    for row in range(columns):
        for column in range(columns):
            x, y = 40 + side * (column + 0.5), 40 + side * (row + 0.5)
            t = row / columns
            turn = swing * atan2(y - 400, x - 400) + 0.1 * tan(0.5 * t)
            ink = oklch(0.5 + 0.3 * t, 0.15, hue + column / 20)
            size = side * (0.2 + 0.2 * eased(t, column))
            mark(canvas, kind, x, y, size, turn, ink)
    canvas.text(400, 795, f"{kind} {columns}", size=12, anchor="middle", family="sans-serif", fill=rgb(240, 240, 250))


@rule
def eased(t, kind):
    if kind == 0:
        return ease_in(t)
    if kind == 1:
        return ease_out(t)
    return ease_in_out(t) if kind == 2 else ease_sine(t)


@rule
def mark(canvas: Canvas, kind, x, y, size, turn, ink):
    path = canvas.path(stroke=ink, width=3, join="round")
    if kind == "star":
        star(path, x, y, size, size / 2, 5, turn)
    elif kind == "spiral":
        spiral(path, x, y, 2, size, 3 + turn, 60)
    elif kind == "arc":
        arc(path, x, y, size, turn, turn + 4)
    else:
        ngon(path, x, y, size, 6, turn)
