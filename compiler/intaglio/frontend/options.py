"""What a shape is given: coordinates in order, then options by name, each turned into operands of its effect.

Several operands may stand for one option: `translate=(x, y)` is `translate_x` and `translate_y`, and `fill` is `fill`
or `fill_gradient` by the type of what is given.
"""

from __future__ import annotations

import ast

from intaglio.frontend.builder import Builder
from intaglio.frontend.diagnostics import did_you_mean
from intaglio.frontend.draws import arguments, signature
from intaglio.frontend.other_words import about_color
from intaglio.frontend.scope import NotConstant, evaluate
from intaglio.frontend.shared import Value
from intaglio.frontend.types import CLIP, COLOR, FLOAT, GRADIENT, NUMBERS, UNKNOWN, Scalar, TupleOf, article, item_types
from intaglio.ir import effects
from intaglio.ir import nodes as ir
from intaglio.ir.types import Type

Operands = tuple[tuple[ir.Expr, ...], tuple[str, ...]]

WORDS = {"anchor": effects.ANCHORS, "family": effects.FAMILIES, "cap": effects.CAPS, "join": effects.JOINS}
TUPLES = {
    "translate": ("translate_x", "translate_y"),
    "skew": ("skew_x", "skew_y"),
    "dash": ("dash_on", "dash_off"),
    "matrix": tuple(f"matrix_{letter}" for letter in "abcdef"),
}
# operand -> the option that people write
_WRITTEN = {operand: option for option, held in TUPLES.items() for operand in held} | {
    "scale_y": "scale", "fill_gradient": "fill", "stroke_gradient": "stroke",
}  # fmt: skip
_COUNTS = {2: "two", 6: "six"}
COLOR_HINT = 'a color is written "#rrggbb", or made by `rgb` or `hsl`'


def operands(
    b: Builder, node: ast.Call, effect: str, needed: tuple[str, ...], content: dict[str, Value] | None = None
) -> Operands | None:
    """Coordinates and options of a shape, in the order of the effect's row; None after an error.

    What a text says and which sprite is drawn are no coordinates: they are put into the dict `content`.
    """
    options = dict(b.shared.effects[effect].options)
    shown = tuple(dict.fromkeys(_WRITTEN.get(name, name) for name in options))
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
        elif name in TUPLES or (name == "scale" and item_types(value.type) is not None):
            places = TUPLES.get(name, ("scale", "scale_y"))
            several = numbers(b, value, argument, len(places), f"`{name}` is")
            good = good and several is not None
            found |= dict(zip(places, several or (), strict=False))
        elif name in ("content", "sprite") and content is not None:
            content[name] = value
        elif name in ("fill", "stroke") and value.type == GRADIENT:
            found[f"{name}_gradient"] = value.exprs[0]
        elif name in ("fill", "stroke"):
            good = _expect(b, value, argument, name, COLOR, found) and good
        elif name == "clip":
            found[name] = value.exprs[0] if value.type == CLIP else ir.Const(Type.INT, 0)
            if value.type != CLIP:
                b.error("I025", "`clip` is a clip path", argument, f"this is {article(value.type)}",
                        "`with canvas.clip() as window:` makes one of what is drawn in it")  # fmt: skip
        elif name in WORDS:
            good = _word(b, argument, name, WORDS[name], found) and good
        else:
            good = _expect(b, value, argument, name, FLOAT, found, signature(needed) if name in needed else "") and good
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


def _expect(
    b: Builder, value: Value, node: ast.expr, name: str, kind: Scalar, found: dict[str, ir.Expr], order: str = ""
) -> bool:
    if kind == FLOAT and value.type in NUMBERS:
        found[name] = b.coerce(value, FLOAT, node).exprs[0]
        return True
    if value.type == kind:
        found[name] = value.exprs[0]
        return True
    needed = "a number" if kind == FLOAT else f"a {kind}"
    hint = _color_hint(value) if kind == COLOR else order
    if isinstance(value.type, TupleOf) and len(value.type.items) == 1:
        hint = "a comma behind a value makes a tuple of it: leave it out"
    b.error("I025", f"`{name}` is {needed}", node, f"this is {article(value.type)}", hint)
    return False


def _color_hint(value: Value) -> str:
    if isinstance(value.type, TupleOf) and len(value.type.items) in (3, 4):
        return "write `rgb(r, g, b)`" + (", and `opacity=` for the fourth" if len(value.type.items) == 4 else "")
    return about_color(value.text or "") or COLOR_HINT


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
            help=(did_you_mean(str(known.value), words) if known else "") or f'for example `{name}="{words[1]}"`',
        )
        return False
    found[name] = ir.Const(Type.INT, words.index(str(known.value)))
    return True


def point(b: Builder, value: Value, node: ast.expr) -> tuple[ir.Expr, ir.Expr] | None:
    """Two coordinates; None after an error."""
    pair = numbers(b, value, node, 2, "a point is")
    return (pair[0], pair[1]) if pair else None


def numbers(b: Builder, value: Value, node: ast.expr, count: int, what: str) -> tuple[ir.Expr, ...] | None:
    """So many floats from a tuple; None after an error."""
    kinds = item_types(value.type)
    if kinds is None or len(kinds) != count or any(k not in NUMBERS for k in kinds):
        if value.type is not UNKNOWN:
            hint = "write `(x, y)`" if count == 2 else "write `(a, b, c, d, e, f)`"
            b.error("I025", f"{what} {_COUNTS[count]} numbers", node, f"this is {article(value.type)}", hint)
        return None
    if isinstance(node, ast.Tuple):
        return tuple(b.coerce(i, FLOAT, n).exprs[0] for i, n in zip(b.items(value), node.elts, strict=True))
    return tuple(b.as_float(i) for i in b.items(value))
