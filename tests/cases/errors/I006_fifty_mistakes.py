"""Every line with a number is a mistake of its own: it gets one message, and no other line gets any."""
import math  # 1
from random import randint  # 2
from intaglio import Canvas, Seed, art, array, color, grid, mix, noise, pixelate, rule, sin, sprite, sprites  # 3

SIZES = [8, 16, 24]  # 4
HALF = 1 / 0  # 5
ROWS = ((1, 2), (3, 4, "five"))
EMPTY = ()  # 6
HUGE = 5000000000  # 7
DUSK = "#f264301"  # 8
HATS = sprites("art/hats", none=2)
CAP = sprite("art/hats/Cap.png")  # 9
GHOST = sprite("art/ghost.png")  # 10
INKS = ("#1b1b1e", "#f26430", "#f2c14e")
PALETTES = {"Ember": ("#1b1b1e", "#f26430"), "Moss": ("#0b2027", "#40798c")}
print("hello")  # 11


class Walker:  # 12
    pass


@art("Fifty", size=(100, 100), margin=10)  # 13
def fifty(seed: Seed, canvas: Canvas):
    canvas.fill("#f26430")  # 14
    canvas.circle(50, 50)  # 15
    canvas.circle(50, 50, radius=20)  # 16
    canvas.ellipse(50, 50, 20, 10, "#f26430")  # 17
    canvas.circle(50, 50, 20, fill="red")  # 18
    canvas.circle(50, 50, 20, stroke=(255, 0, 0))  # 19
    canvas.rect(0, 0, 10, 10, stroke_weight=2)  # 20
    canvas.line(0, 0, 100, 100, stroke="#123", cap="flat")  # 21
    canvas.polygon((0, 0), (10, 20, 30))  # 22
    canvas.text("hello", 50, 50)  # 23
    canvas.text(50, 50, f"{seed.random():.2f}")  # 24
    canvas.text(50, 50, "count: %d" % 3)  # 25
    canvas.text(50, 50, str(3))  # 26
    canvas.group(rotate=45)  # 27
    with canvas.clip():  # 28
        canvas.circle(50, 50, 20)
    glow = canvas.linear_gradient(0, 0, 0, 100, "#fff")  # 29
    canvas.sprite("art/hats/Crown.png", 0, 0)  # 30
    hat = seed.pick("Hat", HATS, when={"Crwon": True})  # 31
    again = seed.pick("Hat", HATS)  # 32
    palette = seed.pick("Palette", PALETTES, weights=(3, 1, 2))  # 33
    one = seed.choice(INKS, weights=(3, 1, 1))  # 34
    count = seed.randint(1, 6)  # 35
    size = seed.integer("Size", 9, 3)  # 36
    petals = seed.param("Petals", 3, 9, default=12)  # 37
    seed.shuffle(INKS)  # 38
    moss = PALETTES["Mos"]  # 39
    fourth = INKS[3]  # 40
    for name in PALETTES:  # 41
        canvas.text(50, 50, name)
    for row in ROWS:  # 42
        canvas.circle(50, 50, 5)
    for t in range(0, 1, 0.1):  # 43
        canvas.circle(t, 50, 5)
    for i in range(3):
        lucky = seed.flag("Lucky")  # 44
    for n, ink in enumerate(INKS):  # 45
        canvas.circle(n, 50, 5, fill=ink)
    cells = grid(int, 10, 10)
    cells[3] = 1  # 46
    xs = array(float, 5)
    xs.append(3)  # 47
    turn = noise(0.1, 0.2, 0.3, 0.4)  # 48
    root = 2 ** 0.5  # 49
    bits = 6 & 0.5  # 50
    ink = "#fff" + 1  # 51
    k = 3
    while k:  # 52
        k -= 1
    k = "many"  # 53
    x, y = (1, 2, 3)  # 54
    if k == "three":  # 55
        k = 4
    k == 5  # 56
    label = f"at {k}"  # 57
    if k in (1, 2):  # 58
        k = 5
    evens = [2 * i for i in range(9)]  # 59
    double = lambda x: 2 * x  # 60
    first = INKS[:2]  # 61
    wide: Number = 3  # 62
    absent = None  # 63
    dot(canvas, 3)
    ring(canvas, 5)
    ring(canvas, "wide")  # 64
    ring(canvas)  # 65
    ring(canvas, radius)  # 66
    outline = canvas.path(stroke="#123")
    outline.move(0, 0)
    canvas.circle(1, 1, 1)
    outline.line(9, 9)  # 67
    try:  # 68
        k = 6
    except ValueError:
        k = 7
    sprite("art/../hat.png")  # 69
    @canvas.pixels
    def shade(x: float, y: float) -> color:
        if seed.chance(0.5):  # 70
            return "#fff"
        return x  # 71
    break  # 72


def dot(canvas: Canvas, r):  # 73
    canvas.circle(50, 50, r)


@rule
def ring(canvas: Canvas, r):
    canvas.circle(seed.random(), 50, r)  # 74


@rule
def ring(canvas: Canvas, r):  # 75
    canvas.circle(50, 50, r)
