"""The first value of a loop's counter was put into its condition: V8 never left the loop."""
from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    k = 0
    while k < 1:
        k += 1
    canvas.circle(0, 1, seed.below(5))
    n = 7
    while n > 5:
        n -= 1
        canvas.circle(n, seed.random(), 2)
