"""The passes: text before and after in `tests/cases/passes/`, and the same picture from random modules after each.

A case is a file `<pass>.<what>.ir`: a module, a line `→`, the module that the pass makes of it.
`pytest --update-golden` writes the second part anew.
"""

import itertools
import os
import random
import subprocess
import sys
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given, settings

from intaglio.ir.check import check
from intaglio.ir.doubles import bits
from intaglio.ir.interpret import Run, Sfc32
from intaglio.ir.nodes import Const, Expr, Module, Op, Var
from intaglio.ir.ops import Fault, apply
from intaglio.ir.text import parse, print_expr, print_module
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type
from intaglio.passes.algebra import equations
from intaglio.pipeline import PASSES, STAGES, lower
from tests.ir_generator import module_of, modules
from tests.word_values import WORDS

CASES = Path(__file__).parent / "cases" / "passes"
FUEL = 100_000
ARROW = "→\n"


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.stem)
def test_case(path: Path, request: pytest.FixtureRequest) -> None:
    before, _, after = path.read_text("utf-8").partition(ARROW)
    run = dict(PASSES)[path.name.split(".")[0]]
    made = print_module(check(run(check(parse(before)))))
    if request.config.getoption("--update-golden"):
        path.write_text(before + ARROW + made, "utf-8")
        return
    assert made == after


def test_every_pass_has_a_case() -> None:
    passes = {next(name for name, other in PASSES if other is run) for _, run in PASSES}
    assert passes == {path.name.split(".")[0] for path in CASES.iterdir()}


# ---- the same picture -----------------------------------------------------------------------------


def picture(module: Module, seed: bytes) -> dict[str, str] | None:
    """Both streams, None where the run faults. Hints that do not hold raise AssertionError."""
    run = Run(module, Sfc32.from_seed(seed), fuel=FUEL, seed=seed)
    try:
        run.call("main")
    except Fault:
        return None
    return {stream: "".join(texts) for stream, texts in run.out.items()}


def seeds(count: int) -> list[bytes]:
    return [bytes([number]) * 16 + bytes(16) for number in range(count)]


def keeps_its_picture(module: Module, count: int = 3) -> int:
    """Run every pass; each leaves a module that draws the same. How many of the seeds' runs had no fault."""
    for _, run in PASSES[:2]:
        module = check(run(module))
    check(module, primitive=True)
    wanted = {seed: picture(module, seed) for seed in seeds(count)}
    for name, run in PASSES[2:]:
        module = check(run(module), primitive=True)
        for seed, expected in wanted.items():
            if expected is not None:
                assert picture(module, seed) == expected, f"after {name}:\n{print_module(module)}"
    return sum(expected is not None for expected in wanted.values())


@given(modules())
@settings(max_examples=60)
def test_passes_keep_the_picture(module: Module) -> None:
    keeps_its_picture(module)


@pytest.mark.parametrize("block", range(4))
def test_passes_keep_the_picture_of_many(block: int) -> None:
    drawn = sum(keeps_its_picture(module_of(number)) for number in range(block * 80, block * 80 + 80))
    assert drawn > 200  # faults are rare


# ---- algebra --------------------------------------------------------------------------------------

SAMPLES = {
    Type.INT: (0, 1, -1, 2, 3, 7, 8, -8, 31, 32, 100, 65536, INT_MAX, INT_MIN, 1 << 30),
    Type.FIXED: (0, 1, -1, ONE, -ONE, ONE // 2, ONE // 3, 5 * ONE + 7, -3 * ONE - 1, 1000 * ONE, 1 << 40),
    Type.DOUBLE: tuple(map(bits, (
        0.0, -0.0, 1.0, -1.0, 0.1, -2.5, 3e10, 5e-324, -5e-324, 1.7976931348623157e308, inf, -inf, nan,
    ))),
    Type.BOOL: (0, 1),
    Type.WORD: WORDS,
}  # fmt: skip


def value(expr: Expr, variables: dict[str, int]) -> int:
    match expr:
        case Const():
            return expr.value
        case Var():
            return variables[expr.name]
        case Op():
            return int(apply(expr.name, expr.args[-1].type, *(value(arg, variables) for arg in expr.args)))
    raise TypeError(expr)


def free(expr: Expr) -> dict[str, Type]:
    """The variables of one side of an equation."""
    match expr:
        case Var():
            return {expr.name: expr.type}
        case Op():
            return {name: kind for arg in expr.args for name, kind in free(arg).items()}
    return {}


@pytest.mark.parametrize(
    "left, right",
    [rule for rules in equations().values() for rule in rules],
    ids=lambda side: print_expr(side),
)
def test_equation(left: Expr, right: Expr) -> None:
    names = free(left)
    assert set(free(right)) <= set(names)
    source = random.Random(1)
    choices = list(itertools.product(*(SAMPLES[kind] for kind in names.values())))
    for chosen in source.sample(choices, min(400, len(choices))):
        variables = dict(zip(names, chosen, strict=True))
        try:
            expected = value(left, variables)
        except Fault:
            continue
        assert value(right, variables) == expected, variables


# ---- the pipeline ---------------------------------------------------------------------------------


def test_stages_are_told_apart() -> None:
    assert len(set(STAGES)) == len(STAGES)


def test_lower_stops_after_each_stage() -> None:
    module = module_of(5)
    assert lower(module, after="frontend").module is module
    steps = [print_module(lower(module, after=stage).module) for stage in STAGES]
    assert steps[-1] == print_module(lower(module).module)
    check(lower(module).module, primitive=True)


def test_same_module_under_another_hash_seed() -> None:
    script = (
        "from tests.ir_generator import module_of; from intaglio.pipeline import lower; "
        "from intaglio.ir.text import print_module; "
        "print(*(print_module(lower(module_of(n)).module) for n in range(60)))"
    )
    printed = set()
    for hash_seed in ("0", "1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        root = Path(__file__).parent.parent
        run = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, env=environment, cwd=root, check=True
        )
        printed.add(run.stdout)
    assert len(printed) == 1
