"""Sprites in a piece: read where a constant is bound, numbered where they are used, drawn by a function of our own.

The sprites of a module are stored as three tables, shared by all of them: `sprites$inks`, the colors; `sprites$data`,
half bytes; and `sprites$starts`, where each sprite begins in them. A layer is its ink, its outlines, and an end; an
outline is the number of its horizontal steps, its x and y, and its steps. Ink, x and y count from the ones before, so
that most numbers fit into half a byte.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from itertools import accumulate
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
    inks: dict[int, int] = {}
    numbers = {number: _numbers(sprite, inks) for sprite, number in pool.items() if sprite.layers}
    few = sum(len(markup(sprite)) for sprite in pool if sprite.layers) < FEW
    outlined = {} if few or any(2 * abs(n) >= WIDE for held in numbers.values() for n in held) else numbers
    texts = ["" if number in outlined else markup(sprite) for sprite, number in pool.items()]
    tables = [ir.Table("sprites$texts", texts=tuple(texts))] if any(texts) else []
    if outlined:
        coded = [_coded(outlined.get(number, [])) for number in pool.values()]
        starts = accumulate((len(halves) for halves in coded), initial=0)
        tables += [
            ir.Table("sprites$starts", Type.INT, tuple(starts)),
            ir.Table("sprites$data", Type.INT, tuple(half for halves in coded for half in halves)),
            ir.Table("sprites$inks", Type.INT, tuple(inks)),
        ]
    body = (_FROM_TABLES if outlined else "") + (_FROM_TEXTS if any(texts) else "")
    held = ir.Module("", 0, 0, 0, tuple(tables), ())
    reading = _READ if outlined else ""
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
            path += f"M{outline.x} {outline.y}"
            path += "".join(f"{'vh'[at % 2 == 0]}{step}" for at, step in enumerate(outline.steps))
        drawn += f'<path fill="#{layer.ink:06x}" d="{path}"/>'
    return drawn


def _numbers(sprite: Sprite, inks: dict[int, int]) -> list[int]:
    """The small numbers that a sprite is stored as: places and inks from one to the next."""
    numbers: list[int] = []
    x = y = ink = 0
    for layer in sprite.layers:
        number = inks.setdefault(layer.ink, len(inks))
        numbers.append(number - ink)
        ink = number
        for outline in layer.outlines:
            numbers += [len(outline.steps) // 2 + 1 - MIDDLE, outline.x - x, outline.y - y, *outline.steps]
            x, y = outline.x, outline.y
        numbers.append(END - MIDDLE)
    return numbers


def _coded(numbers: list[int]) -> list[int]:
    """Half bytes: one for a number from -7 to 7, four for any other."""
    halves: list[int] = []
    for number in numbers:
        if abs(number) < 8:
            halves.append(number + 7)
        else:
            wide = number + WIDE // 2
            halves += [15, wide & 15, wide >> 4 & 15, wide >> 8]
    return halves


MIDDLE, END = 8, 1  # an outline's horizontal steps are at least 2: they are stored less 8, and 1 ends a layer
WIDE = 1 << 12  # values of a number that takes four half bytes

_READ = r"""
library function sprite$read(at: int) -> int, int {
  half: int = sprites$data[at]
  if lt(half, 15) {
    return sub.fits(half, 7), add.fits(at, 1)
  }
  low: int = or(sprites$data[add.fits(at, 1)], shl.fits(sprites$data[add.fits(at, 2)], 4))
  return sub.fits(or(low, shl.fits(sprites$data[add.fits(at, 3)], 8)), 2048), add.fits(at, 4)
}
"""
_FROM_TABLES = r"""
  at: int = sprites$starts[which]
  end: int = sprites$starts[add.fits(which, 1)]
  x: int = 0
  y: int = 0
  ink: int = 0
  while lt(at, end) {
    more, at = call sprite$read(at)
    ink: int = add.fits(ink, more)
    emit.text svg "<path fill=\"" ()
    emit.color svg(sprites$inks[ink])
    emit.text svg "\" d=\"" ()
    count, at = call sprite$read(at)
    while gt(count, -7) {
      more, at = call sprite$read(at)
      x: int = add.fits(x, more)
      more, at = call sprite$read(at)
      y: int = add.fits(y, more)
      emit.text svg "M" ()
      emit.int svg(x)
      emit.text svg " " ()
      emit.int svg(y)
      for step in -15, add.fits(count, count), 1 {
        if eq(and(step, 1), 0) {
          emit.text svg "v" ()
        } else {
          emit.text svg "h" ()
        }
        more, at = call sprite$read(at)
        emit.int svg(more)
      }
      count, at = call sprite$read(at)
    }
    emit.text svg "\"/>" ()
  }
"""
_FROM_TEXTS = '  emit.entry svg "sprites$texts" (which)\n'
