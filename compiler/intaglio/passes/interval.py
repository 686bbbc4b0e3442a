"""Intervals: what range analysis knows of a value, and what each operation makes of them.

An interval holds the IR's own numbers, so those of a fixed are scaled by 2**16 and a bool is 0 or 1. An end may be
infinite. Of doubles nothing is known but that they are some number, or none: their interval is always everything.
`PLAIN` maps an operation to the interval of its results *before* an int is wrapped to 32 bits: whether
that lies in 32 bits is what the hint `fits` claims.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isqrt
from typing import NamedTuple

from intaglio.ir.ops import OPS, result_type
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type

End = int | float  # a whole number, or one of the infinities

# Finite ends farther out than this become infinite: it keeps the numbers short.
FAR = 1 << 200


class Interval(NamedTuple):
    """All numbers from `low` to `high`, both included."""

    low: End
    high: End

    def within(self, other: Interval) -> bool:
        return other.low <= self.low and self.high <= other.high

    def hull(self, other: Interval) -> Interval:
        return Interval(min(self.low, other.low), max(self.high, other.high))

    def meet(self, other: Interval) -> Interval | None:
        """What lies in both, None where nothing does."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None

    @property
    def size(self) -> End:
        """The greatest absolute value."""
        return max(abs(self.low), abs(self.high))

    @property
    def only(self) -> int | None:
        """The number, where there is but one."""
        return int(self.low) if self.low == self.high else None


Results = tuple[Interval, ...]  # of a function, or of its arguments
TOP = {
    Type.INT: Interval(INT_MIN, INT_MAX), Type.FIXED: Interval(-inf, inf), Type.BOOL: Interval(0, 1),
    Type.DOUBLE: Interval(-inf, inf), Type.WORD: Interval(0, inf),
    # of a reference nothing is known
    Type.INTS: Interval(-inf, inf), Type.FIXEDS: Interval(-inf, inf), Type.DOUBLES: Interval(-inf, inf),
    Type.WORDS: Interval(-inf, inf),
}  # fmt: skip
INTS, BOOLS, WORDS = TOP[Type.INT], TOP[Type.BOOL], TOP[Type.WORD]
WHOLE = Interval(INT_MIN * ONE, INT_MAX * ONE)  # fixeds whose floor is an int


def point(value: int) -> Interval:
    return Interval(value, value)


def constant(kind: Type, value: int) -> Interval:
    """What is known of a constant of the IR, whose number says nothing where it is the bits of a double."""
    return TOP[kind] if kind is Type.DOUBLE else point(value)


def spanning(*ends: End) -> Interval:
    """The smallest interval with all these numbers, its far ends taken for infinite."""
    low, high = min(ends), max(ends)
    return Interval(low if low > -FAR else -inf, high if high < FAR else inf)


# ---- arithmetic -----------------------------------------------------------------------------------


def _times(a: End, b: End) -> End:
    return 0 if a == 0 or b == 0 else a * b  # nothing times infinity is nothing here: the ends are limits


def _shifted(a: End, bits: int) -> End:
    return a >> bits if isinstance(a, int) else a


def _corners(a: Interval, b: Interval) -> tuple[End, ...]:
    (a_low, a_high), (b_low, b_high) = a, b
    return _times(a_low, b_low), _times(a_low, b_high), _times(a_high, b_low), _times(a_high, b_high)


def _product(a: Interval, b: Interval) -> Interval:
    return spanning(*_corners(a, b))


def _fixed_product(a: Interval, b: Interval) -> Interval:
    corners = _corners(a, b)
    return spanning(_shifted(min(corners), 16), _shifted(max(corners), 16))


def _floored(a: End, b: End) -> End:
    """a // b with infinite ends as limits; b is not 0."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b
    if isinstance(b, float):  # a finite number shrinks towards 0, from below to -1
        return (0 if a == 0 or (a > 0) is (b > 0) else -1) if isinstance(a, int) else _times(a, 1 if b > 0 else -1)
    return _times(a, 1 if b > 0 else -1)


def _quotient(a: Interval, b: Interval) -> Interval:
    """a // b over the parts of b on either side of zero."""
    ends: list[End] = []
    for side in (Interval(1, inf), Interval(-inf, -1)):
        part = b.meet(side)
        if part is not None:
            ends += [_floored(x, y) for x in a for y in part]
            if a.low < 0 < a.high:
                ends.append(0)
    return spanning(*ends) if ends else Interval(-inf, inf)


