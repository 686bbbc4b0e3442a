from intaglio import Canvas, Seed, art, nois
from I008_sibling_other import leaves


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    canvas.circle(50, 50, 20 * nois(1))
