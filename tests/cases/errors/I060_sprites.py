from intaglio import Canvas, Seed, art, sprite, sprites

NAME = "art/hat.png"
MISSPELT = sprite("art/hta.png")
MISSING = sprite("pictures/hat.png")
ABOVE = sprite("../hat.png")
ABSOLUTE = sprite("/etc/hat.png")
WINDOWS = sprite("art\\hat.png")
GHOST = sprite("art/ghost.png")
WIDE = sprite("art/wide.png")
PHOTO = sprite("art/photo.png")
JPEG = sprite("art/jpeg.png")
CUT = sprite("art/cut.png")
DEEP = sprite("art/deep.png")
WOVEN = sprite("art/woven.png")
FOLDER = sprite("art/hats")
FILE = sprites("art/hat.png")
STARS = sprites("art/hats/*.png")
TWICE = sprites("art/twice")
ODD = sprites("art/odd")
EMPTY = sprites("art/empty")
NONE = sprites("art/hats", none=0)
WEIGHTED = sprites("art/hats", weights=(1, 2))
BOUND = sprite(NAME)


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.sprite(MISSPELT, 10, 10)
    canvas.sprite(seed.pick("Hat", TWICE), 10, 10)
    canvas.sprite(sprite("art/hut.png"), 10, 10)
