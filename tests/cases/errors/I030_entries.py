from intaglio import Canvas, Seed, art

SIZES = (10, 20, 30)
PALETTES = {"Ember": ("#111", "#f26430"), "Moss": ("#0b2027", "#40798c")}
ROWS = ((1, "#fff"), (2, "#000"))


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, SIZES[3])
    canvas.circle(50, 50, SIZES[seed.random() * 3])
    canvas.circle(50, 50, 20, fill=PALETTES["Embr"][0])
    canvas.circle(50, 50, seed[0])
    SIZES[0] = 5
    row = ROWS[seed.below(2)]
    canvas.circle(50, 50, row[seed.below(2)])
    canvas.circle(50, 50, len(20))
