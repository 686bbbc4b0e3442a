"""Compute what is constant, simplify by `algebra`, and read through variables that hold a constant or a copy.

    n: int = 3                   →   n: int = 3
    m: int = add(mul(n, 1), 2)       m: int = 5
    if gt(m, 4) { f(m) }             f(5)

Follows the paths through the blocks: `known` maps a variable to the constant or the variable it equals there.
"""

from __future__ import annotations

from dataclasses import replace

from intaglio.ir import doubles
from intaglio.ir.nodes import (
    Body,
    Break,
    Const,
    Continue,
    Expr,
    For,
    Function,
    If,
    Let,
    Module,
    Op,
    Return,
    Statement,
    Table,
    Var,
    While,
    assigned,
    walk,
)
from intaglio.ir.types import Type
from intaglio.passes.algebra import simplify
from intaglio.passes.rebuild import (
    bottom_up,
    breaks,
    is_simple,
    leaves_loop,
    var_names,
    with_expressions,
    with_functions,
)

Known = dict[str, Expr]


def fold_constants(module: Module) -> Module:
    """Leave no operation on constants but those that fault."""
    tables = {table.name: table for table in module.tables}

    def fold(function: Function) -> Function:
        body, _ = _Folding(tables).body(function.body, {})
        return function if body is function.body else replace(function, body=body)

    return with_functions(module, fold)


def forget(known: Known, names: set[str] | tuple[str, ...]) -> None:
    """Drop what is known of variables that are assigned anew, and of their copies."""
    for name in names:
        known.pop(name, None)
    stale = [key for key, value in known.items() if isinstance(value, Var) and value.name in names]
    for key in stale:
        del known[key]


class _Folding:
    def __init__(self, tables: dict[str, Table]) -> None:
        self.tables = tables

    def expr(self, expr: Expr, known: Known) -> Expr:
        """The expression with what is known put in and folded, from its operands up."""

        def change(part: Expr) -> Expr:
            return known.get(part.name, part) if isinstance(part, Var) else simplify(part, self.tables)

        return bottom_up(expr, change)

    def body(self, body: Body, known: Known) -> tuple[Body, Known | None]:
        """The block, and what is known at its end: None where that is never reached."""
        out: list[Statement] = []
        state: Known | None = known
        for statement in body:
            new, state = self.statement(statement, known)
            out += new
            if state is None:
                break
            known = state
        same = len(out) == len(body) and all(a is b for a, b in zip(out, body, strict=True))
        return (body if same else tuple(out)), state

    def statement(self, statement: Statement, known: Known) -> tuple[tuple[Statement, ...], Known | None]:
        match statement:
            case If():
                return self.branch(statement, known)
            case For():
                return self.counted(statement, known)
            case While():
                return self.repeated(statement, known)
            case _:
                return self.plain(statement, known)

    def plain(self, statement: Statement, known: Known) -> tuple[tuple[Statement, ...], Known | None]:
        new = with_expressions(statement, lambda expr: self.expr(expr, known))
        if isinstance(new, Return | Break | Continue):
            return (new,), None
        known = dict(known)
        forget(known, assigned(new))
        if isinstance(new, Let) and is_simple(new.value) and new.name not in var_names(new.value):
            known[new.name] = new.value
        return (new,), known

    def branch(self, statement: If, known: Known) -> tuple[tuple[Statement, ...], Known | None]:
        condition = self.expr(statement.condition, known)
        if isinstance(condition, Const):
            return self.body(statement.then if condition.value else statement.orelse, known)
        then, at_then = self.body(statement.then, known | _facts(condition, holds=True))
        orelse, at_else = self.body(statement.orelse, known | _facts(condition, holds=False))
        parts = (condition, then, orelse)
        same = all(a is b for a, b in zip(parts, (statement.condition, statement.then, statement.orelse)))
        new = statement if same else If(*parts, statement.span)
        if at_then is None or at_else is None:
            return (new,), at_else if at_then is None else at_then
        return (new,), {name: value for name, value in at_then.items() if at_else.get(name) == value}

    def counted(self, statement: For, known: Known) -> tuple[tuple[Statement, ...], Known | None]:
        start, stop = self.expr(statement.start, known), self.expr(statement.stop, known)
        if isinstance(start, Const) and isinstance(stop, Const):
            rounds = len(range(start.value, stop.value, statement.step))
            if rounds == 0:
                return (), known
            if rounds == 1 and not leaves_loop(statement.body):
                return self.body((Let(statement.name, start, statement.span), *statement.body), known)
        state = self.inside(statement, known)
        body, _ = self.body(statement.body, state)
        same = start is statement.start and stop is statement.stop and body is statement.body
        return (statement if same else replace(statement, start=start, stop=stop, body=body),), state

    def repeated(self, statement: While, known: Known) -> tuple[tuple[Statement, ...], Known | None]:
        first = self.expr(statement.condition, known)
        if first == Const(Type.BOOL, 0):
            return (), known
        state = self.inside(statement, known)
        condition = self.expr(statement.condition, state)
        body, _ = self.body(statement.body, state | _facts(condition, holds=True))
        endless = condition == Const(Type.BOOL, 1)
        if endless and body and isinstance(body[-1], Break) and not leaves_loop(body[:-1]):
            return body[:-1], state  # it runs once
        same = condition is statement.condition and body is statement.body
        new = statement if same else replace(statement, condition=condition, body=body)
        return (new,), None if endless and not breaks(body) else state

    def inside(self, loop: For | While, known: Known) -> Known:
        """What is known at every round of a loop: nothing about what it assigns."""
        state = dict(known)
        forget(state, {name for inner in walk((loop,)) for name in assigned(inner)})
        return state


def _is_zero_double(value: Const) -> bool:
    """Whether a constant equals a number that is not the same: 0.0 equals -0.0."""
    return value.type is Type.DOUBLE and doubles.value(value.value) == 0


def _facts(condition: Expr, *, holds: bool) -> Known:
    """What a variable equals where a condition holds, or where it does not."""
    match condition:
        case Var():
            return {condition.name: Const(Type.BOOL, int(holds), condition.span)}
        case Op(name="eq" | "ne", args=(Var() as variable, Const() as value)) if not _is_zero_double(value):
            return {variable.name: value} if holds is (condition.name == "eq") else {}
        case Op(name="negate", args=(inner,)):
            return _facts(inner, holds=not holds)
        case Op(name="both", args=(first, second)) if holds:
            return _facts(first, holds=True) | _facts(second, holds=True)
        case Op(name="either", args=(first, second)) if not holds:
            return _facts(first, holds=False) | _facts(second, holds=False)
        case _:
            return {}
