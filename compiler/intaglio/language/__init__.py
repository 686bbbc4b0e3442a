"""What the names of the language mean: its numbers, its seed, its canvas. The reference renderer runs on this.

Read `numbers` (what a value is), `functions`, `seed` and `canvas` (what a piece may call), `decorators` (what a
piece is under plain Python), `translate` and `execute` (how an accepted piece is run).
"""

from intaglio.language.arrays import Array, Grid, Table, array, grid
from intaglio.language.canvas import Canvas, Path
from intaglio.language.decorators import art, rule
from intaglio.language.functions import blue, ceil, exponent, floor, green, power2, red, sqrt, token_field, ushr
from intaglio.language.numbers import Color, PieceFault
from intaglio.language.seed import Seed
from intaglio.language.sprites import sprite, sprites
from intaglio.language.words import Word, keccak, sdiv, smod
from intaglio.pictures.sprite import Sprite

color = Color
word = Word

__all__ = [
    "Array", "Canvas", "Grid", "Path", "PieceFault", "Seed", "Sprite", "Table", "array", "art", "blue", "ceil", "color",
    "exponent", "floor", "green", "grid", "keccak", "power2", "red", "rule", "sdiv", "smod", "sprite", "sprites",
    "sqrt", "token_field", "ushr", "word",
]  # fmt: skip
