from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100), numbers="double")
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 20)
