"""IR expressions to JavaScript: one row for each operation of `ir.ops.OPS`.

An int is a number that holds exactly the signed 32-bit value, a fixed is a double on the grid of 2**-16, a bool
is a boolean. What the place needs is passed down, so that wraps appear only where they can be seen:

- `exact`: the value itself;
- `modular`: a whole number that equals the value modulo 2**32, for an operand of a sum that is wrapped later;
- `bits`: a number whose ToInt32 is the value, for an operand of `& | ^ ~ << >>` and of `Math.imul`;
- `truth`: anything that is truthy where the bool is true, for a condition.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Protocol

from intaglio.backends.javascript.arithmetic import (
    is_power_of_two,
    minus,
    negative,
    opposite,
    plus,
    product,
    quotient,
    rounded,
    wrapped,
)
from intaglio.backends.javascript.doubles import DOUBLE_ROWS, literal
from intaglio.backends.javascript.places import place
from intaglio.backends.javascript.syntax import (
    Binary,
    Conditional,
    Expr,
    Host,
    Invoke,
    Num,
    Ref,
    Symbol,
    Unary,
    number,
)
from intaglio.backends.javascript.words import WORD_ROWS, word_literal
from intaglio.ir.nodes import Const, Entry, Op, Var
from intaglio.ir.nodes import Expr as IrExpr
from intaglio.ir.types import ONE, Type

INT, FIXED = Type.INT, Type.FIXED
WORD_BITS = 32
EXACT_BITS = 53  # whole numbers below 2**53 are exact in a double


class Environment(Protocol):
    """What expressions need to know of their surroundings."""

    def variable(self, name: str) -> Symbol: ...
    def entry(self, table: str, index: Expr) -> Expr: ...
    def snap(self, value: Expr) -> Expr: ...
    def helper(self, name: str, *operands: Expr) -> Expr: ...
    @property
    def doubles(self) -> bool: ...


class Values:
    """Translates expressions inside one function."""

    def __init__(self, environment: Environment) -> None:
        self.environment: Environment = environment

    def exact(self, expr: IrExpr) -> Expr:
        """The value itself."""
        match expr:
            case Const(Type.BOOL, value):
                return Unary("!", number(1 - value))
            case Const(Type.FIXED, value):
                return Num(Fraction(value, ONE), span=place(expr.span))
            case Const(Type.DOUBLE, value):
                return literal(value)
            case Const(Type.WORD, value):
                return word_literal(value)
            case Const(_, value):
                return Num(Fraction(value), span=place(expr.span))
            case Var(name):
                return Ref(self.environment.variable(name), span=place(expr.span))
            case Entry(table, index):
                return self.environment.entry(table, self.exact(index))
            case Op():
                if _of_words(expr):
                    return WORD_ROWS[expr.name](self, expr)
                rows = DOUBLE_ROWS if _of_doubles(expr) else ROWS
                return rows[expr.name](self, expr)

    def modular(self, expr: IrExpr) -> tuple[Expr, int]:
        """A whole number equal to an int modulo 2**32, and a power of two that bounds it."""
        if isinstance(expr, Op) and expr.name in MODULAR and not _of_doubles(expr):
            value, size = MODULAR[expr.name](self, expr)
            return (value, size) if size <= EXACT_BITS else (wrapped(value), WORD_BITS)
        return self.exact(expr), WORD_BITS

    def bits(self, expr: IrExpr) -> Expr:
        """A number whose ToInt32 is the int: a fraction is cut off."""
        if isinstance(expr, Op):
            if expr.name == "trunc":
                return self.exact(expr.args[0])
            if expr.name in ("floor", "ceil") and _of_doubles(expr):
                return Invoke(Host(f"Math.{expr.name}"), (self.exact(expr.args[0]),))
            if expr.name == "floordiv" and expr.hint:
                return Binary("/", *self.both(expr))
        return self.modular(expr)[0]

    def truth(self, expr: IrExpr) -> Expr:
        """A condition."""
        match expr:
            case Op("ne", (left, Const(kind, 0))) if kind in (INT, FIXED):
                return self.exact(left)
            case Op("eq", (left, Const(kind, 0))) if kind in (INT, FIXED):
                return Unary("!", self.exact(left))
            case Op("both" | "either" as name, (left, right)):
                return Binary("&&" if name == "both" else "||", self.truth(left), self.truth(right))
            case Op("negate", (inner,)):
                return opposite(self.truth(inner))
            case Op("select", (condition, then, orelse)):
                return Conditional(self.truth(condition), self.truth(then), self.truth(orelse))
            case _:
                return self.exact(expr)

    def both(self, op: Op) -> tuple[Expr, Expr]:
        """Both operands of a binary operation, exact."""
        left, right = op.args
        return self.exact(left), self.exact(right)


def _of_doubles(op: Op) -> bool:
    """Whether an operation takes doubles and has a row of its own for them."""
    return op.args[-1].type is Type.DOUBLE and op.name != "select"


def _of_words(op: Op) -> bool:
    """Whether an operation takes or makes words, and has a row of its own for them: comparisons and choices do not."""
    return op.name in WORD_ROWS and Type.WORD in (op.type, op.args[-1].type)


Row = Callable[[Values, Op], Expr]


# ---- sums and products ----------------------------------------------------------------------------


def _wrapping(values: Values, op: Op) -> Expr:
    """An int operation of MODULAR: plain where range analysis says that it fits, else wrapped."""
    signed = values.environment.doubles and _may_be_minus_zero(op)
    if op.hint and not signed:
        return PLAIN[op.name](*map(values.exact, op.args))
    value, size = MODULAR[op.name](values, op)
    if isinstance(value, Invoke):
        return value  # Math.imul gives an int
    return value if size < WORD_BITS and not signed else wrapped(value)


def _may_be_minus_zero(op: Op) -> bool:
    """Whether JavaScript may make -0 of this: as good as 0 for an int, but not for the double it may become."""
    return op.name in ("neg", "mul") or op.args[0] == Const(INT, 0)


PLAIN: dict[str, Callable[..., Expr]] = {"add": plus, "sub": minus, "mul": product, "neg": negative}


def _sum(values: Values, op: Op) -> Expr:
    return _wrapping(values, op) if op.type is INT else PLAIN[op.name](*map(values.exact, op.args))


def _modular_sum(values: Values, op: Op) -> tuple[Expr, int]:
    parts = [values.modular(arg) for arg in op.args]
    return PLAIN[op.name](*(part for part, _ in parts)), max(size for _, size in parts) + len(op.args) - 1


def _modular_product(values: Values, op: Op) -> tuple[Expr, int]:
    """A product that fits or is by a constant that leaves it exact; any other is Math.imul, which wraps: size 31."""
    for factor, other in (op.args, op.args[::-1]):
        if isinstance(factor, Const):
            value, size = values.modular(other)
            grown = size + abs(factor.value).bit_length()
            if grown <= EXACT_BITS:
                return product(value, number(factor.value)), grown
    if op.hint:
        return product(*values.both(op)), WORD_BITS - 1
    return Invoke(Host("Math.imul"), tuple(map(values.bits, op.args))), WORD_BITS - 1


def _product(values: Values, op: Op) -> Expr:
    if op.type is INT:
        return _wrapping(values, op)
    left, right = op.args
    value = product(values.exact(left), values.exact(right))
    return value if _is_whole(left) or _is_whole(right) else values.environment.snap(value)


def _is_whole(expr: IrExpr) -> bool:
    """A fixed that is surely a whole number: a product by it stays on the grid."""
    match expr:
        case Const(Type.FIXED, value):
            return value % ONE == 0
        case Op("fixed" | "floordiv"):
            return True
        case _:
            return False


def _quotient(values: Values, op: Op) -> Expr:
    return values.environment.snap(quotient(*values.both(op)))


def _floor_quotient(values: Values, op: Op) -> Expr:
    if op.type is INT:
        shift = _shift_of(op.args[1])
        if shift is not None:
            return Binary(">>", values.bits(op.args[0]), number(shift)) if shift else values.exact(op.args[0])
        if op.hint:
            return wrapped(Binary("/", *values.both(op)))
    floored = Invoke(Host("Math.floor"), (quotient(*values.both(op)),))
    divisor = op.args[1]
    wraps = op.type is INT and not (isinstance(divisor, Const) and divisor.value != -1)
    if values.environment.doubles and not (isinstance(divisor, Const) and divisor.value > 0):
        wraps = True  # 0 / -3 is -0
    return wrapped(floored) if wraps else floored  # only the smallest int over -1 leaves 32 bits


def _remainder(values: Values, op: Op) -> Expr:
    left, right = values.both(op)
    if op.type is INT and isinstance(right, Num) and is_power_of_two(right.value):
        return Binary("&", values.bits(op.args[0]), number(right.value - 1))
    remainder = Binary("%", left, right)
    if isinstance(left, Ref) and right == number(1) and not op.hint:
        return minus(left, Invoke(Host("Math.floor"), (left,)))
    if op.hint:
        return remainder
    remainder = Binary("%", plus(remainder, right), right)
    positive = isinstance(right, Num) and right.value > 0
    return wrapped(remainder) if values.environment.doubles and not positive else remainder


def _shift_of(divisor: IrExpr) -> int | None:
    """k where the divisor is the constant int 2**k."""
    if isinstance(divisor, Const) and is_power_of_two(Fraction(divisor.value)):
        return divisor.value.bit_length() - 1
    return None


def _absolute(values: Values, op: Op) -> Expr:
    value = Invoke(Host("Math.abs"), (values.exact(op.args[0]),))
    return value if op.hint or op.type is FIXED else wrapped(value)


def _extreme(name: str) -> Row:
    """Math.min, Math.max; nested ones become one call."""

    def row(values: Values, op: Op) -> Expr:
        host = Host(name)
        args: tuple[Expr, ...] = ()
        for arg in values.both(op):
            args += arg.args if isinstance(arg, Invoke) and arg.callee == host else (arg,)
        return Invoke(host, args)

    return row


# ---- bits and conversions -------------------------------------------------------------------------


def _bitwise(symbol: str) -> Row:
    return lambda values, op: Binary(symbol, *map(values.bits, op.args))


def _left_shift(values: Values, op: Op) -> Expr:
    """A shift that fits is a product: it binds tighter, and stays part of a sum."""
    value, shift = op.args
    if op.hint and isinstance(shift, Const):
        return product(values.exact(value), number(1 << (shift.value & 31)))
    return Binary("<<", *map(values.bits, op.args))


def _unsigned_shift(values: Values, op: Op) -> Expr:
    value, size = _modular_unsigned_shift(values, op)
    return value if size < WORD_BITS else wrapped(value)


def _modular_unsigned_shift(values: Values, op: Op) -> tuple[Expr, int]:
    shift = op.args[1]
    nonzero = isinstance(shift, Const) and shift.value & 31
    return Binary(">>>", *map(values.bits, op.args)), WORD_BITS - 1 if nonzero else WORD_BITS


def _rounding(name: str) -> Row:
    def row(values: Values, op: Op) -> Expr:
        value = Invoke(Host(name), (values.exact(op.args[0]),))
        return value if op.hint else wrapped(value)

    return row


def _modular_rounding(name: str) -> Callable[[Values, Op], tuple[Expr, int]]:
    return lambda values, op: (Invoke(Host(name), (values.exact(op.args[0]),)), WORD_BITS + 6)


def _round(values: Values, op: Op) -> Expr:
    value = rounded(values.exact(op.args[0]))
    return value if op.hint else wrapped(value)


def _unit(values: Values, op: Op) -> Expr:
    return product(Binary(">>>", values.bits(op.args[0]), number(16)), Num(Fraction(1, ONE)))


# ---- tests ----------------------------------------------------------------------------------------


def _compare(symbol: str) -> Row:
    def row(values: Values, op: Op) -> Expr:
        left, right = op.args
        match left, right:
            case Op("unit", (word,)), Const(_, bound):  # both sides times 2**16
                return Binary(symbol, Binary(">>>", values.bits(word), number(16)), number(bound))
            case _, Const(Type.INT, bound) if symbol in _NEIGHBOUR:
                strict, step = _NEIGHBOUR[symbol]
                if len(str(bound + step)) <= len(str(bound)):
                    return Binary(strict, values.exact(left), number(bound + step), whole=True)
        return Binary(symbol, *values.both(op), whole=left.type is INT)

    return row


_NEIGHBOUR = {"<=": ("<", 1), ">=": (">", -1)}  # i <= 8 is i < 9 for ints


def _select(values: Values, op: Op) -> Expr:
    condition, then, orelse = op.args
    return Conditional(values.truth(condition), values.exact(then), values.exact(orelse))


ROWS: dict[str, Row] = {
    "add": _sum,
    "sub": _sum,
    "mul": _product,
    "scale": lambda values, op: product(*values.both(op)),
    "div": _quotient,
    "floordiv": _floor_quotient,
    "mod": _remainder,
    "neg": _sum,
    "abs": _absolute,
    "min": _extreme("Math.min"),
    "max": _extreme("Math.max"),
    "sqrt": lambda values, op: values.environment.snap(Invoke(Host("Math.sqrt"), (values.exact(op.args[0]),))),
    "and": _bitwise("&"),
    "or": _bitwise("|"),
    "xor": _bitwise("^"),
    "not": lambda values, op: Unary("~", values.bits(op.args[0])),
    "shl": _left_shift,
    "shr": _bitwise(">>"),
    "ushr": _unsigned_shift,
    "fixed": lambda values, op: values.exact(op.args[0]),
    "double": lambda values, op: values.exact(op.args[0]),
    "fraction": lambda values, op: Binary("/", Binary(">>>", values.bits(op.args[0]), number(0)), number(1 << 32)),
    "floor": _rounding("Math.floor"),
    "ceil": _rounding("Math.ceil"),
    "trunc": lambda values, op: wrapped(values.exact(op.args[0])),
    "round": _round,
    "unit": _unit,
    "power2": lambda values, op: values.environment.helper("power2", values.modular(op.args[0])[0]),
    "whole": lambda values, op: Unary("+", values.exact(op.args[0])),
    "eq": _compare("=="),
    "ne": _compare("!="),
    "lt": _compare("<"),
    "le": _compare("<="),
    "gt": _compare(">"),
    "ge": _compare(">="),
    "both": lambda values, op: Binary("&&", *values.both(op)),
    "either": lambda values, op: Binary("||", *values.both(op)),
    "negate": lambda values, op: opposite(values.exact(op.args[0])),
    "select": _select,
}

# Operations whose wrap may wait: what they give is right modulo 2**32, and below 2**(the second item).
MODULAR: dict[str, Callable[[Values, Op], tuple[Expr, int]]] = {
    "add": _modular_sum,
    "sub": _modular_sum,
    "neg": _modular_sum,
    "mul": _modular_product,
    "ushr": _modular_unsigned_shift,
    "floor": _modular_rounding("Math.floor"),
    "ceil": _modular_rounding("Math.ceil"),
}
