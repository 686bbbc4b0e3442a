"""From a path in a piece to its sprites. What was read on the way is noted down, so that a build can vouch for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from intaglio.pictures.folder import entry_name, entry_weight, file_in, listing
from intaglio.pictures.png import PngRefused, pixels_of
from intaglio.pictures.sprite import NO_SPRITE, NONE, Sprite, SpriteTable, sprite_of


@lru_cache(maxsize=4096)  # a piece is compiled again and again while it is worked on
def _sprite(name: str, data: bytes) -> Sprite:
    return sprite_of(name, pixels_of(data))


@dataclass
class Shelf:
    """The folder of a file of a piece, and what was read from it."""

    folder: Path
    files: dict[str, bytes] = field(default_factory=dict)  # path below the folder -> content
    listings: dict[str, tuple[str, ...]] = field(default_factory=dict)  # path of a folder -> its PNG files

    def one(self, path: str) -> Sprite:
        """The sprite in a file. Raises `PngRefused`."""
        data = file_in(self.folder, path)
        found = _sprite(entry_name(path), data)
        self.files[path] = data
        return found

    def all(self, path: str, none: Fraction | None = None) -> SpriteTable:
        """All sprites of a folder; `none` is the weight of no sprite. Raises `PngRefused`."""
        path = path.rstrip("/") or path
        names = listing(self.folder, path)
        self.listings[path] = names
        table, weights = SpriteTable(), [none, *map(entry_weight, names)]
        if none is not None:
            table[NONE] = NO_SPRITE
        for name in names:
            if entry_name(name) in table:
                raise PngRefused(f"two of its entries are called `{entry_name(name)}`", "name the files differently")
            try:
                table[entry_name(name)] = self.one(f"{path}/{name}")
            except PngRefused as refused:
                raise PngRefused(f"`{name}` is no sprite: {refused}", refused.help) from None
        if any(weight is not None for weight in weights):
            shares = weights if none is not None else weights[1:]
            table.weights = tuple(Fraction(1) if weight is None else weight for weight in shares)
        return table
