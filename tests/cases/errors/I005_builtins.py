from intaglio import Canvas, Seed, art

open("/etc/passwd")


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    exec("import os")
    notes = open("/etc/passwd")
    canvas.circle(50, 50, sum((1, 2, 3)))
    print("done")
