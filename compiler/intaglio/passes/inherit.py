"""What all shapes of a piece say alike is said once, by the `<svg>` around them, and they inherit it.

    <svg …><path fill="none" stroke="#102030" stroke-width="1.5" d="…    with fill="none" and stroke-width="1.5" on
    →                                                                    every path, and no shape that would not
    <svg … fill="none" stroke-width="1.5"><path stroke="#102030" d="…    say what it is filled with

It is decided once, from the calls that the piece's rules have, and for all of its tokens: where every call that gives
an option gives a constant, and every shape that it would change gives it, the `<svg>` says the one that is written
most, and only the others are written. Where that is what shapes have anyway, nothing says it. `lower_canvas` writes
shapes so, and so does the reference's canvas, which is told by the program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from intaglio.ir.effects import ANCHORS, CAPS, FAMILIES, JOINS
from intaglio.ir.nodes import Const, Element, Expr, For, Module, Perform, While, walk
from intaglio.ir.ops import Fault, decimal

Drawn = Perform | Element
Inherited = tuple[tuple[str, str], ...]  # options and what is written for them: ("width", "1.5")

# The options that may be inherited, as the `<svg>` has them.
ATTRIBUTES = {
    "fill": "fill", "width": "stroke-width", "cap": "stroke-linecap", "join": "stroke-linejoin",
    "size": "font-size", "anchor": "text-anchor", "family": "font-family",
}  # fmt: skip
DEFAULTS = {"width": "1", "cap": "butt", "join": "miter", "anchor": "start"}  # what a shape has that nothing says
OFTEN = 10  # times that what a loop or a rule draws counts
_WORDS = {"cap": CAPS, "join": JOINS, "anchor": ANCHORS, "family": FAMILIES}
_OF_STROKES, _OF_TEXTS = ("width", "cap", "join"), ("size", "anchor", "family")
_NAMES = ("circle", "ellipse", "rect", "line", "polyline", "polygon", "path", "text")
_SHAPES = frozenset(f"canvas.{name}" for name in _NAMES)
_FILLS, _STROKES = {"fill", "fill_gradient"}, {"stroke", "stroke_gradient"}


def inherited(module: Module) -> Inherited:
    """What the shapes of a module inherit. The canvas has not been lowered yet."""
    found = dict(_found(module))
    return tuple((option, found[option]) for option in ATTRIBUTES if option in found)


def attributes(said: Inherited) -> str:
    """What stands in the `<svg>`: nothing for what shapes have anyway."""
    return "".join(f' {ATTRIBUTES[option]}="{text}"' for option, text in said if DEFAULTS.get(option) != text)


def own(statement: Drawn, said: Inherited, module: Module) -> Drawn:
    """The call without the options that it inherits."""
    texts, plain = dict(said), _plain(statement)
    given = zip(statement.options, statement.args[plain:], strict=True)
    kept = [(o, arg) for o, arg in given if o == "fill" or o not in texts or _written(module, o, arg) != texts[o]]
    return replace(
        statement, args=(*statement.args[:plain], *(arg for _, arg in kept)), options=tuple(o for o, _ in kept)
    )


def _found(module: Module) -> Iterator[tuple[str, str]]:
    drawn = [s for f in module.functions for s in walk(f.body) if isinstance(s, Drawn)]
    shapes = [s for s in drawn if s.effect in _SHAPES]
    groups = [s for s in drawn if s.effect == "canvas.group"]
    often = _repeated(module)

    def weight(statements: list[Drawn]) -> int:
        return sum(OFTEN if id(s) in often else 1 for s in statements)

    closed = [s for s in shapes if s.effect != "canvas.line"]
    painted = all(_gives(s, _FILLS | _STROKES) for s in closed) and not any(_gives(s, _FILLS) for s in groups)
    if painted and weight([s for s in closed if _is_hollow(s)]) > 1:
        yield "fill", "none"
    handed_on = any(_gives(s, _STROKES) for s in groups)
    for option in (*_OF_STROKES, *_OF_TEXTS):
        changed = shapes if handed_on and option in _OF_STROKES else [s for s in shapes if option in _changes(s)]
        written: Counter[str | None] = Counter()
        for giver in [s for s in (*shapes, *groups) if _gives(s, {option})]:
            written[_written(module, option, _operand(giver, option))] += weight([giver])
        text, often_written = written.most_common(1)[0] if written else (None, 0)
        if text is None or None in written:
            continue
        if any(_gives(s, {option}) for s in groups) and (len(written) > 1 or text == DEFAULTS.get(option)):
            continue  # a group would say otherwise for what is in it
        if text == DEFAULTS.get(option) or (often_written > 1 and all(_gives(s, {option}) for s in changed)):
            yield option, text


def _changes(statement: Drawn) -> tuple[str, ...]:
    """The options that change what a shape looks like."""
    strokes = _OF_STROKES if statement.effect in _SHAPES and _gives(statement, _STROKES) else ()
    return (*strokes, *_OF_TEXTS) if statement.effect == "canvas.text" else strokes


def _is_hollow(statement: Drawn) -> bool:
    """Whether a shape has a stroke and no fill, and so is not filled."""
    return _gives(statement, _STROKES) and not _gives(statement, _FILLS)


def _gives(statement: Drawn, options: set[str]) -> bool:
    return not options.isdisjoint(statement.options)


def _plain(statement: Drawn) -> int:
    """How many operands come before those of options."""
    return len(statement.args) - len(statement.options)


def _operand(statement: Drawn, option: str) -> Expr:
    return statement.args[_plain(statement) + statement.options.index(option)]


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
