"""Colonies: what grows on a board of cells, one generation after another."""
from intaglio import (
    Canvas,
    Grid,
    Seed,
    array,
    art,
    contour,
    elementary,
    gray_scott,
    grid,
    life,
    mix,
    neighbours,
    noise,
    rule,
)  # fmt: skip

WIDE = 40
PRINTS = {
    "Lino": ("#f4f1e8", "#1f2933", "#d64933"),
    "Screen": ("#fdf6e3", "#073642", "#2aa198"),
    "Negative": ("#151515", "#e8e6e1", "#ffb703"),
}
LAWS = (22, 30, 90, 110, 150)


@art("Colonies", size=(1000, 1000))
def colonies(seed: Seed, canvas: Canvas):
    paper, ink, second = seed.pick("Print", PRINTS, weights=(3, 2, 1))
    what = seed.pick("Growth", ("life", "law", "skin"), weights=(2, 2, 1))
    law = seed.pick("Law", LAWS)
    canvas.background(paper)
    if what == "life":
        cells = grid(int, WIDE, WIDE)
        for y in range(WIDE):
            for x in range(WIDE):
                cells[x, y] = 1 if seed.chance(0.35) else 0
        for _ in range(12):
            life(cells)
        board(canvas, cells, 25, ink, second)
    elif what == "law":
        row = array(int, WIDE)
        row[WIDE // 2] = 1
        for y in range(WIDE):
            for x in range(WIDE):
                if row[x] == 1:
                    canvas.rect(25 * x, 25 * y, 25, 25, fill=ink)
            elementary(row, law)
    else:
        u, v = grid(float, 24, 24), grid(float, 24, 24)
        for y in range(24):
            for x in range(24):
                u[x, y] = 1.0
                v[x, y] = 0.5 if noise(x / 4, y / 4) > 0.2 else 0.0
        for _ in range(30):
            gray_scott(u, v, 0.04, 0.06, 0.2)
        for level in range(3):
            path = canvas.path(fill=mix(ink, second, level / 2))
            contour(path, v, 0.1 + 0.1 * level, 40, 40, 40)


@rule
def board(canvas: Canvas, cells: Grid[int], side, ink, second):
    for y in range(cells.height):
        for x in range(cells.width):
            if cells[x, y] > 0:
                many = neighbours(cells, x, y)
                canvas.rect(side * x + 1, side * y + 1, side - 2, side - 2, round=3, fill=ink if many < 4 else second)
