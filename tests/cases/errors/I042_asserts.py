from intaglio import Canvas, Seed, art

SIZES = (10, 20, 30)
assert len(SIZES) == 4, "four sizes are needed"
assert len(SIZES)


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    n = seed.below(5)
    assert n < 5
    canvas.circle(50, 50, n)
