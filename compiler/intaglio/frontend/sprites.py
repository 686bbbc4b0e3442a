"""Sprites in a piece: read where a constant is bound, numbered where they are used, drawn by a function of our own.

The sprites of a module are stored in tables that all of them share, one for each kind of number, as what is alike
packs best side by side: `sprites$inks`, the colors; `sprites$layers`, the ink of each layer; `sprites$x` and
`sprites$y`, where each outline begins; `sprites$steps`, the entries of its steps, a 0 that ends the outline, and one
more that ends the layer. `…_from` says where each sprite begins in them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeVar

from intaglio.frontend.diagnostics import Diagnostic
from intaglio.frontend.program import Source
from intaglio.frontend.scope import NotConstant, Reading, Report, span_of
from intaglio.frontend.tables import Known
from intaglio.frontend.types import SPRITE
from intaglio.frontend.weights import exact_decimal
from intaglio.ir import nodes as ir
from intaglio.ir.text import parse, print_module
from intaglio.ir.types import Type
from intaglio.pictures.outlines import Layer, entries
from intaglio.pictures.png import PngRefused
from intaglio.pictures.sprite import Sprite, SpriteTable

Found = TypeVar("Found", Sprite, SpriteTable)

DRAW = "sprite$draw"
FEW = 700  # characters: so much text takes less room than tables and what reads them

READERS = {"sprite": "the path of a PNG file", "sprites": "the path of a folder of PNG files"}


# ---- reading --------------------------------------------------------------------------------------


def reading(name: str, source: Source, report: Report) -> Reading:
    """What `sprite` or `sprites` means in a file."""
    return Reading(name, _Reader(name, source, report).read)


class _Reader:
    def __init__(self, name: str, source: Source, report: Report) -> None:
        self.name, self.source, self.report = name, source, report

    def read(self, node: ast.Call) -> Known:
        """The constant of a call. Raises `NotConstant`, with everything said."""
        known = self.source.sprites.get(id(node))
        if known is None:
            known = self.source.sprites[id(node)] = self._one(node) if self.name == "sprite" else self._many(node)
        if isinstance(known, Sprite):
            return Known(SPRITE, known, node)
        items = tuple(Known(SPRITE, one, node) for one in known.values())
        return Known(None, items, node, tuple(known), known.weights)

    def _one(self, node: ast.Call) -> Sprite:
        path, argument, _ = self._arguments(node, ())
        return self._read(path, argument, lambda: self.source.shelf.one(path))

    def _many(self, node: ast.Call) -> SpriteTable:
        path, argument, options = self._arguments(node, ("none",))
        none = exact_decimal(options["none"]) if "none" in options else None
        if "none" in options and (none is None or none <= 0):
            raise self._refused(options["none"], "`none` is the weight of the entry `None`, a number above zero")
        return self._read(path, argument, lambda: self.source.shelf.all(path, none))

    def _read(self, path: str, argument: ast.expr, read: Callable[[], Found]) -> Found:
        try:
            return read()
        except PngRefused as refused:
            raise self._refused(argument, f"cannot read `{path}`", str(refused), refused.help) from None

    def _arguments(self, node: ast.Call, known: tuple[str, ...]) -> tuple[str, ast.expr, dict[str, ast.expr]]:
        options = {keyword.arg or "": keyword.value for keyword in node.keywords}
        argument = node.args[0] if node.args else node
        strange = [keyword for keyword in node.keywords if keyword.arg not in known]
        if len(node.args) != 1 or strange:
            where: ast.AST = strange[0] if strange else node
            raise self._refused(where, f"`{self.name}` takes {READERS[self.name]}", "", self._example())
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            raise self._refused(argument, f"`{self.name}` takes {READERS[self.name]}", "", self._example())
        return argument.value, argument, options

    def _example(self) -> str:
        example = 'sprite("art/hat.png")' if self.name == "sprite" else 'sprites("art/hats", none=3)'
        return f"for example `{example}`"

    def _refused(self, node: ast.AST, message: str, label: str = "", help: str = "") -> NotConstant:
        self.report(Diagnostic("I060", message, span_of(self.source, node), label, help=help))
        return NotConstant(node if isinstance(node, ast.expr) else ast.Constant(None), said=True)


# ---- storing and drawing --------------------------------------------------------------------------


def stored(pool: dict[Sprite, int]) -> tuple[dict[str, ir.Table], tuple[ir.Function, ...]]:
    """The tables of the sprites that a piece uses, and the function that draws the one of a number."""
    drawn = [sprite for sprite in pool if sprite.layers]
    few = sum(len(markup(sprite)) for sprite in drawn) < FEW
    texts = tuple("" if sprite.layers and not few else markup(sprite) for sprite in pool)
    tables = [ir.Table("sprites$texts", texts=texts)] if any(texts) else []
    if drawn and not few:
        tables += _outlined([sprite.layers for sprite in pool])
    body = ("" if few or not drawn else _FROM_TABLES) + (_FROM_TEXTS if any(texts) else "")
    held = ir.Module("", 0, 0, 0, tuple(tables), ())
    reading = _READ if body.startswith(_FROM_TABLES) else ""
    drawing = parse(f"{print_module(held)}{reading}library function {DRAW}(which: int) {{\n{body}}}\n")
    return {table.name: table for table in tables}, drawing.functions


def markup(sprite: Sprite) -> str:
    """A sprite as the picture holds it."""
    if sprite.embedded:
        file = f"data:image/png;base64,{sprite.embedded}"
        style = "image-rendering:pixelated"
        return f'<image width="{sprite.width}" height="{sprite.height}" style="{style}" href="{file}"/>'
    drawn = ""
    for layer in sprite.layers:
        path = ""
        for outline in layer.outlines:
            steps = "".join(f"{'vh'[at % 2 == 0]}{step}" for at, step in enumerate(outline.steps))
            path += f"M{outline.x} {outline.y}{steps}H{outline.x}"
        drawn += f'<path fill="#{layer.ink:06x}" d="{path}"/>'
    return drawn


def _outlined(sprites: list[tuple[Layer, ...]]) -> list[ir.Table]:
    """The tables of outlines: a sprite without layers has none in them."""
    inks: dict[int, int] = {}
    held: dict[str, list[int]] = {"layers": [], "x": [], "y": [], "steps": []}
    starts: dict[str, list[int]] = {"layers": [], "x": [], "steps": []}
    for layers in (*sprites, ()):
        for name, row in starts.items():
            row.append(len(held[name]))
        for layer in layers:
            held["layers"].append(inks.setdefault(layer.ink, len(inks)))
            for outline in layer.outlines:
                held["x"].append(outline.x)
                held["y"].append(outline.y)
                held["steps"] += [entry for step in outline.steps for entry in entries(step)] + [0]
            held["steps"].append(0)
    rows = held | {f"{name}_from": row for name, row in starts.items()} | {"inks": list(inks)}
    return [ir.Table(f"sprites${name}", Type.INT, tuple(row)) for name, row in rows.items()]


_READ = r"""
library function sprite$read(at: int) -> int, int {
  entry: int = sprites$steps[at]
  at: int = add.fits(at, 1)
  step: int = entry
  while eq(mul.fits(entry, entry), 49) {
    entry: int = sprites$steps[at]
    at: int = add.fits(at, 1)
    step: int = add.fits(step, entry)
  }
  return step, at
}
"""
_FROM_TABLES = r"""
  at: int = sprites$steps_from[which]
  outline: int = sprites$x_from[which]
  for layer in sprites$layers_from[which], sprites$layers_from[add.fits(which, 1)], 1 {
    emit.text svg "<path fill=\"" ()
    emit.color svg(sprites$inks[sprites$layers[layer]])
    emit.text svg "\" d=\"" ()
    step, at = call sprite$read(at)
    while ne(step, 0) {
      emit.text svg "M" ()
      emit.int svg(sprites$x[outline])
      emit.text svg " " ()
      emit.int svg(sprites$y[outline])
      while ne(step, 0) {
        emit.text svg "h" ()
        emit.int svg(step)
        step, at = call sprite$read(at)
        emit.text svg "v" ()
        emit.int svg(step)
        step, at = call sprite$read(at)
      }
      emit.text svg "H" ()
      emit.int svg(sprites$x[outline])
      outline: int = add.fits(outline, 1)
      step, at = call sprite$read(at)
    }
    emit.text svg "\"/>" ()
  }
"""
_FROM_TEXTS = '  emit.entry svg "sprites$texts" (which)\n'
