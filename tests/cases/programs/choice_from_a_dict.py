"""The reference indexed a dict by number when choosing from it."""
from intaglio import Canvas, Seed, art

LEVELS = {"Low": 1, "High & <dry>": 5, "Über \\": -7}


@art("Case", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    level = seed.pick("Level", LEVELS, weights=(1, 0.5, 2))
    canvas.circle(seed.choice(LEVELS), LEVELS[seed.below(3)], level)
