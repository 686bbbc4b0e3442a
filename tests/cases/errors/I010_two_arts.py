from intaglio import Canvas, Seed, art


@art("One", size=(100, 100))
def one(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 20)


@art("Two", size=(100, 100))
def two(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 30)