def _fixed_quotient(a: Interval, b: Interval) -> Interval:
    return _quotient(Interval(_times(a.low, ONE), _times(a.high, ONE)), b)


def _whole_quotient(a: Interval, b: Interval) -> Interval:
    whole = _quotient(a, b)
    return spanning(_times(whole.low, ONE), _times(whole.high, ONE))


def _remainder(a: Interval, b: Interval) -> Interval:
    if a.low >= 0 and a.high < b.low:
        return a
    low = min(b.low + 1, 0)
    high = max(b.high - 1, 0)
    return Interval(0 if b.low > 0 else low, min(high, a.high) if a.low >= 0 and b.low > 0 else high)


def _absolute(a: Interval) -> Interval:
    if a.low >= 0:
        return a
    return Interval(max(0, -a.high), a.size)


def _root(a: Interval) -> Interval:
    low, high = max(a.low, 0), max(a.high, 0)
    return Interval(*(isqrt(end << 16) if isinstance(end, int) else end for end in (low, high)))


# ---- bits -----------------------------------------------------------------------------------------


def _ones(value: End) -> int:
    """All ones in as many bits as a number has."""
    return (1 << int(value).bit_length()) - 1


def _and(a: Interval, b: Interval) -> Interval:
    limits = [x.high for x in (a, b) if x.low >= 0]
    return Interval(0, min(limits)) if limits else INTS


def _or(a: Interval, b: Interval) -> Interval:
    if a.low >= 0 and b.low >= 0:
        return Interval(max(a.low, b.low), _ones(max(a.high, b.high)))
    if a.high < 0 or b.high < 0:
        return Interval(INT_MIN, -1)
    return INTS


def _xor(a: Interval, b: Interval) -> Interval:
    return Interval(0, _ones(max(a.high, b.high))) if a.low >= 0 and b.low >= 0 else INTS


def _counts(b: Interval) -> tuple[int, int]:
    """The least and the greatest shift count, after the mask to 0-31."""
    return (int(b.low), int(b.high)) if b.low >= 0 and b.high <= 31 else (0, 31)


def _shl(a: Interval, b: Interval) -> Interval:
    return spanning(*(_times(x, 1 << n) for x in a for n in _counts(b)))


def _shr(a: Interval, b: Interval) -> Interval:
    return spanning(*(_shifted(x, n) for x in a for n in _counts(b)))


def _ushr(a: Interval, b: Interval) -> Interval:
    least, most = _counts(b)
    if a.low >= 0:
        return Interval(_shifted(a.low, most), _shifted(a.high, least))
    return Interval(0, 0xFFFFFFFF >> least) if least > 0 else INTS


def _shifted_word(a: Interval, b: Interval) -> Interval:
    least = int(b.low) if b.low >= 0 and b.high <= 255 else 0
    return Interval(0, _shifted(a.high, least))


# ---- conversions and comparisons ------------------------------------------------------------------


def _ends(change: Callable[[int], int]) -> Callable[[Interval], Interval]:
    """The interval operation of a function that never falls."""
    return lambda a: Interval(*(change(end) if isinstance(end, int) else end for end in a))


