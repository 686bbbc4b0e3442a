from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100), chain_size=(64, 64))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 20)
