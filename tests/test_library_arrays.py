"""The library's rules for arrays: points, circles, automata, words; against plain Python, and in every engine."""

from __future__ import annotations

import inspect
import math
import random
from itertools import combinations
from typing import Any

import pytest

import intaglio
from intaglio import library
from intaglio.frontend import compile_text
from intaglio.ir.types import ONE
from intaglio.language import Seed, array, grid
from intaglio.language.numbers import Fixed, Int
from intaglio_renderers.reference import ReferenceRenderer
from tests.four_engines import End, examine, seeds_of
from tests.library_rules import Rules, _rules

__all__ = ["_rules"]  # the fixture


def fixed(*values: float) -> list[Fixed]:
    return [Fixed(math.floor(v * ONE)) for v in values]


def floats(values: Any, count: Any) -> list[float]:
    return [float(v) for v in list(values)[: int(count)]]


# ---- placing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height", "distance"), [(100, 80, 9), (40, 300, 17), (30, 30, 50)])
def test_points_keep_their_distance_and_leave_no_room(rules: Rules, width: int, height: int, distance: int) -> None:
    for seed in range(3):
        xs, ys = array(float, 150), array(float, 150)
        count = rules("poisson")(Seed(seed), xs, ys, *fixed(width, height, distance))
        points = list(zip(floats(xs, count), floats(ys, count)))
        assert all(0 <= x < width and 0 <= y < height for x, y in points)
        assert all(math.dist(p, q) >= distance - 2**-8 for p, q in combinations(points, 2))
        holes = [min(math.dist((x, y), p) for p in points) for x in range(0, width, 5) for y in range(0, height, 5)]
        assert max(holes) < 1.6 * distance


def test_points_are_spread_evenly(rules: Rules) -> None:
    """Over many seeds each quarter holds a quarter of the points, and their number hardly varies."""
    quarters, counts = [0] * 4, []
    for seed in range(40):
        xs, ys = array(float, 99), array(float, 99)
        count = rules("poisson")(Seed(seed), xs, ys, *fixed(100, 100, 16))
        counts.append(int(count))
        for x, y in zip(floats(xs, count), floats(ys, count)):
            quarters[(x >= 50) + 2 * (y >= 50)] += 1
    assert max(counts) - min(counts) <= 12
    assert 100 * 100 / 16**2 * 0.62 < sum(counts) / 40 < 100 * 100 / 16**2 * 0.9
    assert all(abs(q / sum(quarters) - 0.25) < 0.02 for q in quarters)


def test_no_seed_stays_with_its_first_point(rules: Rules) -> None:
    for seed in range(150):
        xs, ys = array(float, 3), array(float, 3)
        assert rules("poisson")(Seed(seed), xs, ys, *fixed(60, 100, 9)).n == 3


@pytest.mark.parametrize("size", [1, 2, 7])
def test_points_never_overflow_their_arrays(rules: Rules, size: int) -> None:
    xs, ys = array(float, size), array(float, size)
    assert rules("poisson")(Seed(1), xs, ys, *fixed(100, 100, 3)).n == size
    assert rules("poisson")(Seed(1), xs, ys, *fixed(100, 100, 0.0001)).n == size
    radii = array(float, size)
    assert rules("pack")(Seed(1), xs, ys, radii, *fixed(100, 100, 0.5, 5, 1)).n == size


def test_circles_touch_none_and_those_given_stay(rules: Rules) -> None:
    for seed in range(3):
        xs, ys, radii = array(float, 40), array(float, 40), array(float, 40)
        xs[0], ys[0], radii[0] = 30, 40, 25
        count = rules("pack")(Seed(seed), xs, ys, radii, *fixed(100, 90, 2, 15, 1), Int(1))
        circles = list(zip(floats(xs, count), floats(ys, count), floats(radii, count)))
        assert circles[0] == (30, 40, 25)
        assert len(circles) > 20
        assert all(2 <= r <= 15 for _, _, r in circles[1:])
        assert all(r <= x <= 100 - r and r <= y <= 90 - r for x, y, r in circles)
        assert all(math.dist(p[:2], q[:2]) >= p[2] + q[2] + 1 - 2**-8 for p, q in combinations(circles, 2))


