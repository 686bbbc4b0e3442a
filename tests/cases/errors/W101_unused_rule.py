from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 20)


@rule
def ring(canvas: Canvas, radius):
    canvas.circle(50, 50, radius)
