"""Every operation of the EVM backend on edge values, from tables and as constants, against its meaning; and the
forms that expressions take: arms that branch, hashes that need no wrap.
"""

import itertools
import random
from collections.abc import Iterator

import pytest

from intaglio.backends.evm import emit
from intaglio.backends.evm.expressions import OPERATIONS
from intaglio.ir.interpret import Run, Sfc32
from intaglio.ir.nodes import (
    Body,
    Const,
    Entry,
    Expr,
    For,
    Function,
    Let,
    Module,
    Op,
    Perform,
    Table,
    Var,
)
from intaglio.ir.ops import OPS, Fault, apply, result_type
from intaglio.ir.text import parse
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type
from tests.double_values import MAKE_DOUBLES
from tests.evm_modules import SEEDS, assert_same, piece
from tests.word_values import WORDS

pytestmark = pytest.mark.node

EDGES = {
    Type.INT: (0, 1, -1, 2, 3, -7, 31, 33, 100, 65536, -65536, 1 << 30, INT_MAX, INT_MIN, INT_MIN + 1),
    Type.FIXED: (
        0, 1, -1, ONE, -ONE, ONE // 2, -ONE // 2, 3 * ONE // 2, -3 * ONE // 2, 5 * ONE // 2, 3 * ONE, 6553, -6553,
        1000 * ONE + 1, -1000 * ONE - 1, 40000 * ONE, -(1 << 40), 7 * ONE << 40,
    ),
    Type.BOOL: (0, 1),
    Type.WORD: WORDS,
}  # fmt: skip
AS_CONSTANTS = 14  # of the operand lists that also run with one operand a constant
Case = tuple[str, tuple[Type, ...], str]


def cases(name: str) -> Iterator[Case]:
    """An operation with each of its operand types, without and with its hint."""
    row = OPS[name]
    for kinds in itertools.product(EDGES, repeat=row.arity):
        if result_type(name, kinds) in EDGES:
            yield name, kinds, ""
            if row.hint:
                yield name, kinds, row.hint


def operands(case: Case) -> list[tuple[int, ...]]:
    """Edge values that do not fault and of which the hint is true."""
    name, kinds, hint = case
    good = []
    for values in itertools.product(*(EDGES[kind] for kind in kinds)):
        op = Op(name, tuple(map(Const, kinds, values)), result_type(name, kinds) or Type.INT, hint)
        try:
            apply(name, kinds[-1], *values)
            Run(_EMPTY, Sfc32(0, 0, 0, 0)).op(op, {})
        except (Fault, AssertionError):
            continue
        good.append(values)
    return good


_EMPTY = Module("", 1, 1, 0, (), ())


def written(value: Expr) -> Body:
    """Statements that write a value exactly (the digits are 0), and a space."""
    space = Perform("emit.text", text=" ", stream="svg")
    if value.type is Type.BOOL:
        value = Op("whole", (value,), Type.INT)
    if value.type is Type.WORD:
        return (Perform("emit.word", (value,), stream="svg"), Perform("emit.text", text=" ", stream="svg"))
    if value.type is Type.INT:
        return (Perform("emit.int", (value,), stream="svg"), space)
    scaled = Op("scale", (value, Const(Type.INT, ONE)), Type.FIXED)
    return (Perform("emit.decimal", (scaled,), stream="svg"), space)


def operation_body(number: int, case: Case) -> tuple[list[Table], Body]:
    """One operation: a loop over its operands in tables, then some of them with a constant among them."""
    name, kinds, hint = case
    result = result_type(name, kinds)
    assert result is not None
    values = operands(case)
    tables = [Table(f"T{number}_{at}", kind, column) for at, (kind, column) in enumerate(zip(kinds, zip(*values)))]
    index = Var("i", Type.INT)
    variables = [Var(f"a{number}_{at}", kind) for at, kind in enumerate(kinds)]
    load = tuple(Let(v.name, Entry(t.name, index, v.type)) for v, t in zip(variables, tables))
    loop = For("i", Const(Type.INT, 0), Const(Type.INT, len(values)), 1,
               load + written(Op(name, tuple(variables), result, hint)))  # fmt: skip
    body: Body = (loop,)
    chosen = random.Random(number).sample(range(len(values)), min(AS_CONSTANTS, len(values)))
    for row, constant in itertools.product(chosen, range(len(kinds) if len(kinds) > 1 else 0)):
        args: list[Expr] = [Entry(t.name, Const(Type.INT, row), v.type) for v, t in zip(variables, tables)]
        args[constant] = Const(kinds[constant], values[row][constant])
        body += written(Op(name, tuple(args), result, hint))
    return tables, body


