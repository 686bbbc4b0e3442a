from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    radius = 20
    canvas.circle(50, 50, raduis)
    canvas.circle(50, 50, 10 * cos(1))
    canvas.circle(50, 50, lenght)
