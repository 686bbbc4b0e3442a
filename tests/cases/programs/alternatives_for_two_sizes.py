"""The second size of an array gave a rule of three alternatives the name of one of them."""
from intaglio import Canvas, Seed, array, art, rule

@rule(weight=1)
def mark(seed: Seed, canvas: Canvas, values):
    canvas.circle(len(values), values[0], 1)

@rule(weight=1)
def mark(seed: Seed, canvas: Canvas, values):
    canvas.rect(len(values), values[0], 1, 2)

@rule(weight=1)
def mark(seed: Seed, canvas: Canvas, values):
    canvas.line(len(values), values[0], 1, 2)

@art('Random', size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    few, many = array(int, 2), array(int, 5)
    mark(seed, canvas, few)
    mark(seed, canvas, many)
