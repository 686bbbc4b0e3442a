"""What the stops of a gradient drew was put inside the gradient."""
from intaglio import Canvas, Seed, art, rule


@art("Case", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    glow = canvas.radial_gradient(seed.uniform(0, 9), 5, 30, dotted(canvas, "#f26430"), (1, dotted(canvas, "#0b2027")))
    canvas.rect(0, 0, 50, 50, fill=glow)


@rule
def dotted(canvas: Canvas, ink):
    shine = canvas.linear_gradient(0, 0, 9, 9, ink, "#fff")
    canvas.circle(5, 5, 5, fill=shine)
    return ink
