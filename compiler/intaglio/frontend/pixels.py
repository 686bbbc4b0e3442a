"""The raster: a function under `@canvas.pixels` that gives each pixel's color.

It stands directly in the @art function, and is called for every pixel where it stands. In the IR it is a function of
the place and of what it reads of the function around it, arrays as references; `main` calls it from two loops::

    for row in 0, height, 1 {
      y: fixed = (2 * row + 1) * canvas.height / 2 / height       the middle of the pixel, in the piece's own units
      for column in 0, width, 1 {
        x: fixed = …
        ink = call shade$pixels(x, y, …)
        raster.plot(row * width + column, ink)
      }
    }

`what_shaders_do` looks afterwards whether that function, or a rule that it calls, does more than read.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from fractions import Fraction

from intaglio.frontend.binding import annotation
from intaglio.frontend.builder import Builder, add
from intaglio.frontend.diagnostics import Diagnostic, Note
from intaglio.frontend.media import fits
from intaglio.frontend.shared import Shared, Value
from intaglio.frontend.syntax import is_pixels
from intaglio.frontend.tables import Known
from intaglio.frontend.types import CANVAS, COLOR, FLOAT, INT, SHADER, UNKNOWN, Handle, article
from intaglio.ir import effects
from intaglio.ir import nodes as ir
from intaglio.ir.span import NOWHERE, Span
from intaglio.ir.types import Type

LONGEST_SIDE = 1000  # of a raster, in pixels, where the piece states no resolution
EXAMPLE = "def shade(x: float, y: float) -> color:"


def stated_resolution(known: Known) -> ir.Resolution | None:
    """The width and the height of a raster that a constant states, or None where it states none."""
    match known.value:
        case (Known(type=across) as width, Known(type=down) as height) if across == down == INT:
            good = 1 <= min(width.number, height.number) <= max(width.number, height.number) <= effects.MOST_PIXELS
            return (width.number, height.number) if good else None
        case _:
            return None


def resolution_of(stated: ir.Resolution | None, width: int, height: int, side: int = LONGEST_SIDE) -> ir.Resolution:
    """The stated resolution, or the size itself, scaled so that its longer side is at most `side` pixels."""
    if stated is not None:
        return stated
    longest = max(width, height)
    if longest <= side:
        return width, height
    scaled = (max(1, (2 * length * side + longest) // (2 * longest)) for length in (width, height))
    return next(scaled), next(scaled)


# ---- building -------------------------------------------------------------------------------------


def pixels(b: Builder, node: ast.FunctionDef, block: Callable[[Builder, list[ast.stmt]], None]) -> None:
    """Build a function under `@canvas.pixels`, and the loops that call it. `block` builds statements."""
    if not is_pixels(node) or node not in b.node.body or b.shared.shaders:
        return  # refused in syntax.accept
    (decorator,) = node.decorator_list
    assert isinstance(decorator, ast.Attribute)
    if b.value(decorator.value).type is not CANVAS:
        b.error("I057", "only the canvas has pixels", decorator, help=f"write `@canvas.pixels` above `{EXAMPLE}`")
        return
    if not fits(b, decorator, "pixels"):
        return
    early = next((s for s in ir.walk(tuple(b.out)) if isinstance(s, ir.Return)), None)
    if early is not None:
        notes = (Note("it may return here", early.span),)
        b.error("I057", "a picture without its pixels", decorator, "they may be left out", notes=notes,
                help="shade first, or draw what differs in branches")  # fmt: skip
    b.variables[node.name] = SHADER
    b.know(node.name)
    inner = Builder(b.shared, b.scope, b.shared.shader_variables, node, b.evaluator)
    inner.shader, inner.around = node.name, b.locals
    if not _signature(inner, node):
        return
    captured = _captured(b, inner)
    params = [(argument.arg, b.floats.ir) for argument in node.args.args]
    params += [slot for name, _ in captured for slot in inner.slots(name, inner.variables[name])]
    block(inner, node.body)
    if inner.assigned is not None:
        b.error("I057", f"`{node.name}` can end without giving a color", node.body[-1], help="end it with a `return`")
    function = ir.Function(f"{node.name}$pixels", tuple(params), (Type.INT,), tuple(inner.out), span=b.span(node))
    b.shared.shaders.append(function)
    for statement in _loops(b, function.name, [e for _, value in captured for e in value.exprs], b.span(node)):
        b.emit(statement)


def _signature(b: Builder, node: ast.FunctionDef) -> bool:
    """Whether the function takes x and y, which then have a value, and gives a color."""
    arguments, before = node.args.args, len(b.shared.diagnostics)
    if len(arguments) != 2 or node.args.defaults:
        b.error("I057", f"`{node.name}` takes the place of a pixel: x and y", node, help=f"write `{EXAMPLE}`")
    for argument in arguments:
        if argument.annotation is not None and annotation(b, argument.annotation) not in (FLOAT, None):
            b.error("I057", f"`{argument.arg}` of a pixel is a float", argument, help=f"write `{EXAMPLE}`")
        b.raise_type(argument.arg, b.floats, argument)
        b.know(argument.arg)
    if node.returns is not None and annotation(b, node.returns) not in (COLOR, None):
        b.error("I057", f"`{node.name}` gives a color", node.returns, help=f"write `{EXAMPLE}`")
    return len(b.shared.diagnostics) == before


def _captured(b: Builder, inner: Builder) -> list[tuple[str, Value]]:
    """What the function reads of the one around it, with the values that has at this point."""
    found: dict[str, Value] = {}
    for name in (n for statement in inner.node.body for n in ast.walk(statement) if isinstance(n, ast.Name)):
        if name.id in found or name.id in inner.locals or name.id not in b.locals:
            continue
        value = b.load(name)
        found[name.id] = value
        inner.locals.add(name.id)
        inner.variables[name.id] = value.type
        inner.know(name.id)
    return [(name, value) for name, value in found.items() if not isinstance(value.type, Handle)]


def give(b: Builder, node: ast.Return) -> None:
    """`return` of a pixel's color."""
    value = b.value(node.value) if node.value is not None else Value(UNKNOWN)
    if node.value is None or value.type not in (COLOR, UNKNOWN):
        label = "" if node.value is None else f"this is {article(value.type)}"
        b.error("I057", f"`{b.shader}` gives a color", node.value or node, label, "for example `return rgb(r, g, b)`")
    b.emit(ir.Return(value.exprs if value.type == COLOR else (ir.Const(Type.INT, 0),), b.span(node)))
    b.assigned = None


