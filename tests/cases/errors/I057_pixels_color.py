from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    if seed.flag("Bare"):
        return

    @canvas.pixels
    def shade(x: float, y: float):
        if x < 50:
            return x
        elif y < 50:
            return "#ff0000"
