"""Rings: a tree's years, good and lean, read from the cut."""
from intaglio import Canvas, Seed, art, blend, cos, noise, rule, sin, tau

WOODS = {  # paper, heart, sap, bark
    "Larch": ("#f3ead9", "#b5562b", "#e8b878", "#4a2c1d"),
    "Yew": ("#efe7dc", "#8f2f2a", "#e0a878", "#2e1f1b"),
    "Ash": ("#e9ece6", "#7c6a52", "#d9cdb0", "#39332a"),
    "Ebony": ("#ded5c6", "#1d1a1c", "#7a5c48", "#0f0d0e"),
    "Drowned": ("#dfe7e6", "#1f4a54", "#9cc2b6", "#12272e"),
}


@art("Rings", size=(1000, 1000), digits=1)
def rings(seed: Seed, canvas: Canvas):
    paper, heart, sap, bark = seed.pick("Wood", WOODS, weights=(4, 3, 3, 2, 1))
    years = seed.integer("Years", 28, 64)
    lean = seed.real("Leanness", 0.2, 0.9)
    burnt = seed.flag("Fire", 0.2)
    fire = seed.below(years // 2) + years // 4
    x, y = seed.uniform(420, 580), seed.uniform(420, 580)
    canvas.background(paper)
    ring(canvas, x, y, 424, years, 6, bark, bark)
    radius = 404.0
    for year in range(years):
        age = 1 - year / years
        ink = bark if burnt and year == fire else blend(heart, sap, age * age)
        ring(canvas, x, y, radius, years - year, 1.2 + 2 * age, ink, blend(ink, paper, 0.16 + 0.5 * age))
        good = 1 + lean * noise(year / 3, 7.5)
        radius -= 396 / years * good * (0.5 + 0.5 * age) * 1.32
        if radius < 4:
            break
    crack = canvas.path(stroke=bark, width=2)
    turn = seed.uniform(0, tau)
    crack.move(x, y)
    for i in range(seed.below(14) + 3):
        turn += 0.3 * noise(i / 2, 0.5)
        x, y = x + 26 * cos(turn), y + 26 * sin(turn)
        crack.line(x, y)


@rule
def ring(canvas: Canvas, x, y, radius, year, width, ink, fill):
    path = canvas.path(stroke=ink, fill=fill, width=width)
    wild = radius * 0.11
    for i in range(80):
        c, s = cos(tau * i / 80), sin(tau * i / 80)
        r = radius + wild * noise(1.5 * c, 1.5 * s, radius / 260) + 5 * noise(5 * c, 5 * s, year / 5)
        cx, cy = 500 + (x - 500) * (1 - radius / 424), 500 + (y - 500) * (1 - radius / 424)
        if i == 0:
            path.move(cx + r * c, cy + r * s)
        else:
            path.line(cx + r * c, cy + r * s)
    path.close()
