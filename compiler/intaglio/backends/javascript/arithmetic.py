"""Build sums, products and tests in their shortest form, without changing a bit of any result.

A factor that is a power of two moves freely through a product, as it only shifts the exponent:
`(w >>> 16) / 65536 * 100` and `(w >>> 16) * 100 / 65536` are the same double. Sums are of ints, or of fixeds that
are whole multiples of 2**-16, and so exact in any order: `a+(b+c)` is `a+b+c`. Nothing else is reordered.
"""

from __future__ import annotations

from fractions import Fraction

from intaglio.backends.javascript.syntax import Binary, Expr, Num, Sequence, Unary, number

HALF_EVEN = number(6 * 10**15)  # between 2**52 and 2**53 a double is a whole number, rounded half to even
OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


def is_power_of_two(value: Fraction) -> bool:
    """Also of negative ones: 1/4, 1, 8."""
    return value > 0 and all(part & (part - 1) == 0 for part in (value.numerator, value.denominator))


def product(left: Expr, right: Expr) -> Expr:
    """left * right, the constants gathered at the end: `x*100/65536`."""
    (left, a), (right, b) = _factor(left), _factor(right)
    scale = a * b
    if left == right == ONE:
        return Num(scale)
    if left == ONE:
        left = right
    elif right != ONE:
        left = Binary("*", left, right)
    return _scaled(left, scale)


def quotient(left: Expr, right: Expr) -> Expr:
    """left / right; a power of two in a constant divisor moves to the left, `x*65536/6553`."""
    if not isinstance(right, Num):
        return Binary("/", left, right)
    divisor = right.value
    if is_power_of_two(abs(divisor)):
        return product(left, Num(1 / divisor))
    return Binary("/", product(left, number(divisor.denominator)), number(divisor.numerator))


def plus(left: Expr, right: Expr) -> Expr:
    """left + right: `x-5` for `x+-5`, `b-a` for `-a+b`."""
    if isinstance(right, Num) and right.value < 0:
        return Binary("-", left, Num(-right.value))
    if isinstance(right, Unary) and right.op == "-":
        return Binary("-", left, right.operand)
    if isinstance(left, Unary) and left.op == "-":
        return Binary("-", right, left.operand)
    if isinstance(left, Num) and left.value < 0:
        return Binary("-", right, Num(-left.value))
    if isinstance(right, Binary) and _is_exact_sum(right):
        return Binary(right.op, plus(left, right.left), right.right)
    return Binary("+", left, right)


def minus(left: Expr, right: Expr) -> Expr:
    """left - right: `x+5` for `x- -5`, `-x` for `0-x`."""
    if isinstance(right, Num) and right.value < 0:
        return Binary("+", left, Num(-right.value))
    if isinstance(right, Unary) and right.op == "-":
        return Binary("+", left, right.operand)
    if left == number(0):
        return negative(right)
    if isinstance(right, Binary) and _is_exact_sum(right):
        return Binary("-" if right.op == "+" else "+", minus(left, right.left), right.right)
    return Binary("-", left, right)


def negative(value: Expr) -> Expr:
    if isinstance(value, Num):
        return Num(-value.value)
    if isinstance(value, Unary) and value.op == "-":
        return value.operand
    if isinstance(value, Binary) and value.op == "-":
        return Binary("-", value.right, value.left)
    return Unary("-", value)


def rounded(value: Expr) -> Expr:
    """The nearest whole number, the even one of two that are as near."""
    return Binary("-", plus(value, HALF_EVEN), HALF_EVEN)


def _is_exact_sum(value: Expr) -> bool:
    """A sum or difference whose order does not matter: one that does not round on purpose."""
    match value:
        case Binary("+" | "-", left, right):
            return not any(part == HALF_EVEN or _rounds(part) for part in (left, right))
        case _:
            return False


def _rounds(value: Expr) -> bool:
    return isinstance(value, Binary) and value.op in ("+", "-") and not _is_exact_sum(value)


def wrapped(value: Expr) -> Expr:
    """The signed 32-bit int that equals an exact whole number modulo 2**32."""
    return Binary("|", value, number(0))


def opposite(test: Expr) -> Expr:
    """What is true where `test` is not: of ints `a>7` for `!(a<8)`."""
    match test:
        case Binary("<", left, Num(bound), whole=True) if len(str(bound - 1)) <= len(str(bound)):
            return Binary(">", left, Num(bound - 1), whole=True)
        case Binary(">", left, Num(bound), whole=True) if len(str(bound + 1)) <= len(str(bound)):
            return Binary("<", left, Num(bound + 1), whole=True)
        case Binary("==" | "!=" as op, left, right) | Binary(op, left, right, unordered=False) if op in OPPOSITE:
            return Binary(OPPOSITE[op], left, right)
        case Binary("&&", left, right):
            return _lighter(Binary("||", opposite(left), opposite(right)), Unary("!", test))
        case Binary("||", left, right):
            return _lighter(Binary("&&", opposite(left), opposite(right)), Unary("!", test))
        case Unary("!", operand):
            return operand
        case Sequence(items):
            return Sequence((*items[:-1], opposite(items[-1])))
        case _:
            return Unary("!", test)


ONE = number(1)


def _factor(value: Expr) -> tuple[Expr, Fraction]:
    """A value as (rest, constant factor)."""
    match value:
        case Num(constant):
            return ONE, constant
        case Binary("*", rest, Num(constant)):
            inner, factor = _factor(rest)
            return inner, factor * constant
        case Binary("/", rest, Num(constant)) if is_power_of_two(constant):
            inner, factor = _factor(rest)
            return inner, factor / constant
        case _:
            return value, Fraction(1)


def _scaled(value: Expr, factor: Fraction) -> Expr:
    if factor == 1:
        return value
    if factor == -1:
        return negative(value)
    if factor.denominator == 1:
        return Binary("*", value, Num(factor))
    if factor.numerator == 1:
        return Binary("/", value, number(factor.denominator))
    if len(f"{float(factor)!r}") <= len(f"{factor.numerator}/{factor.denominator}") + 1:  # a leading 0 is dropped
        return Binary("*", value, Num(factor))
    return Binary("/", Binary("*", value, number(factor.numerator)), number(factor.denominator))


def _lighter(one: Expr, other: Expr) -> Expr:
    return one if _weight(one) <= _weight(other) else other


def _weight(test: Expr) -> int:
    """How many negations it takes to write a test."""
    match test:
        case Unary("!", Binary()):
            return 3  # with its parentheses
        case Unary("!", _):
            return 1
        case Binary("&&" | "||", left, right):
            return _weight(left) + _weight(right)
        case _:
            return 0