GROUPS = [sorted(OPERATIONS)[at : at + 5] for at in range(0, len(OPERATIONS), 5)]


@pytest.mark.parametrize("names", GROUPS, ids=" ".join)
def test_operations(names: list[str]) -> None:
    tables: list[Table] = []
    functions = []
    main: Body = ()
    for number, case in enumerate(itertools.chain.from_iterable(map(cases, names))):
        own, body = operation_body(number, case)
        tables += own
        functions.append(Function(f"case{number}", (), (), body))
        main += tuple(parse(f'module "" 1 1 digits 0\nfunction main() {{\ncall case{number}()\n}}').functions[0].body)
    module = Module("Operations", 10, 10, 0, tuple(tables), (Function("main", (), (), main), *functions))
    assert_same(module, SEEDS[:1])


def test_every_operation_has_a_row() -> None:
    assert frozenset(OPS) - MAKE_DOUBLES == OPERATIONS


LAZY = """
  for k in -3, 4, 1 {
    x: fixed = div(fixed(k), 7.0)
    c: bool = gt(k, 0)
    y: fixed = select(c, sqrt(fixed(k)), sub(div(3.0, sub(fixed(k), 4.0)), sqrt(fixed(sub(4, k)))))
    emit.decimal svg(y)
    d: bool = both(c, gt(sqrt(fixed(k)), div(7.0, fixed(k))))
    e: bool = either(lt(k, 1), gt(sqrt(fixed(k)), div(7.0, fixed(k))))
    emit.int svg(add(whole(d), mul(2, whole(e))))
    while both(lt(x, 1.0), gt(sqrt(abs(x)), div(1.0, add(abs(x), 20.0)))) {
      x: fixed = add(x, 0.3)
      emit.decimal svg(x)
    }
    if either(d, lt(div(1.0, add(abs(x), 2.0)), sqrt(abs(y)))) {
      emit.text svg "!" ()
    }
    emit.int svg(select(c, 3, 9))
    emit.int svg(select(c, 3, 0))
    emit.int svg(select(c, k, 0))
    emit.int svg(select(both(c, d), k, neg(k)))
  }
"""


def test_arms_that_branch_and_arms_that_do_not() -> None:
    assert_same(piece(LAZY))


HASH = """
  w = word()
  h: int = mul(w, -1640531535)
  h: int = xor(h, ushr(h, 15))
  h: int = add(mul(h, -2048144789), 17)
  h: int = xor(h, ushr(h, 13))
  emit.int svg(and(h, 1023))
  emit.decimal svg(unit(h))
"""


def test_a_hash_wraps_nowhere() -> None:
    module = piece(HASH)
    main = emit(module).split("function main(")[1].split("\n            }")[0]
    assert "signextend" not in main
    assert_same(module)


def test_loose_values_are_wrapped_where_they_are_seen() -> None:
    assert_same(
        piece("""
  w = word()
  h: int = mul(w, 1103515245)
  for i in 0, 9, 1 {
    h: int = add(mul(h, 1103515245), 12345)
    g: int = xor(h, not(w))
    emit.int svg(ushr(g, i))
    emit.int svg(select(lt(h, g), h, shr(g, 3)))
    emit.int svg(neg(abs(h)))
    emit.int svg(ushr(or(h, 1), 0))
    emit.int svg(shl(h, g))
    emit.decimal svg(fixed(shl(h, 30)))
    emit.color svg(h)
    emit.int svg(mod(h, 10))
    emit.int svg(min(h, g))
  }
""")
    )
