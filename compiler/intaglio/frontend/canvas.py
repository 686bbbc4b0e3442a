"""Methods of the canvas and of a path."""

from __future__ import annotations

import ast

from intaglio.frontend.builder import Builder, as_float
from intaglio.frontend.diagnostics import did_you_mean
from intaglio.frontend.draws import arguments, no_method
from intaglio.frontend.operands import entry_at, sequence_of, size_of
from intaglio.frontend.scope import NotConstant, evaluate
from intaglio.frontend.shared import FORMATTED, NO_VALUE, UNKNOWN_VALUE, Value
from intaglio.frontend.traits import write
from intaglio.frontend.types import (
    COLOR,
    FLOAT,
    NUMBERS,
    UNKNOWN,
    Scalar,
    Seq,
    TupleOf,
    article,
    item_types,
)
from intaglio.ir import nodes as ir
from intaglio.ir.types import Type

SHAPES: dict[str, tuple[str, ...]] = {
    "circle": ("x", "y", "r"),
    "ellipse": ("x", "y", "rx", "ry"),
    "rect": ("x", "y", "w", "h"),
    "line": ("x1", "y1", "x2", "y2"),
}
COMMANDS: dict[str, tuple[str, ...]] = {
    "move": ("x", "y"),
    "line": ("x", "y"),
    "quad": ("cx", "cy", "x", "y"),
    "curve": ("c1x", "c1y", "c2x", "c2y", "x", "y"),
    "close": (),
}
CANVAS_METHODS = (*SHAPES, "background", "polyline", "polygon", "path", "text", "group")


_COLOR_HINT = 'a color is written "#rrggbb", or made by `rgb` or `hsl`'


# ---- the canvas -----------------------------------------------------------------------------------


def canvas_method(b: Builder, node: ast.Call, func: ast.Attribute) -> Value:
    """Build `canvas.…()`."""
    name = func.attr
    if name == "path":
        return b.error(
            "I033", "a path begins in an assignment of its own", node, help="write `path = canvas.path(...)`"
        )
    if name == "group":
        return b.error("I033", "a group is opened by `with`", node, help="write `with canvas.group(...):`")
    if name not in CANVAS_METHODS:
        return no_method(b, "the canvas", func, CANVAS_METHODS)
    if not b.begin_drawing(node, "draw this in the rule that began the path, before or after it"):
        return UNKNOWN_VALUE
    if name == "background":
        bound = arguments(b, node, ("color",), (), "`canvas.background`")
        color = b.value(bound["color"]) if bound else UNKNOWN_VALUE
        if color.type == COLOR:
            b.perform("canvas.background", color.exprs, node=node)
        elif color.type is not UNKNOWN and bound:
            b.error("I025", "`color` is a color", bound["color"], f"this is {article(color.type)}", _COLOR_HINT)
        return NO_VALUE
    if name == "text":
        return _text(b, node)
    if name in ("polyline", "polygon"):
        return _poly(b, node, name)
    held = operands(b, node, f"canvas.{name}", SHAPES[name])
    if held is not None:
        b.perform(f"canvas.{name}", held[0], node=node, options=held[1])
    return NO_VALUE


def operands(
    b: Builder, node: ast.Call, effect: str, needed: tuple[str, ...], content: dict[str, Value] | None = None
) -> tuple[tuple[ir.Expr, ...], tuple[str, ...]] | None:
    """Coordinates and options of a shape, in the order of the effect's row; None after an error.

    The argument `content` of a text is no scalar: it is put into the dict of that name.
    """
    options = dict(ir.EFFECTS[effect].options)
    shown = tuple(n for n in options if not n.startswith("translate")) + (
        ("translate",) if effect == "canvas.group" else ()
    )
    bound = (
        arguments(b, node, needed, (), f"`{effect}`") if not shown else _with_options(b, node, needed, shown, effect)
    )
    if bound is None:
        return None
    found: dict[str, ir.Expr] = {}
    good = True
    for name, argument in bound.items():
        value = b.value(argument)
        if value.type is UNKNOWN:
            good = False
        elif name == "translate":
            pair = point(b, value, argument)
            good = good and pair is not None
            found |= dict(zip(("translate_x", "translate_y"), pair or (), strict=False))
        elif name == "content" and content is not None:
            content[name] = value
        elif name in ("fill", "stroke"):
            good = _expect(b, value, argument, name, COLOR, found) and good
        elif name in ("anchor", "family"):
            good = _word(b, argument, name, ir.ANCHORS if name == "anchor" else ir.FAMILIES, found) and good
        else:
            good = _expect(b, value, argument, name, FLOAT, found) and good
    if not good:
        return None
    present = tuple(n for n in options if n in found)
    return (*(found[n] for n in needed if n in found), *(found[n] for n in present)), present


def _with_options(
    b: Builder, node: ast.Call, needed: tuple[str, ...], options: tuple[str, ...], effect: str
) -> dict[str, ast.expr] | None:
    if len(node.args) > len(needed):
        b.error(
            "I024",
            f"`{effect}` takes {len(needed)} values, then options by name",
            node.args[len(needed)],
            help="write, for example, `fill=ink`",
        )
        return None
    return arguments(b, node, needed, options, f"`{effect}`")


