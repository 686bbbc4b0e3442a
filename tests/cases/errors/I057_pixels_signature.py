from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    @canvas.pixels
    def shade(x: int, y: float, t=0) -> float:
        return x