def test_the_cells_of_points_share_a_box(rules: Rules) -> None:
    """Each has what is nearest to its point: together the whole box, and every place in the right one."""
    rng = random.Random(5)
    for count in (1, 2, 9, 30):
        points = [(rng.uniform(10, 90), rng.uniform(20, 60)) for _ in range(count)]
        xs, ys, cell_xs, cell_ys = array(float, 30), array(float, 30), array(float, 20), array(float, 20)
        for i, (x, y) in enumerate(points):
            xs[i], ys[i] = x, y
        cells = []
        for i in range(count):
            corners = rules("voronoi")(xs, ys, Int(count), Int(i), *fixed(10, 20, 90, 60), cell_xs, cell_ys)
            cells.append(list(zip(floats(cell_xs, corners), floats(cell_ys, corners))))
        assert sum(map(area, cells)) == pytest.approx(80 * 40, abs=0.5)
        for cell, point in zip(cells, points):
            assert all(math.dist(corner, point) < min(math.dist(corner, p) for p in points) + 0.01 for corner in cell)


# ---- automata -------------------------------------------------------------------------------------


def test_elementary_is_wolframs(rules: Rules) -> None:
    rng = random.Random(1)
    for law in range(0, 256, 5):
        row = [rng.randint(0, 1) for _ in range(11)]
        cells = array(int, 11)
        for i, value in enumerate(row):
            cells[i] = value
        rules("elementary")(cells, Int(law))
        wanted = [law >> (4 * row[i - 1] + 2 * row[i] + row[(i + 1) % 11]) & 1 for i in range(11)]
        assert [int(v) for v in cells] == wanted


@pytest.mark.parametrize(("born", "stays"), [({3}, {2, 3}), ({3, 6}, {2, 3}), ({2}, set()), ({0, 8}, {1, 7})])
def test_life_is_played_by_its_rules(rules: Rules, born: set[int], stays: set[int]) -> None:
    rng = random.Random(2)
    for width, height in ((9, 6), (3, 5), (1, 4)):
        board = {(x, y): rng.randint(0, 1) for x in range(width) for y in range(height)}
        cells = grid(int, width, height)
        for place, value in board.items():
            cells[place] = value
        around = [(u, v) for u in (-1, 0, 1) for v in (-1, 0, 1) if u or v]
        sums = {(x, y): sum(board[(x + u) % width, (y + v) % height] for u, v in around) for x, y in board}
        assert all(rules("neighbours")(cells, Int(x), Int(y)).n == n for (x, y), n in sums.items())
        rules("life")(cells, *(Int(sum(1 << n for n in bits)) for bits in (born, stays)))
        wanted = {place: int(n in (stays if board[place] else born)) for place, n in sums.items()}
        assert {place: int(cells[place]) for place in board} == wanted


def test_gray_scott_follows_its_equations(rules: Rules) -> None:
    rng = random.Random(3)
    width, height, feed, kill, spread = 7, 5, 0.04, 0.06, 0.15
    u, v = grid(float, width, height), grid(float, width, height)
    a = {(x, y): rng.random() for x in range(width) for y in range(height)}
    b = {place: rng.random() for place in a}
    for place in a:
        u[place], v[place] = a[place], b[place]

    def flow(of: dict[tuple[int, int], float], x: int, y: int) -> float:
        sides = ((x + 1) % width, y), ((x - 1) % width, y), (x, (y + 1) % height), (x, (y - 1) % height)
        return sum(of[side] for side in sides) - 4 * of[x, y]

    for _ in range(10):
        rules("gray_scott")(u, v, *fixed(feed, kill, spread))
        a, b = (
            {(x, y): a[x, y] + spread * flow(a, x, y) - a[x, y] * b[x, y] ** 2 + feed * (1 - a[x, y]) for x, y in a},
            {(x, y): b[x, y] + spread / 2 * flow(b, x, y) + (a[x, y] * b[x, y] - feed - kill) * b[x, y] for x, y in a},
        )
    assert max(abs(float(u[place]) - a[place]) for place in a) < 0.002
    assert max(abs(float(v[place]) - b[place]) for place in b) < 0.002


# ---- fields ---------------------------------------------------------------------------------------

CONTOUR = """from intaglio import Canvas, Seed, art, contour, grid

@art("Contour", digits=3)
def piece(seed: Seed, canvas: Canvas):
    field = grid(float, 6, 5)
    for i in range(30):
        field[i % 6, i // 6] = seed.uniform(-1, 1)
    for i in range(30):
        canvas.text(0, 0, field[i % 6, i // 6])
    path = canvas.path()
    contour(path, field, 0.1, 10, 20, 4)
"""


