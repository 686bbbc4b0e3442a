"""Equations that keep every bit, and how they are applied to one expression.

The tables are written in the IR's own text. `x y` stand for any expression of the table's type, `i j` for an
int, `p q` for a bool, `c d` for a constant of the table's type. The right side is folded in turn. Both sides give
the same number for every operand without a fault; the right side may lack a fault of the left, never the reverse.
Constants stand to the right: `_ordered` has put them there before the tables are asked.

Ints are numbers modulo 2**32, so their sums and products may be regrouped. Sums of fixeds are exact and may be
too; a product of fixeds is floored and stays as it is written, but for whole factors, which never round.

Of doubles little holds: x - x is NaN where x is, x + 0 is 0 where x is -0, and what is not less need not be greater or
equal. What stands in `_DOUBLE` holds for all of them, infinities, both zeros and NaN too.
"""

from __future__ import annotations

from functools import cache
from math import frexp

from intaglio.ir import doubles
from intaglio.ir.nodes import Const, Entry, Expr, Op, Return, Table, Var
from intaglio.ir.ops import Fault, apply, result_type
from intaglio.ir.text import parse
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type

INT, FIXED, DOUBLE, BOOL, WORD = Type.INT, Type.FIXED, Type.DOUBLE, Type.BOOL, Type.WORD

_ANY_NUMBER = """
add(x, 0) -> x
sub(x, 0) -> x
sub(0, x) -> neg(x)
sub(x, x) -> 0
add(add(x, c), d) -> add(x, add(c, d))
add(sub(x, c), d) -> add(x, sub(d, c))
sub(add(x, c), d) -> add(x, sub(c, d))
sub(sub(x, c), d) -> sub(x, add(c, d))
sub(c, add(x, d)) -> sub(sub(c, d), x)
add(x, neg(y)) -> sub(x, y)
add(neg(x), y) -> sub(y, x)
sub(x, neg(y)) -> add(x, y)
neg(neg(x)) -> x
neg(sub(x, y)) -> sub(y, x)
mul(x, 1) -> x
mul(x, 0) -> 0
mul(x, -1) -> neg(x)
abs(abs(x)) -> abs(x)
abs(neg(x)) -> abs(x)
min(x, x) -> x
max(x, x) -> x
min(min(x, c), d) -> min(x, min(c, d))
max(max(x, c), d) -> max(x, max(c, d))
select(p, x, x) -> x
select(negate(p), x, y) -> select(p, y, x)
"""

_INT = """
mul(mul(x, c), d) -> mul(x, mul(c, d))
floordiv(x, 1) -> x
mod(x, 1) -> 0
and(x, 0) -> 0
and(x, -1) -> x
and(x, x) -> x
and(and(x, c), d) -> and(x, and(c, d))
or(x, 0) -> x
or(x, -1) -> -1
or(x, x) -> x
or(or(x, c), d) -> or(x, or(c, d))
xor(x, 0) -> x
xor(x, -1) -> not(x)
xor(x, x) -> 0
xor(xor(x, c), d) -> xor(x, xor(c, d))
not(not(x)) -> x
shl(x, 0) -> x
shr(x, 0) -> x
ushr(x, 0) -> x
floor(fixed(x)) -> x
ceil(fixed(x)) -> x
trunc(fixed(x)) -> x
round(fixed(x)) -> x
select(p, 1, 0) -> whole(p)
select(p, 0, 1) -> whole(negate(p))
"""

_FIXED = """
mul(fixed(i), x) -> scale(x, i)
mul(x, fixed(i)) -> scale(x, i)
scale(x, 1) -> x
scale(x, 0) -> 0.0
scale(x, -1) -> neg(x)
div(x, 1.0) -> x
div(x, -1.0) -> neg(x)
div(neg(x), -1.0) -> x
min(fixed(i), fixed(j)) -> fixed(min(i, j))
max(fixed(i), fixed(j)) -> fixed(max(i, j))
select(p, fixed(i), fixed(j)) -> fixed(select(p, i, j))
"""

