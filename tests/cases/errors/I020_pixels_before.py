from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    @canvas.pixels
    def shade(x: float, y: float):
        return ink if x < later else "#000000"

    ink, later = "#ff0000", 50
