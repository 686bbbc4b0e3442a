from intaglio import Canvas, Seed, art, rgb


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    base = rgb(20, 30, 40)
    shift = seed.below(20)
    canvas.circle(50, 50, 20, fill=base + shift)
    canvas.circle(50, 50, 20, fill="#ffffff" * 0.5)
