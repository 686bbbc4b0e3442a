from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, forever(3))


@rule
def forever(n):
    return forever(n - 1)
