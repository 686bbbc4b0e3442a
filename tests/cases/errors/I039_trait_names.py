from intaglio import Canvas, Seed, art

PALETTES = (("#111", "#f26430"), ("#0b2027", "#40798c"))


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    size = seed.integer("Size", 1, 9)
    other = seed.integer("Size", 1, 9)
    name = "Hue" if size > 3 else "Tint"
    hue = seed.real(name, 0, 360)
    ink, paper = seed.pick("Palette", PALETTES)
