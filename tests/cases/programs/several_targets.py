"""Of several targets the second was given the value anew, computed from the first."""
from intaglio import Canvas, Seed, art


@art("Targets")
def piece(seed: Seed, canvas: Canvas):
    on = seed.chance(0.5)
    on = other = not on
    x, y = seed.below(9), 1
    x, y = pair = y, x
    canvas.circle(x, y, int(on) + 2 * int(other))
    canvas.circle(pair[0], pair[1], 5)
