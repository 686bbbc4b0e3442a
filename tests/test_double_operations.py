"""Every operation on doubles in JavaScript, numba and the EVM, on hard values, against its meaning.

The operands come from tables, or are constants.
The meaning itself (`intaglio.ir.doubles`) is Python's own floats; what it adds to them is held to examples.
"""

import itertools
import math
import random
from collections.abc import Iterator

import pytest

from intaglio.backends.evm.expressions import DOUBLE_OPERATIONS
from intaglio.backends.javascript import emit
from intaglio.ir.check import check
from intaglio.ir.doubles import bits, spelled, value, written
from intaglio.ir.literals import literal_text
from intaglio.ir.nodes import Module
from intaglio.ir.ops import OPS, apply, result_type
from intaglio.ir.text import parse
from intaglio.ir.types import INT_MAX, INT_MIN, Type
from intaglio.pipeline import lower
from intaglio_renderers.native import NativeRenderer
from tests.double_values import HARD, PATTERNS, SHOW, of_doubles, shown
from tests.evm_modules import renderer_of
from tests.in_node import drawn

VALUES = {
    Type.INT: (0, 1, -1, 7, 65536, INT_MAX, INT_MIN),
    Type.BOOL: (0, 1),
    Type.DOUBLE: PATTERNS,
}
MANY, FEW = 8, 2  # operand lists of an operation that are also run with one operand or all of them constant


def signatures() -> Iterator[tuple[str, tuple[Type, ...]]]:
    for name, row in OPS.items():
        for kinds in itertools.product(VALUES, repeat=row.arity):
            if result_type(name, kinds) is not None and of_doubles(name, kinds):
                yield name, kinds


def operations_module(constants: int) -> tuple[Module, str]:
    """A rule for each operation, and what all of them write by the meanings of the operations."""
    tables, rules, calls, expected = [], [], [], []
    for number, (name, kinds) in enumerate(signatures()):
        rows = list(itertools.product(*(VALUES[kind] for kind in kinds)))
        if name == "select":
            rows = rows[::7]
        held = ["int" if kind is Type.BOOL else str(kind) for kind in kinds]
        for at, kind in enumerate(kinds):
            stored = Type.INT if kind is Type.BOOL else kind
            tables.append(f"table T{number}_{at} {held[at]} " + " ".join(literal_text(stored, row[at]) for row in rows))

        def entry(at: int, index: str) -> str:
            found = f"T{number}_{at}[{index}]"  # noqa: B023  # called before the next round
            return f"ne({found}, 0)" if kinds[at] is Type.BOOL else found  # noqa: B023

        def shows(operands: list[str], name: str = name, kinds: tuple[Type, ...] = kinds) -> str:
            result = result_type(name, kinds)
            made = f"{name}({', '.join(operands)})"
            if result is Type.DOUBLE:
                return f"call show({made})"
            made = f"whole({made})" if result is Type.BOOL else made
            return f'emit.int svg({made}) emit.text svg " " ()'

        every = shows([entry(at, "i") for at in range(len(kinds))])
        lines = [f"for i in 0, {len(rows)}, 1 {{ {every} }}"]
        meant = list(rows)
        for at, row in random.Random(name).sample(list(enumerate(rows)), min(constants, len(rows))):
            texts = [literal_text(kind, operand) for kind, operand in zip(kinds, row, strict=True)]
            lines += [shows(texts), shows([entry(0, str(at)), *texts[1:]])]
            lines += [shows([*texts[:-1], entry(len(kinds) - 1, str(at))])]
            meant += [row] * 3
        rules.append(f"function op{number}() {{ {' '.join(lines)} }}")
        calls.append(f"call op{number}()")
        for row in meant:
            found = apply(name, kinds[-1], *row)
            expected.append(shown(found) if result_type(name, kinds) is Type.DOUBLE else f"{int(found)} ")
    head = 'module "Operations" 10 10 digits 2 double\n'
    source = "\n".join([head, *tables, f"function main() {{ {' '.join(calls)} }}", *rules, SHOW])
    return check(parse(source), primitive=True), "".join(expected)


@pytest.fixture(scope="module")
def operations() -> tuple[Module, str]:
    return operations_module(MANY)


@pytest.mark.node
@pytest.mark.parametrize("readable", [False, True])
def test_operations_in_javascript(operations: tuple[Module, str], readable: bool) -> None:
    module, expected = operations
    ((found, _),) = drawn([emit(module, readable=readable)], [bytes(32)])[0]
    assert found == expected


def test_operations_in_numba() -> None:
    module, expected = operations_module(FEW)
    assert NativeRenderer(module).render(bytes(32)).svg.decode() == expected


@pytest.mark.node
@pytest.mark.parametrize("constants", [0, FEW])
def test_operations_in_the_evm(constants: int) -> None:
    module, expected = operations_module(constants)
    assert renderer_of(module).render(bytes(32)).svg.decode() == expected


def test_every_operation_has_a_row_in_the_evm() -> None:
    assert {name for name, _ in signatures()} == DOUBLE_OPERATIONS


