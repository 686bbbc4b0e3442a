from I050_circle_other import petals
from intaglio import Canvas, Seed, art, rule

COUNT = 5


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, petals(3))