_NAMES = ("width", "height", "row", "column", "x", "y", "ink")


def _loops(b: Builder, function: str, captured: list[ir.Expr], span: Span) -> Iterator[ir.Statement]:
    width, height, row, column, x, y, ink = (f"{name}$pixels" for name in _NAMES)
    wide, high = ir.Var(width, Type.INT), ir.Var(height, Type.INT)
    yield ir.Perform("raster.width", targets=(width,), span=span)
    yield ir.Perform("raster.height", targets=(height,), span=span)
    at = add(ir.Op("mul", (ir.Var(row, Type.INT), wide), Type.INT), ir.Var(column, Type.INT))
    place = ir.Var(x, b.floats.ir), ir.Var(y, b.floats.ir)
    columns: ir.Body = (
        ir.Let(x, _middle(b, column, wide, b.shared.size[0])),
        ir.Call((ink,), function, (*place, *captured), span),
        ir.Perform("raster.plot", (at, ir.Var(ink, Type.INT)), span=span),
    )
    zero = ir.Const(Type.INT, 0)
    rows = ir.Let(y, _middle(b, row, high, b.shared.size[1])), ir.For(column, zero, wide, 1, columns, span)
    yield ir.For(row, zero, high, 1, rows, span)


def _middle(b: Builder, counter: str, count: ir.Expr, length: int) -> ir.Expr:
    """`(2 * counter + 1) * length / 2 / count`, where pixel `counter` of so many has its middle: rounded once."""
    odd = add(ir.Op("mul", (ir.Const(Type.INT, 2), ir.Var(counter, Type.INT)), Type.INT), ir.Const(Type.INT, 1))
    whole = b.multiple(b.number(Fraction(length, 2)), odd, NOWHERE)
    return ir.Op("div", (whole, b.as_float(Value(INT, (count,)))), b.floats.ir)


# ---- what it may do -------------------------------------------------------------------------------

_READS = frozenset({"field", "token", "ints.get", "fixeds.get", "doubles.get", "words.get"})
_VALUES = "draw it before, and use the value: it is then the same for every pixel. `noise(x, y)` differs by place"
_ARRAYS = ("ints", "fixeds", "doubles", "words")
# The begin of an effect -> what is wrong with it, and a way out.
_REFUSED = {
    "seed.": ("draws from the seed", _VALUES),
    "fork.": ("draws from the seed", _VALUES),
    **{f"{kind}.new": ("makes an array", "make it before, and fill it there") for kind in _ARRAYS},
    **{f"{kind}.set": ("changes an array", "fill it before: every pixel reads the same") for kind in _ARRAYS},
    "": ("draws on the canvas", "it gives a color; draw shapes before or after it, they lie above the pixels"),
}


def what_shaders_do(shared: Shared, functions: list[ir.Function]) -> None:
    """Report what a pixel's function, or a rule that it calls, does beside computing and reading."""
    bodies = {function.name: function.body for function in functions}
    for shader in shared.shaders:
        reached, waiting = {shader.name}, [shader.name]
        while waiting:
            name = waiting.pop()
            for statement in ir.walk(bodies[name]):
                if isinstance(statement, ir.Call) and statement.function not in reached:
                    reached.add(statement.function)
                    waiting.append(statement.function)
                elif isinstance(statement, ir.Perform | ir.Element) and statement.effect not in _READS:
                    if statement.span != NOWHERE:
                        _report(shared, statement, shader, inside=name == shader.name)


def _report(shared: Shared, statement: ir.Perform | ir.Element, shader: ir.Function, inside: bool) -> None:
    what, hint = next(text for begin, text in _REFUSED.items() if statement.effect.startswith(begin))
    name = shader.name.removesuffix("$pixels")
    head = shader.span
    notes = () if inside else (Note(f"`{name}` calls it", Span(head.file, head.line, head.column, head.line, 999)),)
    shared.report(Diagnostic("I058", f"`{name}` {what}", statement.span, "", notes, hint))
