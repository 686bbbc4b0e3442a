from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    path = canvas.path(stroke="#000")
    path.move(10, 10)
    for i in range(5):
        path.line(20 * i, 50)
        canvas.circle(20 * i, 50, 3)
    other = canvas.path(stroke="#fff")
    wander(canvas, other)


@rule
def wander(canvas: Canvas, path):
    path.move(1, 1)
    canvas.circle(50, 50, 3)
