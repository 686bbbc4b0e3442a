"""Rows of points: polylines, polygons and splines through points, a table of points, or two arrays.

    canvas.polygon((10, 10), (90, 10), (50, 80))
    canvas.polygon(CORNERS)                       a table of points
    canvas.polygon(xs, ys, count=n)               the first n entries of two arrays
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from intaglio.frontend.arrays import Place, get
from intaglio.frontend.builder import Builder, add
from intaglio.frontend.operands import entry_at, sequence_of, size_of
from intaglio.frontend.options import operands, point
from intaglio.frontend.shared import NO_VALUE, Value
from intaglio.frontend.types import INT, UNKNOWN, ArrayOf, Seq, TupleOf, article
from intaglio.ir import nodes as ir
from intaglio.ir.types import Type

Pair = tuple[ir.Expr, ir.Expr]


@dataclass(frozen=True)
class Row:
    """Points in order: written out one by one, or as many as `count` says, each found by its number."""

    points: tuple[Pair, ...] = ()
    count: ir.Expr | None = None
    at: Callable[[ir.Expr], Pair | None] = lambda index: None


def polygon(b: Builder, node: ast.Call, name: str) -> Value:
    """Build `canvas.polyline(…)` or `canvas.polygon(…)`."""
    row = _row(b, node, f"canvas.{name}")
    styles = ast.Call(node.func, [], [k for k in node.keywords if k.arg != "count"])
    held = operands(b, ast.copy_location(styles, node), f"canvas.{name}", ())
    if held is None or row is None:
        return NO_VALUE
    with b.collect() as body:
        for at, pair in enumerate(row.points):
            b.perform("points.add" if at else "points.start", pair, node=node)
        if row.count is not None:
            _each_point(b, row, row.count, node)
    b.emit(ir.Element(f"canvas.{name}", held[0], held[1], tuple(body), b.span(node)))
    return NO_VALUE


def _each_point(b: Builder, row: Row, count: ir.Expr, node: ast.AST) -> None:
    first = row.at(ir.Const(Type.INT, 0))
    if first is None:
        return
    b.perform("points.start", first, node=node)
    counter, span = b.fresh(), b.span(node)
    with b.collect() as body:
        pair = row.at(ir.Var(counter, Type.INT, span))
        if pair is not None:
            b.perform("points.add", pair, node=node)
    b.emit(ir.For(counter, ir.Const(Type.INT, 1), count, 1, tuple(body), span))


def spline(b: Builder, node: ast.Call) -> Value:
    """`path.spline(…)`: a smooth curve through all points (Catmull and Rom's), begun by a move to the first."""
    row = _row(b, node, "path.spline", options=("count",))
    if row is None:
        return NO_VALUE
    if row.count is None:
        b.perform("path.move", row.points[0], node=node)
        last = len(row.points) - 1
        for at in range(last):
            four = (row.points[max(at - 1, 0)], row.points[at], row.points[at + 1], row.points[min(at + 2, last)])
            b.perform("path.curve", _controls(b, four, node), node=node)
        return NO_VALUE
    _each_curve(b, row, row.count, node)
    return NO_VALUE


def _each_curve(b: Builder, row: Row, count: ir.Expr, node: ast.AST) -> None:
    span, one = b.span(node), ir.Const(Type.INT, 1)
    first = row.at(ir.Const(Type.INT, 0))
    if first is None:
        return
    b.perform("path.move", first, node=node)
    last = b.simple(ir.Op("sub", (count, one), Type.INT, span=span), span)
    index = ir.Var(b.fresh(), Type.INT, span)
    with b.collect() as body:
        lower = ir.Op("sub", (index, one), Type.INT, span=span)
        before = ir.Op("max", (lower, ir.Const(Type.INT, 0)), Type.INT, span=span)
        after = ir.Op("min", (add(index, ir.Const(Type.INT, 2)), last), Type.INT, span=span)
        found = [row.at(place) for place in (before, index, add(index, one), after)]
        four = [pair for pair in found if pair is not None]
        if len(four) == 4:
            b.perform("path.curve", _controls(b, (four[0], four[1], four[2], four[3]), node), node=node)
    b.emit(ir.For(index.name, ir.Const(Type.INT, 0), last, 1, tuple(body), span))


def _controls(b: Builder, four: tuple[Pair, Pair, Pair, Pair], node: ast.AST) -> tuple[ir.Expr, ...]:
    """Control points and end of the curve between the second and the third of four points."""
    span = b.span(node)

    def op(name: str, left: ir.Expr, right: ir.Expr) -> ir.Expr:
        return b.simple(ir.Op(name, (left, right), b.floats.ir, span=span), span)

    sixth = b.number(6)
    before, start, end, after = four
    leaving = [op("add", s, op("div", op("sub", e, p), sixth)) for s, e, p in zip(start, end, before, strict=True)]
    arriving = [op("sub", e, op("div", op("sub", a, s), sixth)) for e, a, s in zip(end, after, start, strict=True)]
    return (*leaving, *arriving, *end)


# ---- what the points are --------------------------------------------------------------------------


def _row(b: Builder, node: ast.Call, what: str, options: tuple[str, ...] = ()) -> Row | None:
    """The points of a call; None after an error."""
    for keyword in node.keywords if options else ():
        if keyword.arg not in options:
            hint = "its option is `count`, with arrays"
            b.error("I037", f"`{what}` has no option `{keyword.arg}`", keyword, help=hint)
            return None
    count = next((k.value for k in node.keywords if k.arg == "count"), None)
    single = len(node.args) == 1
    values = [sequence_of(b, a) if single else b.value(a) for a in node.args]
    if any(value.type is UNKNOWN for value in values):
        return None
    arrays = [value for value in values if isinstance(value.type, ArrayOf)]
    if arrays:
        return _of_arrays(b, node, values, count, what)
    if count is not None:
        b.error("I037", "`count` goes with two arrays", count, help=f"`{what}(xs, ys, count=n)`")
        return None
    if single and isinstance(values[0].type, Seq):
        return _of_table(b, node.args[0], values[0], node)
    if single and not isinstance(values[0].type, TupleOf):
        b.error("I025", "a table of points is needed", node.args[0], f"this is {article(values[0].type)}")
        return None
    if single:
        pairs = [point(b, item, node.args[0]) for item in b.items(values[0])]
    else:
        pairs = [point(b, value, argument) for value, argument in zip(values, node.args, strict=True)]
    if len(pairs) < 2:
        b.error("I024", f"`{what}` takes two points or more", node)
        return None
    points = tuple(pair for pair in pairs if pair is not None)
    return Row(points) if len(points) == len(pairs) else None


def _of_table(b: Builder, argument: ast.expr, table: Value, node: ast.AST) -> Row:
    return Row((), size_of(b, table), lambda index: point(b, entry_at(b, table, index, node), argument))


def _of_arrays(b: Builder, node: ast.Call, values: list[Value], count: ast.expr | None, what: str) -> Row | None:
    types = [value.type for value in values]
    shapes = [t.shape for t in types if isinstance(t, ArrayOf) and len(t.shape) == 1]
    if len(types) != 2 or len(shapes) != 2 or shapes[0] != shapes[1]:
        b.error("I025", "points are two arrays of one length", node, f"these are {', '.join(map(article, types))}",
                f"`{what}(xs, ys)`, or `count=n` for the first n")  # fmt: skip
        return None
    length = ir.Const(Type.INT, shapes[0][0], b.span(node))
    used: ir.Expr = length
    if count is not None:
        value = b.value(count)
        if value.type != INT:
            if value.type is not UNKNOWN:
                b.error("I025", "`count` is an int", count, f"this is {article(value.type)}")
            return None
        used = b.simple(value.exprs[0], b.span(count))

    def at(index: ir.Expr) -> Pair:
        held = b.simple(index, b.span(node))
        x, y = (b.as_float(_entry(b, value, held, length, node)) for value in values)
        return x, y

    return Row((), used, at)


def _entry(b: Builder, array: Value, index: ir.Expr, length: ir.Expr, node: ast.AST) -> Value:
    assert isinstance(array.type, ArrayOf)
    return get(b, Place(array.type, (array.exprs[0], index, length)), node)
