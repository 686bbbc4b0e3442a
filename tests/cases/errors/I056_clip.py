from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    with canvas.clip() as window:
        ring(canvas)
    with canvas.group(clip=window):
        canvas.rect(0, 0, 100, 100)


@rule
def ring(canvas):
    with canvas.group(rotate=45):
        canvas.rect(40, 40, 20, 20)
