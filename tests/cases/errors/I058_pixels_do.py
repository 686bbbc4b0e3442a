from intaglio import Canvas, Seed, array, art, color, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    heights = array(float, 4)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        heights[0] = x
        more = array(int, 3)
        canvas.circle(x, y, more[0])
        if either(seed, heights):
            dot(canvas, x, y)
        return "#ff0000" if seed.random() < 0.5 else "#00ff00"


@rule(weight=1)
def either(seed: Seed, heights):
    return heights[1] > 0


@rule(weight=2)
def either(seed: Seed, heights):
    heights[2] = 1
    return True


@rule
def dot(canvas: Canvas, x, y):
    canvas.circle(x, y, 1)
