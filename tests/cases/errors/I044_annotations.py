from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    size: float = "big"
    ink: Colour = "#fff"
    count: int
    canvas.circle(50, 50, 20)
