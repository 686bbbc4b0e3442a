"""The library: how far each function is from the true value, and what its curves, noise and colors promise.

The rules' own source is run, by the reference, at the ends of each range and at many points between. Errors are
counted in steps of 2**-16, so a bound of 2**-15 is 2.
"""

from __future__ import annotations

import inspect
import math
import random
from collections.abc import Callable
from itertools import pairwise
from statistics import fmean, pstdev
from typing import Any

import pytest
from mpmath import mp

import intaglio
from intaglio import library
from intaglio.frontend import compile_text
from intaglio.ir.interpret import interpret
from intaglio.ir.types import ONE
from intaglio.language import Seed
from intaglio.language.execute import _library_session
from intaglio.language.numbers import Fixed, Int, color_of
from intaglio.pipeline import lower
from intaglio_renderers.reference import ReferenceRenderer
from tests.library_rules import Rules, _rules, every_rule, singles, spread, worst

__all__ = ["_rules"]  # the fixture

# name, true value, points: the error is below 2**-15
WITHIN = [
    ("sin", mp.sin, singles(spread(-1024, 1024), spread(-7, 7))),
    ("cos", mp.cos, singles(spread(-1024, 1024), spread(-7, 7))),
    ("tan", mp.tan, singles(spread(-0.785, 0.785))),
    ("atan", mp.atan, singles(spread(-3, 3), spread(-30000, 30000))),
    ("atan2", mp.atan2, [*zip(spread(-1000, 1000), spread(-1000, 1000, 1))]),
    ("atan2", mp.atan2, [*zip(spread(-0.01, 0.01), spread(-0.01, 0.01, 2))]),
    ("atan2", mp.atan2, [*zip(spread(-2097151, 2097151), spread(-3, 3, 3))]),
    ("asin", mp.asin, singles(spread(-1, 1))),
    ("acos", mp.acos, singles(spread(-1, 1))),
    ("hypot", mp.hypot, [*zip(spread(-707, 707), spread(-707, 707, 1))]),
    ("hypot", mp.hypot, [*zip(spread(-2, 2), spread(-2, 2, 2))]),
    ("hypot", mp.hypot, [*zip(spread(-0.01, 0.01), spread(-0.01, 0.01, 3))]),
    ("exp", mp.exp, singles(spread(-30, 0))),
    ("log", mp.log, singles([*range(1, 3000)], spread(1 / ONE, 16), spread(1, 2097151), spread(1 << 21, 1 << 30))),
    ("pow", mp.power, [*zip(spread(1 / ONE, 1), spread(0, 8, 1))]),
]


@pytest.mark.parametrize(("name", "true", "points"), WITHIN, ids=[f"{i}-{w[0]}" for i, w in enumerate(WITHIN)])
def test_the_error_is_below_two_steps(rules: Rules, name: str, true: Callable[..., Any], points: list[Any]) -> None:
    assert max(error for error, _ in worst(rules(name), true, points)) < 2


def test_a_linear_channel_is_near_the_standard_and_comes_back() -> None:
    colors = _library_session().namespaces["intaglio.library.colors"]
    white = colors["_linear"](510)
    levels = [float(colors["_linear"](2 * n)) / 6136.2 for n in range(256)]  # where errors are alike on both sides
    for n, level in enumerate(levels):
        assert abs(n - 255 * (12.92 * level if level < 0.0031308 else 1.055 * level ** (1 / 2.4) - 0.055)) < 0.29
        assert colors["_encoded"](colors["_linear"](2 * n)) == n
    assert (colors["_encoded"](Fixed(-ONE)), colors["_encoded"](white + white)) == (0, 255)


def test_larger_results_have_a_relative_error(rules: Rules) -> None:
    for error, exact in worst(rules("exp"), mp.exp, singles(spread(0, 14.55))):
        assert error < 2 + exact * ONE * 2**-21
    points = [(b, p) for b, p in zip(spread(0.01, 300), spread(-8, 8, 1)) if -16 < p / ONE * math.log(b / ONE) < 14]
    for error, exact in worst(rules("pow"), mp.power, points):
        assert error < 2 + exact * ONE * 2**-19


def test_a_tangent_is_as_good_as_its_slope_allows(rules: Rules) -> None:
    for error, exact in worst(rules("tan"), mp.tan, singles(spread(-1024, 1024))):
        if abs(exact) < 1024:
            assert error < 2 * (1 + exact * exact)


def test_long_distances_lose_a_few_bits(rules: Rules) -> None:
    points = [*zip(spread(-46000, 46000), spread(-46000, 46000, 1))]
    assert max(error for error, _ in worst(rules("hypot"), mp.hypot, points)) < 2**9


