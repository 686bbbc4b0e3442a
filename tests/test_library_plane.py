"""The library's colors of the eye, cells, vectors and outlines, against the same formulas in doubles and in words."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from statistics import fmean, pstdev
from typing import Any

import pytest

from intaglio.frontend import compile_text
from intaglio.ir.types import ONE
from intaglio.language.numbers import Fixed, color_of
from intaglio_renderers.reference import ReferenceRenderer
from tests.library_rules import Rules, _rules, spread

__all__ = ["_rules"]  # the fixture


def fixed(*values: float) -> list[Fixed]:
    return [Fixed(math.floor(v * ONE)) for v in values]


def channels(color: Any) -> tuple[int, int, int]:
    return color.n >> 16, color.n >> 8 & 255, color.n & 255


# ---- colors ---------------------------------------------------------------------------------------


def srgb_of_oklab(light: float, a: float, b: float) -> list[float]:
    """Ottosson's reference code, unrounded, out-of-range channels cut."""
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    cut = (max(0.0, min(v, 1.0)) for v in linear)
    return [255 * (12.92 * v if v < 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055) for v in cut]


def test_oklch_is_within_one_level_of_the_reference_code(rules: Rules) -> None:
    rng = random.Random(4)
    for _ in range(2000):
        light, chroma, h = rng.random(), rng.uniform(0, 0.35), rng.random()
        wanted = srgb_of_oklab(light, chroma * math.cos(math.tau * h), chroma * math.sin(math.tau * h))
        made = channels(rules("oklch")(*fixed(light, chroma, h)))
        assert all(abs(m - w) < 1.0 for m, w in zip(made, wanted)), (light, chroma, h)


def test_oklch_without_chroma_is_gray(rules: Rules) -> None:
    grays = [channels(rules("oklch")(*fixed(n / 40, 0, 0.3))) for n in range(41)]
    assert all(max(g) - min(g) <= 1 for g in grays)
    assert all(a[1] < b[1] for a, b in pairwise(grays[2:]))
    assert (grays[0], grays[-1]) == ((0, 0, 0), (255, 255, 255))


