"""Doubles that the EVM computes as ints: which they are, and that no bit tells them from others."""

import random

import pytest

from intaglio.backends.evm import emit
from intaglio.backends.evm.exact_doubles import Shape, shape
from intaglio.ir.interpret import interpret
from intaglio.ir.nodes import Let, Module, walk
from intaglio.ir.ops import Fault
from intaglio.ir.text import parse
from tests.double_values import SHOW
from tests.evm_modules import assert_same

INTS = (0, 1, -1, 7, 255, -256, 65535, 1 << 20, 2147483647, -2147483648)
CONSTANTS = ("0.0d", "1.0d", "-1.0d", "0.5d", "-0.25d", "3.0d", "10.0d", "-100.0d", "1048576.0d", "4194304.0d", "0.1d",
             "9007199254740992.0d", "-0.0d", "2.3283064365386963e-10d", "#inf", "#nan")  # fmt: skip


def module(body: str, digits: int = 2) -> Module:
    table = f"table NUMBERS int {' '.join(map(str, INTS))}"
    loop = f"for i in 0, {len(INTS)}, 1 {{ n: int = NUMBERS[i]\n{body} }}"
    return parse(f'module "Exact" 9 9 digits {digits} double\n{table}\nfunction main() {{ {loop} }}\n{SHOW}')


def found(text: str) -> Shape | None:
    """What is known of an expression of `n`, any int, and of `i`, which counts from 0 to 9."""
    made = module(f"x: double = {text}")
    (value,) = (s.value for s in walk(made.functions[0].body) if isinstance(s, Let) and s.name == "x")
    return shape(value, {"i": len(INTS) - 1})


@pytest.mark.parametrize(
    "text, known",
    [
        ("double(n)", Shape(0, -(2**31), 2**31 - 1)),
        ("double(i)", Shape(0, 0, 9)),
        ("fraction(n)", Shape(32, 0, 2**32 - 1)),
        ("add(-50.0d, mul(fraction(n), 100.0d))", Shape(32, -50 * 2**32, 50 * 2**32 - 100)),
        ("mul(double(i), 0.125d)", Shape(3, 0, 9)),
        ("mul(double(i), -2.0d)", Shape(0, -18, 0, True)),  # -0 where i is 0
        ("add(mul(double(i), -2.0d), 0.0d)", Shape(0, -18, 0)),
        ("sub(0.0d, mul(double(i), -2.0d))", Shape(0, 0, 18)),
        ("neg(double(i))", Shape(0, -9, 0, True)),
        ("abs(sub(double(i), 4.0d))", Shape(0, 0, 5)),
        ("mod(double(n), 2.5d)", Shape(1, 0, 4)),
        ("mod(double(n), -2.5d)", None),
        ("mul(double(i), -0.0d)", None),
        ("mul(double(n), 4194304.0d)", Shape(0, -(2**53), (2**31 - 1) * 2**22)),
        ("mul(double(n), 8388608.0d)", None),  # more than 2**53 at an end
        ("add(mul(double(n), 4194304.0d), -1.0d)", None),
        ("add(double(i), 0.1d)", None),  # a multiple of 2**-55
        ("div(double(i), 3.0d)", None),
        ("mul(double(i), #inf)", None),
    ],
)
def test_what_is_known(text: str, known: Shape | None) -> None:
    assert found(text) == known


def test_what_is_exact_takes_no_arithmetic_of_doubles() -> None:
    made = module("""
      emit.decimal svg(add(mul(double(i), 12.5d), 0.25d))
      emit.int svg(floor(mul(double(n), 0.75d)))
      emit.int svg(whole(lt(mul(double(i), -2.0d), fraction(n))))
    """)
    main = emit(made).split("function main(")[1].split("\n            }")[0]
    assert "double_" not in main and "write_units(" in main


class Expressions:
    """Random expressions, most of them exact."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(number)

    def double(self, depth: int) -> str:
        pick = self.random.choice
        if depth == 0 or self.random.random() < 0.15:
            return pick(["double(n)", "double(i)", "fraction(n)", "double(and(n, 1023))", pick(CONSTANTS)])
        name = pick(["add", "add", "sub", "sub", "mul", "mul", "neg", "abs", "mod", "min"])
        if name in ("neg", "abs"):
            return f"{name}({self.double(depth - 1)})"
        second = pick(CONSTANTS) if name == "mod" or self.random.random() < 0.5 else self.double(depth - 1)
        return f"{name}({self.double(depth - 1)}, {second})"

    def statement(self) -> str:
        kind, x = self.random.randrange(6), self.double(3)
        if kind == 0:
            return f'emit.int svg({self.random.choice(["floor", "ceil", "trunc", "round"])}({x})) emit.text svg " " ()'
        if kind == 1:
            name = self.random.choice(["lt", "le", "gt", "ge", "eq", "ne"])
            return f"emit.int svg(whole({name}({x}, {self.double(2)})))"
        if kind == 2:  # small enough to be written
            return f'emit.decimal svg(mod({x}, 1048576.0d)) emit.text svg " " ()'
        return f"call show({x})"


@pytest.mark.node
@pytest.mark.parametrize("number", range(8))
def test_random_expressions(number: int) -> None:
    made = Expressions(number)
    statements: list[str] = []
    while len(statements) < 40:
        statement = made.statement()
        try:
            interpret(module(statement, number % 6), bytes(32))
        except Fault:  # NaN cannot be written
            continue
        statements.append(statement)
    assert_same(module("\n".join(statements), number % 6), [bytes(32)])


def test_most_random_expressions_are_exact() -> None:
    made = Expressions(1)
    known = [found(made.double(3)) for _ in range(300)]
    assert 60 < sum(shape is not None for shape in known) < 240
    assert any(shape is not None and shape.minus_zero for shape in known)
