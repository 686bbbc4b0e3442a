import os
from intaglio import Canvas, Seed, art


class Brush:
    width = 3


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    global ink
    try:
        canvas.circle(50, 50, 20)
    except ValueError:
        pass
    for i in range(3):
        canvas.circle(50, 50, i)
    else:
        canvas.circle(50, 50, 20)
    match 3:
        case 3:
            pass
