"""Scree: stones that lie where there is room, cracked into cells."""
from intaglio import (
    Array,
    Canvas,
    Seed,
    array,
    art,
    blend,
    clamp,
    lerp,
    pack,
    poisson,
    remap,
    rule,
    smoothstep,
    voronoi,
)

SLOPES = {
    "Slate": ("#dfe2e2", ("#4b5358", "#6c757d", "#8d99a6", "#343a40")),
    "Sandstone": ("#f6ead7", ("#c58b5a", "#a8683a", "#e0b07e", "#7f4f24")),
    "Basalt": ("#22262b", ("#3b4048", "#555c66", "#2d3238", "#8a929c")),
}
MOST = 200


@art("Scree", size=(1000, 800), digits=1)
def scree(seed: Seed, canvas: Canvas):
    ground, stones = seed.pick("Slope", SLOPES)
    kind = seed.pick("Cut", ("cells", "discs", "both"), weights=(2, 2, 1))
    spacing = seed.real("Spacing", 40, 80)
    xs, ys, radii = array(float, MOST), array(float, MOST), array(float, MOST)
    corner_xs, corner_ys = array(float, 24), array(float, 24)
    canvas.background(ground)
    if kind != "discs":
        count = poisson(seed, xs, ys, 900, 700, spacing)
        with canvas.group(translate=(50, 50)):
            for i in range(count):
                corners = voronoi(xs, ys, count, i, 0, 0, 900, 700, corner_xs, corner_ys)
                ink = blend(seed.choice(stones), "#ffffff", clamp(ys[i] / 900, 0, 1))
                canvas.polygon(corner_xs, corner_ys, count=corners, fill=ink, stroke=ground, width=3, join="round")
    if kind != "cells":
        count = pack(seed, xs, ys, radii, 1000, 800, 6, 60, 2)
        for i in range(count):
            disc(canvas, xs, ys, radii, i, blend(stones[i % 4], "#000000", lerp(0, 0.4, smoothstep(0, 800, ys[i]))))
        seed.trait("Stones", count)


@rule
def disc(canvas: Canvas, xs: Array[float], ys: Array[float], radii: Array[float], i, ink):
    with canvas.group(translate=(xs[i], ys[i]), rotate=remap(xs[i], 0, 1000, 0, 90), opacity=0.9):
        canvas.ellipse(0, 0, radii[i], 0.8 * radii[i], fill=ink)
        canvas.ellipse(-0.2 * radii[i], -0.3 * radii[i], 0.4 * radii[i], 0.2 * radii[i], fill="#ffffff", opacity=0.2)
