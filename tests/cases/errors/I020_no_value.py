from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    if seed.chance(0.5):
        ink = "#f26430"
    canvas.circle(50, 50, 20, fill=ink)
    for i in range(seed.below(5)):
        last = i
    canvas.circle(50, 50, last)
    canvas.circle(50, 50, early)
    early = 3
