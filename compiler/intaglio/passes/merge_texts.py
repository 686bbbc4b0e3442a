"""Make one text of those that are written one after the other on a stream.

    emit.text svg "a" ()          emit.text traits "t" ()
    emit.text traits "t" ()   →   x: int = add(y, 1)
    x: int = add(y, 1)            emit.text svg "ab" ()
    emit.text svg "b" ()

A text waits until something else is written on its stream, or until it may not wait any longer: at a branch or a
loop that writes there, at a way out of the block. The two streams do not wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Continue,
    For,
    Function,
    If,
    Module,
    Perform,
    Return,
    Statement,
    While,
    walk,
)
from intaglio.ir.traced_text import TracedText
from intaglio.passes.inline import call_graph
from intaglio.passes.rebuild import with_functions

STREAMS = ("svg", "traits")


def merge_texts(module: Module) -> Module:
    """Leave no two texts next to each other."""
    merging = _Merging(_streams_of_functions(module))

    def merge(function: Function) -> Function:
        return replace(function, body=merging.body(function.body))

    return with_functions(module, merge)


def _streams_of_functions(module: Module) -> dict[str, set[str]]:
    """The streams that a call of each function may write on."""
    written = {
        f.name: {s.stream for s in walk(f.body) if isinstance(s, Perform) and s.stream} for f in module.functions
    }
    graph = call_graph(module)
    for _ in graph:
        for name, callees in graph.items():
            written[name] = written[name].union(*(written[callee] for callee in callees))
    return written


class _Merging:
    def __init__(self, functions: dict[str, set[str]]) -> None:
        self.functions = functions

    def body(self, body: Body) -> Body:
        out: list[Statement] = []
        waiting: dict[str, Perform] = {}

        def release(streams: set[str] | tuple[str, ...]) -> None:
            out.extend(waiting.pop(stream) for stream in STREAMS if stream in streams and stream in waiting)

        todo = list(reversed(body))
        while todo:
            statement = todo.pop()
            if isinstance(statement, Perform) and statement.effect == "emit.text":
                before = waiting.pop(statement.stream, None)
                text = TracedText.of(statement.text, statement.span)
                if before:
                    text = TracedText.of(before.text, before.span) + text
                waiting[statement.stream] = replace(before or statement, text=text)
                continue
            if isinstance(statement, If):
                arms = self.body(statement.then), self.body(statement.orelse)
                ahead, behind, arms = shared_texts(*arms)
                statement = replace(statement, then=arms[0], orelse=arms[1])
                if ahead or behind:
                    todo += [*behind, *([statement] if any(arms) else []), *ahead]
                    continue
            elif isinstance(statement, For | While):
                statement = replace(statement, body=self.body(statement.body))
            release(self.touched(statement))
            out.append(statement)
        release(STREAMS)
        return tuple(out)

    def touched(self, statement: Statement) -> set[str]:
        """The streams whose texts must be out before the statement: those it writes on, all where it may leave."""
        streams: set[str] = set()
        for inner in walk((statement,)):
            match inner:
                case Perform() if inner.stream:
                    streams.add(inner.stream)
                case Call():
                    streams |= self.functions[inner.function]
                case Break() | Continue() | Return():
                    return set(STREAMS)
        return streams


# ---- texts that two arms share --------------------------------------------------------------------


def shared_texts(then: Body, orelse: Body) -> tuple[Body, Body, tuple[Body, Body]]:
    """What both arms write first, what both write last, and the arms without: where one is left with less to write."""
    first = _common(then[:1], orelse[:1], str.startswith)
    then, orelse = _cut(then, first, 0), _cut(orelse, first, 0)
    last = _common(then[-1:], orelse[-1:], str.endswith)
    return first, last, (_cut(then, last, -1), _cut(orelse, last, -1))


def _common(one: Body, other: Body, ends: Callable[[str, str], bool]) -> Body:
    """The one's text where the other's begins (or ends) with it, or the other's."""
    match one, other:
        case (Perform(effect="emit.text") as a,), (Perform(effect="emit.text") as b,) if a.stream == b.stream:
            if ends(a.text, b.text):
                return (b,)
            if ends(b.text, a.text):
                return (a,)
    return ()


def _cut(body: Body, shared: Body, at: int) -> Body:
    """The body whose first (0) or last (-1) text has lost what is shared."""
    if not shared:
        return body
    text, mark = body[at], shared[0]
    assert isinstance(text, Perform) and isinstance(mark, Perform)
    size = len(mark.text)
    left = text.text[size:] if at == 0 else text.text[: len(text.text) - size]
    rest = (replace(text, text=left),) if left else ()
    return (*rest, *body[1:]) if at == 0 else (*body[:-1], *rest)
