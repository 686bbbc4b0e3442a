"""Ledger: bits, counted and tabled."""
from intaglio import Canvas, Seed, art, rule

TABLES = {
    "Red": ("#fbf3e4", "#9d0208", "#dc2f02", "#370617"),
    "Green": ("#f1faee", "#2d6a4f", "#95d5b2", "#081c15"),
    "Blue": ("#edf6f9", "#023e8a", "#48cae4", "#03045e"),
    "Ochre": ("#fefae0", "#bc6c25", "#dda15e", "#283618"),
    "Violet": ("#f8f0fb", "#5a189a", "#c77dff", "#10002b"),
}
RULES = ("x | y", "x + y", "x * x + y", "x - y")


@art("Ledger", size=(1000, 1000))
def ledger(seed: Seed, canvas: Canvas):
    palette = seed.pick("Table", TABLES, weights=(5, 4, 3, 2, 1))
    law = seed.pick("Law", RULES, weights=(3, 3, 2, 1))
    count = seed.pick("Columns", (6, 9, 12), weights=(1, 2, 2))
    mirrored = seed.flag("Mirrored")
    key = seed.below(1 << 20) | 1
    side = 900 // count
    canvas.background(palette[0])
    for y in range(count):
        for x in range(count):
            u, v = min(x, count - 1 - x) if mirrored else x, y
            bits = value(law, u, v) * key
            bits ^= bits >> 9
            kind = bits >> 7 & 7
            entry(canvas, palette, kind, bits & 3, 50 + side * x, 50 + side * y, side / 2)
    canvas.text(500, 980, f"{law} x {key}", size=20, anchor="middle", family="monospace", fill=palette[3])


@rule
def value(law, x, y):
    if law == "x | y":
        return x | y
    if law == "x + y":
        return x + y
    return x * x + y if law == "x * x + y" else x - y


@rule
def entry(canvas: Canvas, palette, kind, turn, x, y, half):
    canvas.rect(x, y, 2 * half, 2 * half, fill=palette[kind % 3])
    with canvas.group(translate=(x + half, y + half), rotate=90 * turn, fill=palette[1 + kind % 3]):
        if kind == 0:
            canvas.circle(0, 0, 0.6 * half)
        elif kind == 1:
            canvas.polygon((-half, -half), (half, -half), (0, half))
        elif kind == 2:
            for i in range(4):
                canvas.rect(-half, half * (i - 2) / 2, 2 * half, half / 4)
        elif kind < 5:
            shape = canvas.path(stroke=palette[3], width=2)
            shape.move(-half, -half)
            shape.curve(half, -half, half, half, -half, half)
        else:
            canvas.rect(-half / 2, -half / 2, half, half, round=3)
