from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    ink = "#f26430"
    ink = 3
    size = 20 if seed.chance(0.5) else "large"
    canvas.circle(50, 50, size, fill=ink)
