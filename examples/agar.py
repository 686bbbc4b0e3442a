"""Agar: two substances in a dish, one that feeds and one that is eaten."""
from intaglio import Canvas, Seed, art, blend, contour, gray_scott, grid, noise

CULTURES = {  # table, dish, and the colony from its edge to its heart
    "Rose": ("#f2e9e4", "#fbf6f2", "#e9b7b0", "#a8324a"),
    "Penicillium": ("#e7ebe2", "#f7f6ec", "#b9c9a5", "#2f5d50"),
    "Cobalt": ("#e6e9ee", "#f6f7f8", "#a9bfe0", "#1d3f8f"),
    "Saffron": ("#f0e8d8", "#fdf8ea", "#f3cf7a", "#c2571a"),
    "Night": ("#14161b", "#1f242c", "#3f6f78", "#f2e3b3"),
}
STRAINS = {  # feed, kill, how little of the dish is sown
    "maze": (0.04, 0.06, 0.16),
    "coral": (0.058, 0.062, 0.1),
    "spots": (0.03, 0.06, 0.34),
    "worms": (0.046, 0.063, 0.2),
}
WIDE = 28


@art("Agar", size=(1000, 1000), digits=1)
def agar(seed: Seed, canvas: Canvas):
    table, dish, edge, heart = seed.pick("Culture", CULTURES, weights=(3, 3, 3, 3, 2))
    feed, kill, bare = seed.pick("Strain", STRAINS)
    fine = seed.real("Fineness", 0.24, 0.42)
    u, v = grid(float, WIDE, WIDE), grid(float, WIDE, WIDE)
    for y in range(WIDE):
        for x in range(WIDE):
            sown = noise(fine * x, fine * y) > bare
            u[x, y], v[x, y] = (0.4 if sown else 1.0), (0.5 if sown else 0.0)
    for _ in range(34):
        gray_scott(u, v, feed, kill, 0.05)
    canvas.background(table)
    canvas.circle(508, 516, 446, fill="#000000", opacity=0.12)
    canvas.circle(500, 500, 446, fill=blend(dish, "#ffffff", 0.4))
    canvas.circle(500, 500, 430, fill=dish, stroke=blend(table, heart, 0.3), width=2)
    with canvas.clip() as glass:
        canvas.circle(500, 500, 426)
    with canvas.group(clip=glass):
        for i in range(5):
            path = canvas.path(fill=blend(edge, heart, i / 4))
            contour(path, v, 0.08 + 0.06 * i, 70, 70, 32)
