"""A condition that ranges prove true made what follows the loop unreachable, and the checker refused the module."""
from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    canvas.circle(first(seed, 3), 2, 3)


@rule
def first(seed: Seed, limit):
    k = 0
    while k < 4:
        k += 1
        if seed.chance(0.9) or k > 2:
            return k
    return limit
