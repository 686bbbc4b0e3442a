"""What calls, draws and expressions all ask of an operand: a number, a sequence, an entry, a length."""

from __future__ import annotations

import ast

from intaglio.frontend.builder import Builder
from intaglio.frontend.diagnostics import did_you_mean
from intaglio.frontend.other_words import NAMES
from intaglio.frontend.scope import NotConstant, evaluate
from intaglio.frontend.shared import UNKNOWN_VALUE, Value
from intaglio.frontend.syntax import BUILTINS
from intaglio.frontend.tables import IrregularTable
from intaglio.frontend.types import BOOL, NUMBERS, UNKNOWN, ArrayOf, Seq, Static, TupleOf, article, item_types, join
from intaglio.ir import nodes as ir
from intaglio.ir.types import Type
from intaglio.library import EXPORTS, OVERLOADS


def number_of(b: Builder, node: ast.expr, what: str, code: str = "I025") -> Value:
    """Build an expression that has to be a number."""
    value = b.value(node)
    if value.type not in NUMBERS and value.type is not UNKNOWN:
        return b.error(code, f"{what} is a number", node, f"this is {article(value.type)}")
    return value


def condition(b: Builder, node: ast.expr) -> ir.Expr:
    """Build an expression that has to be a bool; false after an error."""
    value = b.value(node)
    if value.type == BOOL:
        return value.exprs[0]
    if value.type is not UNKNOWN:
        hint = "compare it: `… != 0`" if value.type in NUMBERS else ""
        b.error("I023", "a condition is a bool", node, f"this is {article(value.type)}", hint)
    return ir.Const(Type.BOOL, 0)


def sequence_of(b: Builder, node: ast.expr) -> Value:
    """Build something to loop over or choose from: a table, one of its rows, or a tuple."""
    if isinstance(node, ast.Tuple) and node.elts:
        try:
            known = evaluate(node, b.names)
            return b.known(known, b.shared.level(known, b.span(node)))
        except (NotConstant, IrregularTable):
            pass
    return b.value(node)


def read_here(b: Builder, node: ast.Call) -> Value:
    """A sprite, or all of a folder, read where it is used."""
    try:
        known = evaluate(node, b.names)
    except NotConstant:
        return UNKNOWN_VALUE  # said by the reader
    return b.known(known, None if known.type else b.shared.level(known, b.span(node)))


def _differing(columns: tuple[Static, ...]) -> str:
    """Two columns that have no common type."""
    for column in columns[1:]:
        if join(columns[0], column) is None:
            return f"one is {_shape(columns[0])}, another {_shape(column)}"
    return ""


def _shape(static: Static) -> str:
    if isinstance(static, Seq) and static.level.length is not None:
        return f"a row of {static.level.length}"
    return article(static)


def entry_at(b: Builder, value: Value, index: ir.Expr, node: ast.AST) -> Value:
    """The entry at an index known only at run time."""
    if isinstance(value.type, Seq):
        level = value.type.level
        if level.columns:
            return b.error(
                "I030",
                f"the entries of {article(value.type)} have no common type",
                node,
                _differing(level.columns),
                "give every row the same length, and every column one type; or index it with a constant",
            )
        return b.entry(level, value.exprs[0], index)
    items = b.items(value)
    common: Static | None = items[0].type
    for item in items[1:]:
        common = join(common, item.type) if common is not None else None
    if common is None or not items or item_types(common) is not None:
        return b.error("I030", "the items of this tuple have no common type", node, help="index it with a constant")
    held = b.simple(index, b.span(node))
    chosen = [b.coerce(i, common, node).exprs[0] for i in items]
    result = chosen[-1]
    for at in reversed(range(len(chosen) - 1)):
        test = ir.Op("eq", (held, ir.Const(Type.INT, at)), Type.BOOL, span=b.span(node))
        result = ir.Op("select", (test, chosen[at], result), result.type, span=b.span(node))
    return Value(common, (result,))


def size_of(b: Builder, value: Value) -> ir.Expr:
    """The number of items of a tuple or a sequence."""
    if isinstance(value.type, TupleOf):
        return ir.Const(Type.INT, len(value.type.items))
    if isinstance(value.type, ArrayOf):
        return ir.Const(Type.INT, value.type.shape[0])
    return length_of(b, value)


def unknown_name(b: Builder, node: ast.Name) -> Value:
    """Report a name that means nothing: one of Python's, or a misspelt one."""
    if node.id.startswith("__"):
        return UNKNOWN_VALUE  # refused in syntax.accept
    if node.id in BUILTINS:
        return b.error(
            "I005",
            f"`{node.id}` is not part of the language",
            node,
            help=NAMES.get(node.id, "a piece sees only its seed, its canvas and what it imports from `intaglio`"),
        )
    known = (*b.names, *b.locals)
    offered = (*EXPORTS, *OVERLOADS)
    if any(isinstance(one, ast.FunctionDef) and one.name == node.id for one in ast.walk(b.node) if one is not b.node):
        return UNKNOWN_VALUE  # a function inside a function: refused in syntax.accept
    imported = f"`from intaglio import {node.id}`" if node.id in offered else ""
    given = _GIVEN.get(node.id, "").format(rule=b.node.name)
    hint = imported or given or NAMES.get(node.id) or did_you_mean(node.id, known) or did_you_mean(node.id, offered)
    return b.error("I006", f"nothing is called `{node.id}`", node, help=hint or "give it a value before, or import it")


_GIVEN = {  # what a rule has only where it is given it
    "seed": "give it to the rule: `def {rule}(seed: Seed, …)`, called as `{rule}(seed, …)`",
    "canvas": "give it to the rule: `def {rule}(canvas: Canvas, …)`, called as `{rule}(canvas, …)`",
}


def length_of(b: Builder, value: Value) -> ir.Expr:
    """The number of items of a sequence of a table."""
    assert isinstance(value.type, Seq)
    level, which = value.type.level, value.exprs[0]
    if level.length is not None:
        return ir.Const(Type.INT, level.length)
    if isinstance(which, ir.Const):
        return ir.Const(Type.INT, len(level.sequences[which.value].items))
    after = ir.Op("add", (which, ir.Const(Type.INT, 1)), Type.INT)
    return ir.Op("sub", (b.start_entry(level, after), b.start_entry(level, which)), Type.INT, span=which.span)
