from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(canvas: Canvas, seed: Seed, n):
    canvas.circle(50, 50, 20)
