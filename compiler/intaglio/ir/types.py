"""The types a value can have in the IR, and the numbers they hold.

The IR is scalar: tuples have become several variables, colours are 24-bit `int`s, and text that is
chosen at run time has become an index into a text table. A `fixed` is a Python int scaled by 2**16, a `double` the
64 bits of an IEEE-754 number as an int, so that what is equal is the same (`doubles` has its arithmetic). A module has
one of the two. A `word` is a Python int from 0 to 2**256 - 1 (`words`). An array is reached through a reference, which
can be passed on and nothing else; effects make it, read it and write it.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction


class Type(Enum):
    """The type of an expression or a variable."""

    INT = "int"  # 32-bit two's complement
    FIXED = "fixed"  # a multiple of 2**-16, held here as an int scaled by 2**16
    DOUBLE = "double"  # IEEE-754 binary64, held here as its 64 bits
    BOOL = "bool"
    WORD = "word"  # 256 bits, unsigned
    INTS = "ints"  # a reference to an array of ints
    FIXEDS = "fixeds"  # a reference to an array of fixeds
    DOUBLES = "doubles"  # a reference to an array of doubles
    WORDS = "words"  # a reference to an array of words

    def __str__(self) -> str:
        return self.value


# what the entries of an array are
ELEMENTS = {Type.INTS: Type.INT, Type.FIXEDS: Type.FIXED, Type.DOUBLES: Type.DOUBLE, Type.WORDS: Type.WORD}

FRACTION_BITS = 16
ONE = 1 << FRACTION_BITS
NUMBERS = {"fixed": Type.FIXED, "double": Type.DOUBLE}  # what holds a float, by a module's number mode
INT_MIN, INT_MAX = -(1 << 31), (1 << 31) - 1


def wrap(value: int) -> int:
    """The 32-bit two's complement number that equals `value` modulo 2**32."""
    return ((value + (1 << 31)) & 0xFFFFFFFF) - (1 << 31)


def to_scaled(value: float | Fraction | str) -> int:
    """Floor a real number to the grid of `fixed`: `to_scaled(1.5) == 98304`."""
    return int((Fraction(value) * ONE).__floor__())


def decimal_text(scaled: int) -> str:
    """The exact decimal of a `fixed`: `decimal_text(98304) == "1.5"`; always has a point."""
    sign = "-" if scaled < 0 else ""
    whole, part = divmod(abs(scaled), ONE)
    digits = f"{part * 5**FRACTION_BITS:016d}".rstrip("0") or "0"
    return f"{sign}{whole}.{digits}"


def written(scaled: int, digits: int) -> str:
    """A `fixed` as every engine writes it: JavaScript's `n / 10**digits` for `n = floor(x * 10**digits + 1/2)`."""
    n = (scaled * 10**digits + ONE // 2) >> FRACTION_BITS
    sign = "-" if n < 0 else ""
    whole, part = divmod(abs(n), 10**digits)
    decimals = f"{part:0{digits}d}".rstrip("0") if digits else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
