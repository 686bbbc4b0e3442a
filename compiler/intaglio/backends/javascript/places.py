"""Give what lowering makes of a statement the statement's place in the source, where it has no other."""

from __future__ import annotations

from typing import cast

from intaglio.backends.javascript.syntax import AnyNode, Expr, Host, Node, Num, Ref, Statement, Text, Write, rebuilt
from intaglio.ir.span import NOWHERE, Span
from intaglio.ir.traced_text import TracedText


def place(span: Span) -> Span | None:
    """A node's span, where it has one."""
    return None if span == NOWHERE else span


def stamped(node: AnyNode, span: Span | None) -> AnyNode:
    """The node with a span for everything in it that has none; statements inside it have theirs."""
    if span is None:
        return node

    def change(inner: Node) -> Node:
        match inner:
            case Num(value, span=None):
                return Num(value, span=span)
            case Ref(symbol, span=None):
                return Ref(symbol, span=span)
            case Host(text, span=None):
                return Host(text, span=span)
            case Text(text, span=None):
                return Text(text, span=span)
            case Num() | Ref() | Host() | Text():
                return inner
            case _:
                return inner if isinstance(inner, Statement) else rebuilt(inner, change)

    if isinstance(node, Write):
        traced = (TracedText.of(part, span) if isinstance(part, str) else change(part) for part in node.parts)
        return cast(AnyNode, Write(node.stream, cast(tuple[str | Expr, ...], tuple(traced))))
    return rebuilt(node, change)
