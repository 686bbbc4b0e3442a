"""Operations on doubles to JavaScript, whose own numbers they are: one row for each operation of `ir.ops.OPS`.

Nothing is reordered, and nothing is NaN-blind: a comparison is `unordered`, so that no rewrite turns `!(a<b)` into
`a>=b`. What JavaScript does otherwise than the language is a helper of the prelude: `least` and `greatest`, which
keep the first operand where one is NaN; `modulo`, whose sign is the divisor's, and `cyclic`, the same by a power of
two; `even`, which rounds.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import copysign, isfinite
from typing import TYPE_CHECKING, TypeGuard

from intaglio.backends.javascript.arithmetic import is_power_of_two, wrapped
from intaglio.backends.javascript.syntax import Binary, Conditional, Expr, Host, Invoke, Num, Ref, Unary, number
from intaglio.ir import doubles
from intaglio.ir.nodes import Op

if TYPE_CHECKING:
    from intaglio.backends.javascript.operations import Values

Row = Callable[["Values", Op], Expr]
ONE, ZERO = number(1), number(0)


def literal(pattern: int) -> Expr:
    """A constant: `.5`, `-0`, `1/0`, `0/0`."""
    value = doubles.value(pattern)
    if value != value:
        return Binary("/", ZERO, ZERO)
    if not isfinite(value):
        return Binary("/", number(int(copysign(1, value))), ZERO)
    return Unary("-", ZERO) if value == 0 and copysign(1, value) < 0 else Num(Fraction(value))


def _add(values: Values, op: Op) -> Expr:
    left, right = values.both(op)
    return Binary("-", left, Num(-right.value)) if _is_below_zero(right) else Binary("+", left, right)


def _sub(values: Values, op: Op) -> Expr:
    left, right = values.both(op)
    return Binary("+", left, Num(-right.value)) if _is_below_zero(right) else Binary("-", left, right)


def _mul(values: Values, op: Op) -> Expr:
    """A product by 1/16 is a quotient by 16."""
    left, right = values.both(op)
    if isinstance(right, Num) and right.value < 1 and is_power_of_two(right.value):
        divisor = number(1 / right.value)
        if len(str(divisor.value)) < len(repr(float(right.value))):
            return Binary("/", left, divisor)
    return Binary("*", left, right)


def _is_below_zero(value: Expr) -> TypeGuard[Num]:
    return isinstance(value, Num) and value.value < 0


def _mod(values: Values, op: Op) -> Expr:
    left, right = values.both(op)
    if right == ONE and isinstance(left, Ref):
        return Binary("-", left, Invoke(Host("Math.floor"), (left,)))
    cyclic = isinstance(right, Num) and 1 <= right.value < 2**900 and is_power_of_two(right.value)
    return values.environment.helper("cyclic" if cyclic else "modulo", left, right)


def _floor_quotient(values: Values, op: Op) -> Expr:
    left, right = values.both(op)
    return Invoke(Host("Math.floor"), (left if right == ONE else Binary("/", left, right),))


def _extreme(name: str, host: str, symbol: str) -> Row:
    def row(values: Values, op: Op) -> Expr:
        left, right = values.both(op)
        if isinstance(right, Num) and right != ZERO:  # no zeros to tell apart, and NaN stays
            return Invoke(Host(host), (left, right))
        if isinstance(left, Ref | Num) and isinstance(right, Ref | Num):
            return Conditional(Binary(symbol, right, left, unordered=True), right, left)
        return values.environment.helper(name, left, right)

    return row


def _call(host: str) -> Row:
    return lambda values, op: Invoke(Host(host), (values.exact(op.args[0]),))


def _round(values: Values, op: Op) -> Expr:
    return wrapped(values.environment.helper("even", values.exact(op.args[0])))


def _exponent(values: Values, op: Op) -> Expr:
    return values.environment.helper("exponent", values.exact(op.args[0]))


def _compare(symbol: str) -> Row:
    return lambda values, op: Binary(symbol, *values.both(op), unordered=True)


DOUBLE_ROWS: dict[str, Row] = {
    "add": _add,
    "sub": _sub,
    "mul": _mul,
    "div": lambda values, op: Binary("/", *values.both(op)),
    "floordiv": _floor_quotient,
    "mod": _mod,
    "neg": lambda values, op: Unary("-", values.exact(op.args[0])),
    "abs": _call("Math.abs"),
    "min": _extreme("least", "Math.min", "<"),
    "max": _extreme("greatest", "Math.max", ">"),
    "sqrt": _call("Math.sqrt"),
    "floor": lambda values, op: wrapped(_call("Math.floor")(values, op)),
    "ceil": lambda values, op: wrapped(_call("Math.ceil")(values, op)),
    "trunc": lambda values, op: wrapped(values.exact(op.args[0])),
    "round": _round,
    "exponent": _exponent,
    "eq": _compare("=="),
    "ne": _compare("!="),
    "lt": _compare("<"),
    "le": _compare("<="),
    "gt": _compare(">"),
    "ge": _compare(">="),
}
