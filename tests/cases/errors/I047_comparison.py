from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    ink = "#f26430"
    n = seed.below(5)
    if ink < "#ffffff":
        n += 1
    if ink == n:
        n += 1
    if (n > 1) == 1:
        n += 1
    canvas.circle(50, 50, n)
