"""Doubles that are known to be exact: whole numbers of some power of two, computed as ints.

    uniform(-50, 50), which is add(-50.0d, mul(100.0d, fraction(w)))      a word w over 2**32

is a whole number of 2**-32, from -50 * 2**32 below 50 * 2**32: less than 2**53, so nothing is rounded on the way, and

    sub(mul(100, w), 214748364800)

is it: 11 gas, and some 100 for its word if one is needed. Where it is only compared, written or made an int, none is.
An int has but one zero: what may be -0 is taken for one only where nobody can tell, in comparisons and in what is
written or made an int.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from intaglio.backends.evm.double_words import EXPONENT, LEAST
from intaglio.backends.evm.tables import Bounds, highest
from intaglio.ir import doubles
from intaglio.ir.nodes import Const, Expr, Op
from intaglio.ir.types import INT_MAX, INT_MIN, Type

if TYPE_CHECKING:
    from intaglio.backends.evm.expressions import Expressions

_MOST = 1 << 53  # an int up to here is a double
_WORD = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of an exact number n / 2**places: the bounds of n, and whether it may be -0."""

    places: int
    low: int
    high: int
    minus_zero: bool = False

    def at(self, places: int) -> Shape:
        """The same numbers as multiples of a smaller power."""
        more = places - self.places
        return Shape(places, self.low << more, self.high << more, self.minus_zero)


def shape(expr: Expr, bounds: Bounds) -> Shape | None:
    """What is known of a double that is exact with all that it is made of; None where that is not known."""
    found = _constant(expr) if isinstance(expr, Const) else _shape_of_op(expr, bounds) if isinstance(expr, Op) else None
    if found is None or max(-found.low, found.high) > _MOST or found.places > 64:
        return None
    return found


def _constant(const: Const) -> Shape | None:
    number = doubles.value(const.value) if const.type is Type.DOUBLE else float("nan")
    if not isfinite(number) or const.value == doubles.bits(-0.0):
        return None
    above, below = number.as_integer_ratio()
    return Shape(below.bit_length() - 1, above, above)


def _shape_of_op(op: Op, bounds: Bounds) -> Shape | None:
    if op.type is not Type.DOUBLE:
        return None
    if op.name == "double":
        return Shape(0, *_int_bounds(op.args[0], bounds))
    if op.name == "fraction":
        return Shape(32, 0, _WORD)
    if op.name not in ("add", "sub", "mul", "neg", "abs", "mod"):
        return None
    shapes = [shape(arg, bounds) for arg in op.args]
    known = [found for found in shapes if found is not None]
    if len(known) < len(shapes):
        return None
    match op.name, known:
        case "neg", [a]:
            return Shape(a.places, -a.high, -a.low, a.minus_zero or a.low <= 0 <= a.high)
        case "abs", [a]:
            return Shape(a.places, max(0, a.low, -a.high), max(-a.low, a.high))
        case "mul", [a, b]:
            return _product(a, b)
        case "mod", [a, b] if isinstance(op.args[1], Const) and b.low > 0:
            places = max(a.places, b.places)
            return Shape(places, 0, b.at(places).high - 1)
        case "add" | "sub" as name, [a, b]:
            places = max(a.places, b.places)
            a, b = a.at(places), b.at(places)
            if name == "add":
                return Shape(places, a.low + b.low, a.high + b.high, a.minus_zero and b.minus_zero)
            return Shape(places, a.low - b.high, a.high - b.low, a.minus_zero)
    return None


def _product(a: Shape, b: Shape) -> Shape:
    ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    zero_by_negative = (a.low <= 0 <= a.high and b.low < 0) or (b.low <= 0 <= b.high and a.low < 0)
    return Shape(a.places + b.places, min(ends), max(ends), a.minus_zero or b.minus_zero or zero_by_negative)


def _int_bounds(expr: Expr, bounds: Bounds) -> tuple[int, int]:
    top = highest(expr, bounds)
    if isinstance(expr, Const):
        return expr.value, expr.value
    if top is not None:
        return 0, top
    if isinstance(expr, Op) and expr.name in ("add", "sub") and expr.args[0].type is Type.INT:
        (a, b), (c, d) = (_int_bounds(arg, bounds) for arg in expr.args)
        low, high = (a + c, b + d) if expr.name == "add" else (a - d, b - c)
        if low >= INT_MIN and high <= INT_MAX:
            return low, high
    return INT_MIN, INT_MAX


