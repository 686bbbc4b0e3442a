from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100), chain_size=(0, 64))
def case(seed: Seed, canvas: Canvas):
    @canvas.pixels
    def shade(x: float, y: float):
        return "#000000"
