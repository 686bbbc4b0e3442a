from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    n = seed.below(5)
    n + 1
    n == 5
    canvas.circle(50, 50, n)