# ---- the ints -------------------------------------------------------------------------------------


def integer(emit: Expressions, expr: Expr, places: int | None = None) -> str:
    """The Yul of n for an exact number n / 2**places; as many places as its shape has where that is None."""
    known = shape(expr, emit.scope.bounds)
    assert known is not None
    text = _integer(emit, expr, known)
    more = 0 if places is None else places - known.places
    if more and isinstance(expr, Const):
        return _literal(known.low << more)
    return f"shl({more}, {text})" if more else text


def _integer(emit: Expressions, expr: Expr, known: Shape) -> str:
    if isinstance(expr, Const):
        return _literal(known.low)
    assert isinstance(expr, Op)
    match expr.name:
        case "double":
            return emit.value(expr.args[0])
        case "fraction":
            return f"and({emit.bits(expr.args[0])}, {_WORD:#x})"
        case "neg":
            return f"sub(0, {integer(emit, expr.args[0])})"
        case "abs":
            return f"absolute({integer(emit, expr.args[0])})"
        case "mul":
            return f"mul({integer(emit, expr.args[0])}, {integer(emit, expr.args[1])})"
    a, b = (integer(emit, arg, known.places) for arg in expr.args)
    if expr.name == "mod":
        first = shape(expr.args[0], emit.scope.bounds)
        assert first is not None
        return f"mod({a}, {b})" if first.low >= 0 else f"mod_by({a}, {b})"
    return f"{expr.name}({a}, {b})"


def _literal(n: int) -> str:
    return str(n) if n >= 0 else f"sub(0, {-n})"


def word(emit: Expressions, expr: Expr, known: Shape) -> str:
    """The Yul of the word of an exact double that is not -0: the int, moved up as far as its bounds let it."""
    most = max(-known.low, known.high, 1)
    up = EXPONENT - most.bit_length()
    e = -LEAST - known.places - (up - (EXPONENT - 53))
    n = integer(emit, expr)
    if known.low >= 0:
        return f"double_normal(shl({EXPONENT}, {e}), shl({up}, {n}))"
    return f"double_of_exact({n}, {up}, {e})"


# ---- who asks for one -----------------------------------------------------------------------------

_COMPARED = {
    "lt": "slt({}, {})", "le": "iszero(sgt({}, {}))", "gt": "sgt({}, {})", "ge": "iszero(slt({}, {}))",
    "eq": "eq({}, {})", "ne": "iszero(eq({}, {}))",
}  # fmt: skip
_NARROW = 1 << 16  # ints below need no better than `word` gives


def of_op(emit: Expressions, op: Op) -> str | None:
    """The Yul of an operation that takes or gives exact doubles, in ints; None where others compute it."""
    bounds = emit.scope.bounds
    if op.type is Type.DOUBLE:
        known = shape(op, bounds)
        if known is None or known.minus_zero or op.name == "fraction":
            return None
        if op.name == "double" and not 0 <= known.low <= known.high < _NARROW:
            return None
        return word(emit, op, known)
    if op.name in _COMPARED:
        a, b = (shape(arg, bounds) for arg in op.args)
        if a is None or b is None:
            return None
        places = max(a.places, b.places)
        return _COMPARED[op.name].format(*(integer(emit, arg, places) for arg in op.args))
    known = shape(op.args[0], bounds) if op.name in ("floor", "ceil", "trunc") else None
    if known is None:
        return None
    n = integer(emit, op.args[0])
    if op.name == "trunc":
        return f"sdiv({n}, {1 << known.places:#x})"
    return f"sar({known.places}, {n})" if op.name == "floor" else f"sub(0, sar({known.places}, sub(0, {n})))"


def written(emit: Expressions, expr: Expr, digits: int) -> str | None:
    """The Yul of floor(x * 10**digits + 1/2) for an exact x; None where a step of that may be rounded."""
    known = None if emit.scope.tight else shape(expr, emit.scope.bounds)
    if known is None or max(-known.low, known.high) * 10**digits + (1 << known.places) > _MOST:
        return None
    n = integer(emit, expr)
    scaled = f"mul({n}, {10**digits})" if digits else n
    return f"sar({known.places}, add({scaled}, {1 << known.places - 1:#x}))" if known.places else scaled
