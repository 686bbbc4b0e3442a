"""Subscripts and f-strings."""

from __future__ import annotations

import ast

from intaglio.frontend.arrays import get, place
from intaglio.frontend.builder import Builder
from intaglio.frontend.diagnostics import did_you_mean
from intaglio.frontend.operands import entry_at, sequence_of
from intaglio.frontend.scope import NotConstant, evaluate
from intaglio.frontend.shared import FORMATTED, UNKNOWN_VALUE, Value
from intaglio.frontend.tables import Known
from intaglio.frontend.types import FLOAT, INT, STR, UNKNOWN, ArrayOf, Scalar, Seq, TupleOf, article
from intaglio.ir import nodes as ir
from intaglio.ir.types import Type


def subscript(b: Builder, node: ast.Subscript) -> Value:
    value = b.value(node.value) if not isinstance(node.value, ast.Tuple) else sequence_of(b, node.value)
    if value.type is UNKNOWN:
        return UNKNOWN_VALUE
    if isinstance(value.type, ArrayOf):
        at = place(b, node, value)
        return UNKNOWN_VALUE if at is None else get(b, at, node)
    if not isinstance(value.type, TupleOf | Seq):
        return b.error("I030", f"{article(value.type)} has no entries", node.value)
    known = _constant_index(b, node.slice)
    if isinstance(known, Known) and isinstance(known.value, str) and isinstance(value.type, Seq):
        keys = value.type.level.sequences[0].keys
        if keys is not None and known.value in keys:
            return b.entry(value.type.level, value.exprs[0], ir.Const(Type.INT, keys.index(known.value)))
        return b.error(
            "I030",
            f"no entry has the key {known.value!r}",
            node.slice,
            help=did_you_mean(known.value, keys or ()),
        )
    if isinstance(known, Known) and known.type == INT:
        return _constant_entry(b, node, value, known.number)
    index = b.value(node.slice)
    if index.type is UNKNOWN:
        return UNKNOWN_VALUE
    if index.type != INT:
        hint = "`int(x)` drops the fraction of a float" if index.type == FLOAT else ""
        return b.error("I030", "an index is an int", node.slice, f"this is {article(index.type)}", hint)
    return entry_at(b, value, index.exprs[0], node)


def _constant_index(b: Builder, node: ast.expr) -> Known | None:
    try:
        return evaluate(node, b.names)
    except NotConstant:
        return None


def _constant_entry(b: Builder, node: ast.Subscript, value: Value, index: int) -> Value:
    assert isinstance(value.type, TupleOf | Seq)
    if isinstance(value.type, Seq):
        level = value.type.level
        shortest = min(len(s.items) for s in level.sequences)
        if isinstance(value.exprs[0], ir.Const):
            shortest = len(level.sequences[value.exprs[0].value].items)
        elif level.length is None and index < 0:
            return b.error(
                "I030",
                "rows of different lengths have no entry counted from the end",
                node.slice,
                help="index with `len(row) - 1`",
            )
    else:
        shortest = len(value.type.items)
    at = index + shortest if index < 0 else index
    if not 0 <= at < shortest:
        counted = "entries are numbered from 0, and from the end by -1, -2 and so on"
        has = f"it has {shortest}: 0 to {shortest - 1}"
        return b.error("I030", f"there is no entry {index}", node.slice, has, counted)
    if isinstance(value.type, TupleOf):
        return b.items(value)[at]
    return b.entry(value.type.level, value.exprs[0], ir.Const(Type.INT, at, b.span(node.slice)))


def fstring(b: Builder, node: ast.JoinedStr) -> Value:
    parts: list[Value] = []
    for piece in node.values:
        if isinstance(piece, ast.FormattedValue):
            value = b.value(piece.value)
            if value.type is UNKNOWN:
                return UNKNOWN_VALUE
            if not isinstance(value.type, Scalar) and value.type != FORMATTED:
                return b.error("I041", f"{article(value.type)} cannot stand in text", piece.value)
            parts.append(value)
        elif isinstance(piece, ast.Constant):
            parts.append(Value(STR, (), str(piece.value)))
    if all(p.text is not None for p in parts):
        return Value(STR, (), "".join(p.text or "" for p in parts))
    return Value(FORMATTED, parts=tuple(parts))
