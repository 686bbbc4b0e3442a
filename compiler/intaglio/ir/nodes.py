"""The tree: expressions are pure, statements have effects, control flow stays structured.

Every node is a frozen dataclass with a span that no comparison looks at. Variables belong to their
function, have one type and may be assigned again; `Let` both declares and assigns.

Effects are `Perform` statements and `Element`s named by a row of `effects`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from intaglio.ir.effects import EFFECTS_BY_NUMBERS, Effect
from intaglio.ir.params import Param
from intaglio.ir.span import NOWHERE, Span
from intaglio.ir.types import NUMBERS, Type


def _span() -> Span:
    return field(default=NOWHERE, compare=False, repr=False)


# ---- expressions ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Const:
    """A number; a `fixed` is scaled by 2**16, a `double` is its 64 bits, a `bool` is 0 or 1."""

    type: Type
    value: int
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Var:
    """The value of a local variable."""

    name: str
    type: Type
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Op:
    """A row of `ops.OPS` applied to operands."""

    name: str
    args: tuple[Expr, ...]
    type: Type
    hint: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a number table. An index outside it is a fault."""

    table: str
    index: Expr
    type: Type
    span: Span = _span()


Expr = Const | Var | Op | Entry


# ---- statements -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Let:
    """Assign a local variable."""

    name: str
    value: Expr
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Call:
    """Call a function of the module; as many targets as it has results."""

    targets: tuple[str, ...]
    function: str
    args: tuple[Expr, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Perform:
    """Do what row `effect` of `effects.EFFECTS` says."""

    effect: str
    args: tuple[Expr, ...] = ()
    targets: tuple[str, ...] = ()
    text: str = ""  # the constant text of emit.text, the table of emit.entry
    stream: str = ""  # "svg" or "traits" for the emit.* effects
    options: tuple[str, ...] = ()  # names of the optional arguments present: those of the last args
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class If:
    condition: Expr
    then: Body
    orelse: Body = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class For:
    """`for name in range(start, stop, step)`; the body neither assigns `name` nor is it read afterwards."""

    name: str
    start: Expr
    stop: Expr
    step: int
    body: Body
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class While:
    condition: Expr
    body: Body
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Break:
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Continue:
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Return:
    values: tuple[Expr, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Element:
    """Open, body, close: a group, a path. `lower_canvas` replaces it by emits, also before every way out."""

    effect: str  # one of ELEMENTS
    args: tuple[Expr, ...]
    options: tuple[str, ...]
    body: Body
    span: Span = _span()


Statement = Let | Call | Perform | If | For | While | Break | Continue | Return | Element
Body = tuple[Statement, ...]


# ---- the module -----------------------------------------------------------------------------------

Resolution = tuple[int, int]  # width and height of a raster, in pixels


@dataclass(frozen=True, slots=True)
class Table:
    """A constant table of numbers (`type` and `values`) or of texts (`texts`, written by emit.entry)."""

    name: str
    type: Type | None = None  # None for a table of texts
    values: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    span: Span = _span()
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)  # of each entry in the file, where known

    def __len__(self) -> int:
        return len(self.texts) if self.type is None else len(self.values)

    @property
    def places(self) -> tuple[Span, ...]:
        """Where each entry stands: on its own line of what defines the table, or where that begins."""
        first, last, lines = self.span.line, self.span.end_line, self.lines or (0,) * len(self)
        return tuple(replace(self.span, line=line) if first < line <= last else self.span for line in lines)


@dataclass(frozen=True, slots=True)
class Function:
    """A rule. `params` are its first variables; it returns as many values as `results` has types."""

    name: str
    params: tuple[tuple[str, Type], ...]
    results: tuple[Type, ...]
    body: Body
    library: bool = False  # its source is the library: warnings stay silent
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Module:
    """A piece. Rendering calls `main`, which has no parameters and no results."""

    title: str
    width: int
    height: int
    digits: int
    tables: tuple[Table, ...]
    functions: tuple[Function, ...]
    params: tuple[Param, ...] = ()  # the collector's
    resolution: Resolution | None = None  # of its raster, where nobody asks for another; None where it has none
    numbers: str = "fixed"  # or "double": what holds its floats
    medium: str = "svg"  # or "text": what the stream `svg` is; then width and height are columns and lines
    chain_size: Resolution | None = None  # of its raster in the contract's image; None where no contract draws it

    @property
    def floats(self) -> Type:
        """The type of its floats."""
        return NUMBERS[self.numbers]

    @property
    def effects(self) -> Mapping[str, Effect]:
        """The rows of `effects` as they are with its floats."""
        return EFFECTS_BY_NUMBERS[self.numbers]

    def function(self, name: str) -> Function:
        return next(f for f in self.functions if f.name == name)

    def table(self, name: str) -> Table:
        return next(t for t in self.tables if t.name == name)


# ---- walking --------------------------------------------------------------------------------------


def bodies(statement: Statement) -> tuple[Body, ...]:
    """The statement lists directly inside a statement."""
    match statement:
        case If():
            return (statement.then, statement.orelse)
        case For() | While() | Element():
            return (statement.body,)
        case _:
            return ()


def expressions(statement: Statement) -> tuple[Expr, ...]:
    """The expressions directly inside a statement, in the order they are evaluated."""
    match statement:
        case Let():
            return (statement.value,)
        case Call() | Perform() | Element():
            return statement.args
        case If() | While():
            return (statement.condition,)
        case For():
            return (statement.start, statement.stop)
        case Return():
            return statement.values
        case _:
            return ()


def walk(body: Body) -> Iterator[Statement]:
    """Every statement of a body, outer before inner, in source order."""
    for statement in body:
        yield statement
        for inner in bodies(statement):
            yield from walk(inner)


def parts(expr: Expr) -> Iterator[Expr]:
    """An expression and all its operands, outer before inner."""
    yield expr
    match expr:
        case Op():
            for arg in expr.args:
                yield from parts(arg)
        case Entry():
            yield from parts(expr.index)


def assigned(statement: Statement) -> tuple[str, ...]:
    """The variables a statement itself assigns (not those its inner statements do)."""
    match statement:
        case Let():
            return (statement.name,)
        case Call() | Perform():
            return statement.targets
        case For():
            return (statement.name,)
        case _:
            return ()