@pytest.mark.node
def test_operations_after_all_passes() -> None:
    """The passes compute what is constant: no bit may change by it."""
    module, expected = operations_module(FEW)
    lowered = lower(module).module
    body = drawn([emit(lowered)], [bytes(32)])[0][0][0]
    assert body.startswith("<svg")
    assert body[body.index(">") + 1 : -len("</svg>")] == expected


POWERS = (1.0, 2.0, 8.0, 2.0**31, 2.0**53, 0.5, 2.0**-20, -4.0, 2.0**-1070, 2.0**1000)


@pytest.mark.node
def test_remainders_by_powers_of_two() -> None:
    """They are computed without a division where that gives the same bits."""
    loops = [f"for i in 0, {len(PATTERNS)}, 1 {{ call show(mod(T[i], {spelled(power)})) }}" for power in POWERS]
    table = f"table T double {' '.join(literal_text(Type.DOUBLE, pattern) for pattern in PATTERNS)}"
    module = parse(f'module "R" 1 1 digits 0 double {table} function main() {{ {" ".join(loops)} }} {SHOW}')
    expected = "".join(
        shown(apply("mod", Type.DOUBLE, pattern, bits(power))) for power in POWERS for pattern in PATTERNS
    )
    assert drawn([emit(module)], [bytes(32)])[0][0][0] == expected
    assert NativeRenderer(module).render(bytes(32)).svg.decode() == expected
    assert renderer_of(module).render(bytes(32)).svg.decode() == expected


# ---- the meaning ----------------------------------------------------------------------------------


def test_bits_and_back() -> None:
    for number in HARD:
        assert value(bits(number)) == number or number != number
        assert math.copysign(1, value(bits(number))) == math.copysign(1, number)
    assert bits(-math.nan) == bits(math.nan) == 0x7FF8000000000000


TO_INT = [
    ("trunc", -2.9, -2), ("floor", -2.1, -3), ("ceil", -2.9, -2), ("round", 2.5, 2), ("round", -3.5, -4),
    ("trunc", 2.0**31, -(2**31)), ("trunc", 2.0**32 + 5, 5), ("floor", -(2.0**32) - 0.5, -1), ("trunc", 1e300, 0),
    ("floor", math.nan, 0), ("ceil", math.inf, 0), ("round", -math.inf, 0), ("trunc", -(2.0**53) - 2, -2),
]  # fmt: skip


@pytest.mark.parametrize("name, number, expected", TO_INT)
def test_to_int_wraps_as_javascript_does(name: str, number: float, expected: int) -> None:
    assert apply(name, Type.DOUBLE, bits(number)) == expected


REMAINDERS = [
    (7.5, 2.0, 1.5), (-7.5, 2.0, 0.5), (7.5, -2.0, -0.5), (-0.0, 1.0, 0.0), (4.0, -2.0, -0.0), (-1e-20, 1.0, 1.0),
    (5.0, math.inf, 5.0), (-5.0, math.inf, math.inf), (1e300, 3.0, math.fmod(1e300, 3.0)),
]  # fmt: skip


@pytest.mark.parametrize("a, b, expected", REMAINDERS)
def test_remainder_is_pythons(a: float, b: float, expected: float) -> None:
    assert apply("mod", Type.DOUBLE, bits(a), bits(b)) == bits(expected)
    assert bits(a % b) == bits(expected)


WRITTEN = [
    (12.0, 2, "12"), (0.5, 2, "0.5"), (-3.25, 2, "-3.25"), (-0.004, 2, "0"), (-0.0, 2, "0"), (1e-9, 5, "0"),
    (0.00001, 5, "0.00001"), (0.125, 2, "0.13"), (-0.125, 2, "-0.12"), (9999999999999.99, 2, "9999999999999.99"),
    (1e13, 2, None), (math.nan, 2, None), (-math.inf, 0, None), (2.5, 0, "3"),
    (999999999999999.0, 0, "999999999999999"),
]  # fmt: skip


@pytest.mark.parametrize("number, digits, expected", WRITTEN)
def test_written(number: float, digits: int, expected: str | None) -> None:
    assert written(number, digits) == expected


@pytest.mark.node
@pytest.mark.parametrize("digits", range(6))
def test_what_is_written_is_what_engines_write(digits: int) -> None:
    """Numbers of every size up to the limit, near to halves of the last digit and elsewhere."""
    source = random.Random(digits)
    numbers = [source.uniform(-1, 1) * 10 ** source.uniform(-6, 15 - digits) for _ in range(400)]
    numbers += [(source.randrange(10**6) + 0.5) / 10**digits for _ in range(200)]
    kept = [number for number in numbers if written(number, digits) is not None]
    assert len(kept) > 550
    table = " ".join(literal_text(Type.DOUBLE, bits(number)) for number in kept)
    module = parse(
        f'module "W" 1 1 digits {digits} double table T double {table} function main() {{ '
        f'for i in 0, {len(kept)}, 1 {{ emit.decimal svg(T[i]) emit.text svg " " () }} }}'
    )
    expected = "".join(f"{written(number, digits)} " for number in kept)
    assert drawn([emit(module)], [bytes(32)])[0][0][0] == expected
    assert NativeRenderer(module).render(bytes(32)).svg.decode() == expected