def test_round_values_are_exact(rules: Rules) -> None:
    def at(name: str, *values: float) -> float:
        return float(rules(name)(*(Fixed(int(v * ONE)) for v in values)))

    assert [at("sin", 0), at("cos", 0), at("tan", 0), at("atan2", 0, 0), at("atan2", 0, 5)] == [0, 1, 0, 0, 0]
    assert [at("exp", 0), at("log", 1), at("pow", 5, 0), at("pow", 0, 3), at("pow", 0, 0)] == [1, 0, 1, 0, 1]
    assert [at("hypot", 3, 4), at("hypot", 300, 400), at("hypot", 30000, 40000), at("hypot", 0, 0)] == [
        5,
        500,
        50000,
        0,
    ]
    assert at("asin", 2) == at("asin", 1)
    assert at("acos", -2) == at("acos", -1)
    assert at("exp", -40) == 0
    assert at("exp", 40) == at("exp", 14.55)
    assert at("log", -1) == at("log", 1 / ONE)
    assert all(abs(at("sin", v / 64)) <= 1 for v in range(-4096, 4096))


def test_no_argument_is_a_fault(rules: Rules) -> None:
    """Far outside the useful range a function still gives a number, the same on every engine."""
    for x in (0, 1, -1, 102944, 205887, -102944, 1 << 26):
        rules("tan")(Fixed(x))
        rules("atan2")(Fixed(x), Fixed(0))
        rules("log")(Fixed(x))
        rules("pow")(Fixed(x), Fixed(-ONE))


# ---- noise ----------------------------------------------------------------------------------------

DIMENSIONS = {"noise1": 1, "noise2": 2, "noise3": 3}


def scattered(count: int, dimensions: int, reach: int = 1000) -> list[list[Fixed]]:
    rng = random.Random(dimensions)
    return [[Fixed(rng.randint(-reach * ONE, reach * ONE)) for _ in range(dimensions)] for _ in range(count)]


@pytest.mark.parametrize("name", DIMENSIONS)
def test_noise_fills_its_range_evenly(rules: Rules, name: str) -> None:
    values = [float(rules(name)(*point)) for point in scattered(4000, DIMENSIONS[name])]
    assert abs(fmean(values)) < 0.02
    assert 0.25 < pstdev(values) < 0.3
    assert sum(abs(v) > 1 for v in values) <= 2
    assert max(values) > 0.8
    assert min(values) < -0.8


