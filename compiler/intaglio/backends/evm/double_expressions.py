"""Operations on doubles to Yul: one row for each operation of `ir.ops.OPS` that takes or gives one.

A double is a word of `double_words`, and its functions are those of `double_functions`. What is known of a constant
operand makes some shorter: a factor of a power of two is added to the exponent, a comparison with a number asks for
one order only. Nothing is reordered.
"""

from __future__ import annotations

from collections.abc import Callable
from math import frexp, isfinite
from typing import TYPE_CHECKING

from intaglio.backends.evm.double_words import EXPONENT, NORMAL, ZERO, word_of
from intaglio.ir import doubles
from intaglio.ir.nodes import Const, Expr, Op

if TYPE_CHECKING:
    from intaglio.backends.evm.expressions import Expressions

Row = Callable[["Expressions", Op], str]
_MINUS_ZERO, _ABOVE_ZERO = ZERO + 1, ZERO + 2
_ONE = doubles.bits(1.0)


def literal(pattern: int) -> str:
    """A constant, by its 64 bits; what is out of a finite number's exponents in a short form."""
    word = word_of(pattern)
    if word < 0 or word >> EXPONENT >= NORMAL:
        return _hexadecimal(word)
    return f"{word:#x}"


def _hexadecimal(word: int) -> str:
    return f"{word % (1 << 256):#x}"


def _negative(value: str) -> str:
    return f"xor({value}, 1)"


def _number(expr: Expr) -> float | None:
    """The number that a constant is, but for NaN."""
    if not isinstance(expr, Const):
        return None
    number = doubles.value(expr.value)
    return number if number == number else None


def _plain(template: str) -> Row:
    return lambda emit, op: template.format(*map(emit.value, op.args))


def _sub(emit: Expressions, op: Op) -> str:
    a, b = op.args
    if _number(b) is not None:
        return f"double_add({emit.value(a)}, {literal(doubles.bits(-(_number(b) or 0.0)))})"
    return f"double_sub({emit.value(a)}, {emit.value(b)})"


def _mul(emit: Expressions, op: Op) -> str:
    """A product; with a power of two, of which the reciprocal has one too, the exponents are added."""
    a, b = op.args
    number = _number(b)
    if number is not None and number != 0 and isfinite(number):
        mantissa, exponent = frexp(number)
        if abs(mantissa) == 0.5 and abs(exponent) < 1000:
            by = f"shl({EXPONENT}, {exponent - 1})" if exponent > 0 else f"sub(0, shl({EXPONENT}, {1 - exponent}))"
            value = _negative(emit.value(a)) if mantissa < 0 else emit.value(a)
            return f"double_shift({value}, {by})"
    return f"double_mul({emit.value(a)}, {emit.value(b)})"


def _floor_quotient(emit: Expressions, op: Op) -> str:
    a, b = op.args
    if isinstance(b, Const) and b.value == _ONE:
        return f"double_floor({emit.value(a)})"
    return f"double_floor(double_div({emit.value(a)}, {emit.value(b)}))"


def _compare(name: str) -> Row:
    """A comparison; one with a number is `a > c` or `a < c` for a c above zero, of a or of -a."""

    def row(emit: Expressions, op: Op) -> str:
        a, b = op.args
        number = _number(b)
        if number is None:
            first, second = emit.value(a), emit.value(b)
            function = "double_less" if name in ("lt", "gt") else "double_at_most"
            return f"{function}({first}, {second})" if name in ("lt", "le") else f"{function}({second}, {first})"
        value, over, included = emit.value(a), name in ("gt", "ge"), name in ("le", "ge")
        if number < 0 or (number == 0 and name in ("lt", "ge")):
            value, over = _negative(value), not over
        word = word_of(doubles.bits(abs(number)))
        if number == 0:
            bound = _MINUS_ZERO if over else _ABOVE_ZERO
        else:
            bound = word + (included if not over else -included)
        return f"double_{'over' if over else 'under'}({value}, {_hexadecimal(bound)})"

    return row


def _equal(emit: Expressions, op: Op) -> str:
    a, b = op.args
    number = _number(b)
    if number is None:
        return f"double_equal({emit.value(a)}, {emit.value(b)})"
    if number == 0:
        return f"slt({emit.value(a)}, {_hexadecimal(_ABOVE_ZERO)})"
    return f"eq({emit.value(a)}, {literal(doubles.bits(number))})"


DOUBLE_ROWS: dict[str, Row] = {
    "add": _plain("double_add({}, {})"),
    "sub": _sub,
    "mul": _mul,
    "div": _plain("double_div({}, {})"),
    "floordiv": _floor_quotient,
    "mod": _plain("double_mod({}, {})"),
    "neg": _plain("xor({}, 1)"),
    "abs": _plain("and({}, not(1))"),
    "min": _plain("double_min({}, {})"),
    "max": _plain("double_max({}, {})"),
    "sqrt": _plain("double_sqrt({})"),
    "floor": _plain("double_whole({})"),
    "ceil": _plain("sub(0, double_whole(xor({}, 1)))"),
    "trunc": _plain("double_trunc({})"),
    "round": _plain("double_round({})"),
    "exponent": _plain("double_exponent({})"),
    "eq": _equal,
    "ne": lambda emit, op: f"iszero({_equal(emit, op)})",
    "lt": _compare("lt"),
    "le": _compare("le"),
    "gt": _compare("gt"),
    "ge": _compare("ge"),
}
# What makes a double of an int.
FROM_INTS: dict[str, Row] = {
    "double": _plain("double_of_int({})"),
    "fraction": lambda emit, op: f"double_fraction(and({emit.bits(op.args[0])}, 0xffffffff))",
    "power2": _plain("double_power2({})"),
}
# About what they cost, to choose between evaluating and branching.
DOUBLE_GAS = {
    "add": 260, "sub": 270, "mul": 190, "div": 200, "floordiv": 300, "mod": 480, "neg": 6, "abs": 9, "min": 150,
    "max": 150, "sqrt": 270, "eq": 36, "ne": 39, "lt": 80, "le": 80, "gt": 80, "ge": 80, "double": 150, "fraction": 130,
    "floor": 130, "ceil": 130, "select": 6,
}  # fmt: skip
