from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    leaf = seed.fork("leaf")
    mark(canvas, leaf.below(9))


@rule(weight=1)
def mark(canvas, x):
    canvas.circle(x, 5, 5)


@rule(weight=2)
def mark(canvas, x):
    canvas.rect(x, 5, 5, 5)
