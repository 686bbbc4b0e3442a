"""Quilt: a few bits of arithmetic, folded and sewn."""
from intaglio import Canvas, Seed, art, rule

PALETTES = {
    "Weimar": ("#efe6d5", "#d8432b", "#f0a81f", "#1f4e79", "#23221f"),
    "Orchard": ("#f4efe1", "#2f6b4f", "#e2725b", "#f2c14e", "#2b3a35"),
    "Lagoon": ("#eaf0ee", "#0f6e84", "#70b7ba", "#f1b24a", "#12343b"),
    "Rosehip": ("#f8ece6", "#c8553d", "#eab8a0", "#6b2d3e", "#2d1e2f"),
    "Midnight": ("#14182b", "#3d5a98", "#f2b950", "#e4572e", "#ece5d8"),
}
CLOTHS = ("x ^ y", "x & y", "x * y", "x * x ^ y * y")


@art("Quilt", size=(1000, 1120))
def quilt(seed: Seed, canvas: Canvas):
    palette = seed.pick("Palette", PALETTES, weights=(5, 4, 4, 3, 2))
    cloth = seed.pick("Cloth", CLOTHS, weights=(3, 2, 3, 3))
    count = seed.pick("Blocks", (8, 11, 16), weights=(2, 3, 2))
    turned = seed.flag("Turned")
    thread = seed.below(1 << 24) | 1
    side = 880 // count
    canvas.background(palette[0])
    for row in range(count):
        for column in range(count):
            x, y = min(column, count - 1 - column) + 1, min(row, count - 1 - row) + 1   # folded in four
            bits = weave(cloth, x, y) * thread
            bits ^= bits >> 11
            quarter = 2 * row // count * 2 + 2 * column // count
            turn = (bits >> 9) + (quarter ^ quarter >> 1 if turned else 0)
            tile(canvas, palette, bits, turn & 3, 60 + side * column, 60 + side * row, side / 2)
    canvas.text(60, 1030, f"{cloth} · {count} × {count} · {thread}", size=24, family="monospace", fill=palette[4])


@rule
def weave(cloth, x, y):
    if cloth == "x ^ y" or cloth == "x & y":
        return x ^ y if cloth == "x ^ y" else x & y
    return x * y if cloth == "x * y" else x * x ^ y * y


@rule
def tile(canvas: Canvas, palette, bits, turn, x, y, half):
    wide, high = min(2 * half + 4, 940 - x), min(2 * half + 4, 940 - y)   # the next tiles cover the rest: no seams
    canvas.rect(x, y, wide, high, fill=palette[bits >> 3 & 3])
    ink, kind = palette[1 + (bits >> 5 & 3)], bits >> 13 & 7
    with canvas.group(translate=(x + half, y + half), rotate=90 * turn, fill=ink, stroke=ink):
        if kind < 3:
            leaf = canvas.path()
            leaf.move(-half, -half)
            leaf.line(half, -half)
            leaf.curve(half, half * 0.1, half * 0.1, half, -half, half)
        elif kind == 3:
            canvas.polygon((-half, -half), (half, -half), (-half, half))
        elif kind == 4:
            canvas.circle(0, 0, half * 0.62)
        elif kind == 5:
            for i in range(3):
                canvas.rect(-half, half * (2 * i - 3) / 3, 2 * half, half / 3)
        elif kind == 6:
            canvas.rect(-half, -half, half, 2 * half)
