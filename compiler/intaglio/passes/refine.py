"""What a condition says of the variables in it: on the branch where it holds, and where it does not."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from intaglio.ir.nodes import Const, Expr, Op, Var
from intaglio.ir.types import ONE, Type
from intaglio.passes.interval import INTS, Interval, plain, point, spanning

State = dict[str, Interval]
Value = Callable[[Expr, State], Interval]

_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "le": "gt", "gt": "le"}


def refined(condition: Expr, state: State, value: Value, *, holds: bool) -> State | None:
    """The state where a condition holds (or does not), None where it cannot be."""
    match condition:
        case Const():
            return state if bool(condition.value) is holds else None
        case Var():
            return _narrowed(condition, point(int(holds)), state, value)
        case Op(name="negate", args=(inner,)):
            return refined(inner, state, value, holds=not holds)
        case Op(name="both" | "either", args=(first, second)):
            at_first = refined(first, state, value, holds=holds)
            if (condition.name == "both") is holds:
                return None if at_first is None else refined(second, at_first, value, holds=holds)
            other = refined(first, state, value, holds=not holds)
            return joined(at_first, None if other is None else refined(second, other, value, holds=holds))
        case Op(args=(left, right)) if condition.name in _OPPOSITE and left.type in (Type.INT, Type.FIXED):
            name = condition.name if holds else _OPPOSITE[condition.name]
            return _compared(name, left, right, state, value)
        case _:
            return state


def joined(first: State | None, second: State | None) -> State | None:
    """What is known where two paths meet; None is a path that never gets there."""
    if first is None or second is None:
        return second if first is None else first
    if first is second:
        return first
    return {name: known.hull(second[name]) for name, known in first.items() if name in second}


def _compared(name: str, left: Expr, right: Expr, state: State, value: Value) -> State | None:
    a, b = value(left, state), value(right, state)
    limits: dict[str, tuple[Interval, Interval]] = {
        "eq": (b, a),
        "lt": (Interval(-inf, b.high - 1), Interval(a.low + 1, inf)),
        "le": (Interval(-inf, b.high), Interval(a.low, inf)),
        "gt": (Interval(b.low + 1, inf), Interval(-inf, a.high - 1)),
        "ge": (Interval(b.low, inf), Interval(-inf, a.high)),
    }
    if name == "ne":
        return _different(left, right, a, b, state, value)
    of_left, of_right = limits[name]
    narrower = _narrowed(left, of_left, state, value)
    return None if narrower is None else _narrowed(right, of_right, narrower, value)


def _different(left: Expr, right: Expr, a: Interval, b: Interval, state: State, value: Value) -> State | None:
    """A value that differs from the number at one of its ends: the next one is the end."""
    if a.only is not None and a == b:
        return None
    for expr, known, other in ((left, a, b), (right, b, a)):
        if other.only is not None and known.only is None and other.only in known:
            low, high = known
            rest = Interval(low + (low == other.only), high - (high == other.only))
            return _narrowed(expr, rest, state, value)
    return state


def _narrowed(expr: Expr, limit: Interval, state: State, value: Value) -> State | None:
    """The state where an expression is known to lie in a limit, as far as that says something of a variable."""
    inside = value(expr, state).meet(limit)
    if inside is None:
        return None
    match expr:
        case Var():
            return state | {expr.name: inside}
        case Op(name="add" | "sub", args=(inner, Const(value=by))) if _exact(expr, state, value):
            shift = -by if expr.name == "add" else by
            return _narrowed(inner, Interval(inside.low + shift, inside.high + shift), state, value)
        case Op(name="sub", args=(Const(value=by), inner)) if _exact(expr, state, value):
            return _narrowed(inner, Interval(by - inside.high, by - inside.low), state, value)
        case Op(name="fixed", args=(inner,)):
            low = -(-inside.low // ONE) if isinstance(inside.low, int) else inside.low
            high = inside.high // ONE if isinstance(inside.high, int) else inside.high
            return _narrowed(inner, Interval(low, high), state, value)
        case Op(name="abs", args=(inner,)) if _exact(expr, state, value):
            return _narrowed(inner, spanning(-inside.high, inside.high), state, value)
        case _:
            return state


def _exact(expr: Op, state: State, value: Value) -> bool:
    """Whether the operation cannot wrap."""
    if expr.type is not Type.INT:
        return True
    return plain(expr.name, expr.type, *(value(arg, state) for arg in expr.args)).within(INTS)


