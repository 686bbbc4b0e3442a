"""The language's numbers as Python objects: `Int` (32 bits, wraps) and `Fixed` (a multiple of 2**-16).

A piece in doubles has `Double` (`doubles`) in the place of `Fixed`.

Every operator means what `intaglio.ir.ops` says of it. The arithmetic is written out here a second time, without
the table's detours, because the reference renderer lives on it; the tests hold it to the table.

An operator of `Fixed` also looks whether JavaScript, which holds the value in a double, could still do it
exactly. Where it could not, it is a crossing: see `crossed`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from contextvars import ContextVar
from fractions import Fraction
from math import isqrt
from typing import Any

from intaglio.ir.types import FRACTION_BITS, INT_MAX, INT_MIN, ONE, decimal_text, to_scaled, wrap

# A double holds every integer below 2**53; products are compared at scale 2**32, all else at 2**16.
EXACT = 1 << 53
EXACT_NUMERATOR = 1 << 37  # 2**21 at scale 2**16: a numerator is scaled up once more
EXACT_RADICAND = 1 << 36  # 2**20: above it a root just below a multiple of 2**-16 can round up to that


class PieceFault(Exception):
    """The piece did something that has no result. `file` and `line` are where, once that is known."""

    def __init__(self, cause: str, file: str = "", line: int = 0) -> None:
        self.cause, self.file, self.line = cause, file, line
        super().__init__(f"{file}:{line}: {cause}" if file else cause)


_watcher: ContextVar[Callable[[str], None] | None] = ContextVar("intaglio crossings", default=None)
watch_crossings = _watcher.set


def crossed(what: str) -> None:
    """Report that a value left the range in which every engine is exact. `what` is what kind of value."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(what)


