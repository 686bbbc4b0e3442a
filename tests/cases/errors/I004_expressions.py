from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    radii = [r * 2 for r in range(5)]
    shade = lambda t: t * t
    if (n := seed.below(6)) > 3:
        canvas.circle(50, 50, n)
    canvas.circle(50, 50, (1, 2, 3)[0:1])
