from intaglio import Canvas, Seed, art, red, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, "big")
    canvas.circle(50, 50, 20, fill=3)
    canvas.background("white")
    canvas.polygon((10, 10), 20)
    seed.below(2.5)
    ring(canvas, 20)
    ring(canvas, "#fff")
    size = ring(canvas, 10)
    canvas.circle(50, 50, abs("x"))
    canvas.circle(50, 50, red(3))


@rule
def ring(canvas: Canvas, radius):
    canvas.circle(50, 50, radius)
