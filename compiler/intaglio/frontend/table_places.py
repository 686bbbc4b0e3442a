"""Where the tables of a module stand in the source: `PALETTES$0` where `PALETTES = …` does.

A table has its name from the constant that it is made of, and its parts have that name before a `$`. One that is
written where it is used, `at$12$8`, has the line and the column of that place. One of ours, such as the outlines of
sprites, is at no line of a file: it has a file of its own, `<tables>/sprites`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace

from intaglio.frontend.scope import Scope
from intaglio.ir.nodes import Table
from intaglio.ir.span import Span

USED_WHERE_WRITTEN = "at"
OURS = "<tables>/"


def placed(tables: Iterable[Table], piece: Scope, others: Iterable[Scope]) -> tuple[Table, ...]:
    """The tables with their spans; a name that several files have is the piece's first."""
    spans: dict[str, Span] = {}
    for scope in (piece, *others):
        for name, span in _constants(scope):
            spans.setdefault(name, span)
    return tuple(replace(table, span=_place(table.name, spans, piece)) for table in tables)


def _place(name: str, spans: dict[str, Span], piece: Scope) -> Span:
    root, *rest = name.split("$")
    if root == USED_WHERE_WRITTEN and len(rest) > 1:
        line, column = int(rest[0]), int(rest[1])
        return Span(piece.source.shown, line, column, line, column)
    return spans.get(root) or Span(f"{OURS}{root}", 1, 0, 1, 0)


def _constants(scope: Scope) -> Iterator[tuple[str, Span]]:
    for statement in scope.source.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name)):
                yield name, scope.span(statement)
