from functools import cache
from intaglio import Canvas, Seed, art

INK = "#123456"
INK = "#654321"


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    dot(canvas)
    ring(canvas)


def dot(canvas: Canvas):
    canvas.circle(50, 50, 20, fill=INK)


@cache
def ring(canvas: Canvas):
    canvas.circle(50, 50, 20, stroke=INK)
