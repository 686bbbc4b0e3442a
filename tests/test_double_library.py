"""The library in doubles: how far the elementary functions are from the true values, and every rule on every engine."""

import math
from random import Random

import pytest

from intaglio.frontend import compile_text
from intaglio.language.doubles import Double
from intaglio.language.execute import Execution
from tests.elementary_accuracy import CLAIMS, Claim, errors, plain_rules
from tests.four_engines import End, examine, seeds_of
from tests.library_rules import every_rule
from tests.test_library_arrays import PIECE as ARRAYS

MODULE = "intaglio.library.elementary_double"
HEAD = 'from intaglio import Canvas, Seed, art\n\n\n@art("T", size=(9, 9), numbers="double")\n'
TINY = "from intaglio import sin\n" + HEAD + "def t(seed: Seed, canvas: Canvas):\n    canvas.circle(sin(1), 0, 1)\n"
MOST_EXPONENT = 709.782712893384


@pytest.fixture(scope="module")
def language() -> Execution:
    """The reference, with the library in doubles."""
    execution = Execution(compile_text(TINY).program)
    execution._steps = 10**9
    return execution


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_the_error_is_below_what_is_stated(claim: Claim) -> None:
    worst, arguments = max(errors(claim, 250))
    assert worst < claim.bound, arguments


def test_plain_python_computes_what_the_language_does(language: Execution) -> None:
    """The accuracy is that of the language, too, and the language's is the engines'."""
    plain = plain_rules()
    for claim in CLAIMS:
        for _, arguments in errors(claim, 6, seed=1):
            found = language.call(MODULE, claim.name, *map(Double, arguments))
            assert found.n == plain[claim.name](*arguments), (claim.name, arguments)


SPECIAL = [
    ("sin", (0.0,), 0.0), ("cos", (0.0,), 1.0), ("tan", (0.0,), 0.0), ("cos", (math.pi,), -1.0),
    ("sin", (math.nan,), math.nan), ("cos", (math.inf,), math.nan), ("sin", (1e300,), 0.0),
    ("exp", (0.0,), 1.0), ("exp", (MOST_EXPONENT,), math.exp(MOST_EXPONENT)),
    ("exp", (710.0,), math.inf), ("exp", (math.inf,), math.inf), ("exp", (-math.inf,), 0.0),
    ("exp", (-745.0,), 5e-324), ("exp", (-746.0,), 0.0), ("exp", (math.nan,), math.nan),
    ("log", (1.0,), 0.0), ("log", (0.0,), -math.inf), ("log", (-1.0,), math.nan), ("log", (math.inf,), math.inf),
    ("log", (5e-324,), math.log(5e-324)), ("log", (math.nan,), math.nan), ("log", (math.e,), 1.0),
    ("pow", (2.0, 10.0), 1024.0), ("pow", (9.0, 0.5), 3.0), ("pow", (10.0, 15.0), 1e15), ("pow", (3.0, -2.0), 1 / 9),
    ("pow", (-2.0, 3.0), -8.0), ("pow", (-2.0, 4.0), 16.0), ("pow", (-2.0, 0.5), math.nan), ("pow", (0.0, 2.0), 0.0),
    ("pow", (0.0, -1.0), math.inf), ("pow", (0.0, 0.0), 1.0), ("pow", (math.nan, 0.0), 1.0), ("pow", (1.0, 1e300), 1.0),
    ("pow", (2.0, 5000.0), math.inf), ("pow", (2.0, -5000.0), 0.0), ("pow", (math.inf, -1.0), 0.0),
    ("pow", (2.0, -1074.0), 5e-324), ("pow", (2.0, 1023.0), 2.0**1023), ("pow", (0.5, math.inf), 0.0),
    ("atan2", (0.0, 0.0), 0.0), ("atan2", (0.0, -1.0), math.pi), ("atan2", (-1.0, 0.0), -math.pi / 2),
    ("atan2", (1e308, 1e308), math.pi / 4), ("atan2", (5e-324, 5e-324), math.pi / 4),
    ("atan2", (1.0, 1.0), math.pi / 4),
    ("atan", (math.inf,), math.pi / 2), ("atan", (1.0,), math.pi / 4), ("atan", (-1.0,), -math.pi / 4),
    ("asin", (1.0,), math.pi / 2), ("asin", (2.0,), math.pi / 2), ("asin", (-1.0,), -math.pi / 2),
    ("acos", (1.0,), 0.0), ("acos", (-1.0,), math.pi), ("acos", (0.0,), math.pi / 2), ("acos", (7.0,), 0.0),
    ("hypot", (3.0, 4.0), 5.0), ("hypot", (1e308, 1e308), 1.4142135623730951e308), ("hypot", (0.0, 0.0), 0.0),
    ("hypot", (3e-320, 4e-320), 5e-320), ("hypot", (math.inf, 1.0), math.inf),
    ("ease_sine", (0.0,), 0.0), ("ease_sine", (1.0,), 1.0), ("ease_expo", (0.0,), 0.0), ("ease_expo", (1.0,), 1.0),
]  # fmt: skip


@pytest.mark.parametrize("name, arguments, expected", SPECIAL)
def test_special_values(language: Execution, name: str, arguments: tuple[float, ...], expected: float) -> None:
    found = language.call(MODULE, name, *map(Double, arguments)).n
    assert found == expected or (found != found and expected != expected)


def test_far_angles_are_as_good_as_they_are_known() -> None:
    """Beyond 10**8 a sine is that of an angle at most two units of its last place away."""
    sine = plain_rules()["sin"]
    for power in range(8, 16):
        angle = 1.2345 * 10**power
        assert abs(sine(angle) - math.sin(angle)) <= 2.1 * math.ulp(angle)


def test_elementary_functions_in_numba() -> None:
    calls = "".join(f" {{{claim.name}({', '.join('ab'[: len(claim.draws[0](Random(1)))])})}}" for claim in CLAIMS)
    text = (
        f"from intaglio import {', '.join(claim.name for claim in CLAIMS)}\n{HEAD}def t(seed: Seed, canvas: Canvas):\n"
        f"    for i in range(50):\n        a, b = seed.random(), seed.uniform(0.1, 3)\n"
        f"        canvas.text(1, 2, f'{calls}')\n"
    )
    verdict = examine(text, seeds_of("elementary", 3), ["native"])
    assert verdict.end is End.AGREES, verdict.detail


@pytest.mark.node
def test_every_rule_draws_alike_in_doubles() -> None:
    verdict = examine(every_rule("double"), seeds_of("doubles of the library", 3), ["javascript"])
    assert verdict.end is End.AGREES, verdict.detail


@pytest.mark.node
def test_rules_that_fill_arrays_draw_alike_in_doubles() -> None:
    text = ARRAYS.replace("size=(100, 100)", 'size=(100, 100), numbers="double"')
    assert text != ARRAYS
    verdict = examine(text, seeds_of("arrays of doubles", 3), ["javascript"])
    assert verdict.end is End.AGREES, verdict.detail
