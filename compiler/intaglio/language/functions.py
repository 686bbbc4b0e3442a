"""The language's own functions: those that are operations of the IR, not rules of the library.

They bear the names and the types that a piece's author sees; inside, they take and give the language's numbers
(and, for a session at the keyboard, Python's).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from intaglio.ir import doubles
from intaglio.ir.ops import NOT_WRITTEN, OPS
from intaglio.ir.types import FRACTION_BITS, Type, wrap, written
from intaglio.language.doubles import Double, Floats
from intaglio.language.numbers import EXACT, Color, Fixed, Int, PieceFault, crossed, scaled, square_root, to_language
from intaglio.language.words import Word

_ROUND = OPS["round"].meaning[Type.FIXED]


def sqrt(x: float) -> float:
    """The square root, floored to the grid. The root of a negative number is a fault."""
    return cast(float, Fixed(square_root(scaled(x))))


def double_sqrt(x: Any) -> Double:
    """The square root in doubles: that of a negative number is NaN."""
    return Double(doubles.root(Double.of(x).n))


def floor(x: float) -> int:
    """The largest int at or below x."""
    value: Any = x
    if value.__class__ is Int:
        return cast(int, value)
    if value.__class__ is Double:
        return cast(int, Int(doubles.floored(value.n)))
    return cast(int, Int(wrap(scaled(value) >> FRACTION_BITS)))


def ceil(x: float) -> int:
    """The smallest int at or above x."""
    value: Any = x
    if value.__class__ is Double:
        return cast(int, Int(doubles.ceiled(value.n)))
    return cast(int, value if value.__class__ is Int else Int(wrap(-(-scaled(value) >> FRACTION_BITS))))


def red(c: Color | str) -> int:
    """The red of a color, 0 to 255."""
    return cast(int, Int(_color(c) >> 16))


def green(c: Color | str) -> int:
    """The green of a color, 0 to 255."""
    return cast(int, Int(_color(c) >> 8 & 255))


def blue(c: Color | str) -> int:
    """The blue of a color, 0 to 255."""
    return cast(int, Int(_color(c) & 255))


def ushr(a: int, n: int) -> int:
    """Shift right, filling with zeros. For the library."""
    value, count = to_language(a), to_language(n)
    return cast(int, Int(wrap((value.n & 0xFFFFFFFF) >> (count.n & 31))))


def power2(n: int) -> float:
    """2.0**n for n from -1022 to 1023. For the library, in doubles."""
    return cast(float, Double(doubles.power_of_two(to_language(n).n)))


def exponent(x: float) -> int:
    """The whole binary logarithm of a number's size. For the library, in doubles."""
    return cast(int, Int(doubles.exponent(Double.of(x).n)))


def token_field() -> int:
    """32 bits that stay the same for one token: what `noise` is seeded with. For the library."""
    raise PieceFault("there is no token here: noise is drawn by a piece")


def _color(c: Any) -> int:
    c = to_language(c)
    if not isinstance(c, Color):
        raise TypeError(f"{c!r} is not a color")
    return c.n


# ---- Python's names, with the language's meaning --------------------------------------------------


def as_int(x: Any) -> Any:
    """`int(x)`: the fraction is dropped; a bool is 0 or 1, a color its 24 bits, a word its low 32."""
    if x.__class__ is Fixed:
        return Int(wrap(x.n >> FRACTION_BITS if x.n >= 0 else -(-x.n >> FRACTION_BITS)))
    if x.__class__ is Double:
        return Int(doubles.truncated(x.n))
    if x.__class__ is Word:
        return Int(wrap(x.n))
    return Int(int(x.n)) if isinstance(x, Int | Color) else Int(int(x))


def rounded(x: Any) -> Any:
    """`round(x)`: to the nearest int, a half to the even one."""
    if x.__class__ is Double:
        return Int(doubles.rounded(x.n))
    return x if x.__class__ is Int else Int(_ROUND(scaled(x)))


def length(table: Any) -> Int:
    """`len(table)`."""
    return Int(len(table))


def counted(*bounds: Any) -> Iterator[Int]:
    """`range(…)`."""
    return map(Int, range(*(to_language(b).n for b in bounds)))


def _extreme(name: str, chosen: Callable[[Any, Any], bool]) -> Callable[..., Any]:
    def extreme(best: Any, *others: Any) -> Any:
        kind = best.__class__
        if any(value.__class__ is not kind for value in others):  # of words, all are
            values = (best, *others)
            floats: Floats = Double if any(value.__class__ is Double for value in values) else Fixed
            best, *others = map(floats.of, values)  # type: ignore[assignment]
        for value in others:
            if chosen(value.n, best.n):
                best = value
        return best

    extreme.__name__, extreme.__doc__ = name, f"`{name}` of two numbers or more."
    return extreme


def decimal(value: Fixed | Double, digits: int) -> str:
    """A float as the picture shows it."""
    if isinstance(value, Double):
        text = doubles.written(value.n, digits)
        if text is None:
            raise PieceFault(NOT_WRITTEN)
        return text
    if not -EXACT < value.n * 10**digits < EXACT:
        crossed("decimal")
    return written(value.n, digits)


def shown(value: Any, digits: int) -> str:
    """Any value as text: in f-strings, text elements and traits."""
    if value.__class__ is Fixed or value.__class__ is Double:
        return decimal(value, digits)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)


def code(character: str) -> Int:
    """The number of a character."""
    return Int(ord(character))


# What a piece may call without an import, beside `float`, which is `Fixed.of` or `Double.of`.
BUILTINS: dict[str, Any] = {
    "abs": abs, "min": _extreme("min", lambda a, b: a < b), "max": _extreme("max", lambda a, b: a > b),
    "round": rounded, "int": as_int, "bool": bool, "len": length, "ord": code, "range": counted,
}  # fmt: skip
