from intaglio import Canvas, Seed, art


@art("Case", size=(300, 200), chain_size=(300, 200))
def case(seed: Seed, canvas: Canvas):
    @canvas.pixels
    def shade(x: float, y: float):
        return "#000000"