def _comparison(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compare(self: Any, other: Any) -> bool:
        if self.__class__ is other.__class__:
            return test(self.n, other.n)
        a, b = _scaled_or_none(self), _scaled_or_none(other)
        return NotImplemented if a is None or b is None else test(a, b)

    return compare


class Number:
    """What both kinds share: comparisons, and operators with Python's own numbers on the left."""

    __slots__ = ("n",)
    n: float

    __eq__ = _comparison(operator.eq)
    __ne__ = _comparison(operator.ne)
    __lt__ = _comparison(operator.lt)
    __le__ = _comparison(operator.le)
    __gt__ = _comparison(operator.gt)
    __ge__ = _comparison(operator.ge)
    __hash__ = None  # type: ignore[assignment]  # 1 == 1.0 here, and what is equal would have to hash alike

    def __bool__(self) -> bool:
        return self.n != 0

    # Python's own numbers on the left, as in an interactive session
    def __radd__(self, other: Any) -> Any:
        return _mixed(operator.add, other, self)

    def __rsub__(self, other: Any) -> Any:
        return _mixed(operator.sub, other, self)

    def __rmul__(self, other: Any) -> Any:
        return _mixed(operator.mul, other, self)

    def __rtruediv__(self, other: Any) -> Any:
        return _mixed(operator.truediv, other, self)


class Int(Number):
    """A 32-bit two's complement integer; `+ - * <<` wrap, shift counts are taken modulo 32."""

    __slots__ = ()
    n: int

    def __init__(self, n: int) -> None:
        self.n = n  # already in 32 bits

    def __add__(self, other: Any) -> Any:
        if other.__class__ is not Int:
            return other + self if other.__class__ is Fixed else _mixed(operator.add, self, other)
        n = self.n + other.n
        return Int(n if INT_MIN <= n <= INT_MAX else wrap(n))

    def __sub__(self, other: Any) -> Any:
        if other.__class__ is not Int:
            return _mixed(operator.sub, self, other)
        n = self.n - other.n
        return Int(n if INT_MIN <= n <= INT_MAX else wrap(n))

    def __mul__(self, other: Any) -> Any:
        if other.__class__ is not Int:
            if other.__class__ is not Fixed:
                return _mixed(operator.mul, self, other)
            n = self.n * other.n
            if not -EXACT < n < EXACT:
                crossed("product with an int")
            return Fixed(n)
        n = self.n * other.n
        return Int(n if INT_MIN <= n <= INT_MAX else wrap(n))

    def __truediv__(self, other: Any) -> Any:
        if other.__class__ is not Int:
            return _mixed(operator.truediv, self, other)
        return Fixed(self.n << FRACTION_BITS) / Fixed(other.n << FRACTION_BITS)

    def __floordiv__(self, other: Any) -> Any:
        if other.__class__ is not Int:
            return _mixed(operator.floordiv, self, other)
        if other.n == 0:
            raise PieceFault("division by zero")
        return Int(wrap(self.n // other.n))

    def __mod__(self, other: Any) -> Any:
        if other.__class__ is not Int:
            return _mixed(operator.mod, self, other)
        if other.n == 0:
            raise PieceFault("remainder of a division by zero")
        return Int(self.n % other.n)

    def __pow__(self, exponent: Any) -> Any:
        return _power(self, exponent, Int(1))

    def __and__(self, other: Any) -> Any:
        return Int(self.n & other.n) if other.__class__ is Int else _bitwise(operator.and_, self, other)

    def __or__(self, other: Any) -> Any:
        return Int(self.n | other.n) if other.__class__ is Int else _bitwise(operator.or_, self, other)

    def __xor__(self, other: Any) -> Any:
        return Int(self.n ^ other.n) if other.__class__ is Int else _bitwise(operator.xor, self, other)

    def __lshift__(self, other: Any) -> Int:
        return Int(wrap(self.n << ((other.n if other.__class__ is Int else _bits(other)) & 31)))

    def __rshift__(self, other: Any) -> Int:
        return Int(self.n >> ((other.n if other.__class__ is Int else _bits(other)) & 31))

    def __invert__(self) -> Int:
        return Int(~self.n)

    def __neg__(self) -> Int:
        return Int(wrap(-self.n))

    def __pos__(self) -> Int:
        return self

    def __abs__(self) -> Int:
        return Int(wrap(abs(self.n)))

    def __int__(self) -> int:
        return self.n

    def __float__(self) -> float:
        return float(self.n)

    def __index__(self) -> int:
        """For a table: counting from the end is for constants, so a negative index is a fault."""
        if self.n < 0:
            raise PieceFault(f"index {self.n} is negative")
        return self.n

    def __repr__(self) -> str:
        return str(self.n)


class Fixed(Number):
    """A multiple of 2**-16, held as the int `n` = value * 2**16. `+ -` are exact, `* /` floor to the grid."""

    __slots__ = ()
    n: int

    def __init__(self, n: int) -> None:
        self.n = n

    @classmethod
    def of(cls, value: Any) -> Fixed:
        """A number of the language's or Python's as a fixed, floored to the grid. Raises `TypeError`."""
        return value if value.__class__ is Fixed else Fixed(scaled(value))

    def __add__(self, other: Any) -> Any:
        if other.__class__ is not Fixed:
            if other.__class__ is not Int:
                return _mixed(operator.add, self, other)
            n = self.n + (other.n << FRACTION_BITS)
        else:
            n = self.n + other.n
        if not -EXACT < n < EXACT:
            crossed("sum")
        return Fixed(n)

    def __sub__(self, other: Any) -> Any:
        if other.__class__ is not Fixed:
            if other.__class__ is not Int:
                return _mixed(operator.sub, self, other)
            n = self.n - (other.n << FRACTION_BITS)
        else:
            n = self.n - other.n
        if not -EXACT < n < EXACT:
            crossed("difference")
        return Fixed(n)

    def __mul__(self, other: Any) -> Any:
        kind = other.__class__
        if kind is Fixed:
            n = self.n * other.n
            if not -EXACT < n < EXACT:
                crossed("product")
            return Fixed(n >> FRACTION_BITS)
        if kind is Int:
            n = self.n * other.n
            if not -EXACT < n < EXACT:
                crossed("product with an int")
            return Fixed(n)
        return _mixed(operator.mul, self, other)

    def __truediv__(self, other: Any) -> Any:
        if other.__class__ is not Fixed:
            return _mixed(operator.truediv, self, other)
        if other.n == 0:
            raise PieceFault("division by zero")
        if not -EXACT_NUMERATOR < self.n < EXACT_NUMERATOR:
            crossed("numerator")
        return Fixed((self.n << FRACTION_BITS) // other.n)

    def __floordiv__(self, other: Any) -> Any:
        if other.__class__ is not Fixed:
            return _mixed(operator.floordiv, self, other)
        if other.n == 0:
            raise PieceFault("division by zero")
        n = self.n // other.n * ONE
        if not -EXACT < n < EXACT:
            crossed("quotient")
        return Fixed(n)

    def __mod__(self, other: Any) -> Any:
        if other.__class__ is not Fixed:
            return _mixed(operator.mod, self, other)
        if other.n == 0:
            raise PieceFault("remainder of a division by zero")
        return Fixed(self.n % other.n)

    def __pow__(self, exponent: Any) -> Any:
        return _power(self, exponent, Fixed(ONE))

    def __neg__(self) -> Fixed:
        return Fixed(-self.n)

    def __pos__(self) -> Fixed:
        return self

    def __abs__(self) -> Fixed:
        return Fixed(abs(self.n))

    def __float__(self) -> float:
        return self.n / ONE

    def __repr__(self) -> str:
        return decimal_text(self.n)


class Color:
    """A color of 24 bits. `color(n)` takes the low 24 bits of an int: 0xRRGGBB."""

    __slots__ = ("n",)

    def __init__(self, n: Any) -> None:
        self.n = _bits(n) & 0xFFFFFF

    def __eq__(self, other: object) -> bool:
        return self.n == other.n if isinstance(other, Color) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"#{self.n:06x}"

    def __repr__(self) -> str:
        return f"color(0x{self.n:06x})"


def is_color(text: str) -> bool:
    """Whether text is `#rgb` or `#rrggbb`, which the language reads as a color."""
    return text.startswith("#") and len(text) in (4, 7) and all(c in "0123456789abcdefABCDEF" for c in text[1:])


def color_of(text: str) -> Color:
    """The color that `#rgb` or `#rrggbb` spells."""
    digits = text[1:] if len(text) == 7 else "".join(c * 2 for c in text[1:])
    return Color(int(digits, 16))


# ---- Python's values and the language's -----------------------------------------------------------


def as_constant(value: Any) -> Any:
    """What a literal of Python means: an int, a float, a color, ints for `b"FX"`; anything else is itself."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return Int(wrap(value))
    if isinstance(value, float):
        return Fixed(to_scaled(value))
    if isinstance(value, str):
        return color_of(value) if is_color(value) else value
    if isinstance(value, bytes):
        return tuple(map(Int, value))
    return value


def to_language(value: Any) -> Any:
    """A Python value as the language's: int, float, `#rrggbb`, `b"FX"`, and tuples and dicts of them."""
    if isinstance(value, tuple):
        return tuple(map(to_language, value))
    if isinstance(value, dict):
        return {key: to_language(item) for key, item in value.items()}
    return as_constant(value)


def scaled(value: Any) -> int:
    """A number of either kind, times 2**16. Raises `TypeError`."""
    n = _scaled_or_none(value)
    if n is None:
        raise TypeError(f"{value!r} is not a number")
    return n


def _scaled_or_none(value: Any) -> int | None:
    kind = value.__class__
    if kind is Fixed:
        return int(value.n)
    if kind is Int:
        return int(value.n) << FRACTION_BITS
    if kind is int:
        return int(value) << FRACTION_BITS
    return to_scaled(value) if kind is float or kind is Fraction else None


def _bits(value: Any) -> int:
    """The operand of an operator that is for ints."""
    if value.__class__ is Int:
        return int(value.n)
    if value.__class__ is int:
        return int(value)
    raise TypeError(f"{value!r} is not an int")


def _bitwise(op: Callable[[int, int], int], left: Int, right: Any) -> Any:
    """`& | ^` with what is no `Int`: an int of Python's, or what has an operator of its own for this."""
    return Int(op(left.n, right)) if right.__class__ is int else NotImplemented


def _mixed(op: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    """An operator whose operands are not of one kind: both become floats, unless int * float is exact as it is."""
    left, right = to_language(left), to_language(right)
    if not isinstance(left, Int | Fixed) or not isinstance(right, Int | Fixed):
        return NotImplemented
    if op is operator.mul and left.__class__ is not right.__class__:
        return right * left if isinstance(left, Int) else left * right
    if isinstance(left, Int) and isinstance(right, Int):
        return op(left, right)
    return op(Fixed(scaled(left)), Fixed(scaled(right)))


def _power(base: Any, exponent: Any, one: Any) -> Any:
    """Square and multiply, from the exponent's top bit down."""
    n = _bits(exponent)
    if n < 2:
        return base if n else one
    half = _power(base, Int(n // 2), one)
    square = half * half
    return square * base if n % 2 else square


def square_root(n: int) -> int:
    """The floored root of a scaled number, scaled."""
    if n < 0:
        raise PieceFault("square root of a negative number")
    if n > EXACT_RADICAND:
        crossed("radicand")
    return isqrt(n << FRACTION_BITS)
