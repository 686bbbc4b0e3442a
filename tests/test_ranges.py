"""Range analysis: intervals hold every result, ranges hold every value of a run, warnings name what is not proved."""

import itertools
import random
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings

from intaglio.frontend import compile_file
from intaglio.ir.interpret import Run, Sfc32, Values
from intaglio.ir.nodes import Expr, Module
from intaglio.ir.ops import OPS, Fault, apply, result_type
from intaglio.ir.text import parse, print_expr
from intaglio.ir.types import INT_MAX, INT_MIN, Type
from intaglio.passes import frame
from intaglio.passes.interval import Interval, plain, wrapped
from intaglio.passes.ranges import Ranges
from intaglio.pipeline import lower
from tests.ir_generator import module_of, modules
from tests.word_values import WORDS

ENDS = {
    Type.INT: (0, 1, -1, 2, 3, 7, 8, -8, 31, 32, 100, 65535, 65536, -65536, INT_MAX, INT_MIN, INT_MAX - 1, 1 << 30),
    Type.FIXED: tuple(s * n for n in (0, 1, 3, 100, 32768, 65536, 65536 * 5 + 7, 1 << 37, 1 << 60) for s in (1, -1)),
    Type.BOOL: (0, 1),
    Type.WORD: WORDS,
}
SIGNATURES = [
    (name, kinds)
    for name, row in OPS.items()
    for kinds in itertools.product(ENDS, repeat=row.arity)
    if result_type(name, kinds) in ENDS
]


def some_interval(kind: Type, source: random.Random) -> tuple[Interval, list[int]]:
    """An interval and numbers in it, its ends among them."""
    low, high = sorted(source.choices(ENDS[kind], k=2))
    inside = [low, high, *(source.randint(low, high) for _ in range(3))]
    unbounded = kind is Type.FIXED and source.random() < 0.2
    if unbounded:
        inside += [1 << 90, -(1 << 90)]
    return (Interval(-inf, inf) if unbounded else Interval(low, high)), inside


@pytest.mark.parametrize("name, kinds", SIGNATURES, ids=lambda part: part if isinstance(part, str) else "")
def test_interval_holds_every_result(name: str, kinds: tuple[Type, ...]) -> None:
    source = random.Random(name)
    result = result_type(name, kinds)
    assert result is not None
    for _ in range(600):
        drawn = [some_interval(kind, source) for kind in kinds]
        interval = wrapped(result, plain(name, kinds[-1], *(interval for interval, _ in drawn)))
        for _ in range(4):
            values = [source.choice(inside) for _, inside in drawn]
            try:
                outcome = int(apply(name, kinds[-1], *values))
            except Fault:
                continue
            assert interval.low <= outcome <= interval.high, (drawn, values, outcome, interval)


class WatchedRun(Run):
    """A run that compares every value with its range."""

    ranges: Ranges

    def expr(self, expr: Expr, values: Values) -> int:
        outcome = super().expr(expr, values)
        known = self.ranges.of(expr)
        assert known is not None, f"{print_expr(expr)} was thought never to be evaluated"
        assert known.low <= outcome <= known.high, f"{print_expr(expr)} is {outcome}, not in {known}"
        return outcome


def ranges_hold(module: Module) -> None:
    """Watch three runs of a module before its ranges are used."""
    module = lower(module, after="fold_constants").module
    ranges = Ranges(module)
    for number in range(3):
        run = WatchedRun(module, Sfc32.from_seed(bytes([number]) * 32), fuel=50_000)
        run.ranges = ranges
        try:
            run.call("main")
        except Fault:
            pass


@given(modules())
@settings(max_examples=40)
def test_ranges_hold_every_value(module: Module) -> None:
    ranges_hold(module)


def test_ranges_hold_every_value_of_many() -> None:
    for number in range(300):
        ranges_hold(module_of(number))


def test_ranges_hold_every_value_in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "EFFORT", 5)
    for number in range(150):
        ranges_hold(module_of(number))


def test_deeply_nested_loops_come_to_an_end() -> None:
    opened = ""
    for at in range(8):
        opened += f"k{at}: int = 0 while lt(k{at}, add(n, 9)) {{ k{at}: int = add(k{at}, 1) x: fixed = add(x, y) "
    body = f"x: fixed = 0.0 y: fixed = 1.0 n: int = 0 {opened} y: fixed = sub(x, y) n: int = and(k7, 7) {'}' * 8}"
    ranges = Ranges(parse(f'module "Deep" 1 1 digits 2 function main() {{ {body} }}'))
    assert ranges.effort < 3 * frame.EFFORT


ACCUMULATING = """
module "Accumulating" 10 10 digits 2
function main() {
  outer: int = 0
  y: fixed = 3.0
  while lt(outer, 5) {
    outer: int = add(outer, 1)
    x: fixed = fixed(outer)
    for i in 0, 10, 1 {
      for j in 0, outer, 1 {
        x: fixed = sub(add(x, 7.0), fixed(j))
        y: fixed = add(y, 1.0)
      }
      x: fixed = sub(x, y)
    }
    emit.decimal svg(x)
    y: fixed = mod(y, 100.0)
  }
}
"""


def test_ranges_of_nested_sums() -> None:
    ranges_hold(parse(ACCUMULATING))
    module = lower(parse(ACCUMULATING), after="fold_constants").module
    values = [known for _, known in Ranges(module).found.values()]
    assert all(abs(known.low) < 1 << 40 and abs(known.high) < 1 << 40 for known in values)


# ---- warnings -------------------------------------------------------------------------------------

HEAD = '''"""Warned."""
from intaglio import Canvas, Seed, art, atan2, cos, fbm, noise, rule, sqrt


@art("Warned", size=(100, 100))
def warned(seed: Seed, canvas: Canvas):
    x = seed.uniform(-1000, 1000)
    n = seed.below(1000)
'''
WARNED = {
    "y = x * x": [],
    "y = x * (x * 3)": ["product"],
    "y = x * n * n": [],
    "y = n * 3000 / 7": ["quotient"],
    "y = n / 7": [],
    "y = sqrt(x * x + 2000)": [],
    "y = sqrt(float(n * 3000))": ["root"],
    "y = x * (n << 20)": ["multiple"],
    "y = x\n    while y < 5:\n        y += x * x": [],
    "y = x\n    while seed.chance(0.5):\n        y += x": ["sum"],
    "y = x\n    for _ in range(100):\n        y += 6 * cos(y)": [],
    "y = 1000 * noise(x / 300, x)": [],
    "y = x * (n << 12)": ["decimal"],
    "y = 100 * fbm(x / 300, x / 700, 4)": [],
    "y = 100 * atan2(x, float(n))": [],
    "y = 300 / (x * x + 1)": [],
}


@pytest.mark.parametrize("lines, kinds", WARNED.items(), ids=[line.partition("\n")[0] for line in WARNED])
def test_warnings(lines: str, kinds: list[str], tmp_path: Path) -> None:
    path = tmp_path / "warned.py"
    path.write_text(f"{HEAD}    {lines}\n    canvas.circle(y, 0, 1)\n", "utf-8")
    warnings = lower(compile_file(path).module).warnings
    found = list(dict.fromkeys(warning.kind for warning in warnings))
    assert (found[:1] if kinds else found) == kinds
    assert all(warning.span.file == str(path) for warning in warnings)
    assert len({(warning.span.line, warning.kind) for warning in warnings}) == len(warnings)
