"""A rule as an arrow function: `turn=(x,k,y=x*x)=>k>3?[x,.5]:[y*2,x/3]`.

The minified form declares the rule's variables as further parameters, which calls leave out: each is a
variable of its own in every call, so recursion is safe. A variable that is set first thing gets its value there.
"""

from __future__ import annotations

from intaglio.backends.javascript.prelude import raw
from intaglio.backends.javascript.shorten import as_expression, shorten
from intaglio.backends.javascript.syntax import (
    ZERO,
    Arrow,
    Assign,
    Body,
    Do,
    Expr,
    Give,
    Ref,
    Statement,
    Symbol,
    named,
    walk,
)


def short_arrow(
    params: tuple[Symbol, ...], body: Body, globals_: frozenset[Symbol], unused: Symbol, quick: bool = False
) -> Arrow:
    """The minified function of a plain body; `unused` is a name to stand where no parameter does.

    `quick`: without values of parameters, which engines ask for at each call.
    """
    first, body = ({}, body) if quick else _leading_values(params, body)
    rest = [s for s in _in_order(body) if s not in globals_ and s not in params and s not in first]
    variables = [*((param, None) for param in params), *first.items(), *((symbol, None) for symbol in rest)]
    return Arrow(tuple(variables) or ((unused, None),), _short_body(shorten(body)))


def _leading_values(params: tuple[Symbol, ...], body: Body) -> tuple[dict[Symbol, Expr], Body]:
    """The variables that the body sets first, with their values, and what is left of it."""
    first: dict[Symbol, Expr] = {}
    for at, statement in enumerate(body):
        match statement:
            case Do(Assign("=", Ref(symbol), value)) if symbol not in params and symbol not in first:
                first[symbol] = value
            case _:
                return first, body[at:]
    return first, ()


def _in_order(body: Body) -> list[Symbol]:
    return list(dict.fromkeys(symbol for node in walk(*body) for symbol in named(node)))


def _short_body(body: Body) -> Expr | Body:
    if not body:
        return ZERO
    if len(body) == 1 and isinstance(body[0], Give) and body[0].value:
        return body[0].value
    return as_expression(body) or body


def readable_arrow(params: tuple[Symbol, ...], body: Body, globals_: frozenset[Symbol]) -> Arrow:
    """The same function with its variables declared by `let`."""
    rest = [s for s in _in_order(body) if s not in globals_ and s not in params]
    declared: tuple[Statement, ...] = ()
    if rest:
        names = {f"v{at}": Ref(symbol) for at, symbol in enumerate(rest)}
        declared = (Do(raw("let " + ", ".join(f"@{name}" for name in names), **names)),)
    return Arrow(tuple((param, None) for param in params), (*declared, *body))
