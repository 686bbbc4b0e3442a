"""Put a value that is read once where it is read, and the result of a draw or a call where it is copied to.

    w = word()
    t: int = and(w, 7)           →   w = word()
    x: int = add(t, 1)               x: int = add(and(w, 7), 1)

The reading statement follows in the same block, perhaps inside the arms of a branch, never inside a loop that
begins in between; and nothing in between assigns what the value reads. Values are pure, so where they are computed
does not matter otherwise: the faults of a value that is not needed any more go away.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Continue,
    Expr,
    For,
    Function,
    If,
    Let,
    Module,
    Perform,
    Return,
    Statement,
    Var,
    While,
    assigned,
    expressions,
    walk,
)
from intaglio.passes.rebuild import bottom_up, var_names, with_bodies, with_expressions, with_functions


def forward_values(module: Module) -> Module:
    """Leave no variable that is read but once, where its value can stand there itself."""

    def forward(function: Function) -> Function:
        reads = Counter(name for s in walk(function.body) for e in expressions(s) for name in var_names(e))
        writes = Counter(name for s in walk(function.body) for name in assigned(s))
        writes.update(name for name, _ in function.params)
        once = frozenset(name for name, count in reads.items() if count == 1 and writes[name] == 1)
        body = _Forwarding(once).body(_retargeted(function.body, once), {})
        return replace(function, body=body)

    return with_functions(module, forward)


# ---- results of draws and calls -------------------------------------------------------------------


def _retargeted(body: Body, once: frozenset[str]) -> Body:
    """Let a draw or a call assign the variable that its result is copied to."""
    out: list[Statement] = []
    for statement in body:
        statement = with_bodies(statement, lambda inner: _retargeted(inner, once))
        if isinstance(statement, Let) and isinstance(statement.value, Var) and statement.value.name in once:
            at = _source(out, statement.value.name, statement.name)
            if at is not None:
                out[at] = _renamed_target(out[at], statement.value.name, statement.name)
                continue
        out.append(statement)
    return tuple(out)


def _source(before: list[Statement], result: str, copy: str) -> int | None:
    """Where a result was assigned earlier in the block, if nothing since has touched the variable it is copied to."""
    for at in range(len(before) - 1, -1, -1):
        statement = before[at]
        if isinstance(statement, Call | Perform) and result in statement.targets:
            return at if copy not in statement.targets else None
        if copy in _touched(statement):
            return None
    return None


def _touched(statement: Statement) -> set[str]:
    """All variables that a statement, or one inside it, assigns or reads."""
    names: set[str] = set()
    for inner in walk((statement,)):
        names.update(assigned(inner))
        names.update(name for expr in expressions(inner) for name in var_names(expr))
    return names


def _touched_in(body: Body) -> set[str]:
    return {name for statement in body for name in _touched(statement)}


def _renamed_target(statement: Statement, old: str, new: str) -> Statement:
    assert isinstance(statement, Call | Perform)
    return replace(statement, targets=tuple(new if name == old else name for name in statement.targets))


# ---- values ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An assignment that is on its way to its reader."""

    let: Let
    reads: frozenset[str]


class _Forwarding:
    """`waiting` maps the variables whose assignments have been taken out to those assignments, in their order."""

    def __init__(self, once: frozenset[str]) -> None:
        self.once = once

    def body(self, body: Body, waiting: dict[str, _Waiting]) -> Body:
        """The block with values forwarded; what is still waiting at its end is put there."""
        out: list[Statement] = []
        for statement in body:
            out += self.stopped(statement, waiting)
            statement = self.filled(statement, waiting)
            if isinstance(statement, Let) and statement.name in self.once:
                waiting[statement.name] = _Waiting(statement, frozenset(var_names(statement.value)))
                continue
            if isinstance(statement, Break | Continue | Return):
                out += self.released(list(waiting), waiting)
            out.append(statement)
        return (*out, *self.released(list(waiting), waiting))

    def filled(self, statement: Statement, waiting: dict[str, _Waiting]) -> Statement:
        """The statement with the waiting values in the place of the variables it reads."""

        def fill(part: Expr) -> Expr:
            if isinstance(part, Var) and part.name in waiting:
                return waiting.pop(part.name).let.value
            return part

        match statement:
            case If():
                condition = bottom_up(statement.condition, fill)
                arms = []
                for arm in (statement.then, statement.orelse):
                    inside = _touched_in(arm) & waiting.keys()
                    mine = {name: waiting.pop(name) for name in [*waiting] if name in inside}
                    arms.append(self.body(arm, mine))
                return If(condition, arms[0], arms[1], statement.span)
            case While():
                return replace(statement, body=self.body(statement.body, {}))
            case For():
                filled = with_expressions(statement, lambda expr: bottom_up(expr, fill))
                assert isinstance(filled, For)
                return replace(filled, body=self.body(filled.body, {}))
            case _:
                return with_expressions(statement, lambda expr: bottom_up(expr, fill))

    def stopped(self, statement: Statement, waiting: dict[str, _Waiting]) -> list[Statement]:
        """The assignments that must stand before a statement: it assigns what they read, or reads them in a loop."""
        if not waiting:
            return []
        changed = {name for inner in walk((statement,)) for name in assigned(inner)}
        own = {name for expr in expressions(statement) for name in var_names(expr)}
        in_loop = _touched_in(statement.body) if isinstance(statement, For | While) else set()
        if isinstance(statement, While):
            in_loop, own = in_loop | own, set()
        names = [n for n, w in waiting.items() if n in in_loop or (w.reads & changed and n not in own)]
        return self.released(names, waiting)

    def released(self, names: list[str], waiting: dict[str, _Waiting]) -> list[Statement]:
        return [waiting.pop(name).let for name in names]

