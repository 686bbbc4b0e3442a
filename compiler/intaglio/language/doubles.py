"""IEEE-754 doubles as Python objects: what a float is in a piece with `numbers="double"`.

`+ - * /` are the hardware's, and so is the square root; nothing has no result, so nothing faults but what is too large
to be written. `//` and `%` are Python's, `int` and its kin wrap as JavaScript's do (`intaglio.ir.doubles`).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from intaglio.ir import doubles
from intaglio.language.numbers import Fixed, Int, Number, _power


def _comparison(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compare(self: Any, other: Any) -> bool:
        kind = other.__class__
        if kind is Double or kind is Int:  # Python compares an int and a float exactly
            return test(self.n, other.n)
        return test(self.n, other) if kind is int or kind is float else NotImplemented

    return compare


class Double(Number):
    """An IEEE-754 double: `n` is Python's own float."""

    __slots__ = ()
    n: float

    __eq__ = _comparison(operator.eq)
    __ne__ = _comparison(operator.ne)
    __lt__ = _comparison(operator.lt)
    __le__ = _comparison(operator.le)
    __gt__ = _comparison(operator.gt)
    __ge__ = _comparison(operator.ge)
    __hash__ = None

    def __init__(self, n: float) -> None:
        self.n = n

    @classmethod
    def of(cls, value: Any) -> Double:
        """A number of the language's or Python's as a double; of an int it is exact. Raises `TypeError`."""
        kind = value.__class__
        if isinstance(value, Double):
            return value
        if kind is Int:
            return Double(float(value.n))
        if kind is int or kind is float or kind is Fraction:
            return Double(doubles.nearest(value))
        raise TypeError(f"{value!r} is not a number")

    def __add__(self, other: Any) -> Double:
        return Double(self.n + (other.n if other.__class__ is Double else Double.of(other).n))

    def __sub__(self, other: Any) -> Double:
        return Double(self.n - (other.n if other.__class__ is Double else Double.of(other).n))

    def __mul__(self, other: Any) -> Double:
        return Double(self.n * (other.n if other.__class__ is Double else Double.of(other).n))

    def __truediv__(self, other: Any) -> Double:
        divisor = other.n if other.__class__ is Double else Double.of(other).n
        return Double(self.n / divisor if divisor != 0 else doubles.divide(self.n, divisor))

    def __floordiv__(self, other: Any) -> Double:
        return Double(doubles.floor_divide(self.n, Double.of(other).n))

    def __mod__(self, other: Any) -> Double:
        return Double(doubles.remainder(self.n, Double.of(other).n))

    # an int, or a number of Python's, on the left

    def __radd__(self, other: Any) -> Double:
        return Double(Double.of(other).n + self.n)

    def __rsub__(self, other: Any) -> Double:
        return Double(Double.of(other).n - self.n)

    def __rmul__(self, other: Any) -> Double:
        return Double(Double.of(other).n * self.n)

    def __rtruediv__(self, other: Any) -> Double:
        return Double.of(other) / self

    def __rfloordiv__(self, other: Any) -> Double:
        return Double.of(other) // self

    def __rmod__(self, other: Any) -> Double:
        return Double.of(other) % self

    def __pow__(self, exponent: Any) -> Any:
        return _power(self, exponent, Double(1.0))

    def __neg__(self) -> Double:
        return Double(-self.n)

    def __pos__(self) -> Double:
        return self

    def __abs__(self) -> Double:
        return Double(abs(self.n))

    def __float__(self) -> float:
        return self.n

    def __repr__(self) -> str:
        return repr(self.n)


Floats = type[Fixed] | type[Double]
FLOATS: dict[str, Floats] = {"fixed": Fixed, "double": Double}  # what a float is, by a piece's numbers