def _expect(b: Builder, value: Value, node: ast.expr, name: str, kind: Scalar, found: dict[str, ir.Expr]) -> bool:
    if kind == FLOAT and value.type in NUMBERS:
        found[name] = b.coerce(value, FLOAT, node).exprs[0]
        return True
    if value.type == kind:
        found[name] = value.exprs[0]
        return True
    needed = "a number" if kind == FLOAT else f"a {kind}"
    hint = _COLOR_HINT if kind == COLOR else ""
    b.error("I025", f"`{name}` is {needed}", node, f"this is {article(value.type)}", hint)
    return False


def _word(b: Builder, node: ast.expr, name: str, words: tuple[str, ...], found: dict[str, ir.Expr]) -> bool:
    try:
        known = evaluate(node, b.names)
    except NotConstant:
        known = None
    if known is None or known.value not in words:
        shown = ", ".join(f'"{w}"' for w in words)
        b.error(
            "I037",
            f"`{name}` is one of {shown}",
            node,
            help=did_you_mean(str(known.value), words) if known else "",
        )
        return False
    found[name] = ir.Const(Type.INT, words.index(str(known.value)))
    return True


def point(b: Builder, value: Value, node: ast.expr) -> tuple[ir.Expr, ir.Expr] | None:
    """Two coordinates; None after an error."""
    kinds = item_types(value.type)
    if kinds is None or len(kinds) != 2 or any(k not in NUMBERS for k in kinds):
        if value.type is not UNKNOWN:
            b.error("I025", "a point is two numbers", node, f"this is {article(value.type)}", "write `(x, y)`")
        return None
    nodes = node.elts if isinstance(node, ast.Tuple) else [node, node]
    if isinstance(node, ast.Tuple):
        x, y = (b.coerce(i, FLOAT, n).exprs[0] for i, n in zip(b.items(value), nodes, strict=True))
    else:
        x, y = (as_float(i) for i in b.items(value))
    return x, y


def _poly(b: Builder, node: ast.Call, name: str) -> Value:
    """A polyline or polygon from points, or from one table of points."""
    styles = ast.Call(node.func, [], node.keywords)
    ast.copy_location(styles, node)
    single = sequence_of(b, node.args[0]) if len(node.args) == 1 else None
    points = [b.value(a) for a in node.args] if single is None else []
    held = operands(b, styles, f"canvas.{name}", ())
    if held is None:
        return NO_VALUE
    with b.collect() as body:
        if single is None and len(points) < 2:
            b.error("I024", f"`canvas.{name}` takes two points or more", node)
        elif single is not None:
            _table_of_points(b, single, node.args[0], node)
        for at, (value, argument) in enumerate(zip(points, node.args, strict=False)):
            pair = point(b, value, argument)
            if pair is not None:
                b.perform("points.add" if at else "points.start", pair, node=argument)
    b.emit(ir.Element(f"canvas.{name}", held[0], held[1], tuple(body), b.span(node)))
    return NO_VALUE


def _table_of_points(b: Builder, value: Value, argument: ast.expr, node: ast.AST) -> None:
    if isinstance(value.type, TupleOf):
        for at, item in enumerate(b.items(value)):
            pair = point(b, item, argument)
            if pair is not None:
                b.perform("points.add" if at else "points.start", pair, node=node)
        return
    if not isinstance(value.type, Seq):
        if value.type is not UNKNOWN:
            b.error("I025", "a table of points is needed", argument, f"this is {article(value.type)}")
        return
    first = entry_at(b, value, ir.Const(Type.INT, 0), node)
    pair = point(b, first, argument)
    if pair is None:
        return
    b.perform("points.start", pair, node=node)
    counter, span = b.fresh(), b.span(node)
    with b.collect() as body:
        pair = point(b, entry_at(b, value, ir.Var(counter, Type.INT, span), node), argument)
        if pair is not None:
            b.perform("points.add", pair, node=node)
    b.emit(ir.For(counter, ir.Const(Type.INT, 1), size_of(b, value), 1, tuple(body), span))


def _text(b: Builder, node: ast.Call) -> Value:
    content: dict[str, Value] = {}
    held = operands(b, node, "canvas.text", ("x", "y", "content"), content)
    if held is None:
        return NO_VALUE
    value = content["content"]
    if value.type is not FORMATTED and not isinstance(value.type, Scalar):
        return b.error("I025", "the text is text or a number", node, f"this is {article(value.type)}")
    with b.collect() as body:
        write(b, value, "svg", node)
    b.emit(ir.Element("canvas.text", held[0], held[1], tuple(body), b.span(node)))
    return NO_VALUE


def path_command(b: Builder, node: ast.Call, func: ast.Attribute) -> Value:
    """Build `path.…()`."""
    if func.attr not in COMMANDS:
        return no_method(b, "a path", func, tuple(COMMANDS))
    held = operands(b, node, f"path.{func.attr}", COMMANDS[func.attr])
    if held is not None:
        b.perform(f"path.{func.attr}", held[0], node=node)
    return NO_VALUE
