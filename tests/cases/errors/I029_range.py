from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    for x in range(0, 100, seed.below(9)):
        canvas.circle(x, 50, 20)
    for x in range(100 / 2):
        canvas.circle(x, 50, 20)
    for x in range(1, 2, 0):
        canvas.circle(x, 50, 20)
