"""What a piece is made of: shapes, which is an SVG document, or plain text. `@art("Title", media="text")` says which.

A text piece has one way to draw, `canvas.write`; all others belong to shapes. In the IR both write to the stream `svg`.
"""

from __future__ import annotations

import ast

from intaglio.frontend.builder import Builder
from intaglio.frontend.shared import FORMATTED, NO_VALUE, UNKNOWN_VALUE, Value
from intaglio.frontend.traits import write
from intaglio.frontend.types import UNKNOWN, Scalar, article

MEDIA = ("svg", "text")
SIZES = {"svg": (1000, 1000), "text": (80, 24)}  # where a piece states none; of text, columns and lines
WRITE = "write"


def fits(b: Builder, node: ast.AST, method: str) -> bool:
    """Whether a method of the canvas goes with what the piece is made of; false after an error."""
    if (method == WRITE) is (b.shared.medium == "text"):
        return True
    if method == WRITE:
        hint = '`canvas.text(x, y, …)` draws a line of letters; `@art("Title", media="text")` makes a piece of text'
        b.error("I062", "`canvas.write` is for pieces of plain text", node, "this piece is made of shapes", hint)
    else:
        hint = "text is written with `canvas.write(…)`; without `media=\"text\"` a piece draws shapes"
        b.error("I062", f"`canvas.{method}` draws shapes", node, "this piece is plain text", hint)
    return False


def written(b: Builder, node: ast.Call) -> Value:
    """Build `canvas.write(…)`: its values one after the other, numbers and texts."""
    if node.keywords:
        return b.error("I024", "`canvas.write` has no options", node.keywords[0])
    if not node.args:
        hint = 'for example `canvas.write(name, "\\n")`'
        return b.error("I024", "`canvas.write` takes what is written", node, help=hint)
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            return UNKNOWN_VALUE  # refused in syntax.accept
        value = b.value(argument)
        if value.type is FORMATTED or isinstance(value.type, Scalar):
            write(b, value, "svg", node)
        elif value.type is not UNKNOWN:
            b.error("I025", "what is written is text or a number", argument, f"this is {article(value.type)}")
    return NO_VALUE
