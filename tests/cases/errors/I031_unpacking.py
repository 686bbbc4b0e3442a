from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    x, y = 5
    x, y, z = (1, 2)
    canvas.circle(x, y, 20)
