from intaglio import Canvas, Seed, art, rule

SIZES = (10, 20, 30)


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    n = 5
    n(3)
    SIZES(3)
    case(seed, canvas)
    ring = dot
    draw = canvas
    art("Other")
    pair = (seed, canvas)


@rule
def dot(canvas: Canvas):
    canvas.circle(50, 50, 3)
