from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    @canvas.pixels
    def shade(x, y):
        return "#000000"

    for i in range(3):

        @canvas.pixels
        def again(x, y):
            return "#ffffff"

    @canvas.pixels
    def twice(x, y):
        return "#ffffff"

    pattern(canvas)
    canvas.circle(50, 50, shade(1, 2))


@rule
def pattern(canvas: Canvas):
    @canvas.pixels
    def shade(x, y):
        return "#ffffff"
