"""What the frontend accepted: the syntax trees of a piece and of everything it imports."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from intaglio.ir.nodes import Resolution
from intaglio.ir.params import Param
from intaglio.pictures.reading import Shelf
from intaglio.pictures.sprite import Sprite, SpriteTable


@dataclass(frozen=True, eq=False)
class Source:
    """One accepted file. `name` is its module name: `intaglio.library.noise`, or a sibling's stem."""

    name: str
    path: Path
    text: str
    tree: ast.Module
    library: bool = False
    imports: dict[str, str] = field(default_factory=dict)  # local name -> name of the module it is from
    sprites: dict[int, Sprite | SpriteTable] = field(default_factory=dict)  # id() of a call -> what it reads

    @cached_property
    def shelf(self) -> Shelf:
        """The folder that the file lies in, and the pictures that were read from it."""
        return Shelf(self.path.parent)

    @property
    def shown(self) -> str:
        """The file as messages show it."""
        return f"<library>/{self.path.name}" if self.library else str(self.path)


@dataclass(frozen=True, eq=False)
class Program:
    """A whole accepted piece; `sources` lists imported files before those that import them.

    `to_float` holds the `id()` of syntax nodes: the value of an expression is converted from int to float there,
    and a stored name right after it is bound. Everything else the reference renderer finds out by running.
    """

    piece: Source
    sources: tuple[Source, ...]
    entry: str  # the name of the @art function
    title: str
    width: int
    height: int
    digits: int
    to_float: frozenset[int] = frozenset()
    params: tuple[Param, ...] = ()
    resolution: Resolution | None = None  # of the raster
    numbers: str = "fixed"
    medium: str = "svg"  # or "text"
    chain_size: Resolution | None = None  # of the raster in the contract's image
    inherited: tuple[tuple[str, str], ...] = ()  # what the `<svg>` says for all shapes: see `passes.inherit`
