"""Doubles that are hard to get right, and a rule of the IR that writes one with all its bits.

`show(x)` writes `-inf`, `nan`, or sign, whole part below 2**30, two runs of 26 bits behind the point, and by how many
powers of two the number was scaled: `-1.33554432.0e0` is -1.5. It takes operations only that are exact.
"""

from fractions import Fraction
from math import inf, isinf, nan

from intaglio.ir.doubles import bits, value
from intaglio.ir.ops import result_type
from intaglio.ir.types import Type

HARD = (
    0.0, -0.0, 1.0, -1.0, 0.1, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0, 1 / 3, -7.25, 255.999, -1e-20, 5e-324, -5e-324,
    2.2250738585072014e-308, 1.7976931348623157e308, -1.7976931348623157e308, inf, -inf, nan, 2.0**31, -(2.0**31) - 0.5,
    2.0**32 + 1.5, -(2.0**33) - 3.5, 0.49999999999999994, 2.0**51 + 0.5, 4503599627370495.5, -(2.0**52) - 1, 2.0**53,
    1e22, -123456789012345.67,
)  # fmt: skip
PATTERNS = tuple(map(bits, HARD))
# Operations between doubles and ints that exist in pieces in doubles alone.
MAKE_DOUBLES = frozenset({"double", "fraction", "power2", "exponent"})

SHOW = """function show(x: double) {
  if ne(x, x) {
    emit.text svg "nan " ()
    return
  }
  if either(lt(x, 0.0d), lt(div(1.0d, x), 0.0d)) {
    emit.text svg "-" ()
    x: double = neg(x)
  }
  if eq(x, #inf) {
    emit.text svg "inf " ()
    return
  }
  e: int = 0
  while ge(x, 1073741824.0d) {
    x: double = mul(x, 9.313225746154785e-10d)
    e: int = add(e, 30)
  }
  while both(gt(x, 0.0d), lt(x, 1.0d)) {
    x: double = mul(x, 1073741824.0d)
    e: int = sub(e, 30)
  }
  for i in 0, 3, 1 {
    whole: int = floor(x)
    emit.int svg(whole)
    emit.text svg "." ()
    x: double = mul(sub(x, double(whole)), 67108864.0d)
  }
  emit.text svg "e" ()
  emit.int svg(e)
  emit.text svg " " ()
}
"""


def shown(pattern: int) -> str:
    """What `show` writes of a double."""
    number = value(pattern)
    if number != number:
        return "nan "
    sign = "-" if pattern >> 63 else ""
    if isinf(number):
        return f"{sign}inf "
    rest, exponent = abs(Fraction(number)), 0
    while rest >= 1 << 30:
        rest, exponent = rest / (1 << 30), exponent + 30
    while 0 < rest < 1:
        rest, exponent = rest * (1 << 30), exponent - 30
    parts = []
    for _ in range(3):
        parts.append(f"{int(rest)}.")
        rest = (rest - int(rest)) * (1 << 26)
    return f"{sign}{''.join(parts)}e{exponent} "


def of_doubles(name: str, kinds: tuple[Type, ...]) -> bool:
    """Whether an operation takes or gives doubles."""
    return Type.DOUBLE in (*kinds, result_type(name, kinds))


