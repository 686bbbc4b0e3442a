"""Write a table that is read in one place there: `["Ember","Moss"][i]`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from intaglio.backends.javascript.syntax import (
    Array,
    Assign,
    Body,
    Do,
    Expr,
    Node,
    Ref,
    Script,
    Statement,
    Symbol,
    named,
    rebuilt,
    walk,
)


def place_tables(script: Script) -> Script:
    """The script without the variables of tables that have one use."""
    uses = Counter(s for body in _bodies(script) for node in walk(*body) for s in named(node))
    tables: dict[Symbol, Expr] = {}
    prelude: list[Statement] = []
    for statement in script.prelude:
        match statement:
            case Do(Assign("=", Ref(symbol), Array() as table)) if uses[symbol] == 1:
                tables[symbol] = table
            case _:
                prelude.append(statement)

    def placed(node: Node) -> Node:
        if isinstance(node, Ref):
            return tables.get(node.symbol, node)
        return rebuilt(node, placed)

    def body(statements: Body) -> Body:
        return tuple(s for s in map(placed, statements) if isinstance(s, Statement))

    rules = [replace(rule, body=body(rule.body)) for rule in script.rules]
    return replace(script, prelude=tuple(prelude), rules=rules, main=body(script.main))


def _bodies(script: Script) -> tuple[Body, ...]:
    return (script.main, *(rule.body for rule in script.rules))
