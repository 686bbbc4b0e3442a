"""Make one `o+=` of several, by writing later.

    o+=`<circle r="`;x=f(y);o+=`${z}"/>`    →    x=f(y);o+=`<circle r="${z}"/>`

An `if` that only writes becomes a part of what is written. A write waits until something would change
what it writes, or writes to the same stream, or leaves the block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intaglio.backends.javascript.flow import Effects, Facts, clash
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
    Symbol,
    Text,
    Write,
)

MANY = 30  # variables that may be kept for a write that waits: each needs a letter of its own, and there are 54


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
    waiting: dict[str, _Waiting] = {}
    for statement in body:
        for stream, writes in list(waiting.items()):
            if not writes.may_pass(statement) or len(writes.reads) > MANY:
                yield waiting.pop(stream).write()
        if isinstance(statement, Write):
            waiting.setdefault(statement.stream, _Waiting(statement.stream, facts)).add(statement)
        else:
            yield statement
    yield from (writes.write() for writes in waiting.values())


class _Waiting:
    """Writes to one stream that wait to become one."""

    def __init__(self, stream: str, facts: Facts) -> None:
        self.stream = stream
        self.facts = facts
        self.parts: list[str | Expr] = []
        self.reads: set[Symbol] = set()
        self.effects: Effects = frozenset()

    def add(self, write: Write) -> None:
        self.parts += write.parts
        self.reads.update(self.facts.reads(write))
        self.effects |= self.facts.effects(write)

    def write(self) -> Write:
        return Write(self.stream, joined(self.parts))

    def may_pass(self, statement: Statement) -> bool:
        """Whether these writes may as well come after a statement, or together with it."""
        if isinstance(statement, Write) and statement.stream == self.stream:
            return True
        return not (
            self.facts.leaves(statement)
            or self.facts.assigned(statement) & self.reads
            or clash(self.facts.effects(statement), self.effects)
        )


def joined(parts: Iterable[str | Expr]) -> tuple[str | Expr, ...]:
    """Parts with neighbouring texts put together."""
    result: list[str | Expr] = []
    for part in parts:
        if isinstance(part, str) and result and isinstance(result[-1], str):
            result[-1] += part
        elif part != "":
            result.append(part)
    return tuple(result)
