from intaglio import Canvas, Seed, art

INKS = ("#111", "#f26430", "#0b2027")


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    ink = seed.pick("Ink", INKS, weights=(3, 1))
    paper = seed.pick("Paper", INKS, weights=(3, 1, 0))
    line = seed.pick("Line", INKS, weights=seed.below(3))
