"""How each canvas effect is written as SVG: the one table of shapes, and the pieces of text it is made of.

A row of `SHAPES` is a template: `{0}` is an operand as a decimal, `{#0}` as a color, `[round| rx="{}"]` a
part that is written only where that option is given, `STYLE` the paint attributes, `WIDTH` and `HEIGHT` the
picture's. An element with a body has its closing text in `CLOSINGS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from intaglio.ir.nodes import ANCHORS, FAMILIES, Const, Element, Expr, Perform

SHAPES = {
    "canvas.background": '<rect width="WIDTH" height="HEIGHT" fill="{#0}"/>',
    "canvas.circle": '<circle cx="{0}" cy="{1}" r="{2}"STYLE/>',
    "canvas.ellipse": '<ellipse cx="{0}" cy="{1}" rx="{2}" ry="{3}"STYLE/>',
    "canvas.rect": '<rect x="{0}" y="{1}" width="{2}" height="{3}"[round| rx="{}"]STYLE/>',
    "canvas.line": '<line x1="{0}" y1="{1}" x2="{2}" y2="{3}"STYLE/>',
    "canvas.path": '<pathSTYLE d="',
    "path.move": "M{0} {1}",
    "path.line": "L{0} {1}",
    "path.quad": "Q{0} {1} {2} {3}",
    "path.curve": "C{0} {1} {2} {3} {4} {5}",
    "path.close": "Z",
    "canvas.polyline": '<polylineSTYLE points="',
    "canvas.polygon": '<polygonSTYLE points="',
    "points.start": "{0},{1}",
    "points.add": " {0},{1}",
    "canvas.text": '<text x="{0}" y="{1}"[size| font-size="{}"][anchor| text-anchor="{}"]'
    '[family| font-family="{}"]STYLE>',
    "canvas.group": "<gTRANSFORMSTYLE>",
}

CLOSINGS = {
    "canvas.path": '"/>',
    "canvas.polyline": '"/>',
    "canvas.polygon": '"/>',
    "canvas.text": "</text>",
    "canvas.group": "</g>",
}

# With a stroke and no fill, these are not filled; the others cannot be, or hand their paint on.
_UNFILLED = frozenset(SHAPES) - {"canvas.line", "canvas.group"}
_STYLE = '[fill| fill="{#}"][stroke| stroke="{#}"][width| stroke-width="{}"][opacity| opacity="{}"]'
_TRANSFORM = ("translate({translate_x} {translate_y})", "rotate({rotate})", "scale({scale})")
_CHOICES = {"anchor": ANCHORS, "family": FAMILIES}

_PART = re.compile(r"\[(\w+)\|([^]]*)\]|\{(#?)(\w*)\}")

Piece = str | tuple[str, Expr]  # constant text, or an effect (emit.decimal, emit.color) and its operand


def head(width: int, height: int) -> str:
    """What stands before the picture."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'


TAIL = "</svg>"


def pieces(statement: Perform | Element, width: int, height: int) -> tuple[Piece, ...]:
    """What a canvas effect writes; of an element, what opens it."""
    plain = len(statement.args) - len(statement.options)
    operands = {str(at): arg for at, arg in enumerate(statement.args[:plain])}
    operands.update(zip(statement.options, statement.args[plain:], strict=True))
    template = _template(statement.effect, frozenset(statement.options))
    template = template.replace("WIDTH", str(width)).replace("HEIGHT", str(height))
    return tuple(_filled(template, operands))


@cache
def _template(effect: str, options: frozenset[str]) -> str:
    """The row of `SHAPES` with its style and transform written out for the options that are given."""
    style = _STYLE
    if effect in _UNFILLED and "stroke" in options and "fill" not in options:
        style = ' fill="none"' + style
    moves = " ".join(move for move in _TRANSFORM if set(re.findall(r"\{(\w+)\}", move)) <= options)
    transform = f' transform="{moves}"' if moves else ""
    return SHAPES[effect].replace("TRANSFORM", transform).replace("STYLE", style)


def _filled(template: str, operands: dict[str, Expr]) -> Iterator[Piece]:
    """Cut a template at its operands; options that are not given leave nothing."""
    at = 0
    for part in _PART.finditer(template):
        option, inner, color, name = part.groups()
        yield template[at : part.start()]
        at = part.end()
        if option is None:
            yield _operand(name, color, operands)
        elif option in operands:
            before, color, after = re.split(r"\{(#?)\}", inner)
            yield before
            yield _operand(option, color, operands)
            yield after
    yield template[at:]


def _operand(name: str, color: str, operands: dict[str, Expr]) -> Piece:
    operand = operands[name]
    if name in _CHOICES:
        if not isinstance(operand, Const):
            raise ValueError(f"the option {name} is chosen when the piece is compiled")
        return _CHOICES[name][operand.value]
    return ("emit.color" if color else "emit.decimal", operand)
