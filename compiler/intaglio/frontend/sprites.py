"""Sprites in a piece: read where a constant is bound, numbered where they are used, drawn by a function of our own.

The sprites of a module are stored as three tables, shared by all of them: `sprites$inks`, the colors; `sprites$data`;
and `sprites$starts`, where each sprite begins in it. A layer is the number of its ink, its outlines, and 0. An outline
is the number of its horizontal steps, its x and y, and its steps.
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
    outlined = {number for sprite, number in pool.items() if sprite.layers}
    if sum(len(markup(sprite)) for sprite in pool if sprite.layers) < FEW:
        outlined = set()
    texts = ["" if number in outlined else markup(sprite) for sprite, number in pool.items()]
    tables = [ir.Table("sprites$texts", texts=tuple(texts))] if any(texts) else []
    if outlined:
        inks: dict[int, int] = {}
        data = [_data(sprite, inks) if number in outlined else [] for sprite, number in pool.items()]
        starts = accumulate((len(numbers) for numbers in data), initial=0)
        tables += [
            ir.Table("sprites$starts", Type.INT, tuple(starts)),
            ir.Table("sprites$data", Type.INT, tuple(number for numbers in data for number in numbers)),
            ir.Table("sprites$inks", Type.INT, tuple(inks)),
        ]
    body = (_FROM_TABLES if outlined else "") + (_FROM_TEXTS if any(texts) else "")
    held = ir.Module("", 0, 0, 0, tuple(tables), ())
    drawing = parse(f"{print_module(held)}library function {DRAW}(which: int) {{\n{body}}}\n")
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


def _data(sprite: Sprite, inks: dict[int, int]) -> list[int]:
    numbers: list[int] = []
    for layer in sprite.layers:
        numbers.append(inks.setdefault(layer.ink, len(inks)))
        for outline in layer.outlines:
            numbers += [len(outline.steps) // 2 + 1, outline.x, outline.y, *outline.steps]
        numbers.append(0)
    return numbers


_FROM_TABLES = r"""
  at: int = sprites$starts[which]
  end: int = sprites$starts[add.fits(which, 1)]
  while lt(at, end) {
    emit.text svg "<path fill=\"" ()
    emit.color svg(sprites$inks[sprites$data[at]])
    emit.text svg "\" d=\"" ()
    at: int = add.fits(at, 1)
    count: int = sprites$data[at]
    while gt(count, 0) {
      emit.text svg "M" ()
      emit.int svg(sprites$data[add.fits(at, 1)])
      emit.text svg " " ()
      emit.int svg(sprites$data[add.fits(at, 2)])
      emit.text svg "h" ()
      emit.int svg(sprites$data[add.fits(at, 3)])
      at: int = add.fits(at, 4)
      for step in 1, count, 1 {
        emit.text svg "v" ()
        emit.int svg(sprites$data[at])
        emit.text svg "h" ()
        emit.int svg(sprites$data[add.fits(at, 1)])
        at: int = add.fits(at, 2)
      }
      count: int = sprites$data[at]
    }
    at: int = add.fits(at, 1)
    emit.text svg "\"/>" ()
  }
"""
_FROM_TEXTS = '  emit.entry svg "sprites$texts" (which)\n'
