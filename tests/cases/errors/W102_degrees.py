from intaglio import Canvas, Seed, art, cos, sin


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50 + 20 * cos(45), 50 + 20 * sin(90), 10)
