from intaglio import Canvas, Seed, art


@art("Case", (100, 100), size=(100, 0), digits=9, colour="#fff")
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 20)
