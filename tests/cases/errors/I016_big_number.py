from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 3000000000)
    canvas.circle(50, 50, 2j)
    canvas.circle(50, 50, None)
