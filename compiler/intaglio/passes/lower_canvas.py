"""Replace every canvas effect by the markup it writes, and put the picture's head and tail around `main`.

    canvas.circle(x, y, 2.0)   →   emit.text svg "<circle cx=\\"" ()
                                   emit.decimal svg(x)
                                   emit.text svg "\\" cy=\\"" () …

An element is closed at its end and before every way out of it: a `return`, and a `break` or `continue` of a
loop that is around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intaglio.ir.nodes import (
    Body,
    Break,
    Continue,
    Element,
    For,
    Function,
    If,
    Module,
    Perform,
    Return,
    Statement,
    While,
)
from intaglio.ir.span import Span
from intaglio.passes.inherit import Inherited, attributes, inherited, own
from intaglio.passes.markup import CLOSINGS, SHAPES, TAIL, Piece, head, pieces
from intaglio.passes.rebuild import with_functions


def lower_canvas(module: Module) -> Module:
    """Leave only primitive effects."""

    said = inherited(module)
    before, after = _around(module, said)

    def lower(function: Function) -> Function:
        is_main = function.name == "main"
        body = _Lowering(module, said).body(function.body, (after,) if is_main and after else (), ())
        if is_main and before:
            body = (_text(before, function.span), *body)
            if not _ends(body):
                body = (*body, _text(after, function.span))
        return replace(function, body=body)

    return with_functions(module, lower)


def _around(module: Module, said: Inherited) -> tuple[str, str]:
    """What stands before and behind all that is drawn: nothing where the medium is text."""
    return ("", "") if module.medium == "text" else (head(module.width, module.height, attributes(said)), TAIL)


def _text(text: str, span: Span) -> Perform:
    return Perform("emit.text", text=text, stream="svg", span=span)


def _emit(piece: Piece, span: Span) -> Perform:
    if isinstance(piece, str):
        return _text(piece, span)
    effect, operand = piece
    return Perform(effect, (operand,), stream="svg", span=span)


def _ends(body: Body) -> bool:
    """Whether nothing that followed the body could be reached."""
    if not body:
        return False
    match body[-1]:
        case Return() | Break() | Continue():
            return True
        case If() as last:
            return _ends(last.then) and _ends(last.orelse)
        case Element() as last:
            return _ends(last.body)
        case _:
            return False


class _Lowering:
    """Carries the closing texts of the open elements, innermost last: of all, and of those in the loop."""

    def __init__(self, module: Module, said: Inherited) -> None:
        self.module, self.said = module, said

    def body(self, body: Body, opened: tuple[str, ...], in_loop: tuple[str, ...]) -> Body:
        return tuple(new for statement in body for new in self.statement(statement, opened, in_loop))

    def statement(
        self, statement: Statement, opened: tuple[str, ...], in_loop: tuple[str, ...]
    ) -> Iterator[Statement]:
        match statement:
            case Perform() if statement.effect in SHAPES:
                yield from self.markup(statement)
            case Element():
                closing = CLOSINGS[statement.effect]
                yield from self.markup(statement)
                yield from self.body(statement.body, (*opened, closing), (*in_loop, closing))
                if not _ends(statement.body):
                    yield _text(closing, statement.span)
            case If():
                then = self.body(statement.then, opened, in_loop)
                yield replace(statement, then=then, orelse=self.body(statement.orelse, opened, in_loop))
            case For() | While():
                yield replace(statement, body=self.body(statement.body, opened, ()))
            case Return():
                yield from self.closings(opened, statement.span)
                yield statement
            case Break() | Continue():
                yield from self.closings(in_loop, statement.span)
                yield statement
            case _:
                yield statement

    def markup(self, statement: Perform | Element) -> Iterator[Statement]:
        module, unfilled = self.module, ("fill", "none") in self.said
        for piece in pieces(own(statement, self.said, module), module.width, module.height, unfilled):
            if piece != "":
                yield _emit(piece, statement.span)

    def closings(self, texts: tuple[str, ...], span: Span) -> Iterator[Statement]:
        for text in reversed(texts):
            yield _text(text, span)
