from intaglio import Canvas, Seed, art, sprite


@art("Case", size=(100, 100), numbers="double")
def case(seed: Seed, canvas: Canvas):
    canvas.sprite("leaf")
