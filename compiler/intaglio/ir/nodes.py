"""The tree: expressions are pure, statements have effects, control flow stays structured.

Every node is a frozen dataclass with a span that no comparison looks at. Variables belong to their
function, have one type and may be assigned again; `Let` both declares and assigns.

Effects are `Perform` statements named by a row of `EFFECTS`. The primitives (`word`, `field`, `emit.*`) are all
that a backend sees; `seed.*`, `canvas.*` and `Element` are what the frontend writes, and the lowering passes
replace them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

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
    """Do what row `effect` of `EFFECTS` says."""

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

    @property
    def floats(self) -> Type:
        """The type of its floats."""
        return NUMBERS[self.numbers]

    @property
    def effects(self) -> Mapping[str, Effect]:
        """The rows of `EFFECTS` as they are with its floats."""
        return EFFECTS_BY_NUMBERS[self.numbers]

    def function(self, name: str) -> Function:
        return next(f for f in self.functions if f.name == name)

    def table(self, name: str) -> Table:
        return next(t for t in self.tables if t.name == name)


# ---- effects --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect:
    """Required operands and results, then the optional operands by name; `text`: it carries constant text."""

    params: tuple[Type, ...] = ()
    results: tuple[Type, ...] = ()
    options: tuple[tuple[str, Type], ...] = ()
    text: bool = False
    primitive: bool = False


# As they are in fixed numbers; in doubles, every FIXED is a DOUBLE, and so is its name: `EFFECTS_BY_NUMBERS`.
INT, FIXED, BOOL, INTS, FIXEDS = Type.INT, Type.FIXED, Type.BOOL, Type.INTS, Type.FIXEDS
# a paint is a colour, or the number of a gradient
PAINT = (("fill", INT), ("fill_gradient", INT), ("stroke", INT), ("stroke_gradient", INT), ("width", FIXED),
         ("opacity", FIXED), ("cap", INT), ("join", INT), ("dash_on", FIXED), ("dash_off", FIXED))  # fmt: skip
PLACE = (("translate_x", FIXED), ("translate_y", FIXED), ("rotate", FIXED), ("skew_x", FIXED), ("skew_y", FIXED),
         ("scale", FIXED), ("scale_y", FIXED), *((f"matrix_{letter}", FIXED) for letter in "abcdef"),
         ("clip", INT))  # fmt: skip

EFFECTS: dict[str, Effect] = {
    # primitives: what a backend implements
    "word": Effect((), (INT,), primitive=True),  # the seed's next 32 bits
    "field": Effect((), (INT,), primitive=True),  # 32 bits that stay the same for one token: noise's own seed
    "state": Effect((INT,), (INT,), primitive=True),  # word 0 to 3 of the generator, as it is before any draw
    "serial": Effect((), (INT,), primitive=True),  # 0, 1, 2, …: the numbers of what a picture names
    "param.int": Effect((INT,), (INT,), primitive=True),  # number of a collector's param
    "param.fixed": Effect((INT,), (FIXED,), primitive=True),  # the param is a multiple of 2**-16 in doubles too
    # the raster: `main` loops over its rows and, inside, over its columns. How many there are is known when it runs
    "raster.width": Effect((), (INT,), primitive=True),
    "raster.height": Effect((), (INT,), primitive=True),
    "raster.plot": Effect((INT, INT), primitive=True),  # row * width + column, a colour
    "emit.text": Effect((), text=True, primitive=True),
    "emit.int": Effect((INT,), primitive=True),
    "emit.decimal": Effect((FIXED,), primitive=True),
    "emit.color": Effect((INT,), primitive=True),  # "#rrggbb"
    "emit.entry": Effect((INT,), text=True, primitive=True),  # entry of the text table named by text
    # arrays, zeroed when made. The length is a constant; in get and set 0 stands for it where the index is proved
    "ints.new": Effect((INT,), (INTS,), primitive=True),  # the length
    "ints.get": Effect((INTS, INT, INT), (INT,), primitive=True),  # array, index, length
    "ints.set": Effect((INTS, INT, INT, INT), primitive=True),  # array, index, length, value
    "fixeds.new": Effect((INT,), (FIXEDS,), primitive=True),
    "fixeds.get": Effect((FIXEDS, INT, INT), (FIXED,), primitive=True),
    "fixeds.set": Effect((FIXEDS, INT, INT, FIXED), primitive=True),
    # the seed
    "seed.random": Effect((), (FIXED,)),
    "seed.uniform": Effect((FIXED, FIXED), (FIXED,)),
    "seed.below": Effect((INT,), (INT,)),
    "seed.chance": Effect((FIXED,), (BOOL,)),
    # seeds of a piece that forks its own: each an array of 8 ints, the generator's words and those it started from
    "fork.root": Effect((INTS,)),  # becomes the token's own seed
    "fork.make": Effect((INTS, INTS) + (INT,) * 5),  # child, parent, four words of the label, index
    "fork.random": Effect((INTS,), (FIXED,)),
    "fork.uniform": Effect((INTS, FIXED, FIXED), (FIXED,)),
    "fork.below": Effect((INTS, INT), (INT,)),
    "fork.chance": Effect((INTS, FIXED), (BOOL,)),
    # shapes; a missing fill beside a stroke is "none"
    "canvas.background": Effect((INT,)),
    "canvas.circle": Effect((FIXED,) * 3, options=PAINT),
    "canvas.ellipse": Effect((FIXED,) * 4, options=PAINT),
    "canvas.rect": Effect((FIXED,) * 4, options=(("round", FIXED), *PAINT)),
    "canvas.line": Effect((FIXED,) * 4, options=PAINT),
    "path.move": Effect((FIXED,) * 2),
    "path.line": Effect((FIXED,) * 2),
    "path.quad": Effect((FIXED,) * 4),
    "path.curve": Effect((FIXED,) * 6),
    "path.close": Effect(()),
    "gradient.stop": Effect((FIXED, INT), options=(("opacity", FIXED),)),  # percent, colour
    # elements with a body
    "canvas.linear_gradient": Effect((INT, *(FIXED,) * 4)),  # its number, from, to
    "canvas.radial_gradient": Effect((INT, *(FIXED,) * 3)),  # its number, center, radius
    "canvas.clip": Effect((INT,)),  # its number
    "canvas.group": Effect(options=(*PLACE, *PAINT)),
    "canvas.sprite": Effect((FIXED, FIXED), options=(("scale", FIXED), ("scale_y", FIXED), ("opacity", FIXED))),
    "canvas.path": Effect(options=PAINT),
    "canvas.text": Effect((FIXED, FIXED), options=(("size", FIXED), ("anchor", INT), ("family", INT), *PAINT)),
    "canvas.polyline": Effect(options=PAINT),
    "canvas.polygon": Effect(options=PAINT),
    "points.start": Effect((FIXED,) * 2),  # the first corner of a polyline or polygon
    "points.add": Effect((FIXED,) * 2),  # each further one
}


def _in_doubles(row: Effect) -> Effect:
    twins = {FIXED: Type.DOUBLE, FIXEDS: Type.DOUBLES}
    params, results = (tuple(twins.get(kind, kind) for kind in kinds) for kinds in (row.params, row.results))
    options = tuple((name, twins.get(kind, kind)) for name, kind in row.options)
    return replace(row, params=params, results=results, options=options)


EFFECTS_BY_NUMBERS: dict[str, dict[str, Effect]] = {
    "fixed": EFFECTS,
    "double": {name.replace("fixed", "double"): _in_doubles(row) for name, row in EFFECTS.items()},
}

MOST_PIXELS = 20_000  # of a side of a raster
MAKES = frozenset({"ints.new", "fixeds.new", "doubles.new"})  # an array
ELEMENTS = frozenset({"canvas.group", "canvas.path", "canvas.text", "canvas.polyline", "canvas.polygon",
                      "canvas.linear_gradient", "canvas.radial_gradient", "canvas.clip", "canvas.sprite"})  # fmt: skip
ANCHORS = ("start", "middle", "end")  # what `anchor` indexes
FAMILIES = ("monospace", "serif", "sans-serif")  # what `family` indexes
CAPS = ("butt", "round", "square")  # what `cap` indexes
JOINS = ("miter", "round", "bevel")  # what `join` indexes


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
