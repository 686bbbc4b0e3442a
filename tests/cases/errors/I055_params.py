from intaglio import Canvas, Seed, art


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    count = seed.param("Count", 1, 9, default=12)
    most = seed.param("Most", 1, count, default=3)
    one = seed.param("One", 1, 1, default=1)
    far = seed.param("Far", -20000.0, 20000, default=0)
    name = seed.param("Name", "a", "z", default="a")
    if seed.chance(0.5):
        size = seed.param("Size", 1, 9, default=5)
