"""What random pieces are made of: bounded numbers, tables and rules that can be named, and the limits they obey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

Pick = Callable[[int], int]
T = TypeVar("T")

EXACT = float(1 << 20)  # every fixed value stays under this
KEPT = 1000.0  # and what is kept in a variable under this
ANY_INT = float(1 << 31)
MOST_RUN = 3000  # statements of one function with what it calls
SCALARS = ("int", "float", "bool", "color", "str", "word")


class Number(NamedTuple):
    """An expression's text, and what its absolute value never passes."""

    text: str
    bound: float


@dataclass(frozen=True)
class Table:
    """A module constant to index."""

    name: str
    entry: str  # the kind of its entries
    size: int


@dataclass(frozen=True)
class RuleShape:
    """How a rule is called: `handles` are the seed, canvas or path it takes first."""

    name: str
    handles: tuple[str, ...]
    params: tuple[tuple[str, str], ...]
    returns: tuple[str, ...]
    depth: bool = False  # its first plain parameter counts down
    optional: int = 0  # how many of the last parameters have a default
    cost: int = 1  # statements it runs at most
    pure: bool = True  # it draws nothing, and makes and changes no array, so pixels may call it


@dataclass
class Scope:
    """What can be named at one point of a function."""

    kinds: dict[str, str] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)  # ints under a known bound, not assigned again
    handles: dict[str, str] = field(default_factory=dict)  # "seed", "canvas", "path" -> the name it has here
