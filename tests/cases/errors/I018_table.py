from intaglio import Canvas, Seed, art

NOTHING = ()
ROWS = ((1, 2), (3, 4, "five"))
MIXED = (1, "two", 3)


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 20)
