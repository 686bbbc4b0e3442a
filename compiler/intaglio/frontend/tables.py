"""Constants of a piece and the tables they become.

`Known` is a value that the compiler knows. `Level` is one depth of a constant table: all the sequences at that
depth, numbered in order, so that a sequence chosen at run time is just its number::

    PALETTES = {"Ember": ("#1b1b1e", "#f26430"), "Moss": ("#0b2027", "#40798c")}
    # Level PALETTES: one sequence of two items, each a sequence  -> child level PALETTES$0
    # Level PALETTES$0: two sequences of two colours              -> stored as one table of four ints
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from fractions import Fraction

from intaglio.frontend.types import BOOL, COLOR, FLOAT, INT, SPRITE, STR, Scalar, Seq, Static, join
from intaglio.ir.literals import held
from intaglio.pictures.sprite import Sprite


@dataclass(frozen=True)
class Known:
    """A constant: `value` is an int (a float's as `ir.Const` holds it), a str, a sprite, or a tuple of constants."""

    type: Scalar | None  # None for a sequence
    value: int | str | Sprite | tuple[Known, ...]
    node: ast.expr = field(compare=False, repr=False)
    keys: tuple[str, ...] | None = None  # of a dict
    weights: tuple[Fraction, ...] = ()  # of a folder of sprites

    @property
    def items(self) -> tuple[Known, ...]:
        assert isinstance(self.value, tuple)
        return self.value

    @property
    def number(self) -> int:
        assert isinstance(self.value, int)
        return self.value

    def describe(self) -> str:
        """The kind of thing it is, for messages."""
        return str(self.type) if self.type else ("dict" if self.keys is not None else "tuple")

    def described(self) -> str:
        """The same with its article: `an int`."""
        return f"{'an' if self.type == INT else 'a'} {self.describe()}"


class IrregularTable(Exception):
    """Items of a table that have no common type; `first` and `second` are the two that differ."""

    def __init__(self, first: Known, second: Known) -> None:
        self.first, self.second = first, second
        super().__init__("irregular table")


@dataclass(eq=False)
class Level:
    """All sequences of a table at one depth. Either every item has the type `element`, or the items are columns."""

    name: str
    sequences: tuple[Known, ...]
    length: int | None = None  # of every sequence, None where they differ
    element: Static | None = None
    columns: tuple[Static, ...] = ()

    @classmethod
    def build(cls, name: str, sequences: tuple[Known, ...]) -> Level:
        """Find the common type of the items, or one for each column. Raises `IrregularTable`."""
        level = cls(name, sequences)
        lengths = {len(s.items) for s in sequences}
        level.length = lengths.pop() if len(lengths) == 1 else None
        items = tuple(item for s in sequences for item in s.items)
        try:
            level.element = _common(f"{name}$0", items)
        except IrregularTable:
            if level.length is None:
                raise
            level.columns = tuple(
                _common(f"{name}${i}", tuple(s.items[i] for s in sequences)) for i in range(level.length)
            )
        return level

    def item_type(self, index: int) -> Static:
        """The type of item `index` of each sequence."""
        return self.element if self.element is not None else self.columns[index]

    def starts(self) -> tuple[int, ...]:
        """Where each sequence's items start among all items of the level, and where the last ends."""
        ends = [0]
        for sequence in self.sequences:
            ends.append(ends[-1] + len(sequence.items))
        return tuple(ends)

    def stored(self, column: int | None = None) -> tuple[Known, ...]:
        """All items of the level in order, or those of one column."""
        if column is None:
            return tuple(item for s in self.sequences for item in s.items)
        return tuple(s.items[column] for s in self.sequences)

    def describe(self) -> str:
        if self.name.startswith("at$"):  # written where it is used
            return "a table"
        root = self.name.split("$", maxsplit=1)[0] or "a table"
        return f"an entry of `{root}`" if "$" in self.name else f"the table `{root}`"


def _common(name: str, items: tuple[Known, ...]) -> Static:
    """The type that all items share. Raises `IrregularTable`."""
    sequences = [item for item in items if item.type is None]
    if sequences and len(sequences) == len(items):
        return Seq(Level.build(name, items))
    common: Static | None = None
    for item in items:
        if item.type is None:
            raise IrregularTable(items[0], item)
        joined = item.type if common is None else join(common, item.type)
        if joined is None:
            raise IrregularTable(items[0], item)
        common = joined
    return common if common is not None else INT


def scalar_bits(known: Known, kind: Static) -> int:
    """A constant as the IR holds it in a table of type `kind` (text and sprites are pooled elsewhere)."""
    assert kind not in (STR, SPRITE)
    if kind == FLOAT and known.type == INT:
        assert isinstance(kind, Scalar)
        return held(kind.ir, known.number)
    return known.number


def color_value(text: str) -> int | None:
    """`#rgb` or `#rrggbb` as 24 bits; None for other text. Raises ValueError for a `#…` that is nearly one."""
    if not text.startswith("#") or len(text) < 4 or not all(c in "0123456789abcdefABCDEF" for c in text[1:]):
        return None
    digits = text[1:]
    if len(digits) == 3:
        digits = "".join(c * 2 for c in digits)
    if len(digits) != 6:
        raise ValueError(text)
    return int(digits, 16)


def literal(node: ast.Constant, floats: Scalar) -> Known | None:
    """A literal as a constant, in the piece's floats; None for what the language has no literal of.

    Raises ValueError for a bad colour.
    """

    value = node.value
    if isinstance(value, bool):
        return Known(BOOL, int(value), node)
    if isinstance(value, int):
        return Known(INT, value, node)
    if isinstance(value, float):
        return Known(floats, held(floats.ir, value), node)
    if isinstance(value, str):
        color = color_value(value)
        return Known(STR, value, node) if color is None else Known(COLOR, color, node)
    if isinstance(value, bytes):
        return Known(None, tuple(Known(INT, code, node) for code in value), node)
    return None
