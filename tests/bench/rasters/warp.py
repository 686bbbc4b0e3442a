"""Warp: noise looked up in places that noise has moved."""
from intaglio import Canvas, Seed, art, color, fbm, floor, rgb


@art("Warp", size=(1000, 1000), numbers="double")
def warp(seed: Seed, canvas: Canvas):
    cell = seed.uniform(200, 300)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        u, v = x / cell, y / cell
        p = fbm(u, v, 5)
        q = fbm(u + 5.2, v + 1.3, 5)
        light = 0.5 + 0.35 * fbm(u + 2 * p, v + 2 * q, 5)
        return rgb(floor(255 * light), floor(255 * (0.8 * light + 0.1 * p)), floor(255 * (0.3 + 0.3 * q)))
