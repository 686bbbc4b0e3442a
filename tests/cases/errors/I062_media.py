from intaglio import Canvas, Seed, art, rule


@art("Case", media="text", size=(40, 10))
def case(seed: Seed, canvas: Canvas):
    canvas.write("a line\n")
    canvas.circle(50, 50, 20)
    path = canvas.path(stroke="#111")
    path.move(0, 0)
    with canvas.group(rotate=45):
        canvas.write(seed.below(3))
    mark(canvas)

    @canvas.pixels
    def shade(x, y):
        return "#fff"


@rule
def mark(canvas: Canvas):
    canvas.text(5, 5, "also a shape")
