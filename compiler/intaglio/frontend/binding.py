"""Assigning to names and to tuples of names, and the types that annotations name."""

from __future__ import annotations

import ast

from intaglio.frontend.arrays import ELEMENTS, array_type, element_type, put, target_place
from intaglio.frontend.builder import Builder
from intaglio.frontend.shared import RuleState, Value
from intaglio.frontend.types import (
    BOOL,
    CANVAS,
    COLOR,
    INT,
    NOTHING,
    PATH,
    REFERENCES,
    SPRITE,
    STR,
    UNKNOWN,
    WORD,
    AnyArray,
    AnyTable,
    Handle,
    Scalar,
    Static,
    TupleOf,
    article,
    item_types,
)


def bind(b: Builder, target: ast.expr, value: Value, node: ast.expr) -> None:
    """Bind a name, an entry of an array, or a tuple of them, to a value."""
    if isinstance(target, ast.Subscript):
        at = target_place(b, target)
        if at is not None:
            put(b, at, value, node, target)
        return
    if isinstance(target, ast.Tuple) and any(isinstance(t, ast.Subscript) for t in ast.walk(target)):
        _one_by_one(b, target, b.kept(value, b.span(node)), node)
        return
    pairs: list[tuple[str, Value, ast.expr, ast.AST]] = []
    if _pairs(b, target, value, node, pairs):
        b.assign_all(pairs)
    else:
        for name in ast.walk(target):
            if isinstance(name, ast.Name):
                b.know(name.id)  # said once


def _one_by_one(b: Builder, target: ast.Tuple, value: Value, node: ast.expr) -> None:
    """Targets of which some are entries, from left to right: an index may be a name bound before it."""
    items = _items(b, target, value, node)
    for inner, item in zip(target.elts, items or (), strict=False):
        bind(b, inner, item, inner)


def _items(b: Builder, target: ast.Tuple, value: Value, node: ast.expr) -> list[Value] | None:
    """The items of a value for the targets of a tuple; None after an error."""
    if value.type is UNKNOWN:
        return [value] * len(target.elts)
    kinds = item_types(value.type)
    if kinds is None:
        b.error("I031", f"{article(value.type)} cannot be unpacked", node, help="a tuple or a row of a table can")
        return None
    if len(kinds) != len(target.elts):
        hint = "as many names as values; `_` is a name for what is not needed"
        b.error("I031", f"{len(kinds)} values for {len(target.elts)} names", node, help=hint)
        return None
    return b.items(value)


def _pairs(
    b: Builder,
    target: ast.expr,
    value: Value,
    node: ast.expr,
    pairs: list[tuple[str, Value, ast.expr, ast.AST]],
) -> bool:
    if isinstance(target, ast.Name):
        if value.type is NOTHING:
            none = isinstance(node, ast.Constant)
            hint = "a variable is a number, a bool, a color, text, a tuple or a sprite; `None` is an entry of sprites"
            b.error("I025", "there is no value to assign", node, "this gives nothing", hint if none else "")
            return False
        if isinstance(value.type, Handle) and value.type is not UNKNOWN:
            return _no_alias(b, value, node)
        if isinstance(value.type, REFERENCES) and not isinstance(node, ast.Call):
            return _no_alias(b, value, node)
        # an item without an expression of its own is converted right after it is bound
        pairs.append((target.id, value, node, target))
        return True
    if not isinstance(target, ast.Tuple):
        b.error("I030", "only variables are assigned to", target, help="the entries of a table never change")
        return False
    items = _items(b, target, value, node)
    if items is None:
        return False
    own = isinstance(node, ast.Tuple) and len(node.elts) == len(target.elts)
    nodes = node.elts if own and isinstance(node, ast.Tuple) else target.elts
    good = True
    for inner_target, item, at in zip(target.elts, items, nodes, strict=True):
        good = _pairs(b, inner_target, item, at, pairs) and good
    return good


def _no_alias(b: Builder, value: Value, node: ast.expr) -> bool:
    if value.type == Handle("f-string"):
        b.error(
            "I041",
            "text made from values is not kept in a variable",
            node,
            "this f-string is not constant",
            help="write the f-string where it is used: in `canvas.text` or `seed.trait`",
        )
    else:
        b.error("I048", f"{article(value.type)} is not given a second name", node)
    return False


def annotate(b: Builder, state: RuleState) -> None:
    """Annotated parameters have their type from the start, and so has what is returned."""
    within = Builder(b.shared, state.scope, {}, state.rule.node, b.evaluator)
    for at, argument in enumerate(state.rule.node.args.args):
        if argument.annotation is None:
            continue
        static = annotation(within, argument.annotation)
        if static is None or state.annotated[at]:
            continue
        state.annotated[at] = True
        state.origins[at] = within.span(argument)
        state.params[at] = static
        b.shared.changed = True
    returns = state.rule.node.returns
    if returns is not None and not state.return_annotated:
        static = annotation(within, returns)
        if static is not None:
            state.returns = static
            state.return_annotated = True
            b.shared.changed = True


ANNOTATIONS: dict[str, Static] = {
    "int": INT, "bool": BOOL, "str": STR, "color": COLOR, "Path": PATH,
    "Canvas": CANVAS, "Sprite": SPRITE, "word": WORD,
}  # fmt: skip


def annotation(b: Builder, node: ast.expr) -> Static | None:
    """The type that an annotation names; None after an error."""
    match node:
        case ast.Name(id="Seed") | ast.Constant(value="Seed"):
            return b.shared.seed
        case ast.Name(id="float") | ast.Constant(value="float"):
            return b.floats
        case ast.Name(id=name) if name in ANNOTATIONS:
            return ANNOTATIONS[name]
        case ast.Constant(value=None):
            return NOTHING
        case ast.Constant(value=str(name)) if name in ANNOTATIONS:
            return ANNOTATIONS[name]
        case ast.Call(func=ast.Name(id="array" | "grid")):
            return array_type(b, node)
        case ast.Subscript(value=ast.Name(id="Array" | "Grid" as name), slice=ast.Name(id=kind)) if kind in ELEMENTS:
            return AnyArray(element_type(b, kind), 1 if name == "Array" else 2)
        case ast.Subscript(value=ast.Name(id="Table"), slice=entry) if b.scope.source.library:
            inner = annotation(b, entry)
            return AnyTable(inner) if isinstance(inner, Scalar | AnyTable) else None
        case ast.Subscript(value=ast.Name(id="tuple")):
            inside = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            items = [annotation(b, item) for item in inside]
            return None if any(i is None for i in items) else TupleOf(tuple(i for i in items if i is not None))
    b.error(
        "I044",
        "this is no type of the language",
        node,
        help="types are int, float, word, bool, str, color, tuple[...], Array[int], Grid[int], Sprite, Seed, Canvas, "
        "Path",
    )
    return None
