from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    path = canvas.path(stroke="#000")
    path.move(10, 10)
    canvas.circle(50, 50, 20)
    path.line(90, 90)
    if seed.chance(0.5):
        other = canvas.path(stroke="#fff")
        other.move(1, 1)
    other.line(2, 2)
