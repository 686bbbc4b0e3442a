"""Make one `o+=` of several, by writing later.

    o+=`<circle r="`;x=f(y);o+=`${z}"/>`    →    x=f(y);o+=`<circle r="${z}"/>`

An `if` that only writes becomes a part of what is written. A write waits until something would change
what it writes, or writes to the same stream, or leaves the block.
"""

from __future__ import annotations

from collections.abc import Iterator

from intaglio.backends.javascript.flow import Facts
from intaglio.backends.javascript.streams import string_of
from intaglio.backends.javascript.syntax import (
    Body,
    Conditional,
    Count,
    Expr,
    If,
    Labelled,
    Loop,
    Statement,
    Text,
    Write,
)


def merge_writes(body: Body, facts: Facts) -> Body:
    """The body with neighbouring writes to a stream merged, inner bodies too."""
    return tuple(_merged(tuple(_chosen(_inner(s, facts)) for s in body), facts))


def _inner(statement: Statement, facts: Facts) -> Statement:
    match statement:
        case If(condition, then, orelse):
            return If(condition, merge_writes(then, facts), merge_writes(orelse, facts))
        case Count(counter, start, stop, step, body):
            return Count(counter, start, stop, step, merge_writes(body, facts))
        case Loop(init, condition, update, body):
            return Loop(init, condition, update, merge_writes(body, facts))
        case Labelled(label, body):
            return Labelled(label, merge_writes(body, facts))
        case _:
            return statement


def _chosen(statement: Statement) -> Statement:
    """if(c)o+=`a`    →    o+=c?`a`:``"""
    match statement:
        case If(condition, (Write(stream, then),), (Write(other, orelse),)) if stream == other:
            return Write(stream, (Conditional(condition, string_of(then), string_of(orelse)),))
        case If(condition, (Write(stream, then),), ()):
            return Write(stream, (Conditional(condition, string_of(then), Text("")),))
        case If(condition, (), (Write(stream, orelse),)):
            return Write(stream, (Conditional(condition, Text(""), string_of(orelse)),))
        case _:
            return statement


def _merged(body: Body, facts: Facts) -> Iterator[Statement]:
    waiting: dict[str, Write] = {}
    for statement in body:
        for stream, write in list(waiting.items()):
            if not _may_wait(write, statement, facts):
                yield waiting.pop(stream)
        if isinstance(statement, Write):
            before = waiting.get(statement.stream)
            parts = (before.parts if before else ()) + statement.parts
            waiting[statement.stream] = Write(statement.stream, joined(parts))
        else:
            yield statement
    yield from waiting.values()


def _may_wait(write: Write, statement: Statement, facts: Facts) -> bool:
    if isinstance(statement, Write) and statement.stream == write.stream:
        return True  # it is about to be appended
    return not (
        facts.leaves(statement)
        or facts.assigned(statement) & frozenset(facts.reads(write))
        or facts.effects(statement) & facts.effects(write)
    )


def joined(parts: tuple[str | Expr, ...]) -> tuple[str | Expr, ...]:
    """Parts with neighbouring texts put together."""
    result: list[str | Expr] = []
    for part in parts:
        if isinstance(part, str) and result and isinstance(result[-1], str):
            result[-1] += part
        elif part != "":
            result.append(part)
    return tuple(result)
