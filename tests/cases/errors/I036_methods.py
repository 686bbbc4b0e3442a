from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.cirlce(50, 50, 20)
    seed.randint(1, 6)
    path = canvas.path(stroke="#000")
    path.moveto(10, 10)
    size = canvas.widht
    n = 5
    n.bit_length()
