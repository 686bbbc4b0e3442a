from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    wide = seed.uniform(0, 2000)
    canvas.circle(50, 50, wide * wide / 9999)
