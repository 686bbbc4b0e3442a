"""The tree with other parts in it: what `ir.nodes` walks, this rebuilds. What stays equal stays the same object."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Continue,
    Element,
    Entry,
    Expr,
    For,
    Function,
    If,
    Let,
    Module,
    Op,
    Perform,
    Return,
    Statement,
    Var,
    While,
    assigned,
    bodies,
    walk,
)

ChangeExpr = Callable[[Expr], Expr]
ChangeBody = Callable[[Body], Body]


def bottom_up(expr: Expr, change: ChangeExpr) -> Expr:
    """Apply `change` to the operands of an expression, then to the expression that they give."""
    match expr:
        case Op():
            args = _mapped(expr.args, lambda arg: bottom_up(arg, change))
            expr = expr if args is expr.args else Op(expr.name, args, expr.type, expr.hint, expr.span)
        case Entry():
            index = bottom_up(expr.index, change)
            expr = expr if index is expr.index else Entry(expr.table, index, expr.type, expr.span)
    return change(expr)


def _mapped(args: tuple[Expr, ...], change: ChangeExpr) -> tuple[Expr, ...]:
    changed = tuple(change(arg) for arg in args)
    return args if all(a is b for a, b in zip(args, changed, strict=True)) else changed


def with_expressions(statement: Statement, change: ChangeExpr) -> Statement:
    """The statement with `change` applied to each expression directly inside it."""
    match statement:
        case Let():
            value = change(statement.value)
            return statement if value is statement.value else replace(statement, value=value)
        case Call() | Perform() | Element():
            args = _mapped(statement.args, change)
            return statement if args is statement.args else replace(statement, args=args)
        case If() | While():
            condition = change(statement.condition)
            return statement if condition is statement.condition else replace(statement, condition=condition)
        case For():
            start, stop = _mapped((statement.start, statement.stop), change)
            same = start is statement.start and stop is statement.stop
            return statement if same else replace(statement, start=start, stop=stop)
        case Return():
            values = _mapped(statement.values, change)
            return statement if values is statement.values else replace(statement, values=values)
        case _:
            return statement


def with_bodies(statement: Statement, change: ChangeBody) -> Statement:
    """The statement with `change` applied to the statement lists directly inside it."""
    match statement:
        case If():
            then, orelse = change(statement.then), change(statement.orelse)
            same = then is statement.then and orelse is statement.orelse
            return statement if same else replace(statement, then=then, orelse=orelse)
        case For() | While() | Element():
            body = change(statement.body)
            return statement if body is statement.body else replace(statement, body=body)
        case _:
            return statement


def expand(body: Body, change: Callable[[Statement], Iterable[Statement]]) -> Body:
    """Put, for each statement from the innermost out, the statements that `change` gives."""
    out: list[Statement] = []
    for statement in body:
        out += change(with_bodies(statement, lambda inner: expand(inner, change)))
    same = len(out) == len(body) and all(a is b for a, b in zip(out, body, strict=True))
    return body if same else tuple(out)


def with_functions(module: Module, change: Callable[[Function], Function]) -> Module:
    """The module with `change` applied to each of its functions."""
    return replace(module, functions=tuple(change(function) for function in module.functions))


def variables(function: Function) -> set[str]:
    """The names of all variables of a function."""
    names = {name for name, _ in function.params}
    for statement in walk(function.body):
        names.update(assigned(statement))
    return names


def breaks(body: Body) -> bool:
    """Whether a `break` in the body leaves the loop that the body is of."""
    return any(isinstance(s, Break) or any(breaks(inner) for inner in _same_loop(s)) for s in body)


def leaves_loop(body: Body) -> bool:
    """Whether a `break` or a `continue` in the body belongs to the loop that the body is of."""
    return any(isinstance(s, Break | Continue) or any(map(leaves_loop, _same_loop(s))) for s in body)


def _same_loop(statement: Statement) -> tuple[Body, ...]:
    return () if isinstance(statement, For | While) else bodies(statement)


def is_simple(expr: Expr) -> bool:
    """Whether an expression costs nothing to write twice: a constant or a variable."""
    return not isinstance(expr, Op | Entry)


def var_names(expr: Expr) -> tuple[str, ...]:
    """The variables an expression reads, in order, each as often as it is read."""
    match expr:
        case Var():
            return (expr.name,)
        case Op():
            return tuple(name for arg in expr.args for name in var_names(arg))
        case Entry():
            return var_names(expr.index)
        case _:
            return ()


class Names:
    """Gives names that no variable of a function has yet: `x`, `x$1`, `x$2`, …"""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.next: dict[str, int] = {}

    def fresh(self, base: str) -> str:
        """A new name, `base` itself where it is free."""
        base = base.partition("$")[0] or "v"
        name, number = base, self.next.get(base, 0)
        while name in self.taken:
            number += 1
            name = f"{base}${number}"
        self.next[base] = number
        self.taken.add(name)
        return name
