"""Methods of the canvas and of a path."""

from __future__ import annotations

import ast
from collections.abc import Callable

from intaglio.frontend.binding import bind
from intaglio.frontend.builder import Builder
from intaglio.frontend.draws import arguments, no_method
from intaglio.frontend.gradients import gradient
from intaglio.frontend.media import WRITE, fits, written
from intaglio.frontend.options import COLOR_HINT, operands
from intaglio.frontend.points import polygon, spline
from intaglio.frontend.shared import FORMATTED, NO_VALUE, UNKNOWN_VALUE, Value
from intaglio.frontend.sprites import DRAW
from intaglio.frontend.traits import write
from intaglio.frontend.types import CANVAS, CLIP, COLOR, NOTHING, SPRITE, UNKNOWN, Scalar, article
from intaglio.ir import nodes as ir

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
GRADIENTS: dict[str, tuple[str, ...]] = {
    "linear_gradient": ("x1", "y1", "x2", "y2"),
    "radial_gradient": ("x", "y", "r"),
}
CANVAS_METHODS = (*SHAPES, "background", "sprite", "polyline", "polygon", "path", "text", "group", "clip", *GRADIENTS,
                  WRITE)  # fmt: skip
WITH = {
    "group": "write `with canvas.group(...):`",
    "clip": "write `with canvas.clip() as window:`, then `with canvas.group(clip=window):`",
}


# ---- the canvas -----------------------------------------------------------------------------------


def canvas_method(b: Builder, node: ast.Call, func: ast.Attribute) -> Value:
    """Build `canvas.…()`."""
    name = func.attr
    if name in CANVAS_METHODS and not fits(b, node, name):
        return UNKNOWN_VALUE
    if name == "path":
        return b.error(
            "I033", "a path begins in an assignment of its own", node, help="write `path = canvas.path(...)`"
        )
    if name in ("group", "clip"):
        what = "a group" if name == "group" else "a clip path"
        return b.error("I033", f"{what} is opened by `with`", node, help=WITH[name])
    if name == "pixels":
        hint = "write `@canvas.pixels` above `def shade(x: float, y: float) -> color:`"
        return b.error("I057", "`canvas.pixels` stands above a function", node, help=hint)
    if name not in CANVAS_METHODS:
        return no_method(b, "the canvas", func, CANVAS_METHODS)
    if not b.begin_drawing(node, "draw this in the rule that began the path, before or after it"):
        return UNKNOWN_VALUE
    if name == WRITE:
        return written(b, node)
    if name == "background":
        bound = arguments(b, node, ("color",), (), "`canvas.background`")
        color = b.value(bound["color"]) if bound else UNKNOWN_VALUE
        if color.type == COLOR:
            b.perform("canvas.background", color.exprs, node=node)
        elif color.type is not UNKNOWN and bound:
            b.error("I025", "`color` is a color", bound["color"], f"this is {article(color.type)}", COLOR_HINT)
        return NO_VALUE
    if name == "text":
        return _text(b, node)
    if name == "sprite":
        return _sprite(b, node)
    if name in GRADIENTS:
        return gradient(b, node, name, GRADIENTS[name])
    if name in ("polyline", "polygon"):
        return polygon(b, node, name)
    held = operands(b, node, f"canvas.{name}", SHAPES[name])
    if held is not None:
        b.perform(f"canvas.{name}", held[0], node=node, options=held[1])
    return NO_VALUE


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


def _sprite(b: Builder, node: ast.Call) -> Value:
    content: dict[str, Value] = {}
    held = operands(b, node, "canvas.sprite", ("sprite", "x", "y"), content)
    if held is None:
        return NO_VALUE
    value = content["sprite"]
    if value.type is NOTHING:
        value = b.coerce(value, SPRITE, node)
    if value.type != SPRITE:
        hint = 'a sprite is read at the top of the file: `HAT = sprite("art/hat.png")`'
        return b.error("I025", "`canvas.sprite` draws a sprite", node.args[0] if node.args else node,
                       f"this is {article(value.type)}", hint)  # fmt: skip
    b.shared.draws_sprites = True
    drawing = ir.Call((), DRAW, value.exprs, b.span(node))
    b.emit(ir.Element("canvas.sprite", held[0], held[1], (drawing,), b.span(node)))
    return NO_VALUE


def path_command(b: Builder, node: ast.Call, func: ast.Attribute) -> Value:
    """Build `path.…()`."""
    if func.attr == "spline":
        return spline(b, node)
    if func.attr not in COMMANDS:
        return no_method(b, "a path", func, (*COMMANDS, "spline"))
    held = operands(b, node, f"path.{func.attr}", COMMANDS[func.attr])
    if held is not None:
        b.perform(f"path.{func.attr}", held[0], node=node)
    return NO_VALUE


def opened(b: Builder, node: ast.With, body: Callable[[], tuple[ir.Statement, ...]]) -> None:
    """Build `with canvas.group(…):` or `with canvas.clip() as name:`; `body` builds what stands inside."""
    item = node.items[0]
    call, name = item.context_expr, _opens(b, item.context_expr)
    if len(node.items) != 1 or not name or not isinstance(call, ast.Call):
        b.error("I033", "`with` opens a group or a clip path", call, help=WITH["group"])
        return
    if isinstance(item.optional_vars, ast.Name) is not (name == "clip"):
        b.error("I033", "a clip path is given a name, a group is not", item.optional_vars or call, help=WITH[name])
        return
    fits(b, call, name)
    b.begin_drawing(call, f"open the {name} in the rule that began the path, before or after it")
    held = operands(b, call, f"canvas.{name}", ())
    if name == "clip" and held is not None and item.optional_vars is not None:
        number = b.perform("serial", node=call)
        bind(b, item.optional_vars, Value(CLIP, number), call)
        held = number, ()
    before = b.assigned
    inside = body()
    after, b.assigned = b.assigned, before
    if held is not None:
        b.emit(ir.Element(f"canvas.{name}", held[0], held[1], inside, b.span(node)))
    b.assigned = after


def _opens(b: Builder, node: ast.expr) -> str:
    """`group` or `clip`, where that is what an expression opens."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=base), attr="group" | "clip" as name)):
            return name if b.variables.get(base) is CANVAS else ""
        case _:
            return ""
