from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    ring(canvas, 5)
    dot(canvas)


@rule
def ring(canvas: Canvas, *radii, **style):
    canvas.circle(50, 50, 20)


@rule
def dot(canvas: Canvas, size=20 + later):
    canvas.circle(50, 50, size)
