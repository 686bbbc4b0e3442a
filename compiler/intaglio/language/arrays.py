"""Arrays and grids: `array(int, 64)`, `grid(float, 32, 32)`. Zero when made; handed to rules as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any, Generic, TypeVar, cast

from intaglio.language.doubles import Floats
from intaglio.language.numbers import Fixed, Int, PieceFault, to_language
from intaglio.language.words import Word

Number = TypeVar("Number", int, float, Word)
Table = Sequence  # `Table[int]`: a parameter of a library rule that takes any constant table of ints


class Array(Generic[Number]):
    """A fixed number of ints, floats or words. `xs: Array[float]` is a rule's parameter that takes any number."""

    def __init__(self, kind: type[Number], *shape: int, floats: Floats = Fixed) -> None:
        self._shape = tuple(int(to_language(n).n) for n in shape)
        self._floats = floats if kind in (float, floats.of) else None
        nothing: Any = self._floats.of(0) if self._floats else Word(0) if kind is Word else Int(0)
        self._entries: list[Any] = [nothing] * prod(self._shape)

    def __len__(self) -> int:
        return self._shape[0]

    def __iter__(self) -> Iterator[Number]:
        return iter(self._entries)

    def __getitem__(self, index: int | tuple[int, int]) -> Number:
        entries: Any = self._entries
        plain: Any = index
        if plain.__class__ is Int and 0 <= plain.n < len(entries) and len(self._shape) == 1:  # nearly always
            return cast(Number, entries[plain.n])
        return cast(Number, entries[self._at(index)])

    def __setitem__(self, index: int | tuple[int, int], value: Number) -> None:
        given: Any = to_language(value)
        self._entries[self._at(index)] = self._floats.of(given) if self._floats else given

    def _at(self, index: Any) -> int:
        indices = index if index.__class__ is tuple else (index,)
        places = [i.n if i.__class__ is Int else to_language(i).n for i in indices]
        for at, size in zip(places, self._shape, strict=True):
            if not 0 <= at < size:
                raise PieceFault(f"index {at} is outside {'an array' if len(self._shape) == 1 else 'a grid'} of {size}")
        return int(places[0] if len(places) == 1 else places[1] * self._shape[0] + places[0])


class Grid(Array[Number]):
    """An array in two dimensions. Its entries are `g[x, y]`, x below its width and y below its height."""

    def __getitem__(self, index: int | tuple[int, int]) -> Number:
        return cast(Number, self._entries[self._at(index)])

    def _at(self, index: Any) -> int:
        if index.__class__ is tuple and len(index) == 2:
            (x, y), (width, height) = index, self._shape
            if x.__class__ is Int and y.__class__ is Int and 0 <= x.n < width and 0 <= y.n < height:  # nearly always
                return int(y.n * width + x.n)
        return super()._at(index)

    @property
    def width(self) -> int:
        """How many entries a row has."""
        return cast(int, Int(self._shape[0]))

    @property
    def height(self) -> int:
        """How many rows there are."""
        return cast(int, Int(self._shape[1]))


def array(kind: type[Number], size: int) -> Array[Number]:
    """So many ints, floats or words, all 0: `ages = array(int, 64)`. The size is a constant."""
    return Array(kind, size)


def grid(kind: type[Number], width: int, height: int) -> Grid[Number]:
    """Ints, floats or words in two dimensions, all 0: `cells = grid(int, 32, 32)`, then `cells[x, y]`."""
    return Grid(kind, width, height)
