"""A rule's argument that came from a rule not yet looked into had no type, and the frontend stumbled over it."""
from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    bits = weave(seed.below(100), 7) * 3
    tile(canvas, bits)


@rule
def tile(canvas: Canvas, bits):
    canvas.circle(bits & 63, bits >> 6, 3)


@rule
def weave(x, y):
    return x ^ y
