"""Rewrite plain statements into shorter ones that do the same.

    if(c)a=1;else a=2          →    a=c?1:2
    if(c)return a;x;return b   →    return c?a:(x,b)
    for(;;){x;if(c)break}      →    do x;while(!c)
    {x;for(;c;){…;y}}          →    for(x;c;y)…

The rules are functions from a list of statements to a list of statements; `shorten` applies them from the inside out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from intaglio.backends.javascript.arithmetic import opposite
from intaglio.backends.javascript.printer import Printer
from intaglio.backends.javascript.syntax import (
    ZERO,
    Assign,
    Binary,
    Body,
    Conditional,
    Do,
    DoWhile,
    Expr,
    Give,
    Host,
    If,
    Labelled,
    Leave,
    Loop,
    Node,
    Ref,
    Sequence,
    Statement,
    Unary,
    children,
    rebuilt,
)

BREAK, CONTINUE = Leave("break"), Leave("continue")
_MEASURE = Printer(lambda symbol: "a")


def shorten(body: Body) -> Body:
    """The body of a function, or of the script."""
    short = _block(body)
    return short[:-1] if short and short[-1] == Give() else short


def _block(body: Iterable[Statement]) -> Body:
    """Works from the last statement to the first: each rule sees the short form of all that follows."""
    rest: Body = ()
    for statement in reversed(tuple(body)):
        rest = _before(_statement(statement), rest)
    return rest


def _statement(statement: Statement) -> Statement:
    match statement:
        case If(condition, then, orelse):
            return _if(expression(condition), _block(then), _block(orelse))
        case Loop(init, condition, update, body):
            init, condition, update = (part and expression(part) for part in (init, condition, update))
            return _loop(Loop(init, condition, update, _without_last_continue(_block(body))))
        case Do(expr):
            return Do(expression(expr))
        case Give(value) if value:
            return Give(expression(value))
        case Labelled(label, body):
            return Labelled(label, _block(body))
        case _:
            return statement


# ---- one statement --------------------------------------------------------------------------------


def _if(condition: Expr, then: Body, orelse: Body) -> Statement:
    if not then:
        condition, then, orelse = opposite(condition), orelse, ()
    if not then:
        return Do(condition)
    if len(then) == 1 and isinstance(then[0], If) and not orelse and not then[0].orelse:
        return If(_and(condition, then[0].condition), then[0].then)
    yes, no = as_expression(then), as_expression(orelse)
    if yes is None or (orelse and no is None):
        return If(condition, then, orelse)
    if no is not None:
        return Do(_choice(condition, yes, no))
    forms: list[Expr] = [
        Binary("&&", condition, yes),
        Binary("||", opposite(condition), yes),
        Conditional(condition, yes, ZERO),
    ]
    return Do(min(forms, key=lambda form: len(_MEASURE.expr(form))))


def _choice(condition: Expr, yes: Expr, no: Expr) -> Expr:
    match yes, no:
        case Assign(op, Ref() | Host() as target, a), Assign(other, same, b) if (op, target) == (other, same):
            return Assign(op, target, _choice(condition, a, b))
    if isinstance(condition, Unary) and condition.op == "!":
        return Conditional(condition.operand, no, yes)
    return Conditional(condition, yes, no)


def _and(left: Expr, right: Expr) -> Expr:
    return Binary("&&", left, right)


def _loop(loop: Loop) -> Statement:
    """A leading or trailing `if(c)break` becomes the loop's condition."""
    body = loop.body
    match body[:1]:
        case (If(leave, (Leave("break", None),), orelse),):
            stay = opposite(leave)
            condition = _and(loop.condition, stay) if loop.condition else stay
            return _loop(Loop(loop.init, condition, loop.update, orelse + body[1:]))
    if len(body) > 1 and not (loop.init or loop.condition or loop.update) and not _continues(body):
        match body[-1]:
            case If(leave, (Leave("break", None),), ()):
                return DoWhile(body[:-1], opposite(leave))
    moved = _trailing(body)
    if moved and len(body) == 2 and not _continues(body):
        return Loop(loop.init, loop.condition, sequence(moved, loop.update), body[:1])
    return loop


def _trailing(body: Body) -> Expr | None:
    return body[-1].expr if body and isinstance(body[-1], Do) else None


def _without_last_continue(body: Body) -> Body:
    return body[:-1] if body and body[-1] == CONTINUE else body


def _continues(body: Iterable[Node]) -> bool:
    """Whether a `continue` of the loop around stands inside."""
    return any(
        node == CONTINUE or (not isinstance(node, Loop | DoWhile) and _continues(children(node)))
        for node in body
    )


# ---- a statement before others --------------------------------------------------------------------


def _before(statement: Statement, rest: Body) -> Body:
    """The statement and the short statements after it."""
    match statement:
        case Do(expr):
            return _do_before(expr, rest)
        case If(condition, then, orelse) if orelse and _never_ends(then):
            return _before(If(condition, then), _joined(orelse, rest))
        case If(condition, (Give(yes),), ()) if yes and len(rest) == 1:
            match rest[0]:
                case Give(no) if no:
                    return (Give(_choice(condition, yes, no)),)
        case Leave() | Give():
            return (statement,)
    return (statement, *rest)


def _joined(first: Body, rest: Body) -> Body:
    for statement in reversed(first):
        rest = _before(statement, rest)
    return rest


def _do_before(expr: Expr, rest: Body) -> Body:
    """An expression goes into the head of what follows it."""
    match rest[:1]:
        case (Do(following),):
            return (Do(sequence(expr, following)), *rest[1:])
        case (If(condition, then, orelse),):
            return (If(sequence(expr, condition), then, orelse), *rest[1:])
        case (Give(value),) if value:
            return (Give(sequence(expr, value)), *rest[1:])
        case (Loop(init, condition, update, body),):
            return (Loop(sequence(expr, init), condition, update, body), *rest[1:])
        case _:
            return (Do(expr), *rest)


def _never_ends(body: Body) -> bool:
    return bool(body) and isinstance(body[-1], Leave | Give)


# ---- expressions ----------------------------------------------------------------------------------


def as_expression(body: Body) -> Expr | None:
    """The one expression that does what the (short) body does, where there is one."""
    return body[0].expr if len(body) == 1 and isinstance(body[0], Do) else None


def sequence(*parts: Expr | None) -> Expr:
    """`a,b,c`, flat."""
    items: list[Expr] = []
    for part in parts:
        if part is not None:
            items += part.items if isinstance(part, Sequence) else [part]
    return items[0] if len(items) == 1 else Sequence(tuple(items))


ARITHMETIC = frozenset(["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>", "<", "<=", ">", ">=", "==", "!="])


def expression(expr: Expr) -> Expr:
    """Drops what an operator does by itself: `+(a<b)*3` is `(a<b)*3`."""
    expr = rebuilt(expr, lambda node: expression(node) if isinstance(node, Expr) else node)
    match expr:
        case Binary(op, left, right) if op in ARITHMETIC:
            return replace(expr, left=_operand(left), right=_operand(right))
        case Conditional(condition, yes, no):
            return _choice(condition, yes, no)
        case _:
            return expr


def _operand(expr: Expr) -> Expr:
    return expr.operand if isinstance(expr, Unary) and expr.op == "+" else expr