def _rounded(a: int) -> int:
    whole, part = divmod(a, ONE)
    return whole + (part > ONE // 2 or (part == ONE // 2 and whole & 1 == 1))


def _unit(a: Interval) -> Interval:
    return Interval(_shifted(a.low, 16), _shifted(a.high, 16)) if a.low >= 0 else Interval(0, 0xFFFF)


def _decided(yes: bool, no: bool) -> Interval:
    return point(1) if yes else point(0) if no else BOOLS


def _equal(a: Interval, b: Interval) -> Interval:
    return _decided(a.only is not None and a == b, a.meet(b) is None)


def _negated(a: Interval) -> Interval:
    return Interval(1 - a.high, 1 - a.low)


def _less(a: Interval, b: Interval) -> Interval:
    return _decided(a.high < b.low, a.low >= b.high)


def _selected(condition: Interval, a: Interval, b: Interval) -> Interval:
    return a.hull(b) if condition.only is None else a if condition.only else b


Operations = dict[str, Callable[..., Interval]]

_COMMON: Operations = {
    "add": lambda a, b: spanning(a.low + b.low, a.high + b.high),
    "sub": lambda a, b: spanning(a.low - b.high, a.high - b.low),
    "mod": _remainder,
    "neg": lambda a: Interval(-a.high, -a.low),
    "abs": _absolute,
    "min": lambda a, b: Interval(min(a.low, b.low), min(a.high, b.high)),
    "max": lambda a, b: Interval(max(a.low, b.low), max(a.high, b.high)),
    "eq": _equal,
    "ne": lambda a, b: _negated(_equal(a, b)),
    "lt": _less,
    "le": lambda a, b: _negated(_less(b, a)),
    "gt": lambda a, b: _less(b, a),
    "ge": lambda a, b: _negated(_less(a, b)),
    "select": _selected,
}
_OF_INTS: Operations = {
    "mul": _product,
    "scale": _product,
    "floordiv": _quotient,
    "and": _and,
    "or": _or,
    "xor": _xor,
    "not": lambda a: Interval(-1 - a.high, -1 - a.low),
    "shl": _shl,
    "shr": _shr,
    "ushr": _ushr,
    "fixed": _ends(lambda a: a * ONE),
    "unit": _unit,
    "double": lambda a: TOP[Type.DOUBLE],
    "fraction": lambda a: TOP[Type.DOUBLE],
    "power2": lambda a: TOP[Type.DOUBLE],
    "wide": lambda a: a if a.low >= 0 else WORDS,
    "wshl": lambda a, b: WORDS,
    "wshr": _shifted_word,
}
_OF_FIXEDS: Operations = {
    "mul": _fixed_product,
    "div": _fixed_quotient,
    "floordiv": _whole_quotient,
    "sqrt": _root,
    "floor": _ends(lambda a: a >> 16),
    "ceil": _ends(lambda a: -(-a >> 16)),
    "trunc": _ends(lambda a: a >> 16 if a >= 0 else -(-a >> 16)),
    "round": _ends(_rounded),
}
_OF_BOOLS: Operations = {
    "both": lambda a, b: Interval(min(a.low, b.low), min(a.high, b.high)),
    "either": lambda a, b: Interval(max(a.low, b.low), max(a.high, b.high)),
    "negate": _negated,
    "whole": lambda a: a,
}

def _unless_wrapped(operation: Callable[..., Interval]) -> Callable[..., Interval]:
    """Of words: what neither falls below 0 nor has no known end, which is far below 2**256, has not wrapped."""

    def result(*operands: Interval) -> Interval:
        found = operation(*operands)
        return found if found.low >= 0 and found.high < inf else WORDS

    return result


_OF_WORDS: Operations = {
    name: _unless_wrapped(operation) for name, operation in (("add", _COMMON["add"]), ("sub", _COMMON["sub"]),
                                                             ("mul", _product))
} | {
    "mod": _remainder,
    "floordiv": lambda a, b: Interval(0, _quotient(a, b).high) if b.low > 0 else WORDS,
    "neg": lambda a: WORDS,
    "and": lambda a, b: Interval(0, min(a.high, b.high)),
    "or": lambda a, b: WORDS,
    "xor": lambda a, b: WORDS,
    "not": lambda a: WORDS,
    "sdiv": lambda a, b: WORDS,
    "smod": lambda a, b: WORDS,
    "keccak": lambda a: WORDS,
    "low": lambda a: a,
    **{name: _COMMON[name] for name in ("min", "max", "eq", "ne", "lt", "le", "gt", "ge", "select")},
}  # fmt: skip


def _anything(kind: Type) -> Callable[..., Interval]:
    return lambda *operands: TOP[kind]


_OF_DOUBLES: Operations = {
    row.name: _anything(found)
    for row in OPS.values()
    if (found := result_type(row.name, (Type.DOUBLE,) * row.arity)) is not None
} | {"exponent": lambda a: Interval(-1023, 1024)}

# By the type of the last operand, as in ir.ops.
PLAIN: dict[Type, Operations] = {
    Type.INT: _COMMON | _OF_INTS,
    Type.FIXED: _COMMON | _OF_FIXEDS,
    Type.DOUBLE: _OF_DOUBLES,
    Type.BOOL: _COMMON | _OF_BOOLS,
    Type.WORD: _OF_WORDS,
}


def plain(name: str, operand_type: Type, *operands: Interval) -> Interval:
    """The results of an operation, ints not yet wrapped."""
    return PLAIN[operand_type][name](*operands)


def wrapped(kind: Type, interval: Interval) -> Interval:
    """What is left of an interval when its ints are wrapped to 32 bits."""
    return interval if kind is not Type.INT or interval.within(INTS) else INTS
