"""Sprites: outlined and embedded, from tables, rows, rules and draws, absent ones, weights and conditions."""
from intaglio import Canvas, Seed, Sprite, art, rule, sprite, sprites

HATS = sprites("tests/sprites", none=2.5)
CAP = sprite("tests/sprites/Cap#3.png")
ROWS = (("a <b>", CAP, 2), ("b", None, 3.5), ("c", HATS["Snow"], 1))
KEYS = {"#abc": 1, "#ABCDEF": 2}


@art("Case", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    hat = seed.pick("Hat", HATS)
    bare = hat == None
    other = seed.pick("Other", HATS, when={"Cap": hat != CAP, "Snow": bare, "None": seed.chance(0.5)})
    third = seed.pick("Third", (CAP, None, HATS[3]), weights=(1, 2, 1), when={"Cap": not bare})
    key = seed.pick("Key", KEYS, (2, 1), {"#abc": bare})
    mine = CAP if key == 1 else None
    n = seed.below(3)
    canvas.sprite(hat, n, 2, scale=3)
    put(canvas, other, seed.uniform(0, 5))
    canvas.sprite(HATS[n], n, n, scale=(-1, seed.random()), opacity=0.5)
    for name, one, k in ROWS:
        canvas.sprite(one, k, k)
        canvas.text(1, 1, f"{name}{one}{third}")
    seed.trait("Bare", mine == None and bare)
    seed.trait("Mine", mine)
    canvas.sprite(mine, 0, 0)
    canvas.sprite(seed.choice(HATS), 1, 1)


@rule
def put(canvas: Canvas, hat: Sprite, x):
    if hat is not None:
        canvas.sprite(hat, x, 0)