@pytest.mark.parametrize("name", DIMENSIONS)
def test_noise_vanishes_at_the_lattice_and_is_smooth_between(rules: Rules, name: str) -> None:
    noise, size = rules(name), DIMENSIONS[name]
    for point in scattered(100, size):
        assert noise(*(Fixed(n.n // ONE * ONE) for n in point)) == Fixed(0)
    for point in scattered(100, size, 4):
        corner = [Fixed(n.n // ONE * ONE) for n in point[:1]] + point[1:]
        before = noise(Fixed(corner[0].n - 1), *corner[1:])
        assert abs(noise(*corner) - before) < Fixed(12)


def test_noise_differs_between_tokens_and_repeats_for_one(rules: Rules) -> None:
    session = _library_session()

    def field(seed: int) -> list[int]:
        session._begin(Seed(seed))
        return [rules("noise2")(*point).n for point in scattered(50, 2)]

    assert field(1) == field(1)
    same = sum(a == b for a, b in zip(field(1), field(2)))
    assert same < 5


def test_neighbouring_slopes_are_independent(rules: Rules) -> None:
    """The correlation of noise at one place in a cell with the same place some cells on, along both axes."""
    noise, size = rules("noise2"), 40
    at = [[float(noise(Fixed(x * ONE + 20000), Fixed(y * ONE + 30000))) for x in range(size)] for y in range(size)]
    variance = fmean(v * v for row in at for v in row)
    for dx, dy in ((2, 0), (0, 2), (3, 1), (1, 3), (4, 4), (8, 0), (0, 8)):
        both = [at[y][x] * at[y + dy][x + dx] for y in range(size - dy) for x in range(size - dx)]
        assert abs(fmean(both)) < 0.12 * variance


def test_octaves_keep_the_contrast(rules: Rules) -> None:
    for octaves in (1, 2, 5):
        for name, size in (("fbm1", 1), ("fbm2", 2), ("fbm3", 3)):
            values = [float(rules(name)(*point, Int(octaves))) for point in scattered(600, size)]
            assert 0.22 < pstdev(values) < 0.33
    for point in scattered(20, 2):
        assert rules("fbm2")(*point, Int(1)) == rules("noise2")(*point)


# ---- shaping and colors ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", [n for n in library.EXPORTS if n.startswith("ease_")])
def test_an_easing_goes_from_nought_to_one(rules: Rules, name: str) -> None:
    ease = rules(name)
    assert abs(ease(Fixed(0)).n) <= 1
    assert abs(ease(Fixed(ONE)).n - ONE) <= 16
    steps = [ease(Fixed(n)).n for n in range(0, ONE + 1, 64)]
    assert max(abs(b - a) for a, b in pairwise(steps)) < 64 * 12
    assert all(-0.2 * ONE < n < 1.2 * ONE for n in steps)


SHAPES: list[tuple[str, tuple[float, ...], float]] = [
    ("lerp", (10, 20, 0.25), 12.5),
    ("unlerp", (10, 20, 12.5), 0.25),
    ("remap", (5, 0, 10, 100, 300), 200),
    ("clamp", (5, 0, 3), 3),
    ("clamp", (-5, 0, 3), 0),
    ("fract", (-1.25,), 0.75),
    ("step", (2, 2), 1),
    ("step", (2, 1.999), 0),
    ("smoothstep", (0, 4, 1), 0.15625),
    ("smoothstep", (4, 0, 1), 0.84375),
    ("smootherstep", (0, 1, 0.5), 0.5),
    ("ease_in", (0.5,), 0.125),
    ("ease_out", (0.5,), 0.875),
    ("ease_in_out", (0.25,), 0.0625),
    ("ease_sine", (0.5,), 0.5),
    ("ease_expo", (0.5,), 0.03125),
]


@pytest.mark.parametrize(("name", "arguments", "value"), SHAPES)
def test_a_curve_passes_through(rules: Rules, name: str, arguments: tuple[float, ...], value: float) -> None:
    assert abs(float(rules(name)(*(Fixed(int(a * ONE)) for a in arguments))) - value) < 2**-14


def test_colors(rules: Rules) -> None:
    def hsl(h: float, s: float, light: float) -> str:
        return str(rules("hsl")(*(Fixed(math.floor(v * ONE)) for v in (h, s, light))))

    assert str(rules("rgb")(Int(300), Int(-5), Int(16))) == "#ff0010"
    assert str(rules("gray")(Int(128))) == "#808080"
    assert [hsl(0, 1, 0.5), hsl(1 / 3, 1, 0.5), hsl(2 / 3, 1, 0.5)] == ["#ff0000", "#00ff00", "#0000ff"]
    assert [hsl(0.5, 1, 0.25), hsl(0.3, 0, 0.5), hsl(0.7, 5, 2), hsl(-0.5, 1, 0.5)] == [
        "#008080", "#808080", "#ffffff", "#00ffff",
    ]  # fmt: skip
    blend = [str(rules("mix")(color_of("#102030"), color_of("#f0e0d0"), Fixed(n))) for n in (-9, 0, 32768, ONE, 99999)]
    assert blend == ["#102030", "#102030", "#808080", "#f0e0d0", "#f0e0d0"]


def test_hues_agree_with_the_textbook(rules: Rules) -> None:
    import colorsys

    for i in range(0, 360, 7):
        made = rules("hsl")(Fixed(ONE * i // 360), Fixed(ONE * 7 // 10), Fixed(ONE * 4 // 10)).n
        wanted = [255 * c for c in colorsys.hls_to_rgb(i / 360, 0.4, 0.7)]
        assert all(abs((made >> shift & 255) - c) < 0.6 for shift, c in zip((16, 8, 0), wanted))


# ---- the library as part of a piece ---------------------------------------------------------------


def test_every_export_can_be_imported_and_is_described() -> None:
    constants = {"pi", "tau", "e"}
    for name in (*library.EXPORTS, *library.OVERLOADS):
        assert name in intaglio.__all__
        assert name in constants or inspect.getdoc(getattr(intaglio, name))
    for rules in library.OVERLOADS.values():
        for count, name in rules.items():
            assert len(inspect.signature(getattr(intaglio, name)).parameters) == count
    assert set(intaglio.__all__) - set(library.EXPORTS) - set(library.OVERLOADS) == {
        "Array", "Canvas", "Grid", "Path", "Seed", "Sprite", "array", "art", "blue", "ceil", "color", "floor", "green",
        "grid", "keccak", "red", "rule", "sdiv", "smod", "sprite", "sprites", "sqrt", "word",
    }  # fmt: skip
    assert (intaglio.pi, intaglio.tau, intaglio.e) == (math.pi, math.tau, math.e)


def test_every_rule_compiles_and_the_compiler_agrees_with_the_reference() -> None:
    """The lowered IR and the reference draw the same bytes of the piece that calls every rule."""
    compiled = compile_text(every_rule())
    module = lower(compiled.module).module
    renderer = ReferenceRenderer(compiled.program)
    for seed in range(4):
        picture = renderer.render(seed.to_bytes(32, "big"))
        assert interpret(module, seed.to_bytes(32, "big"))[0] == picture.svg.decode()
