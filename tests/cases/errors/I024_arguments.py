from intaglio import Canvas, Seed, art, noise, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    ring(canvas, 20, 30, 40)
    ring(canvas)
    ring(canvas, raduis=20)
    ring(canvas, 20, radius=30)
    canvas.circle(50, 50)
    canvas.circle(50, 50, 20, "#fff")
    canvas.circle(50, 50, min(3))
    canvas.circle(50, 50, round(3.14159, 2))
    canvas.circle(50, 50, 20 * noise(1, 2, 3, 4))
    canvas.polygon((1, 2))


@rule
def ring(canvas: Canvas, radius):
    canvas.circle(50, 50, radius)
