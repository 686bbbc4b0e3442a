from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    for i in range(3):
        size = seed.integer("Size", 1, 9)
        canvas.circle(50, 50, size)
    ring(seed, canvas)


@rule
def ring(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, seed.real("Radius", 1, 9))