def area(points: list[tuple[float, float]]) -> float:
    return abs(sum(a * d - b * c for (a, b), (c, d) in zip(points, points[1:] + points[:1]))) / 2


def above(corners: list[float]) -> float:
    """The part of a unit square that lies above 0: its corners and crossings, walked around."""
    places = [(0, 0), (1, 0), (1, 1), (0, 1)]
    walk: list[tuple[float, float]] = []
    for i, (a, (x, y)) in enumerate(zip(corners, places)):
        b, (u, v) = corners[(i + 1) % 4], places[(i + 1) % 4]
        walk += [(x, y)] if a > 0 else []
        walk += [(x + (u - x) * a / (a - b), y + (v - y) * a / (a - b))] if (a > 0) != (b > 0) else []
    return area(walk) if walk else 0.0


def test_a_contour_holds_what_lies_above_its_level() -> None:
    renderer = ReferenceRenderer(compile_text(CONTOUR).program)
    for seed in range(20):
        texts, path = renderer.render(seed.to_bytes(32, "big")).svg.decode().split("<path")
        field = [float(part.split("<")[0]) - 0.1 for part in texts.split(">")[2::2]]
        outlines = [part.split("L") for part in path.split('d="')[1].split('"')[0].split("M")[1:]]
        found = [[(float(x), float(y)) for x, y in (p.split() for p in outline)] for outline in outlines]
        squares = [(6 * y + x, 6 * y + x + 1, 6 * y + x + 7, 6 * y + x + 6) for x in range(5) for y in range(4)]
        wanted = sum(above([field[at] for at in square]) for square in squares) * 16
        assert sum(map(area, found)) == pytest.approx(wanted, abs=0.1)
        assert all(10 <= x <= 30 and 20 <= y <= 36 for outline in found for x, y in outline)


# ---- words ----------------------------------------------------------------------------------------


def letters(text: bytes) -> tuple[Int, ...]:
    return tuple(map(Int, text))


def grown(rules: Rules, size: int, axiom: bytes, table: tuple[bytes, ...], generations: int, seed: int = 0) -> bytes:
    word = array(int, size)
    rows = tuple(map(letters, table))
    used = rules("lsystem")(Seed(seed), word, letters(axiom), rows, Int(generations))
    return bytes(int(v) for v in list(word)[: int(used)])


def test_lindenmayers_algae_grow_as_fibonacci_counts(rules: Rules) -> None:
    words = [grown(rules, 100, b"A", (b"A=AB", b"B=A"), n) for n in range(8)]
    assert words[:4] == [b"A", b"AB", b"ABA", b"ABAAB"]
    assert [len(w) for w in words] == [1, 2, 3, 5, 8, 13, 21, 34]


def test_a_generation_that_does_not_fit_is_left_out(rules: Rules) -> None:
    assert grown(rules, 10, b"F", (b"F=F+F",), 9) == b"F+F+F+F"
    assert grown(rules, 3, b"FGFGF", (b"F=",), 0) == b"FGF"
    assert grown(rules, 4, b"FXF", (b"F=",), 3) == b"X"


def test_rules_for_one_letter_are_drawn_alike(rules: Rules) -> None:
    word = grown(rules, 4000, b"A", (b"A=AAAAA", b"B=B", b"A=AAAAB", b"A=AAAAC"), 5)
    shares = [word.count(letter) for letter in (b"B", b"C")]
    assert abs(shares[0] - shares[1]) < 4 * math.sqrt(sum(shares))
    assert word != grown(rules, 4000, b"A", (b"A=AAAAA", b"B=B", b"A=AAAAB", b"A=AAAAC"), 5, seed=1)


TURTLE = """from intaglio import Canvas, Seed, array, art, extent, lsystem, turtle

@art("Turtle", digits=5)
def piece(seed: Seed, canvas: Canvas):
    word = array(int, 40)
    used = lsystem(seed, word, b"{}", (b"X=X",), 0)
    path = canvas.path()
    turtle(path, word, used, 10, 20, 0, 5, {})
    left, top, right, bottom = extent(word, used, 0, {})
    canvas.text(0, 0, f"{{left}} {{top}} {{right}} {{bottom}}")
"""


