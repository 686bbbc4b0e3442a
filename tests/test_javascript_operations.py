"""Every operation in JavaScript, on edge values: once hidden from the emitter, once as constants, in both modes."""

import itertools
import random
from collections.abc import Callable, Iterator

import pytest

from intaglio.ir.check import check
from intaglio.ir.interpret import interpret
from intaglio.ir.nodes import Body, Const, Entry, Expr, For, Function, Module, Op, Perform, Table, Var
from intaglio.ir.ops import OPS, Fault, OpRow, apply, result_type
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type
from tests.double_values import MAKE_DOUBLES
from tests.in_node import assert_same, drawn, forms, piece
from tests.word_values import WORDS

pytestmark = pytest.mark.node

# ---- operations -----------------------------------------------------------------------------------

EDGES = {
    Type.INT: (0, 1, -1, 2, 3, -7, 31, 32, 100, 65536, -65536, 1 << 30, INT_MAX, INT_MAX - 1, INT_MIN, INT_MIN + 1),
    Type.FIXED: (
        0, 1, -1, ONE, -ONE, ONE // 2, -ONE // 2, ONE + ONE // 2, -ONE - ONE // 2, 5 * ONE // 2, 3 * ONE, 6553, -6553,
        1000 * ONE + 1, -1000 * ONE - 1, 40000 * ONE,
    ),
    Type.BOOL: (0, 1),
    Type.WORD: WORDS,
}  # fmt: skip
EXACT = 1 << 37  # |scaled| of a fixed product or quotient's numerator that a double still holds


def signatures(row: OpRow) -> Iterator[tuple[Type, ...]]:
    """The operand types that a row takes."""
    return (t for t in itertools.product(EDGES, repeat=row.arity) if result_type(row.name, t) in EDGES)


def good_operands(row: OpRow, kinds: tuple[Type, ...]) -> list[tuple[int, ...]]:
    """Edge values for the operands of these types that neither fault nor leave the exact range."""
    found = []
    for values in itertools.product(*(EDGES[kind] for kind in kinds)):
        try:
            result = apply(row.name, kinds[-1], *values)
        except Fault:
            continue
        if result_type(row.name, kinds) is not Type.FIXED or abs(result) < EXACT:
            found.append(values)
    return found


def hint_holds(op: Op, values: tuple[int, ...]) -> bool:
    """Whether the row's hint would be true of these operands."""
    if op.args[0].type is Type.BOOL:
        return False
    if OPS[op.name].hint == "natural":
        return values[0] >= 0 and values[1] > 0
    if op.args[-1].type is Type.WORD:
        return values[0] <= INT_MAX
    if op.args[-1].type is Type.FIXED:
        return op.type is Type.FIXED or abs(values[0]) < 30000 * ONE
    plain: dict[str, Callable[..., int]] = {
        "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
        "neg": lambda a: -a, "abs": abs, "shl": lambda a, b: a << (b & 31),
    }  # fmt: skip
    return INT_MIN <= plain[op.name](*values) <= INT_MAX


def written(value: Expr) -> Body:
    """Statements that write a value exactly (the digits are 0), and a space."""
    if value.type is Type.BOOL:
        value = Op("whole", (value,), Type.INT)
    if value.type is Type.WORD:
        return (Perform("emit.word", (value,), stream="svg"), Perform("emit.text", text=" ", stream="svg"))
    if value.type is Type.INT:
        return (Perform("emit.int", (value,), stream="svg"), Perform("emit.text", text=" ", stream="svg"))
    scaled = Op("scale", (value, Const(Type.INT, ONE)), Type.FIXED)
    return (Perform("emit.decimal", (scaled,), stream="svg"), Perform("emit.text", text=" ", stream="svg"))


