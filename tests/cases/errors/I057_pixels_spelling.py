from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    @canvas.pixel
    def shade(x: float, y: float):
        return "#000"

    @canvas.pixels(x=3)
    def again(x: float, y: float):
        return "#000"

    canvas.pixels("#fff")
