"""The one table of operations. A new operation is one row here and one row in each backend.

Every operation is pure. `rule` names the typing rule, `meaning` computes the result from Python ints (a `fixed` is
scaled by 2**16, a `double` is its 64 bits, a `bool` is a Python bool). What an operation may be told by range analysis
is its `hint`:

- ``fits``: the unwrapped result is known to lie in 32 bits, so a backend may leave the wrap out;
- ``natural``: the first operand is known to be >= 0 and the second > 0, so truncating equals flooring.

A meaning raises `Fault` where the language calls it an error of the piece (division by zero, the root of a negative
number; of doubles both have a result). Passes keep faults reachable: they never turn a run without fault into one with.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from math import isqrt

from intaglio.ir import doubles, words
from intaglio.ir.types import FRACTION_BITS, ONE, Type, wrap, written


class Fault(Exception):
    """The piece did something that has no result, such as dividing by zero."""


NOT_WRITTEN = "this number is too large to be written, or it is none"
Meaning = Callable[..., int]


@dataclass(frozen=True, slots=True)
class OpRow:
    """One operation: its name, arity, typing rule, meaning per operand type, and possible hint."""

    name: str
    arity: int
    rule: str  # a key of RULES
    meaning: dict[Type, Meaning]  # by the type of the last operand
    hint: str = ""
    comment: str = ""


def _of_words(operation: Callable[..., int]) -> Meaning:
    """An operation whose result is wrapped to a word."""
    return lambda *operands: operation(*operands) & words.MASK


def _divides(operation: Callable[[int, int], int], what: str) -> Meaning:
    """A division of words, which has no result by 0."""

    def divide(a: int, b: int) -> int:
        if b == 0:
            raise Fault(what)
        return operation(a, b)

    return divide


def _floordiv(a: int, b: int) -> int:
    if b == 0:
        raise Fault("division by zero")
    return a // b


def _mod(a: int, b: int) -> int:
    if b == 0:
        raise Fault("remainder of a division by zero")
    return a % b


def _div(a: int, b: int) -> int:
    if b == 0:
        raise Fault("division by zero")
    return (a << FRACTION_BITS) // b


def _sqrt(a: int) -> int:
    if a < 0:
        raise Fault("square root of a negative number")
    return isqrt(a << FRACTION_BITS)


def _round_half_even(a: int) -> int:
    whole, part = a >> FRACTION_BITS, a & (ONE - 1)
    up = part > ONE // 2 or (part == ONE // 2 and whole & 1 == 1)
    return wrap(whole + up)


def _on_doubles(operation: Callable[..., float]) -> Meaning:
    """An operation on floats, as one on their bits."""
    return lambda *operands: doubles.bits(operation(*map(doubles.value, operands)))


def _of_doubles(test: Callable[..., int]) -> Meaning:
    """What is an int or a bool of floats, as the same of their bits."""
    return lambda *operands: test(*map(doubles.value, operands))


INT, FIXED, DOUBLE, BOOL, WORD = Type.INT, Type.FIXED, Type.DOUBLE, Type.BOOL, Type.WORD

NUMBERS = (INT, FIXED, DOUBLE)
FLOATS = (FIXED, DOUBLE)
ORDERED = (*NUMBERS, WORD)
SCALARS = (*ORDERED, BOOL)  # a reference to an array is no operand

# Typing rules: operand types in, result type out (None where they do not fit).
RULES: dict[str, Callable[[tuple[Type, ...]], Type | None]] = {
    "same number": lambda t: t[0] if t[0] in ORDERED and all(u is t[0] for u in t) else None,
    "signed number": lambda t: t[0] if t[0] in NUMBERS and all(u is t[0] for u in t) else None,
    "ints": lambda t: INT if all(u is INT for u in t) else None,
    "words": lambda t: WORD if all(u is WORD for u in t) else None,
    "ints or words": lambda t: t[0] if t[0] in (INT, WORD) and all(u is t[0] for u in t) else None,
    "word by int": lambda t: WORD if t == (WORD, INT) else None,
    "int to word": lambda t: WORD if t == (INT,) else None,
    "word to int": lambda t: INT if t == (WORD,) else None,
    "floats": lambda t: t[0] if t[0] in FLOATS and all(u is t[0] for u in t) else None,
    "bools": lambda t: BOOL if all(u is BOOL for u in t) else None,
    "fixed by int": lambda t: FIXED if t == (FIXED, INT) else None,
    "int to fixed": lambda t: FIXED if t == (INT,) else None,
    "int to double": lambda t: DOUBLE if t == (INT,) else None,
    "float to int": lambda t: INT if len(t) == 1 and t[0] in FLOATS else None,
    "double to int": lambda t: INT if t == (DOUBLE,) else None,
    "bool to int": lambda t: INT if t == (BOOL,) else None,
    "compare": lambda t: BOOL if t[0] is t[1] and t[0] in ORDERED else None,
    "equal": lambda t: BOOL if t[0] is t[1] and t[0] in SCALARS else None,
    "select": lambda t: t[1] if t[0] is BOOL and t[1] is t[2] and t[1] in SCALARS else None,
}


def _compared(test: Callable[[float, float], bool]) -> dict[Type, Meaning]:
    return {INT: test, FIXED: test, DOUBLE: _of_doubles(test), WORD: test}


_ROWS = (
    # arithmetic: ints wrap to 32 bits; fixed + and - are exact, the rest is floored to the grid; doubles are IEEE's
    OpRow(
        "add",
        2,
        "same number",
        {
            INT: lambda a, b: wrap(a + b),
            FIXED: lambda a, b: a + b,
            DOUBLE: _on_doubles(lambda a, b: a + b),
            WORD: _of_words(operator.add),
        },
        "fits",
    ),
    OpRow(
        "sub",
        2,
        "same number",
        {
            INT: lambda a, b: wrap(a - b),
            FIXED: lambda a, b: a - b,
            DOUBLE: _on_doubles(lambda a, b: a - b),
            WORD: _of_words(operator.sub),
        },
        "fits",
    ),
    OpRow(
        "mul",
        2,
        "same number",
        {
            INT: lambda a, b: wrap(a * b),
            FIXED: lambda a, b: (a * b) >> 16,
            DOUBLE: _on_doubles(lambda a, b: a * b),
            WORD: _of_words(operator.mul),
        },
        "fits",
    ),
    OpRow("scale", 2, "fixed by int", {INT: lambda a, b: a * b}, comment="exact: no snapping"),
    OpRow("div", 2, "floats", {FIXED: _div, DOUBLE: _on_doubles(doubles.divide)}, "natural"),
    OpRow(
        "floordiv",
        2,
        "same number",
        {
            INT: lambda a, b: wrap(_floordiv(a, b)),
            FIXED: lambda a, b: _floordiv(a, b) * ONE,
            DOUBLE: _on_doubles(doubles.floor_divide),
            WORD: _floordiv,
        },
        "natural",
    ),
    OpRow(
        "mod",
        2,
        "same number",
        {INT: _mod, FIXED: _mod, DOUBLE: _on_doubles(doubles.remainder), WORD: _mod},
        "natural",
        "the sign of the divisor, as in Python",
    ),
    OpRow(
        "neg",
        1,
        "same number",
        {
            INT: lambda a: wrap(-a),
            FIXED: lambda a: -a,
            DOUBLE: _on_doubles(lambda a: -a),
            WORD: _of_words(operator.neg),
        },
        "fits",
    ),
    OpRow("abs", 1, "signed number", {INT: lambda a: wrap(abs(a)), FIXED: abs, DOUBLE: _on_doubles(abs)}, "fits"),
    OpRow("min", 2, "same number", {INT: min, FIXED: min, DOUBLE: _on_doubles(doubles.least), WORD: min}),
    OpRow("max", 2, "same number", {INT: max, FIXED: max, DOUBLE: _on_doubles(doubles.greatest), WORD: max}),
    OpRow("sqrt", 1, "floats", {FIXED: _sqrt, DOUBLE: _on_doubles(doubles.root)}),
    # bits
    OpRow("and", 2, "ints or words", {INT: operator.and_, WORD: operator.and_}),
    OpRow("or", 2, "ints or words", {INT: operator.or_, WORD: operator.or_}),
    OpRow("xor", 2, "ints or words", {INT: operator.xor, WORD: operator.xor}),
    OpRow("not", 1, "ints or words", {INT: operator.invert, WORD: _of_words(operator.invert)}),
    OpRow("shl", 2, "ints", {INT: lambda a, b: wrap(a << (b & 31))}, "fits", "shift counts are masked to 0-31"),
    OpRow("shr", 2, "ints", {INT: lambda a, b: a >> (b & 31)}, comment="keeps the sign"),
    OpRow("ushr", 2, "ints", {INT: lambda a, b: wrap((a & 0xFFFFFFFF) >> (b & 31))}, comment="fills with zeros"),
    # words alone; the count of a shift is an int, masked to 0-255
    OpRow("wshl", 2, "word by int", {INT: _of_words(lambda a, b: a << (b & 255))}),
    OpRow("wshr", 2, "word by int", {INT: lambda a, b: a >> (b & 255)}),
    OpRow("sdiv", 2, "words", {WORD: _divides(words.signed_quotient, "division by zero")}, comment="of signed numbers"),
    OpRow("smod", 2, "words", {WORD: _divides(words.signed_remainder, "remainder of a division by zero")}),
    OpRow("keccak", 1, "words", {WORD: words.keccak}, comment="of its 32 bytes"),
    OpRow("wide", 1, "int to word", {INT: _of_words(int)}, comment="keeps the sign, as two's complement"),
    OpRow("low", 1, "word to int", {WORD: wrap}, "fits", "the low 32 bits"),
    # conversions
    OpRow("fixed", 1, "int to fixed", {INT: lambda a: a * ONE}),
    OpRow("double", 1, "int to double", {INT: lambda a: doubles.bits(float(a))}),
    OpRow(
        "floor",
        1,
        "float to int",
        {FIXED: lambda a: wrap(a >> 16), DOUBLE: _of_doubles(doubles.floored)},
        "fits",
        "of doubles as JavaScript's ToInt32: infinities and NaN give 0",
    ),
    OpRow(
        "ceil", 1, "float to int", {FIXED: lambda a: wrap(-(-a >> 16)), DOUBLE: _of_doubles(doubles.ceiled)}, "fits"
    ),
    OpRow(
        "trunc",
        1,
        "float to int",
        {FIXED: lambda a: wrap(a >> 16 if a >= 0 else -(-a >> 16)), DOUBLE: _of_doubles(doubles.truncated)},
        "fits",
    ),
    OpRow(
        "round",
        1,
        "float to int",
        {FIXED: _round_half_even, DOUBLE: _of_doubles(doubles.rounded)},
        "fits",
        "half to even, as in Python",
    ),
    OpRow(
        "unit",
        1,
        "int to fixed",
        {INT: lambda a: (a & 0xFFFFFFFF) >> 16},
        comment="a word's top 16 bits / 2**16",
    ),
    OpRow(
        "fraction",
        1,
        "int to double",
        {INT: lambda a: doubles.bits((a & 0xFFFFFFFF) / 2**32)},
        comment="a word's 32 bits / 2**32",
    ),
    OpRow("power2", 1, "int to double", {INT: lambda a: doubles.bits(doubles.power_of_two(a))}, comment="2.0**a"),
    OpRow("exponent", 1, "double to int", {DOUBLE: _of_doubles(doubles.exponent)}),
    OpRow("whole", 1, "bool to int", {BOOL: int}, comment="False is 0, True is 1"),
    # comparisons
    OpRow("eq", 2, "equal", _compared(operator.eq) | {BOOL: operator.eq}),
    OpRow("ne", 2, "equal", _compared(operator.ne) | {BOOL: operator.ne}),
    OpRow("lt", 2, "compare", _compared(operator.lt)),
    OpRow("le", 2, "compare", _compared(operator.le)),
    OpRow("gt", 2, "compare", _compared(operator.gt)),
    OpRow("ge", 2, "compare", _compared(operator.ge)),
    # logic: the second operand (select: the arm not chosen) is not evaluated when it is not needed
    OpRow("both", 2, "bools", {BOOL: lambda a, b: a and b}, comment="and"),
    OpRow("either", 2, "bools", {BOOL: lambda a, b: a or b}, comment="or"),
    OpRow("negate", 1, "bools", {BOOL: lambda a: not a}),
    OpRow("select", 3, "select", {t: lambda c, a, b: a if c else b for t in SCALARS}, comment="a if c else b"),
)

OPS: dict[str, OpRow] = {row.name: row for row in _ROWS}

# Operations whose later operands are evaluated only when needed.
LAZY = frozenset({"both", "either", "select"})


def result_type(name: str, operands: tuple[Type, ...]) -> Type | None:
    """The type of `name` applied to operands of these types, or None where they do not fit."""
    row = OPS[name]
    return RULES[row.rule](operands) if len(operands) == row.arity else None


def decimal(kind: Type, number: int, digits: int) -> str:
    """What `emit.decimal` writes of a float of this type. Raises `Fault`."""
    text = written(number, digits) if kind is FIXED else doubles.written(doubles.value(number), digits)
    if text is None:
        raise Fault(NOT_WRITTEN)
    return text


def apply(name: str, operand_type: Type, *values: int) -> int:
    """The result of one operation; `operand_type` is the type of the last operand. Raises `Fault`."""
    return OPS[name].meaning[operand_type](*values)
