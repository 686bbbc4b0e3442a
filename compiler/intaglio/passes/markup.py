"""How each canvas effect is written as SVG: the one table of shapes, and the pieces of text it is made of.

A row of `SHAPES` is a template: `{0}` is an operand as a decimal, `{#0}` as a color, `{%0}` as an int,
`[round| rx="{}"]` a part that is written only where that option is given, `STYLE` the paint attributes, `WIDTH` and
`HEIGHT` the picture's. An element with a body has its closing text in `CLOSINGS`. Lines, polylines and polygons are
paths: that is their shortest spelling, and the same for all that has corners.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from intaglio.ir.effects import ANCHORS, CAPS, FAMILIES, JOINS
from intaglio.ir.nodes import Const, Element, Expr, Perform

SHAPES = {
    "canvas.background": '<rect width="WIDTH" height="HEIGHT" fill="{#0}"/>',
    "canvas.circle": '<circle cx="{0}" cy="{1}" r="{2}"STYLE/>',
    "canvas.ellipse": '<ellipse cx="{0}" cy="{1}" rx="{2}" ry="{3}"STYLE/>',
    "canvas.rect": '<rect x="{0}" y="{1}" width="{2}" height="{3}"[round| rx="{}"]STYLE/>',
    "canvas.line": '<path d="M{0} {1}L{2} {3}"STYLE/>',
    "canvas.path": '<pathSTYLE d="',
    "path.move": "M{0} {1}",
    "path.line": "L{0} {1}",
    "path.quad": "Q{0} {1} {2} {3}",
    "path.curve": "C{0} {1} {2} {3} {4} {5}",
    "path.close": "Z",
    "canvas.polyline": '<pathSTYLE d="',
    "canvas.polygon": '<pathSTYLE d="',
    "points.start": "M{0} {1}",
    "points.add": "L{0} {1}",
    "canvas.text": '<text x="{0}" y="{1}"[size| font-size="{}"][anchor| text-anchor="{}"]'
    '[family| font-family="{}"]STYLE>',
    "canvas.group": '<gTRANSFORM[clip| clip-path="url(#c{%})"]STYLE>',
    "canvas.sprite": '<g shape-rendering="crispEdges"[opacity| opacity="{}"] transform="translate({0} {1})SCALE">',
    "canvas.linear_gradient": '<linearGradient id="g{%0}" gradientUnits="userSpaceOnUse" x1="{1}" y1="{2}" x2="{3}"'
    ' y2="{4}">',
    "canvas.radial_gradient": '<radialGradient id="g{%0}" gradientUnits="userSpaceOnUse" cx="{1}" cy="{2}" r="{3}">',
    "gradient.stop": '<stop offset="{0}%" stop-color="{#1}"[opacity| stop-opacity="{}"]/>',
    "canvas.clip": '<clipPath id="c{%0}">',
}

CLOSINGS = {
    "canvas.path": '"/>',
    "canvas.polyline": '"/>',
    "canvas.polygon": 'Z"/>',
    "canvas.text": "</text>",
    "canvas.group": "</g>",
    "canvas.sprite": "</g>",
    "canvas.linear_gradient": "</linearGradient>",
    "canvas.radial_gradient": "</radialGradient>",
    "canvas.clip": "</clipPath>",
}

# With a stroke and no fill, these are not filled; the others cannot be, or hand their paint on.
_UNFILLED = frozenset(SHAPES) - {"canvas.line", "canvas.group"}
_STYLE = (
    '[fill| fill="{#}"][fill_gradient| fill="url(#g{%})"][stroke| stroke="{#}"]'
    '[stroke_gradient| stroke="url(#g{%})"][width| stroke-width="{}"][opacity| opacity="{}"]'
    '[cap| stroke-linecap="{}"][join| stroke-linejoin="{}"]'
)
_DASH = ' stroke-dasharray="{dash_on} {dash_off}"'
_TRANSFORM = (
    "translate({translate_x} {translate_y})", "rotate({rotate})", "skewX({skew_x})skewY({skew_y})",
    "scale({scale} {scale_y})", "scale({scale})",
    "matrix({matrix_a} {matrix_b} {matrix_c} {matrix_d} {matrix_e} {matrix_f})",
)  # fmt: skip
_CHOICES = {"anchor": ANCHORS, "family": FAMILIES, "cap": CAPS, "join": JOINS}
_EFFECTS = {"": "emit.decimal", "#": "emit.color", "%": "emit.int"}

_PART = re.compile(r"\[(\w+)\|([^]]*)\]|\{([#%]?)(\w*)\}")

Piece = str | tuple[str, Expr]  # constant text, or an effect (emit.decimal, emit.color, emit.int) and its operand


def head(width: int, height: int, attributes: str) -> str:
    """What stands before the picture; `attributes` are those that all shapes inherit."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{attributes}>'


TAIL = "</svg>"


def pieces(statement: Perform | Element, width: int, height: int, unfilled: bool) -> tuple[Piece, ...]:
    """What a canvas effect writes; of an element, what opens it. `unfilled`: the fill that it inherits is none."""
    plain = len(statement.args) - len(statement.options)
    operands = {str(at): arg for at, arg in enumerate(statement.args[:plain])}
    operands.update(zip(statement.options, statement.args[plain:], strict=True))
    template = _template(statement.effect, frozenset(statement.options), unfilled)
    template = template.replace("WIDTH", str(width)).replace("HEIGHT", str(height))
    return tuple(_filled(template, operands))


@cache
def _template(effect: str, options: frozenset[str], unfilled: bool) -> str:
    """The row of `SHAPES` with its style and transform written out for the options that are given."""
    style = _STYLE + (_DASH if "dash_on" in options else "")
    hollow = options & {"stroke", "stroke_gradient"} and not options & {"fill", "fill_gradient"}
    if hollow and effect in _UNFILLED and not unfilled:
        style = ' fill="none"' + style
    unused = "scale({scale})" if "scale_y" in options else "scale({scale} {scale_y})"
    moves = "".join(m for m in _TRANSFORM if m != unused and set(re.findall(r"\{(\w+)\}", m)) <= options)
    transform = f' transform="{moves}"' if moves else ""
    row = SHAPES[effect].replace("TRANSFORM", transform).replace("STYLE", style)
    return row.replace("SCALE", moves)


def _filled(template: str, operands: dict[str, Expr]) -> Iterator[Piece]:
    """Cut a template at its operands; options that are not given leave nothing."""
    at = 0
    for part in _PART.finditer(template):
        option, inner, kind, name = part.groups()
        yield template[at : part.start()]
        at = part.end()
        if option is None:
            yield _operand(name, kind, operands)
        elif option in operands:
            before, kind, after = re.split(r"\{([#%]?)\}", inner)
            yield before
            yield _operand(option, kind, operands)
            yield after
    yield template[at:]


def _operand(name: str, kind: str, operands: dict[str, Expr]) -> Piece:
    operand = operands[name]
    if name in _CHOICES:
        if not isinstance(operand, Const):
            raise ValueError(f"the option {name} is chosen when the piece is compiled")
        return _CHOICES[name][operand.value]
    return (_EFFECTS[kind], operand)
