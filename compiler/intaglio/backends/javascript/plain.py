"""Turn the statements that know their meaning into JavaScript's own."""

from __future__ import annotations

from intaglio.backends.javascript.arithmetic import plus
from intaglio.backends.javascript.streams import string_of
from intaglio.backends.javascript.syntax import (
    STREAMS,
    Array,
    Assign,
    Binary,
    Body,
    Count,
    Do,
    Expr,
    Loop,
    Node,
    Ref,
    Set,
    Statement,
    Symbol,
    Unpack,
    Update,
    Write,
    number,
    rebuilt,
)

COMPOUND = frozenset(["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>"])
COMMUTATIVE = frozenset("+*&|^")


def plain(body: Body) -> Body:
    """The body in JavaScript's own statements."""
    return tuple(_plain(statement) for statement in body)


def _plain(statement: Statement) -> Statement:
    match statement:
        case Set(target, value):
            return Do(assignment(target, value))
        case Unpack(targets, value):
            last = max(at for at, target in enumerate(targets) if target)
            places = tuple(Ref(target) if target else None for target in targets[: last + 1])
            return Do(Assign("=", Array(places), value))
        case Write(stream, parts):
            one = parts[0] if len(parts) == 1 else ""
            return Do(Assign("+=", STREAMS[stream], string_of(parts) if isinstance(one, str) else one))
        case Count(counter, start, stop, step, body):
            turn = Binary("<" if step > 0 else ">", Ref(counter), stop)
            following = assignment(counter, plus(Ref(counter), number(step)))
            return Loop(assignment(counter, start), turn, following, plain(body))
        case _:
            return rebuilt(statement, _inner)


def _inner(node: Node) -> Node:
    return _plain(node) if isinstance(node, Statement) else node


def assignment(target: Symbol, value: Expr) -> Expr:
    """`target = value`, as `target += …` or `target++` where it can be."""
    variable = Ref(target)
    if isinstance(value, Binary) and value.op in COMPOUND:
        op, left, right = value.op, value.left, value.right
        if op in COMMUTATIVE and right == variable != left:
            left, right = right, left
        if left == variable:
            if op in ("+", "-") and right == number(1):
                return Update(op * 2, variable)
            return Assign(op + "=", variable, right)
    return Assign("=", variable, value)
