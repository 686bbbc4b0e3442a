"""IEEE-754 binary64 by Python's floats, which are the hardware's: what `+ - * /` and their kin mean in `double`.

A number of the IR is its 64 bits as an int: `bits(1.5) == 0x3FF8000000000000`. There is one NaN. Nothing here is a
fault but to write a number that has no place: 1/0 is infinite, 0/0 and the root of -1 are NaN.
"""

from __future__ import annotations

import math
import struct
from fractions import Fraction

from intaglio.ir.types import wrap

NAN = 0x7FF8000000000000
MOST_WRITTEN = 10**15  # fifteen decimal digits come back from a double as they went in


def bits(value: float) -> int:
    """The 64 bits of a number."""
    return NAN if value != value else int.from_bytes(struct.pack(">d", value), "big")


def value(pattern: int) -> float:
    """The number that 64 bits are."""
    found: float = struct.unpack(">d", pattern.to_bytes(8, "big"))[0]
    return found


def nearest(number: float | Fraction | str) -> float:
    """The double nearest to a real number, infinite where that is too large."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf  # type: ignore[operator]  # text does not overflow


def spelled(number: float) -> str:
    """The shortest literal that reads as this number: `1.5d`, `1e-05d`, `-0.0d`, `#inf`, `#-inf`, `#nan`."""
    return f"{number!r}d" if math.isfinite(number) else f"#{number!r}"


def read(literal: str) -> float:
    """What `spelled` has written."""
    return float(literal.strip("#d"))


# ---- arithmetic -----------------------------------------------------------------------------------


def divide(a: float, b: float) -> float:
    """a / b; also by zero."""
    if b != 0:
        return a / b
    if a == 0 or a != a:
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def floor(a: float) -> float:
    """The greatest whole number that is not above a, as a double: -0, infinities and NaN stay."""
    if not -4503599627370496.0 < a < 4503599627370496.0:  # from 2**52 on all are whole
        return a
    return math.copysign(float(math.floor(a)), a)


def floor_divide(a: float, b: float) -> float:
    """a // b: the quotient, rounded once as any is, then floored."""
    return floor(divide(a, b))


def remainder(a: float, b: float) -> float:
    """a % b, exact but for one rounding where the signs differ, with the sign of b (as Python's)."""
    if b == 0 or not math.isfinite(a):
        return math.nan
    return a % b


def root(a: float) -> float:
    """The square root; of what is below zero NaN."""
    return math.nan if a < 0 else math.sqrt(a)


def least(a: float, b: float) -> float:
    """Python's min of two: b where it is less, else a."""
    return b if b < a else a


def greatest(a: float, b: float) -> float:
    """Python's max of two: b where it is greater, else a."""
    return b if b > a else a


def power_of_two(n: int) -> float:
    """2.0**n for n from -1022 to 1023, by the exponent's bits: 0 for -1023, infinite for 1024, from there on anew."""
    return value((n + 1023 & 2047) << 52)


def exponent(a: float) -> int:
    """The n of 2.0**n <= |a| < 2.0**(n + 1), by its bits: -1023 for 0 and denormals, 1024 for infinities and NaN."""
    return (bits(a) >> 52 & 2047) - 1023


# ---- to ints and text -----------------------------------------------------------------------------


def to_int(whole: float) -> int:
    """A whole number modulo 2**32, as JavaScript's ToInt32 gives it: infinities and NaN are 0."""
    return wrap(int(whole)) if math.isfinite(whole) else 0


def floored(a: float) -> int:
    return to_int(floor(a))


def ceiled(a: float) -> int:
    return to_int(-floor(-a))


def truncated(a: float) -> int:
    return to_int(a)


def rounded(a: float) -> int:
    """To the nearest whole number, a half to the even one."""
    return wrap(round(a)) if math.isfinite(a) else 0


def written(a: float, digits: int) -> str | None:
    """A number as every engine writes it, `n / 10**digits` for `n = floor(x * 10**digits + 1/2)`.

    None where n has more than 15 digits or is none: engines would write that differently.
    """
    n = floor(a * 10.0**digits + 0.5)
    if not -MOST_WRITTEN < n < MOST_WRITTEN:
        return None
    whole, part = divmod(abs(int(n)), 10**digits)
    decimals = f"{part:0{digits}d}".rstrip("0") if digits else ""
    sign = "-" if n < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
