"""Gradients: paints that change over the picture. `glow = canvas.linear_gradient(0, 0, 0, 100, "#fff", "#f26430")`."""

from __future__ import annotations

import ast
from fractions import Fraction

from intaglio.frontend.builder import Builder
from intaglio.frontend.options import operands
from intaglio.frontend.shared import UNKNOWN_VALUE, Value
from intaglio.frontend.types import COLOR, FLOAT, GRADIENT, NUMBERS, UNKNOWN, article, item_types
from intaglio.ir import nodes as ir
from intaglio.ir.types import Type

_STOPS = 'write colors, or `(offset, color)` or `(offset, color, opacity)` with offsets from 0 to 1'


def gradient(b: Builder, node: ast.Call, name: str, needed: tuple[str, ...]) -> Value:
    """Build `canvas.linear_gradient(…)` or `canvas.radial_gradient(…)`; its stops follow the coordinates."""
    stops = node.args[len(needed) :]
    placed = ast.copy_location(ast.Call(node.func, node.args[: len(needed)], node.keywords), node)
    held = _coordinates(b, placed, name, needed)
    if held is not None and len(stops) < 2:
        b.error("I024", f"`canvas.{name}` takes two stops or more", node, help=_STOPS)
    if len(stops) < 2:
        return UNKNOWN_VALUE
    values = [b.value(stop) for stop in stops]  # what they draw stands before the gradient, and has lower numbers
    (number,) = b.perform("serial", node=node)
    with b.collect() as body:
        good = [_stop(b, value, stop, at, len(stops)) for at, (value, stop) in enumerate(zip(values, stops))]
    if held is None or not all(good):
        return UNKNOWN_VALUE
    b.emit(ir.Element(f"canvas.{name}", (number, *held), (), tuple(body), b.span(node)))
    return Value(GRADIENT, (number,))


def _coordinates(b: Builder, node: ast.Call, name: str, needed: tuple[str, ...]) -> tuple[ir.Expr, ...] | None:
    held = operands(b, node, f"canvas.{name}", needed)
    return held[0] if held is not None else None


def _stop(b: Builder, value: Value, node: ast.expr, at: int, count: int) -> bool:
    """One stop: a color, which has its place by its number, or a place and a color, and how opaque it is."""
    if value.type is UNKNOWN:
        return False
    if value.type == COLOR:
        percent: ir.Expr = b.number(Fraction(100 * at, count - 1), b.span(node))
        b.perform("gradient.stop", (percent, *value.exprs), node=node)
        return True
    kinds = item_types(value.type) or ()
    fits = len(kinds) in (2, 3) and kinds[1] == COLOR and all(k in NUMBERS for k in (kinds[0], *kinds[2:]))
    if not fits:
        b.error("I025", "this is no stop of a gradient", node, f"this is {article(value.type)}", _STOPS)
        return False
    items = b.items(value)
    nodes = node.elts if isinstance(node, ast.Tuple) else [node] * len(items)
    offset, *opacity = (b.coerce(i, FLOAT, n).exprs[0] for i, n in zip(items, nodes, strict=True) if i.type != COLOR)
    percent = b.multiple(offset, ir.Const(Type.INT, 100), b.span(node))
    options = ("opacity",) if opacity else ()
    b.perform("gradient.stop", (percent, *items[1].exprs, *opacity), node=node, options=options)
    return True
