from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    grow(canvas, 3)
    bud(canvas)


@rule(weight=2)
def grow(canvas: Canvas, size):
    canvas.circle(50, 50, size)


@rule(weight=1)
def grow(canvas: Canvas):
    canvas.circle(50, 50, 3)


@rule
def bud(canvas: Canvas):
    canvas.circle(50, 50, 3)


@rule
def bud(canvas: Canvas):
    canvas.circle(50, 50, 5)
