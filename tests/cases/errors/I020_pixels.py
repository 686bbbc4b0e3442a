from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    count = 0

    @canvas.pixels
    def shade(x: float, y: float):
        count += 1
        return "#ff0000"
