"""Fern: a word that is rewritten and then walked."""
from intaglio import Canvas, Seed, array, art, cos, extent, lsystem, rule, sin, turtle

KINDS = {
    "fern": (b"X=F[+X]F[-X]+X", b"F=FF"),
    "weed": (b"F=FF-[-F+F+F]+[+F-F-F]",),
    "curve": (b"X=X+YF+", b"Y=-FX-Y"),
}
INKS = ("#2f3e46", "#386641", "#6a994e", "#a7c957", "#bc4749")


@art("Fern", size=(800, 1000), digits=1)
def fern(seed: Seed, canvas: Canvas):
    rules = seed.pick("Kind", KINDS, weights=(3, 2, 1))
    turn = seed.real("Turn", 0.3, 0.6)
    generations = seed.integer("Generations", 3, 5)
    ink = seed.choice(INKS)
    word = array(int, 1500)
    used = lsystem(seed, word, b"X", rules, generations)
    left, top, right, bottom = extent(word, used, 0, turn)
    step = min(600 / max(1, right - left), 800 / max(1, bottom - top))
    canvas.background("#f8f5ec")
    path = canvas.path(stroke=ink, width=1.5, cap="round", join="round")
    turtle(path, word, used, 400, 950, 0, step, turn)
    sprout(seed, canvas, 400, 950, 0.0, 90, 6)
    seed.trait("Letters", used)


@rule(weight=3)
def sprout(seed: Seed, canvas: Canvas, x, y, heading, long, left):
    end_x, end_y = x + long * sin(heading), y - long * cos(heading)
    stem = canvas.path(stroke="#386641", width=0.5 + 0.6 * left)
    stem.move(x, y)
    stem.quad((x + end_x) / 2 + seed.uniform(-9, 9), (y + end_y) / 2, end_x, end_y)
    if left > 0:
        for side in (-1, 1):
            sprout(seed, canvas, end_x, end_y, heading + side * seed.uniform(0.2, 0.7), 0.7 * long, left - 1)


@rule(weight=1)
def sprout(seed: Seed, canvas: Canvas, x, y, heading, long, left):
    with canvas.group(translate=(x, y), rotate=57.3 * heading, scale=0.5):
        leaf = canvas.path(fill="#6a994e", opacity=0.8)
        leaf.move(0, 0)
        leaf.quad(-0.4 * long, -0.5 * long, 0, -long)
        leaf.quad(0.4 * long, -0.5 * long, 0, 0)
        leaf.close()
