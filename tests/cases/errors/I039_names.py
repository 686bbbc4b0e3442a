from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    size = seed.integer("Ra\u202eytir", 1, 9)
    form = seed.integer("Form\n", 1, 9)
    canvas.circle(50, 50, size + form)
