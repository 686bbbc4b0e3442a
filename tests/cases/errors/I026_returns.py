from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, size(3))
    canvas.circle(50, 50, weight(3))
    return 3


@rule
def size(n):
    if n > 2:
        return 20
    return "large"


@rule
def weight(n):
    if n > 2:
        return 20
