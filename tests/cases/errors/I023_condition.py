from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    n = seed.below(3)
    if n:
        canvas.circle(50, 50, 20)
    while "#fff":
        break
    if n > 0 and n:
        canvas.circle(50, 50, 10)
