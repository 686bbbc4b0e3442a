"""The library's own rules, called from a test on the language's own numbers: the fixture `rules`, and how to measure.

Errors are counted in steps of 2**-16.
"""

from __future__ import annotations

import inspect
import math
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from mpmath import mp

import intaglio
from intaglio import library
from intaglio.ir.types import ONE
from intaglio.language import Seed
from intaglio.language.execute import Execution, _library_session
from intaglio.language.numbers import Fixed, watch_crossings

Points = Sequence[tuple[int, ...]]
POINTS = 2000
mp.prec = 100


@pytest.fixture(name="rules")
def _rules() -> Iterator[Callable[[str], Callable[..., Any]]]:
    """Every rule by name, on the language's own numbers; a test that leaves the exact range fails."""
    session = _library_session()
    session._begin(Seed(1))
    session._steps = 10**9
    crossings: list[str] = []
    watch_crossings(crossings.append)
    yield lambda name: rule(session, name)
    watch_crossings(None)
    assert not crossings, f"{len(crossings)} values out of the exact range, such as a {crossings[0]}"


def rule(session: Execution, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = session.namespaces[f"intaglio.library.{library.EXPORTS[name]}"][name]
    return found


Rules = Callable[[str], Callable[..., Any]]


def spread(lo: float, hi: float, seed: int = 0, count: int = POINTS) -> list[int]:
    """Scaled numbers of a range: both ends and what is next to them, an even grid, and random ones."""
    first, last = math.ceil(lo * ONE), math.floor(hi * ONE)
    rng = random.Random(seed)
    even = range(first, last + 1, max(1, (last - first) // count))
    return [first, min(first + 1, last), max(last - 1, first), last, *even, *(rng.randint(first, last) for _ in even)]


def worst(function: Callable[..., Any], true: Callable[..., Any], points: Points) -> list[tuple[float, Any]]:
    """The error in steps and the true value, at each point."""
    found = []
    for point in points:
        exact = true(*(mp.mpf(n) / ONE for n in point))
        found.append((abs(float(mp.mpf(function(*map(Fixed, point)).n) - exact * ONE)), float(exact)))
    return found


def singles(*values: list[int]) -> list[tuple[int, ...]]:
    return [(n,) for part in values for n in part]


def every_rule(numbers: str = "fixed") -> str:
    """A piece that calls every rule that takes no array; those that do are called in `test_library_arrays`."""
    names: list[str] = []
    lines: list[str] = []
    for name in library.EXPORTS:
        if name in ("pi", "tau", "e"):
            continue
        signature = inspect.signature(getattr(intaglio, name))
        kinds = [getattr(p.annotation, "__name__", "color").lower() for p in signature.parameters.values()]
        if not {"array", "grid"}.isdisjoint(kinds):
            continue
        words = {
            "float": "seed.uniform(-3, 5)", "int": "seed.below(4) + 1", "color": "rgb(i, 20, 200)", "path": "path",
            "bool": "seed.chance(0.5)",
        }  # fmt: skip
        if numbers == "double" and name in ("log", "pow", "ease_expo", "superellipse"):
            words["float"] = "seed.uniform(0.1, 1.5)"  # elsewhere they are NaN or too large to be written
        call = f"{name}({', '.join(words[kind] for kind in kinds)})"
        names.append(name)
        if "path" in kinds:
            lines += ["path = canvas.path()", call]
        else:
            shown = f"{call}[1]" if "tuple" in str(signature.return_annotation) else call
            lines.append(f"canvas.text(i, {len(lines)}, f'{{{shown}}}')")
    body = "\n        ".join(lines)
    return (
        f"from intaglio import Canvas, Seed, art, {', '.join(names)}\n"
        f'@art("All", size=(100, 100), digits=5, numbers="{numbers}")\n'
        "def everything(seed: Seed, canvas: Canvas):\n"
        f"    for i in range(6):\n        {body}\n"
    )
