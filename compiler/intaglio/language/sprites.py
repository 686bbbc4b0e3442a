"""`sprite` and `sprites` under plain Python. An accepted piece is given what the compiler has read."""

from __future__ import annotations

import inspect
from fractions import Fraction
from pathlib import Path

from intaglio.pictures.reading import Shelf
from intaglio.pictures.sprite import Sprite, SpriteTable


def sprite(path: str) -> Sprite:
    """The PNG file at a path that begins in the piece's own folder."""
    return _shelf().one(path)


def sprites(path: str, *, none: float | None = None) -> SpriteTable:
    """All PNG files of a folder, by name; `Crown#5.png` has the weight 5. `none` is the weight of no sprite at all."""
    return _shelf().all(path, None if none is None else Fraction(repr(none)))


def _shelf() -> Shelf:
    """The folder of the file that called the function that calls this."""
    frame = inspect.stack(0)[2]
    return Shelf(Path(frame.filename).parent)
