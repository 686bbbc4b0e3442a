"""The types an artist's values have, and how two of them join.

A value of each type is held in the IR as a flat list of scalars (`layout`): a tuple as its items one after the
other, a sequence of a constant table as its number among the table's sequences, text and sprites as their numbers in
a pool.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intaglio.ir.types import ELEMENTS, Type

if TYPE_CHECKING:
    from intaglio.frontend.tables import Level


@dataclass(frozen=True)
class Scalar:
    """int, float, word, bool, color, str or sprite; `ir` is what holds it, a float in the piece's numbers."""

    name: str
    ir: Type = field(compare=False)  # a piece has one kind of float, so its name tells a scalar

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class TupleOf:
    """A tuple of known length."""

    items: tuple[Static, ...]

    def __str__(self) -> str:
        return f"({', '.join(map(str, self.items))})"


@dataclass(frozen=True)
class Seq:
    """One sequence of a constant table, which one being known at run time. Equal where the level is the same."""

    level: Level

    def __str__(self) -> str:
        return self.level.describe()


@dataclass(frozen=True)
class ArrayOf:
    """An array (one number in `shape`) or a grid (its width and height) of ints, floats or words."""

    element: Scalar
    shape: tuple[int, ...]

    def __str__(self) -> str:
        name = "array" if len(self.shape) == 1 else "grid"
        return f"{name}({self.element}, {', '.join(map(str, self.shape))})"


@dataclass(frozen=True)
class AnyArray:
    """What a parameter takes: arrays (of one dimension) or grids (of two) of any size."""

    element: Scalar
    dimensions: int

    def __str__(self) -> str:
        return f"{'array' if self.dimensions == 1 else 'grid'} of {self.element}s"


@dataclass(frozen=True)
class AnyTable:
    """What a parameter of a library rule takes: any constant table of such entries."""

    element: Scalar | AnyTable

    def __str__(self) -> str:
        entry = str(self.element)
        return f"table of {entry.replace('table', 'tables', 1) if isinstance(self.element, AnyTable) else entry + 's'}"


@dataclass(frozen=True)
class Handle:
    """What is not a value: the seed, the canvas, a path, nothing, or not known yet."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Forked:
    """A seed in a piece that forks its seed: an array of ints holds the state that is drawn from."""

    def __str__(self) -> str:
        return "Seed"


@dataclass(frozen=True)
class Defined:
    """What the picture defines and refers to by its number: a gradient, a clip path."""

    name: str

    def __str__(self) -> str:
        return self.name


Static = Scalar | TupleOf | Seq | ArrayOf | AnyArray | AnyTable | Forked | Defined | Handle
REFERENCES = (ArrayOf, Forked)  # what has one name, and is handed to rules as it is

INT = Scalar("int", Type.INT)
FLOAT = Scalar("float", Type.FIXED)
FLOATS = {"fixed": FLOAT, "double": Scalar("float", Type.DOUBLE)}  # by a piece's numbers
BOOL = Scalar("bool", Type.BOOL)
COLOR = Scalar("color", Type.INT)
STR = Scalar("str", Type.INT)
SPRITE = Scalar("sprite", Type.INT)
WORD = Scalar("word", Type.WORD)
SEED, CANVAS, PATH, NOTHING = Handle("Seed"), Handle("Canvas"), Handle("Path"), Handle("None")
FORKED = Forked()
GRADIENT, CLIP = Defined("gradient"), Defined("clip path")
SHADER = Handle("Shader")  # the function under `@canvas.pixels`
UNKNOWN = Handle("unknown")  # not inferred yet, or an error has been reported

NUMBERS = (INT, FLOAT)
_ARRAYS = {element: array for array, element in ELEMENTS.items()}


def layout(static: Static) -> tuple[Type, ...]:
    """The IR scalars that hold a value of this type."""
    match static:
        case Scalar():
            return (static.ir,)
        case TupleOf():
            return tuple(kind for item in static.items for kind in layout(item))
        case Seq() | Defined():
            return (Type.INT,)
        case ArrayOf():
            return (_ARRAYS[static.element.ir],)
        case Forked():
            return (Type.INTS,)
        case AnyArray() | AnyTable() | Handle():
            return ()


def item_types(static: Static) -> tuple[Static, ...] | None:
    """The types of the items of a tuple or of a sequence of known length; None for anything else."""
    if isinstance(static, TupleOf):
        return static.items
    if isinstance(static, Seq) and static.level.length is not None:
        return tuple(static.level.item_type(i) for i in range(static.level.length))
    return None


def of_any_size(static: Static) -> Static:
    """What a parameter is that is given this: an array leaves its size open."""
    return AnyArray(static.element, len(static.shape)) if isinstance(static, ArrayOf) else static


def _is_table_of(static: Static, element: Scalar | AnyTable) -> bool:
    entry = static.level.element if isinstance(static, Seq) else None
    return _is_table_of(entry, element.element) if entry and isinstance(element, AnyTable) else entry == element


def own(static: Static) -> bool:
    """Whether a type belongs to one instance of a rule: arrays have their size, sequences their table."""
    return isinstance(static, (Seq, *REFERENCES)) or (isinstance(static, TupleOf) and any(map(own, static.items)))


def join(a: Static, b: Static) -> Static | None:
    """The type that holds values of both, or None. int joins with float to float."""
    if a == b or b is UNKNOWN:
        return a
    if a is UNKNOWN:
        return b
    if a in NUMBERS and b in NUMBERS:
        return a if a == FLOAT else b
    if isinstance(a, AnyArray) and isinstance(b, ArrayOf):
        return a if of_any_size(b) == a else None
    if isinstance(a, AnyTable) and isinstance(b, Seq):
        return a if _is_table_of(b, a.element) else None
    left, right = item_types(a), item_types(b)
    if left is None or right is None or len(left) != len(right):
        return None
    items = [join(x, y) for x, y in zip(left, right, strict=True)]
    return None if any(i is None for i in items) else TupleOf(tuple(i for i in items if i is not None))


_HANDLES = {
    "Shader": "the function of the pixels",
    "Seed": "the seed", "Canvas": "the canvas", "Path": "a path", "None": "nothing", "f-string": "an f-string",
}  # fmt: skip


def article(static: Static) -> str:
    """`an int`, `a color`, `a tuple (int, int)`, `the canvas`."""
    if isinstance(static, Handle):
        return _HANDLES.get(static.name, static.name)
    text = str(static)
    if isinstance(static, Forked):
        return "the seed"
    if isinstance(static, TupleOf):
        return f"a tuple {text}"
    if isinstance(static, ArrayOf | AnyArray):
        return f"{'an' if text[0] == 'a' else 'a'} {text}"
    named = isinstance(static, Scalar | Defined | AnyTable)
    return f"{'an' if text[0] in 'aeiou' else 'a'} {text}" if named else text