def test_blend_keeps_its_ends_and_its_color(rules: Rules) -> None:
    rng = random.Random(5)
    dark = [0x0000FF, 0x00CCFD, 0xFF0000, 0x00FF00, 0, 0xFFFFFF]  # whose channels of 0 are sums of large numbers
    for n in [*dark, *(rng.getrandbits(24) for _ in range(200))]:
        a, b = (color_of(f"#{color:06x}") for color in (n, rng.getrandbits(24)))
        ends = [rules("blend")(a, b, t) for t in fixed(-1, 0, 1, 3)]
        assert [str(c) for c in ends] == [str(a), str(a), str(b), str(b)]
        assert channels(rules("blend")(a, a, Fixed(30000))) == channels(a)
    middle = channels(rules("blend")(color_of("#0000ff"), color_of("#ffff00"), Fixed(ONE // 2)))
    assert middle == pytest.approx(srgb_of_oklab(*between((0, 0, 1), (1, 1, 0))), abs=1)


def between(a: tuple[int, int, int], b: tuple[int, int, int]) -> list[float]:
    """The Oklab halfway between two colors whose channels are 0 or 1."""

    def oklab(r: float, g: float, b: float) -> tuple[float, float, float]:
        long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
        medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
        short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
        return (
            0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
            1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
            0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
        )

    return [(x + y) / 2 for x, y in zip(oklab(*a), oklab(*b))]


def test_hsv_agrees_with_the_textbook(rules: Rules) -> None:
    import colorsys

    for i in range(0, 360, 7):
        made = channels(rules("hsv")(Fixed(ONE * i // 360), Fixed(ONE * 7 // 10), Fixed(ONE * 8 // 10)))
        assert all(abs(m - 255 * c) < 0.6 for m, c in zip(made, colorsys.hsv_to_rgb(i / 360, 0.7, 0.8)))


def test_luma_weighs_the_channels(rules: Rules) -> None:
    assert rules("luma")(color_of("#ffffff")) == Fixed(ONE)
    assert rules("luma")(color_of("#000000")) == Fixed(0)
    for text, weight in (("#ff0000", 0.2126), ("#00ff00", 0.7152), ("#0000ff", 0.0722)):
        assert float(rules("luma")(color_of(text))) == pytest.approx(weight, abs=2**-14)


# ---- cells ----------------------------------------------------------------------------------------


def test_worley_is_a_distance_field(rules: Rules) -> None:
    """Its slope is at most 1, it is never negative, and it fills its range as one point to a square does."""
    rng = random.Random(6)
    points = [[Fixed(rng.randint(-(500 << 16), 500 << 16)) for _ in "xy"] for _ in range(2500)]
    values = [float(rules("worley")(*p)) for p in points]
    assert min(values) >= 0
    assert max(values) < 1.3
    assert fmean(values) == pytest.approx(0.4296, abs=0.015)  # of points strewn by `random`
    steep = 0
    for (x, y), value in zip(points, values):
        moved = float(rules("worley")(Fixed(x.n + 1000), y))
        steep += abs(moved - value) > 1000 / ONE + 2**-14
    assert steep <= 4


def test_cells_have_a_number_each_and_borders_between(rules: Rules) -> None:
    near = far = 0
    for x in spread(-20, 20, 7, 1000):
        here, there = (rules("worley_cell")(Fixed(x + d), Fixed(40000)) for d in (0, 500))
        edge = float(rules("worley_edge")(Fixed(x), Fixed(40000)))
        assert edge >= 0
        if here != there:
            assert edge < 0.02
            near += 1
        else:
            far += 1
        assert 0 <= here.n < 65536
    assert near > 1
    assert far > near
    numbers = [rules("worley_cell")(*fixed(x, y)).n for x in range(40) for y in range(40)]
    assert pstdev(numbers) == pytest.approx(65536 / math.sqrt(12), rel=0.06)


# ---- vectors --------------------------------------------------------------------------------------

VECTORS: list[tuple[str, tuple[float, ...], tuple[float, ...]]] = [
    ("dot", (1, 2, 3, 4), (11,)),
    ("cross", (1, 2, 3, 4), (-2,)),
    ("distance", (1, 1, 4, 5), (5,)),
    ("polar", (10, math.pi / 2), (0, 10)),
    ("rotate", (10, 0, math.pi / 2), (0, 10)),
    ("normalize", (3, -4), (0.6, -0.8)),
    ("normalize", (0, 0), (0, 0)),
    ("segment", (5, 3, 0, 0, 10, 0), (3,)),
    ("segment", (13, 4, 0, 0, 10, 0), (5,)),
    ("segment", (3, 4, 0, 0, 0, 0), (5,)),
]


@pytest.mark.parametrize(("name", "arguments", "wanted"), VECTORS)
def test_a_vector(rules: Rules, name: str, arguments: tuple[float, ...], wanted: tuple[float, ...]) -> None:
    made = rules(name)(*fixed(*arguments))
    found = made if isinstance(made, tuple) else (made,)
    assert [float(v) for v in found] == pytest.approx(wanted, abs=2**-11)


# ---- outlines -------------------------------------------------------------------------------------


def outline(call: str) -> list[tuple[float, float]]:
    """The corners that a rule adds to a path, around (500, 500)."""
    name = call.split("(")[0]
    text = (
        f"from intaglio import Canvas, Seed, art, {name}\n"
        '@art("Outline", digits=4)\n'
        "def piece(seed: Seed, canvas: Canvas):\n"
        f"    path = canvas.path()\n    {call}\n"
    )
    svg = ReferenceRenderer(compile_text(text).program).render(bytes(32)).svg.decode()
    data = svg.split('d="')[1].split('"')[0].removesuffix("Z")
    assert data.count("M") == 1
    pairs = data[1:].split("L")
    return [(float(x) - 500, float(y) - 500) for x, y in (pair.split(" ") for pair in pairs)]


def test_a_polygon_has_its_corners_on_a_circle_and_the_first_on_top() -> None:
    corners = outline("ngon(path, 500, 500, 100, 6, 0)")
    assert corners[0] == pytest.approx((0, -100), abs=0.01)
    assert [math.hypot(*c) for c in corners] == pytest.approx([100] * 6, abs=0.01)
    assert [math.dist(a, b) for a, b in pairwise(corners)] == pytest.approx([100] * 5, abs=0.02)


def test_a_star_goes_out_and_in() -> None:
    assert [math.hypot(*c) for c in outline("star(path, 500, 500, 100, 40, 5, 0.3)")] == pytest.approx(
        [100, 40] * 5, abs=0.01
    )


@pytest.mark.parametrize("power", [0.5, 1, 2, 4])
def test_a_superellipse_keeps_its_equation(power: float) -> None:
    for x, y in outline(f"superellipse(path, 500, 500, 100, 50, {power}, 48)"):
        assert abs(x / 100) ** power + abs(y / 50) ** power == pytest.approx(1, abs=0.02)


def test_a_spiral_goes_from_one_radius_to_the_other() -> None:
    corners = outline("spiral(path, 500, 500, 10, 100, 3, 90)")
    assert [math.hypot(*c) for c in corners] == pytest.approx([10 + i for i in range(91)], abs=0.03)


def test_an_arc_stays_on_its_circle() -> None:
    """Each curve's middle too, which is (start + 3 control + 3 control + end) / 8."""
    text = (
        "from intaglio import Canvas, Seed, arc, art\n"
        '@art("Arc", digits=5)\n'
        "def piece(seed: Seed, canvas: Canvas):\n    path = canvas.path()\n    arc(path, 500, 500, 300, 0.5, -4.5)\n"
    )
    svg = ReferenceRenderer(compile_text(text).program).render(bytes(32)).svg.decode()
    data = svg.split('d="M')[1].split('"')[0]
    first, *curves = ([float(n) - 500 for n in part.split()] for part in data.split("C"))
    assert first == pytest.approx((300 * math.sin(0.5), -300 * math.cos(0.5)), abs=0.02)
    for at, curve in enumerate(curves):
        start, end = (curves[at - 1][-2:] if at else first), curve[-2:]
        middle = [(s + 3 * c + 3 * d + e) / 8 for s, c, d, e in zip(start, curve[:2], curve[2:4], end)]
        assert math.hypot(*middle) == pytest.approx(300, abs=0.02)
    assert curves[-1][-2:] == pytest.approx((300 * math.sin(-4.5), -300 * math.cos(-4.5)), abs=0.02)


def test_a_rose_has_its_petals() -> None:
    radii = [math.hypot(*c) for c in outline("rose(path, 500, 500, 100, 7, 140)")]
    assert sum(a < b > c for a, b, c in zip(radii[-1:] + radii, radii, radii[1:] + radii[:1])) == 7
    assert max(radii) == pytest.approx(100, abs=0.1)
    assert min(radii) == pytest.approx(0, abs=0.1)


def test_an_angle_goes_clockwise(rules: Rules) -> None:
    assert rules("cross")(*fixed(1, 0), *fixed(0, 1)) == Fixed(ONE)
