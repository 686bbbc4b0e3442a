from intaglio import Canvas, Seed, art

PALETTES = {"Ember": ("#111", "#f26430"), "Moss": ("#0b2027", "#40798c")}


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    for ink in "#fff":
        canvas.circle(50, 50, 20)
    for name in PALETTES:
        canvas.circle(50, 50, 20)
    steps = range(3)
    canvas.circle(50, 50, seed.choice(20))
