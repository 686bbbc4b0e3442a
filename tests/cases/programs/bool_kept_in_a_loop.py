"""`on = on` in a loop was taken for a sum, which a bool has no bounds for."""
from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    on = seed.chance(0.5)
    n = 0
    for i in range(seed.below(5)):
        on = on
        n = n + 1
    canvas.circle(n, int(on), 3)
