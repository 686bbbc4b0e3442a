from intaglio import Canvas, Seed, art, sprites

HATS = sprites("art/hats", none=2)
SIZES = (8, 16)


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    bald = seed.flag("Bald")
    hat = seed.pick("Hat", HATS, when={"Crwon": bald})
    hat = seed.pick("Hat 2", HATS, when={"None": bald, "Cap": bald, "Crown": not bald})
    hat = seed.pick("Hat 3", HATS, when=bald)
    hat = seed.pick("Hat 4", HATS, when={"Cap": 3, "Crown": bald, "Crown": bald})
    hat = seed.pick("Hat 5", HATS, when={hat: bald})
    size = seed.pick("Size", SIZES, when={"8": bald})
    canvas.sprite(hat, size, 10)
    canvas.sprite("art/hats/Cap.png", 10, 10)
    canvas.sprite(hat, 10)
