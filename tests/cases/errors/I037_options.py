from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 20, colour="#fff")
    canvas.rect(10, 10, 20, 20, stroke_width=2)
    canvas.text(50, 50, "hello", anchor="center")
    canvas.circle(50, 50, 20, round=3)
