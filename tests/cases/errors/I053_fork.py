from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    branch(seed, canvas, 4)


@rule
def branch(seed: Seed, canvas, depth):
    canvas.circle(seed.below(100), 50, depth)
    if depth > 0:
        branch(seed.fork("branch", depth), canvas, depth - 1)