def operation_module(name: str, kinds: tuple[Type, ...], hint: str) -> Module:
    """Writes an operation of every good row of operands: from tables in a loop, and of one or all constants."""
    result = result_type(name, kinds)
    assert result is not None
    dummy = Op(name, tuple(Const(kind, 0) for kind in kinds), result)
    rows = [v for v in good_operands(OPS[name], kinds) if not hint or hint_holds(dummy, v)]
    assert rows
    tables = [Table(f"T{at}", kind if kind is not Type.BOOL else Type.INT, tuple(row[at] for row in rows))
              for at, kind in enumerate(kinds)]  # fmt: skip

    def operand(at: int, index: Expr) -> Expr:
        entry = Entry(tables[at].name, index, tables[at].type or Type.INT)
        return Op("ne", (entry, Const(Type.INT, 0)), Type.BOOL) if kinds[at] is Type.BOOL else entry

    def op(*args: Expr) -> Op:
        return Op(name, args, result, hint)

    body: list[Body] = [
        (For("i", Const(Type.INT, 0), Const(Type.INT, len(rows)), 1,
             written(op(*(operand(at, Var("i", Type.INT)) for at in range(len(kinds)))))),)
    ]  # fmt: skip
    for number, row in random.Random(name).sample(list(enumerate(rows)), min(len(rows), 20)):
        constants = [Const(kind, value) for kind, value in zip(kinds, row, strict=True)]
        index = Const(Type.INT, number)
        body.append(written(op(*constants)))
        body.append(written(op(operand(0, index), *constants[1:])))
        body.append(written(op(*constants[:-1], operand(len(kinds) - 1, index))))
    statements = tuple(statement for part in body for statement in part)
    return Module("Op", 1, 1, 0, tuple(tables), (Function("main", (), (), statements),))


CASES = [
    pytest.param(name, kinds, hint, id="-".join([name, *map(str, kinds), hint]).rstrip("-"))
    for name, row in OPS.items()
    for kinds in signatures(row)
    for hint in dict.fromkeys(("", row.hint))
    if not (hint and Type.BOOL in kinds)
]


@pytest.fixture(scope="module")
def operations() -> dict[str, tuple[list[str], ...]]:
    """What the interpreter and the script in each of its forms write of every case; node runs all at once."""
    modules = [check(operation_module(*case.values), primitive=True) for case in CASES]  # type: ignore[arg-type]
    scripts = [script for module in modules for script in forms(module)]
    written = [svg.split() for [(svg, _)] in drawn(scripts, [bytes(32)])]
    expected = [interpret(module, bytes(32))[0].split() for module in modules]
    by_case = zip(expected, written[::3], written[1::3], written[2::3], strict=True)
    return dict(zip([str(case.id) for case in CASES], by_case, strict=True))


@pytest.mark.parametrize("case", [str(case.id) for case in CASES])
def test_operation(case: str, operations: dict[str, tuple[list[str], ...]]) -> None:
    expected, readable, minified, canonical = operations[case]
    assert readable == expected
    assert minified == expected
    assert canonical == expected


def test_every_operation_has_a_case() -> None:
    assert {str(case.id).split("-")[0] for case in CASES} == set(OPS) - MAKE_DOUBLES


def test_wraps_wait_until_they_can_be_seen() -> None:
    module = piece(
        """
        for i in 0, 8, 1 {
          a: int = A[i]
          b: int = A[mod.natural(add.fits(i, 3), 8)]
          emit.int svg(add(mul(a, 5), sub(b, mul(a, b))))
          emit.int svg(xor(add(a, mul(b, 9)), shr(sub(a, neg(b)), 3)))
          emit.int svg(mul(add(a, b), add(b, 1)))
          emit.int svg(add(trunc(scale(0.3, a)), ushr(b, 0)))
          emit.int svg(and(trunc(scale(0.3, b)), floordiv(a, 8)))
          emit.int svg(add(add(add(a, a), add(a, a)), mul(mul(a, 1000000), 1000000)))
        }""",
        "table A int 1 -1 2147483647 -2147483648 65537 -7 1000000007 0",
    )
    assert_same(module)


def test_sums_are_flat_but_for_roundings() -> None:
    module = piece(
        """
        for i in 0, 6, 1 {
          x: fixed = V[i]
          y: fixed = V[mod.natural(add.fits(i, 1), 6)]
          emit.decimal svg(sub(x, sub(y, add(x, sub(1.5, neg(y))))))
          emit.decimal svg(add(neg(x), add(y, sub(neg(y), x))))
          emit.int svg(add.fits(1, round.fits(x)))
          emit.int svg(sub.fits(i, add.fits(round.fits(x), i)))
          emit.int svg(sub.fits(i, neg.fits(round.fits(x))))
          emit.int svg(add.fits(i, neg.fits(sub.fits(round.fits(x), round.fits(y)))))
          emit.int svg(round.fits(add(x, sub(y, x))))
        }""",
        "table V fixed 0.5 1.5 -0.5 -2.5 3.25 7.75",
        5,
    )
    assert_same(module)


