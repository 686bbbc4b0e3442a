"""How many pixels a raster has, where a command says so: `--resolution 48x48`."""

from __future__ import annotations

import re

from intaglio.frontend.pixels import resolution_of
from intaglio.ir.effects import MOST_PIXELS
from intaglio.ir.nodes import Module, Resolution
from intaglio_studio.mistake import Mistake

MOST_AT_ONCE = 100_000_000  # pixels: 400 MB
SMALL_SIDE = 32  # of a raster that engines are compared by, where nobody says otherwise: CPython draws it too


def parse_resolution(text: str, module: Module) -> Resolution:
    """`48x32`. Raises `Mistake` for what is none, and for a piece without a raster."""
    match = re.fullmatch(r"(\d{1,6})[x×](\d{1,6})", text)
    if match is None:
        raise Mistake(f"`{text}` is no resolution", help="write width x height in pixels: `--resolution 500x300`")
    width, height = int(match[1]), int(match[2])
    if not 1 <= min(width, height) <= max(width, height) <= MOST_PIXELS or width * height > MOST_AT_ONCE:
        raise Mistake(f"a raster has sides of 1 to {MOST_PIXELS:,} pixels, and at most {MOST_AT_ONCE:,} in all")
    if module.resolution is None:
        raise Mistake(f"`{module.title}` has no pixels", help="`--width` is how wide a PNG of shapes becomes")
    return width, height


def small_resolution(module: Module) -> Resolution | None:
    """The one that engines are compared by and that a build promises; None without a raster.

    It is the size of the raster in the contract's image. A piece without a contract has its own resolution, made so
    small that its longer side is `SMALL_SIDE`.
    """
    if module.resolution is None or module.chain_size is not None:
        return module.chain_size
    return resolution_of(None, *module.resolution, SMALL_SIDE)
