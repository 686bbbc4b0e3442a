from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    @seed.pixels
    def shade(x: float, y: float):
        return "#ff0000"