_DOUBLE = """
add(x, -0.0d) -> x
sub(x, 0.0d) -> x
add(x, neg(y)) -> sub(x, y)
add(neg(x), y) -> sub(y, x)
sub(x, neg(y)) -> add(x, y)
neg(neg(x)) -> x
mul(x, 1.0d) -> x
mul(x, -1.0d) -> neg(x)
div(x, 1.0d) -> x
div(x, -1.0d) -> neg(x)
mul(neg(x), neg(y)) -> mul(x, y)
abs(abs(x)) -> abs(x)
abs(neg(x)) -> abs(x)
min(x, x) -> x
max(x, x) -> x
min(double(i), double(j)) -> double(min(i, j))
max(double(i), double(j)) -> double(max(i, j))
select(p, x, x) -> x
select(negate(p), x, y) -> select(p, y, x)
select(p, double(i), double(j)) -> double(select(p, i, j))
floor(double(i)) -> i
ceil(double(i)) -> i
trunc(double(i)) -> i
round(double(i)) -> i
negate(eq(x, y)) -> ne(x, y)
negate(ne(x, y)) -> eq(x, y)
eq(double(i), double(j)) -> eq(i, j)
ne(double(i), double(j)) -> ne(i, j)
lt(double(i), double(j)) -> lt(i, j)
le(double(i), double(j)) -> le(i, j)
gt(double(i), double(j)) -> gt(i, j)
ge(double(i), double(j)) -> ge(i, j)
"""

_WORD = """
add(x, 0w) -> x
sub(x, 0w) -> x
sub(x, x) -> 0w
add(add(x, c), d) -> add(x, add(c, d))
add(sub(x, c), d) -> add(x, sub(d, c))
sub(add(x, c), d) -> add(x, sub(c, d))
sub(sub(x, c), d) -> sub(x, add(c, d))
neg(neg(x)) -> x
mul(x, 1w) -> x
mul(x, 0w) -> 0w
mul(mul(x, c), d) -> mul(x, mul(c, d))
floordiv(x, 1w) -> x
mod(x, 1w) -> 0w
sdiv(x, 1w) -> x
and(x, 0w) -> 0w
and(x, x) -> x
and(and(x, c), d) -> and(x, and(c, d))
or(x, 0w) -> x
or(x, x) -> x
xor(x, 0w) -> x
xor(x, x) -> 0w
not(not(x)) -> x
wshl(x, 0) -> x
wshr(x, 0) -> x
low(wide(i)) -> i
min(x, x) -> x
max(x, x) -> x
select(p, x, x) -> x
select(negate(p), x, y) -> select(p, y, x)
"""

_BOOL = """
both(p, true) -> p
both(true, p) -> p
both(p, false) -> false
both(false, p) -> false
both(p, p) -> p
either(p, false) -> p
either(false, p) -> p
either(p, true) -> true
either(true, p) -> true
either(p, p) -> p
negate(negate(p)) -> p
negate(eq(x, y)) -> ne(x, y)
negate(ne(x, y)) -> eq(x, y)
negate(lt(x, y)) -> ge(x, y)
negate(le(x, y)) -> gt(x, y)
negate(gt(x, y)) -> le(x, y)
negate(ge(x, y)) -> lt(x, y)
eq(p, true) -> p
eq(p, false) -> negate(p)
ne(p, false) -> p
ne(p, true) -> negate(p)
select(p, true, false) -> p
select(p, false, true) -> negate(p)
select(p, q, false) -> both(p, q)
select(p, true, q) -> either(p, q)
select(p, q, q) -> q
eq(x, x) -> true
ne(x, x) -> false
lt(x, x) -> false
le(x, x) -> true
gt(x, x) -> false
ge(x, x) -> true
eq(whole(p), 0) -> negate(p)
ne(whole(p), 0) -> p
eq(whole(p), 1) -> p
gt(whole(p), 0) -> p
eq(fixed(i), fixed(j)) -> eq(i, j)
ne(fixed(i), fixed(j)) -> ne(i, j)
lt(fixed(i), fixed(j)) -> lt(i, j)
le(fixed(i), fixed(j)) -> le(i, j)
gt(fixed(i), fixed(j)) -> gt(i, j)
ge(fixed(i), fixed(j)) -> ge(i, j)
"""

_MIRRORED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
_COMMUTING = {name: name for name in ("add", "mul", "and", "or", "xor", "min", "max", "eq", "ne")} | _MIRRORED


