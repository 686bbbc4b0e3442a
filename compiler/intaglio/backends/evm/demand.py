"""Which int variables may hold loose values: right in their low 32 bits, anything above.

Sums, products and shifts are right modulo 2**32 whatever the upper bits hold, so a hash such as

    h = mul(h, 73856093)           h is loose: no sign extension here
    h = xor(h, ushr(h, 15))        nor here
    return and(h, 255)             and none is ever needed

need not be brought back to 32 bits at each step. `exact` tells of an expression whether its value is a
proper signed 32-bit number; where one is needed and it is not, the emitter wraps it. A variable is loose
where that costs fewer wraps than keeping it exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from intaglio.ir.nodes import (
    Const,
    Entry,
    Expr,
    For,
    Function,
    Let,
    Op,
    Perform,
    Var,
    expressions,
    walk,
)
from intaglio.ir.types import Type

MODULAR = frozenset({"add", "sub", "mul", "neg", "shl"})  # wrap unless hinted `fits`
BITWISE = frozenset({"and", "or", "xor", "not"})  # exact where all operands are
NARROWING = frozenset({"floor", "ceil", "trunc", "round", "abs", "low"})  # read exact operands, wrap unless `fits`
LOW_ONLY = MODULAR | BITWISE | {"ushr", "unit"}  # read no more than the low 32 bits of their operands


def exact(expr: Expr, loose: frozenset[str]) -> bool:
    """Whether the emitted expression is a proper value of its type, given the loose variables."""
    match expr:
        case Var():
            return expr.name not in loose
        case Op(type=Type.INT):
            return _exact_op(expr, loose)
        case _:
            return True


def _exact_op(expr: Op, loose: frozenset[str]) -> bool:
    if expr.name in MODULAR:
        return expr.hint == "fits" and _all_exact(expr, loose)
    if expr.name == "and":
        masked = any(isinstance(arg, Const) and arg.value >= 0 for arg in expr.args)
        return masked or _all_exact(expr, loose)
    if expr.name in BITWISE:
        return _all_exact(expr, loose)
    if expr.name in NARROWING:
        return expr.hint == "fits"
    if expr.name == "ushr":
        count = expr.args[1]
        return isinstance(count, Const) and count.value & 31 > 0
    if expr.name == "floordiv":
        divisor = expr.args[1]
        return expr.hint == "natural" or (isinstance(divisor, Const) and divisor.value != -1)
    return True


def _all_exact(expr: Op, loose: frozenset[str]) -> bool:
    return all(exact(arg, loose) for arg in expr.args)


def operand_needs(expr: Op) -> Iterator[tuple[Expr, bool]]:
    """Each operand, and whether it must be exact."""
    low_only = expr.name in LOW_ONLY
    for position, arg in enumerate(expr.args):
        is_count = position == 1 and expr.name in ("shl", "ushr", "wshl", "wshr")
        yield arg, arg.type is Type.INT and not low_only and not is_count


def loose_variables(function: Function) -> frozenset[str]:
    """The int variables that are cheaper kept loose."""
    candidates = {s.name for s in walk(function.body) if isinstance(s, Let) and s.value.type is Type.INT} | {
        s.targets[0] for s in walk(function.body) if isinstance(s, Perform) and s.effect == "word"
    }
    counters = {s.name for s in walk(function.body) if isinstance(s, For)}
    loose = frozenset(candidates - counters - {name for name, _ in function.params})
    while True:
        saved, paid = _wraps(function, loose)
        dear = {name for name in loose if paid[name] >= saved[name]}
        if not dear:
            return loose
        loose -= dear


def _wraps(function: Function, loose: frozenset[str]) -> tuple[Counter[str], Counter[str]]:
    """By variable: the wraps that its looseness saves at assignments, and those that it costs at uses."""
    saved: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for statement in walk(function.body):
        keeps = isinstance(statement, Let) and statement.name in loose
        if isinstance(statement, Let) and keeps and not exact(statement.value, loose):
            saved[statement.name] += 1
        if isinstance(statement, Perform) and statement.effect == "word":
            saved[statement.targets[0]] += 1
        any_bits = keeps or (isinstance(statement, Perform) and statement.effect in ("emit.color", "raster.plot"))
        for expr in expressions(statement):
            for wrapped in _wrapped(expr, loose, not any_bits):
                paid.update(_causes(wrapped, loose))
    return saved, paid


def _wrapped(expr: Expr, loose: frozenset[str], needed: bool) -> Iterator[Expr]:
    """The expressions inside `expr` that get a wrap."""
    if needed and not exact(expr, loose):
        yield expr
    match expr:
        case Op():
            for arg, must in operand_needs(expr):
                yield from _wrapped(arg, loose, must)
        case Entry():
            yield from _wrapped(expr.index, loose, True)


def _causes(expr: Expr, loose: frozenset[str]) -> Iterator[str]:
    """The loose variables without which the wrap of `expr` would not be needed."""
    match expr:
        case Var():
            yield expr.name
        case Op():
            if exact(expr, frozenset()):
                for arg in expr.args:
                    if not exact(arg, loose):
                        yield from _causes(arg, loose)
