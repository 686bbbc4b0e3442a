"""Text: values written to a stream, and the traits that named draws leave."""

from __future__ import annotations

import ast
from collections.abc import Callable

from intaglio.frontend.builder import Builder
from intaglio.frontend.shared import FORMATTED, Shared, Value
from intaglio.frontend.types import BOOL, COLOR, FLOAT, INT, NUMBERS, SPRITE, STR, WORD
from intaglio.ir import nodes as ir


def json_text(text: str) -> str:
    """Text inside a JSON string: only quotes, backslashes and control characters are escaped."""
    return "".join(f"\\u{ord(c):04x}" if ord(c) < 32 else "\\" + c if c in '"\\' else c for c in text)


def xml_text(text: str) -> str:
    """Text inside an SVG element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_of(shared: Shared, stream: str) -> Callable[[str], str]:
    """How text is spelled on a stream: plain text as it is."""
    return json_text if stream == "traits" else str if shared.medium == "text" else xml_text


def open_trait(b: Builder, name: str, quote: str, node: ast.AST) -> None:
    """Write a trait up to its value."""
    text = f',{{"trait_type":"{json_text(name)}","value":{quote}'
    b.perform("emit.text", node=node, text=text, stream="traits")


def write_trait(b: Builder, name: str, value: Value, node: ast.AST) -> None:
    """Write one trait to its stream."""
    quote = "" if value.type in NUMBERS else '"'
    open_trait(b, name, quote, node)
    write(b, value, "traits", node)
    b.perform("emit.text", node=node, text=quote + "}", stream="traits")


def write(b: Builder, value: Value, stream: str, node: ast.AST) -> None:
    """Write a value as text."""
    if value.text is not None:
        b.perform("emit.text", node=node, text=escape_of(b.shared, stream)(value.text), stream=stream)
    elif value.type is FORMATTED:
        for part in value.parts:
            write(b, part, stream, node)
    elif value.type == STR:
        b.shared.pool_streams.add(stream)
        b.perform("emit.entry", value.exprs, node=node, text=f"texts${stream}", stream=stream)
    elif value.type == SPRITE:
        b.shared.sprite_streams.add(stream)
        b.perform("emit.entry", value.exprs, node=node, text=f"sprites${stream}", stream=stream)
    elif value.type == BOOL:

        def said(text: str) -> tuple[ir.Statement, ...]:
            return (ir.Perform("emit.text", text=text, stream=stream, span=b.span(node)),)

        b.emit(ir.If(value.exprs[0], said("Yes"), said("No"), b.span(node)))
    else:
        effect = {INT: "emit.int", FLOAT: "emit.decimal", COLOR: "emit.color", WORD: "emit.word"}[value.type]  # type: ignore[index]
        b.perform(effect, value.exprs, node=node, stream=stream)
