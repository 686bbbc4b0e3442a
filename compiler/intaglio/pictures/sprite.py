"""A sprite: a small picture with a name, and what it is drawn with.

Either outlines, or, where those would take more room, a PNG file embedded in the picture. That is decided here, once
and for all engines.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from fractions import Fraction

from intaglio.pictures.outlines import Layer, entries, layers_of
from intaglio.pictures.png import CLEAR, Pixels, indexed

NONE = "None"  # the name of no sprite at all
# What a number of an outline, and a character of an embedded file, take in renderer and packed script together: 0.6
# bytes and 0.4, 1 byte and 0.75 (measured on the layers of `examples/menagerie.py`).
NUMBER_ROOM, CHARACTER_ROOM = 1.0, 1.75
AROUND = 88  # characters of the element that embeds a file
LEAST_FILE = 81  # bytes of a PNG without its colors and its pixels


@dataclass(frozen=True)
class Sprite:
    """What `canvas.sprite` draws: `layers` one over the other, or `embedded`, a PNG file in base64.

    Equal where the name and the picture are. `width` and `height` are in pixels.
    """

    name: str
    width: int
    height: int
    layers: tuple[Layer, ...] = ()
    embedded: str = ""

    def __str__(self) -> str:
        return self.name


NO_SPRITE = Sprite(NONE, 0, 0)


class SpriteTable(dict[str, Sprite]):
    """The sprites of a folder by name; `weights` are theirs in order, empty where no file name has one."""

    weights: tuple[Fraction, ...] = ()


def sprite_of(name: str, pixels: Pixels) -> Sprite:
    """The sprite of a picture; `NO_SPRITE` where there is nothing to be seen."""
    if all(ink == CLEAR for ink in pixels.colors):
        return NO_SPRITE
    layers = layers_of(pixels)
    outlined = numbers_of(layers) * NUMBER_ROOM
    if outlined > (4 * (LEAST_FILE + 3 * len(layers)) // 3 + AROUND) * CHARACTER_ROOM:  # else no file is smaller
        embedded = b64encode(indexed(pixels)).decode()
        if outlined > (len(embedded) + AROUND) * CHARACTER_ROOM:
            return Sprite(name, pixels.width, pixels.height, embedded=embedded)
    return Sprite(name, pixels.width, pixels.height, layers)


def numbers_of(layers: tuple[Layer, ...]) -> int:
    """How many numbers it takes to store layers: see `frontend.sprites`."""
    outlines = [outline for layer in layers for outline in layer.outlines]
    return 2 * len(layers) + sum(3 + sum(len(entries(step)) for step in outline.steps) for outline in outlines)
