from intaglio import Canvas, Seed, art


@art("Case\n100 of 100 agree", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 20)
