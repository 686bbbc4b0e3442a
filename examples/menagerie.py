"""Menagerie: nine animals, and what becomes them. The layers are PNG files in the folder of that name."""
from intaglio import Canvas, Seed, art, rule, sprites

KINDS = sprites("menagerie/kinds")   # Cat#16.png: the cat has the weight 16
EYES = sprites("menagerie/eyes")
MOUTHS = sprites("menagerie/mouths")
CLOTHES = sprites("menagerie/clothes", none=14)
GLASSES = sprites("menagerie/glasses", none=60)
HATS = sprites("menagerie/hats", none=18)
COMPANY = sprites("menagerie/company", none=50)
AIRS = {  # sky, a shade of it, what stands before it
    "Noon": ("#8fd3e8", "#a8deee", "#f6e3a1"),
    "Dusk": ("#f2a488", "#f6b79b", "#f7d9a4"),
    "Meadow": ("#b5d99c", "#c3e2ac", "#eaf3c4"),
    "Night": ("#2c2f5b", "#363a6c", "#e8dfae"),
    "Lilac": ("#c9b6e4", "#d4c4ea", "#f5e6f0"),
    "Peach": ("#fbc9b1", "#fcd5c1", "#fff1e0"),
    "Slate": ("#7f93a8", "#8b9eb2", "#c9d6df"),
}
GROUNDS = ("Plain", "Sun", "Stripes", "Checks", "Hills")


@art("Menagerie", size=(960, 960))
def menagerie(seed: Seed, canvas: Canvas):
    air = seed.pick("Air", AIRS)
    ground = seed.pick("Ground", GROUNDS, weights=(3, 4, 2, 2, 3))
    kind = seed.pick("Kind", KINDS)
    eyes = seed.pick("Eyes", EYES)
    rare = eyes == EYES["Starry"] or eyes == EYES["Ember"]
    beak = kind == KINDS["Owl"] or kind == KINDS["Automaton"]
    mouth = None if beak else seed.pick("Mouth", MOUTHS)
    clothes = seed.pick("Clothes", CLOTHES)
    hat = seed.pick("Hat", HATS, when={
        "Bubble": clothes == CLOTHES["Spacesuit"],
        "Headphones": kind != KINDS["Koala"] and kind != KINDS["Axolotl"],
        "Wizard": clothes == CLOTHES["Robe"] or clothes is None,
    })
    glasses = seed.pick("Glasses", GLASSES, when={"Shades": not rare, "Two colors": not rare})
    flowers = hat == HATS["Garland"] or mouth == MOUTHS["Poppy"]
    company = seed.pick("Company", COMPANY, when={"Bee": flowers, "Butterfly": flowers or ground == "Hills"})
    scenery(seed, canvas, ground, air)
    for layer in (kind, clothes, eyes, mouth, glasses, hat, company):
        canvas.sprite(layer, 0, 0, scale=30)


@rule
def scenery(seed: Seed, canvas: Canvas, ground, air):
    """Behind the animal, in the same pixels as it."""
    sky, shade, front = air
    canvas.background(sky)
    if ground == "Sun":
        sun(canvas, front)
    elif ground == "Hills":
        height = 19 + seed.below(6)
        hills(canvas, height, 9, shade)
        hills(canvas, height + 6, 7, front)
    elif ground == "Stripes":
        for i in range(8):
            canvas.rect(0, 120 * i, 960, 60, fill=shade)
    elif ground == "Checks":
        for i in range(32):
            canvas.rect(240 * (i % 4) + 120 * (i // 4 % 2), 120 * (i // 4), 120, 120, fill=shade)


@rule
def sun(canvas: Canvas, ink):
    disc = canvas.path(fill=ink)
    disc.move(480, 60)
    for i in range(52):   # rows down on the right, up on the left
        y = i if i < 26 else 51 - i
        half, side = 0, 30 if i < 26 else -30
        while (2 * half + 1) * (2 * half + 1) + (2 * y - 25) * (2 * y - 25) < 26 * 26:
            half += 1
        top = 60 + 30 * y
        disc.line(480 + side * half, top if i < 26 else top + 30)
        disc.line(480 + side * half, top + 30 if i < 26 else top)


@rule
def hills(canvas: Canvas, height, length, ink):
    ridge = canvas.path(fill=ink)
    ridge.move(0, 960)
    for x in range(33):
        y = 30 * (height + abs(x % (2 * length) - length) // 2)
        ridge.line(30 * x, y)
        ridge.line(30 * x + 30, y)
    ridge.line(990, 960)
