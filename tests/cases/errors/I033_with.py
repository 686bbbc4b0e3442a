from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.group(rotate=45)
    with seed:
        canvas.circle(50, 50, 20)
    canvas.path(stroke="#000").move(1, 2)
