from intaglio import Canvas, rule


@rule
def dot(canvas: Canvas):
    canvas.circle(50, 50, 20)
