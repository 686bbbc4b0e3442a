"""A draw that only decides a branch was moved behind the draws after it: V8 drew another token."""
from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    on = seed.chance(0.5)
    ink = seed.choice(("#f26430", "#fff", "#0b2027"))
    if on:
        pass
    else:
        with canvas.group():
            canvas.circle(seed.random(), 2, 3, fill=ink)