def simplify(expr: Expr, tables: dict[str, Table]) -> Expr:
    """The expression in its simplest form, its operands being in theirs."""
    while True:
        simpler = _step(expr, tables)
        if simpler is None:
            return expr
        expr = simpler


def _step(expr: Expr, tables: dict[str, Table]) -> Expr | None:
    match expr:
        case Entry(index=Const(value=index)):
            if 0 <= index < len(tables[expr.table]):
                return Const(expr.type, tables[expr.table].values[index], expr.span)
        case Op():
            return _evaluated(expr) or _ordered(expr) or _by_table(expr, tables) or _by_number(expr)
    return None


def _evaluated(expr: Op) -> Expr | None:
    """The result of an operation on constants; one that faults stays for the run to find."""
    if expr.name == "select" and isinstance(expr.args[0], Const):
        return expr.args[1 if expr.args[0].value else 2]
    if not all(isinstance(arg, Const) for arg in expr.args):
        return None
    values = [arg.value for arg in expr.args if isinstance(arg, Const)]
    try:
        return Const(expr.type, int(apply(expr.name, expr.args[-1].type, *values)), expr.span)
    except Fault:
        return None


def _ordered(expr: Op) -> Expr | None:
    """A constant moves to the right of its operation: 3 < x is x > 3. Of NaN, min and max keep the left one."""
    if expr.type is DOUBLE and expr.name in ("min", "max"):
        return None
    if expr.name in _COMMUTING and isinstance(expr.args[0], Const):
        hint = expr.hint
        return Op(_COMMUTING[expr.name], (expr.args[1], expr.args[0]), expr.type, hint, expr.span)
    return None


# ---- the tables -----------------------------------------------------------------------------------

Rule = tuple[Op, Expr]


@cache
def equations() -> dict[tuple[str, Type], tuple[Rule, ...]]:
    """All equations by the operation and the type of the last operand at their left side's top."""
    rules: dict[tuple[str, Type], list[Rule]] = {}
    fixed_numbers = _ANY_NUMBER.replace("0", "0.0").replace("1", "1.0")
    sources = (
        (INT, _ANY_NUMBER + _INT), (FIXED, fixed_numbers + _FIXED), (DOUBLE, _DOUBLE), (INT, _BOOL), (FIXED, _BOOL),
        (WORD, _WORD), (WORD, _BOOL),
    )  # fmt: skip
    for kind, text in sources:
        for line in filter(None, text.splitlines()):
            left, right = (_parsed(side, kind) for side in line.split(" -> "))
            assert isinstance(left, Op)
            known = rules.setdefault((left.name, left.args[-1].type), [])
            if (left, right) not in known:
                known.append((left, right))
    return {key: tuple(found) for key, found in rules.items()}


def _parsed(side: str, kind: Type) -> Expr:
    """One side of an equation, read as what a little function returns."""
    params = f"x: {kind}, y: {kind}, c: {kind}, d: {kind}, i: int, j: int, p: bool, q: bool"
    module = parse(f'module "" 0 0 digits 0 function f({params}) {{ return {side} }}')
    returned = module.functions[0].body[0]
    assert isinstance(returned, Return)
    return returned.values[0]


def _by_table(expr: Op, tables: dict[str, Table]) -> Expr | None:
    for left, right in equations().get((expr.name, expr.args[-1].type), ()):
        bound: dict[str, Expr] = {}
        if expr.type is left.type and _matches(left, expr, bound):
            return _filled(right, bound, expr, tables)
    return None


def _matches(pattern: Expr, expr: Expr, bound: dict[str, Expr]) -> bool:
    match pattern:
        case Var():
            if pattern.type is not expr.type or (pattern.name in "cd" and not isinstance(expr, Const)):
                return False
            return bound.setdefault(pattern.name, expr) == expr
        case Const():
            return pattern == expr
        case Op() if isinstance(expr, Op) and expr.name == pattern.name:
            return all(_matches(p, e, bound) for p, e in zip(pattern.args, expr.args, strict=True))
    return False


def _filled(pattern: Expr, bound: dict[str, Expr], origin: Op, tables: dict[str, Table]) -> Expr:
    match pattern:
        case Var():
            return bound[pattern.name]
        case Const():
            return Const(pattern.type, pattern.value, origin.span)
        case Op():
            args = tuple(_filled(arg, bound, origin, tables) for arg in pattern.args)
            return simplify(Op(pattern.name, args, pattern.type, span=origin.span), tables)
    raise TypeError(f"an equation cannot make a {type(pattern).__name__}")


