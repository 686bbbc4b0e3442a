"""Loom: a rule of eight bits, woven row by row."""
from intaglio import Canvas, Seed, array, art, blend, elementary, rule

THREADS = {  # cloth, warp, weft, knot
    "Indigo": ("#f2ede1", "#23395b", "#406e8e", "#c8553d"),
    "Madder": ("#f4e9dc", "#8c2f39", "#c26d50", "#1d3557"),
    "Weld": ("#fbf3d9", "#b8860b", "#6b705c", "#3a2e39"),
    "Coal": ("#1a1a1d", "#d9d4c7", "#8d99ae", "#ef8354"),
    "Lichen": ("#eef0e4", "#52796f", "#84a98c", "#bc4749"),
}
RULES = (30, 45, 54, 60, 73, 90, 105, 110, 126, 150, 182)
WIDE = 61


@art("Loom", size=(1000, 1200))
def loom(seed: Seed, canvas: Canvas):
    cloth, warp, weft, knot = seed.pick("Thread", THREADS, weights=(4, 3, 2, 2, 3))
    law = seed.pick("Rule", RULES)
    start = seed.pick("Start", ("one", "mirror", "strewn"), weights=(2, 3, 2))
    cells, age = array(int, WIDE), array(int, WIDE)
    set_up(seed, cells, start)
    canvas.background(cloth)
    for i in range(WIDE):
        canvas.line(110 + 13 * i, 80, 110 + 13 * i, 1120, stroke=blend(cloth, warp, 0.2), width=1)
    for row in range(76):
        y = 106 + 13 * row
        for i in range(WIDE):
            age[i] = age[i] + 1 if cells[i] == 1 else 0
        run = 0
        for i in range(WIDE):
            run = run + 1 if cells[i] == 1 else 0
            if run > 0 and (i == WIDE - 1 or cells[i + 1] == 0):
                ink = knot if run == 1 and age[i] > 2 else blend(weft, warp, min(1.0, run / 6))
                canvas.rect(104 + 13 * (i - run + 1), y + 1, 13 * run - 1, 10, round=5, fill=ink)
        elementary(cells, law)
    canvas.rect(60, 60, 880, 1080, stroke=warp, width=3)


@rule
def set_up(seed: Seed, cells, start):
    if start == "one":
        cells[WIDE // 2] = 1
        return
    for i in range(WIDE // 2 + 1):
        if seed.chance(0.5 if start == "strewn" else 0.25):
            cells[i] = 1
        if start == "mirror" or seed.chance(0.5):
            cells[WIDE - 1 - i] = cells[i]
