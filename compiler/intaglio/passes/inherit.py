"""What all shapes of a piece say alike is said once, by the `<svg>` around them, and they inherit it.

    <svg …><path fill="none" stroke="#102030" stroke-width="1.5" d="…    with fill="none" and stroke-width="1.5" on
    →                                                                    every path, and no shape that would not
    <svg … fill="none" stroke-width="1.5"><path stroke="#102030" d="…    say what it is filled with

It is decided once, from the calls that the piece's rules have, and for all of its tokens: an attribute is inherited
where every shape that it could change gives it, as one and the same constant. `lower_canvas` leaves it out of the
shapes then, and so does the reference's canvas, which is told by the program.
"""

from __future__ import annotations

from collections.abc import Iterator

from intaglio.ir.nodes import ANCHORS, CAPS, FAMILIES, JOINS, Const, Element, Expr, For, Module, Perform, While, walk
from intaglio.ir.ops import Fault, decimal

Drawn = Perform | Element
Inherited = tuple[tuple[str, str], ...]  # options and what is written for them: ("width", "1.5")

# The options that may be inherited, as the `<svg>` has them.
ATTRIBUTES = {
    "fill": "fill", "width": "stroke-width", "cap": "stroke-linecap", "join": "stroke-linejoin",
    "size": "font-size", "anchor": "text-anchor", "family": "font-family",
}  # fmt: skip
_WORDS = {"cap": CAPS, "join": JOINS, "anchor": ANCHORS, "family": FAMILIES}
_OF_STROKES, _OF_TEXTS = ("width", "cap", "join"), ("size", "anchor", "family")
_NAMES = ("circle", "ellipse", "rect", "line", "polyline", "polygon", "path", "text")
_SHAPES = frozenset(f"canvas.{name}" for name in _NAMES)
_FILLS, _STROKES = {"fill", "fill_gradient"}, {"stroke", "stroke_gradient"}


def inherited(module: Module) -> Inherited:
    """What the `<svg>` of a module says for its shapes. The canvas has not been lowered yet."""
    found = dict(_candidates(module))
    return tuple((option, found[option]) for option in ATTRIBUTES if option in found)


def attributes(said: Inherited) -> str:
    """What stands in the `<svg>`."""
    return "".join(f' {ATTRIBUTES[option]}="{text}"' for option, text in said)


def _candidates(module: Module) -> Iterator[tuple[str, str]]:
    drawn = [s for f in module.functions for s in walk(f.body) if isinstance(s, Drawn)]
    shapes = [s for s in drawn if s.effect in _SHAPES]
    groups = [s for s in drawn if s.effect == "canvas.group"]
    often = _repeated(module)
    closed = [s for s in shapes if s.effect != "canvas.line"]
    hollow = [s for s in closed if is_hollow(s)]
    if all(_gives(s, _FILLS | _STROKES) for s in closed) and not any(_gives(s, _FILLS) for s in groups):
        if _worth(hollow, often):
            yield "fill", "none"
    stroked = shapes if any(_gives(s, _STROKES) for s in groups) else [s for s in shapes if _gives(s, _STROKES)]
    texts = [s for s in shapes if s.effect == "canvas.text"]
    for options, changed in ((_OF_STROKES, stroked), (_OF_TEXTS, texts)):
        for option in options:
            givers = [s for s in (*shapes, *groups) if _gives(s, {option})]
            said = {_written(module, option, _operand(s, option)) for s in givers}
            text = said.pop() if len(said) == 1 else None
            if text is not None and _worth(givers, often) and all(_gives(s, {option}) for s in changed):
                yield option, text


def is_hollow(statement: Drawn) -> bool:
    """Whether a shape has a stroke and no fill, and so is not filled."""
    return _gives(statement, _STROKES) and not _gives(statement, _FILLS)


def _gives(statement: Drawn, options: set[str]) -> bool:
    return not options.isdisjoint(statement.options)


def _operand(statement: Drawn, option: str) -> Expr:
    return statement.args[len(statement.args) - len(statement.options) + statement.options.index(option)]


def _written(module: Module, option: str, operand: Expr) -> str | None:
    """What is written for a constant."""
    if not isinstance(operand, Const):
        return None
    if option in _WORDS:
        return _WORDS[option][operand.value]
    try:
        return decimal(operand.type, operand.value, module.digits)
    except Fault:
        return None


def _repeated(module: Module) -> set[int]:
    """The `id()` of what may be drawn more than once: in a loop, or by a rule."""
    again = [f.body for f in module.functions if f.name != "main"]
    again += [s.body for f in module.functions for s in walk(f.body) if isinstance(s, For | While)]
    return {id(s) for body in again for s in walk(body)}


def _worth(givers: list[Drawn], often: set[int]) -> bool:
    """Whether it is written more than once now."""
    return len(givers) > 1 or any(id(s) in often for s in givers)