# ---- equations over the digits of a constant ------------------------------------------------------


def _by_number(expr: Op) -> Expr | None:
    """What holds for some constants only: powers of two, whole numbers, negative ones."""
    first, last = expr.args[0], expr.args[-1]
    if not isinstance(last, Const):
        return None
    value = last.value
    if last.type is DOUBLE:
        return _by_double(expr, first, last)
    match expr.name:
        case "add" if INT_MIN < value < 0:  # x + -3 = x - 3
            return _op("sub", expr, first, Const(last.type, -value, last.span))
        case "sub" if INT_MIN < value < 0:  # x - -3 = x + 3
            return _op("add", expr, first, Const(last.type, -value, last.span))
        case "mul" if last.type is INT and value > 1 and value & (value - 1) == 0:  # x * 8 = x << 3
            return _op("shl", expr, first, _int(value.bit_length() - 1, last))
        case "mod" if last.type is INT and value > 1 and value & (value - 1) == 0:  # also of what is negative
            return _op("and", expr, first, _int(value - 1, last))
        case "floordiv" if last.type is INT and value > 1 and value & (value - 1) == 0:
            return _op("shr", expr, first, _int(value.bit_length() - 1, last))
        case "mul" if last.type is FIXED and value % ONE == 0 and _is_int(value // ONE):  # never rounds
            return _op("scale", expr, first, _int(value // ONE, last))
        case "div" if 0 < value <= ONE << 14 and value & (value - 1) == 0:  # floors as x * 2**-k does
            return _op("mul", expr, first, Const(FIXED, ONE * ONE // value, last.span))
        case "scale" if _scaled_twice(first, value):  # (x * c) * d = x * (c * d)
            assert isinstance(first, Op) and isinstance(first.args[1], Const)
            return _op("scale", expr, first.args[0], _int(first.args[1].value * value, last))
        case "shl" | "shr" | "ushr" if not 0 <= value <= 31:
            return Op(expr.name, (first, _int(value & 31, last)), INT, expr.hint, expr.span)
        case "lt" | "le" | "gt" | "ge" if last.type is FIXED:
            return _compared(expr, first, value)
    return None


def _by_double(expr: Op, first: Expr, last: Const) -> Expr | None:
    """A division by a power of two is a product by its inverse, while that is no denormal number."""
    mantissa, exponent = frexp(doubles.value(last.value))
    if expr.name == "div" and abs(mantissa) == 0.5 and abs(exponent) < 1000:
        return _op("mul", expr, first, Const(DOUBLE, doubles.bits(2.0 * mantissa * 2.0 ** (1 - exponent)), last.span))
    return None


def _compared(expr: Op, first: Expr, value: int) -> Expr | None:
    """Comparisons of a fixed made from an int, in ints: a word's fraction is its upper half, unshifted."""
    if not isinstance(first, Op):
        return None
    if first.name == "unit" and _is_int(value):
        upper = Op("ushr", (first.args[0], Const(INT, 16, expr.span)), INT, span=first.span)
        return _op(expr.name, expr, upper, Const(INT, value, expr.span))
    if first.name == "fixed":
        # i < c and i >= c look at the next whole number above c, i <= c and i > c at the one below
        whole = -(-value // ONE) if expr.name in ("lt", "ge") else value // ONE
        if _is_int(whole):
            return _op(expr.name, expr, first.args[0], Const(INT, whole, expr.span))
    return None


def _scaled_twice(first: Expr, factor: int) -> bool:
    if isinstance(first, Op) and first.name == "scale" and isinstance(first.args[1], Const):
        return _is_int(first.args[1].value * factor)
    return False


def _is_int(value: int) -> bool:
    return INT_MIN <= value <= INT_MAX


def _int(value: int, origin: Const) -> Const:
    return Const(INT, value, origin.span)


def _op(name: str, origin: Op, *args: Expr) -> Op:
    kind = result_type(name, tuple(arg.type for arg in args))
    assert kind is not None
    return Op(name, args, kind, span=origin.span)
