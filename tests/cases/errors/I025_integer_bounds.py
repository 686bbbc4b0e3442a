from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    petals = seed.integer("Petals", 9, 3)
    canvas.circle(50, 50, petals)
