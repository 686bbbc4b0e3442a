from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    n = seed.below(5)
    canvas.circle(50, 50, 2 ** n)
    canvas.circle(50, 50, 2 ** 0.5)
    canvas.circle(50, 50, 2 ** -1)