@pytest.mark.parametrize(
    ("word", "points", "box"),
    [
        ("F-F-F", "M10 20L10 15L15 15L15 20", (0, -1, 1, 0)),
        ("+Ff-F", "M10 20L5 20M0 20L0 15", (-2, -1, 0, 0)),
        ("F[-F]F", "M10 20L10 15L15 15M10 15L10 10", (0, -2, 1, 0)),
        ("[[F]-G]Q|F]", "M10 20L10 15M10 20L15 20M10 20L10 25", (0, -1, 1, 1)),
    ],
)
def test_a_turtle_draws_words(word: str, points: str, box: tuple[float, ...]) -> None:
    turn = math.pi / 2
    svg = ReferenceRenderer(compile_text(TURTLE.format(word, turn, turn)).program).render(bytes(32)).svg.decode()
    path = svg.split('d="')[1].split('"')[0]

    def places(text: str) -> list[float]:
        return [float(n) for part in text.replace("L", "M").split("M")[1:] for n in part.split()]

    assert [c for c in path if c in "ML"] == [c for c in points if c in "ML"]
    assert places(path) == pytest.approx(places(points), abs=0.001)
    assert [float(n) for n in svg.split(">")[-3].split("<")[0].split()] == pytest.approx(box, abs=0.001)


# ---- every engine ---------------------------------------------------------------------------------

PIECE = """from intaglio import (Canvas, Seed, array, art, contour, elementary, extent, gray_scott, grid, life, lsystem,
    neighbours, pack, poisson, turtle, voronoi)

TREE = (b"X=F[+X]-X", b"X=F[-X]X", b"F=FF")


@art("Arrays", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
    row, cells, u, v = array(int, 9), grid(int, 6, 5), grid(float, 5, 6), grid(float, 5, 6)
    for i in range(30):
        row[i % 9] = cells[i % 6, i // 6] = seed.below(2)
        u[i % 5, i // 5], v[i % 5, i // 5] = seed.random(), seed.random()
    for i in range(4):
        elementary(row, 110)
        life(cells)
        life(cells, born=72)
        gray_scott(u, v, 0.04, 0.06)
    for i in range(9):
        canvas.circle(row[i], neighbours(cells, i % 6, i % 5), 100 * u[i % 5, i % 6] + v[i % 5, i % 6])
    xs, ys, radii = array(float, 60), array(float, 60), array(float, 20)
    for i in range(poisson(seed, xs, ys, 90, 50, 9)):
        canvas.circle(xs[i], ys[i], 2)
    border, edge = array(float, 9), array(float, 9)
    for i in range(9):
        corners = voronoi(xs, ys, 9, i, 0, 0, 90, 50, border, edge)
        canvas.polygon(border, edge, count=corners)
    few, lines = array(float, 20), array(float, 20)
    for i in range(pack(seed, few, lines, radii, 70, 80, 2, 20, 1)):
        canvas.circle(few[i], lines[i], radii[i])
    outline = canvas.path()
    contour(outline, u, 0.4, 10, 10, 7)
    short, word = array(int, 20), array(int, 300)
    used = lsystem(seed, short, b"F+F", (b"F=F-F",), 5)
    canvas.text(0, 9, f"{used} {short[used - 1]}")
    used = lsystem(seed, word, b"X", TREE, 4)
    path = canvas.path()
    turtle(path, word, used, 50, 90, 0, 2, 0.5)
    left, top, right, bottom = extent(word, used, 0, 0.5)
    canvas.rect(left, top, right, bottom)
"""


@pytest.mark.node
@pytest.mark.parametrize("numbers", ["fixed", "double"])
def test_every_engine_fills_arrays_alike(numbers: str) -> None:
    taken = {"array", "grid"}
    for name in library.EXPORTS:
        rule = getattr(intaglio, name)
        kinds = {getattr(p.annotation, "__name__", "").lower() for p in inspect.signature(rule).parameters.values()} \
            if callable(rule) else set()  # fmt: skip
        assert kinds.isdisjoint(taken) or f"{name}(" in PIECE
    text = PIECE.replace("size=(100, 100)", f'size=(100, 100), numbers="{numbers}"')
    verdict = examine(text, seeds_of("arrays of the library", 3))
    assert verdict.end is End.AGREES, verdict.detail
