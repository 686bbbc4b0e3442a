"""How far the elementary functions in doubles are from the true values, in units of the last place.

The library's own file runs here as plain Python, whose floats are the language's doubles: a test holds the two to each
other. True values are mpmath's, with 150 bits.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from mpmath import mp, mpf

from intaglio.ir import doubles
from intaglio.language.execute import LIBRARY

Arguments = tuple[float, ...]
Draw = Callable[[random.Random], Arguments]
PRECISION = 150


def plain_rules() -> dict[str, Callable[..., float]]:
    """The functions of the file, over Python's floats and ints."""
    text = (LIBRARY / "elementary_double.py").read_text("utf-8")
    names: dict[str, Any] = {
        "rule": lambda function: function, "sqrt": doubles.root, "power2": doubles.power_of_two,
        "exponent": doubles.exponent, "min": doubles.least, "max": doubles.greatest, "int": doubles.truncated,
    }  # fmt: skip
    exec(re.sub(r"^from intaglio.*$", "", text, flags=re.M), names)
    return {name: found for name, found in names.items() if callable(found)}


def even(low: float, high: float) -> Draw:
    return lambda source: (source.uniform(low, high),)


def sized(low: float, high: float) -> Draw:
    """Numbers of all sizes between two, of both signs."""
    return lambda source: (source.choice((1, -1)) * math.exp(source.uniform(math.log(low), math.log(high))),)


def near(middle: float) -> Draw:
    """Numbers so near to another that they differ in their last bits, and further away."""
    return lambda source: (middle + source.choice((1, -1)) * math.exp(source.uniform(-36, -1)),)


def quarter_turns(source: random.Random) -> Arguments:
    """The doubles next to multiples of pi / 2, where an angle is hardest to reduce."""
    with mp.workprec(PRECISION):
        angle = float(source.randrange(1, 60_000_000) * mp.pi / 2)
    return (math.nextafter(angle, source.choice((0.0, 1e9))),)


def pairs(first: Draw, second: Draw) -> Draw:
    return lambda source: (*first(source), *second(source))


def powers(source: random.Random) -> Arguments:
    """A base and an exponent whose power is any number that a double holds."""
    base = math.exp(source.uniform(-20, 20))
    return base, source.uniform(-708, 709) / math.log(base)


ANGLES = (even(-7, 7), even(-1e4, 1e4), sized(1e-10, 9.9e7), quarter_turns)
POINTS = (pairs(even(-5, 5), even(-5, 5)), pairs(sized(1e-30, 1e30), sized(1e-30, 1e30)),
          pairs(sized(1e-300, 1e300), sized(1e-300, 1e300)))  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """A function, its true values, the largest error that its docstring allows, and where from arguments are drawn."""

    name: str
    true: Callable[..., Any]
    bound: float
    draws: tuple[Draw, ...]


CLAIMS = (
    Claim("sin", mp.sin, 0.9, ANGLES),
    Claim("cos", mp.cos, 0.9, ANGLES),
    Claim("tan", mp.tan, 1.4, ANGLES),
    Claim("atan", mp.atan, 1.0, (even(-3, 3), sized(1e-20, 1e20))),
    Claim("asin", mp.asin, 1.0, (even(-1, 1), near(1.0), near(-1.0), sized(1e-9, 0.5))),
    Claim("acos", mp.acos, 1.0, (even(-1, 1), near(1.0), near(-1.0), sized(1e-9, 0.5))),
    Claim("atan2", mp.atan2, 1.5, POINTS),
    Claim("hypot", mp.hypot, 1.2, POINTS),
    Claim("exp", mp.exp, 1.0, (even(-1, 1), even(-40, 40), even(-708, 709.7), sized(1e-18, 1))),
    Claim("log", mp.log, 1.0, (even(0.5, 2), near(1.0), lambda source: (abs(sized(1e-300, 1e300)(source)[0]),))),
    Claim("pow", mp.power, 1.0, (powers, pairs(even(0.1, 10), even(-5, 5)), pairs(even(0, 1), even(0, 3)),
                                 pairs(near(1.0), sized(1, 1e15)))),
)  # fmt: skip


def error(found: float, true: Any) -> float:
    """The distance of a result from the true value, in units of the last place of that."""
    if not math.isfinite(found):
        return math.inf
    last = math.floor(mp.log(abs(true), 2)) if true else -1074
    return float(abs(mpf(found) - true) / mpf(2) ** (max(last, -1022) - 52))


def errors(claim: Claim, count: int, seed: int = 0) -> Iterator[tuple[float, Arguments]]:
    """The errors at so many arguments from each draw, where the true value is a normal number."""
    function, source = plain_rules()[claim.name], random.Random(f"{claim.name} {seed}")
    with mp.workprec(PRECISION):
        for draw in claim.draws:
            for _ in range(count):
                arguments = draw(source)
                if claim.name in ("asin", "acos") and abs(arguments[0]) > 1:
                    continue
                true = claim.true(*map(mpf, arguments))
                if mpf("2.3e-308") < abs(true) < mpf("1.79e308"):
                    yield error(function(*arguments), true), arguments
