"""JavaScript as a tree: what the emitter builds, rewrites and, last of all, prints.

Names are `Symbol`s until printing; `names.py` chooses their letters. Expressions and the statements `Do`, `If`,
`Loop`, `DoWhile`, `Leave`, `Give` and `Labelled` are JavaScript's own. `Set`, `Unpack`, `Write` and `Count` are
statements that still know what they mean, so that the rewrites between lowering and printing can
reason about them; `plain.py` turns them into JavaScript's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from fractions import Fraction
from operator import is_
from typing import TypeVar, cast, get_args

from intaglio.ir.span import Span


@dataclass(eq=False, slots=True)
class Symbol:
    """A name still to be chosen. `hint` is what the piece called it; `ours` says that it is no piece's: a helper, or
    a rule of the library."""

    hint: str
    ours: bool = False


# ---- expressions ----------------------------------------------------------------------------------
#
# What is written at a place of the source, a number, a text or a name, has its span, which no comparison looks at.
# A rewrite keeps it with what it moves, and need not care for what it makes (`places`, `tracing`).


def _span() -> Span | None:
    return field(default=None, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Num:
    """A number that a double holds exactly."""

    value: Fraction
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Text:
    """A constant string."""

    value: str
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Template:
    """Strings and values one after the other, as one string."""

    parts: tuple[str | Expr, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A variable, function or table of ours."""

    symbol: Symbol
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Host:
    """Something that is there already, such as `Math.floor`, or a name that is fixed: `S`, `o`, `t`."""

    text: str
    span: Span | None = _span()


@dataclass(frozen=True, slots=True)
class Raw:
    """JavaScript as text with operands in it: the fixed helpers. It binds like a call, its operands like sums."""

    parts: tuple[str | Expr, ...]


@dataclass(frozen=True, slots=True)
class Unary:
    op: str
    operand: Expr


@dataclass(frozen=True, slots=True)
class Binary:
    op: str
    left: Expr
    right: Expr
    unordered: bool = field(default=False, kw_only=True)  # compares what may be NaN: a<b may be as false as a>=b
    whole: bool = field(default=False, kw_only=True, compare=False)  # compares ints: a>=8 is a>7


@dataclass(frozen=True, slots=True)
class Conditional:
    condition: Expr
    then: Expr
    orelse: Expr


@dataclass(frozen=True, slots=True)
class Invoke:
    callee: Expr
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    object: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class Cell:
    """An entry of a piece's array, which changes: to be read or, in an assignment, written."""

    array: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class Zeros:
    """A new array for a piece; `wide`: of words."""

    length: Expr
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Array:
    """An array; as the target of an assignment None is a place that is left out."""

    items: tuple[Expr | None, ...]


@dataclass(frozen=True, slots=True)
class Assign:
    op: str  # "=", "+=", …
    target: Expr
    value: Expr


@dataclass(frozen=True, slots=True)
class Update:
    """`target++` or `target--`, for its effect."""

    op: str
    target: Expr


@dataclass(frozen=True, slots=True)
class Sequence:
    """`a,b,c`: its value is the last one's."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A function. A parameter with a default is a local variable together with its first value."""

    params: tuple[tuple[Symbol, Expr | None], ...]
    body: Expr | Body


Expr = (
    Num | Text | Template | Ref | Host | Raw | Unary | Binary | Conditional
    | Invoke | Subscript | Cell | Zeros | Array | Assign | Update | Sequence | Arrow
)  # fmt: skip


# ---- statements -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Set:
    """Give a local variable a value."""

    target: Symbol
    value: Expr


@dataclass(frozen=True, slots=True)
class Unpack:
    """Take the several results of a call; None for a result that nobody reads."""

    targets: tuple[Symbol | None, ...]
    value: Expr


@dataclass(frozen=True, slots=True)
class Write:
    """Append to the stream "svg" or "traits"."""

    stream: str
    parts: tuple[str | Expr, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """`for counter in range(start, stop, step)`. `stop` may be read again at every turn: it does not change."""

    counter: Symbol
    start: Expr
    stop: Expr
    step: int
    body: Body


@dataclass(frozen=True, slots=True)
class Do:
    """An expression for its effect."""

    expr: Expr


@dataclass(frozen=True, slots=True)
class If:
    condition: Expr
    then: Body
    orelse: Body = ()


@dataclass(frozen=True, slots=True)
class Loop:
    """`for(init;condition;update)body`; with neither init nor update it is a `while`."""

    init: Expr | None
    condition: Expr | None
    update: Expr | None
    body: Body


@dataclass(frozen=True, slots=True)
class DoWhile:
    body: Body
    condition: Expr


@dataclass(frozen=True, slots=True)
class Leave:
    """`break` or `continue`."""

    word: str
    label: Symbol | None = None


@dataclass(frozen=True, slots=True)
class Give:
    """`return`."""

    value: Expr | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    label: Symbol
    body: Body


Statement = Set | Unpack | Write | Count | Do | If | Loop | DoWhile | Leave | Give | Labelled
Body = tuple[Statement, ...]
Node = Expr | Statement
AnyNode = TypeVar("AnyNode", bound=Node)


# ---- the script -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """A function of the piece. `effects` says what a call does: "word", "svg", "traits", "arrays"."""

    symbol: Symbol
    params: tuple[Symbol, ...]
    body: Body
    effects: frozenset[str] = frozenset()
    span: Span | None = _span()


@dataclass(slots=True)
class Script:
    """Everything that is printed: helpers and tables, then the rules, then the statements of `main`."""

    prelude: Body
    rules: list[Rule]
    main: Body
    globals: frozenset[Symbol]  # names that mean the same everywhere; all others are local to a rule or to main
    draws: frozenset[Symbol]  # the helpers that give another word, or number, at each call

    def effects(self) -> dict[Symbol, frozenset[str]]:
        """What calls do, by the symbol that is called."""
        drawn = dict.fromkeys(self.draws, frozenset({"word"}))
        return {**drawn, **{rule.symbol: rule.effects for rule in self.rules}}


# The names of each node's fields: to ask for them anew would take most of the emitter's time.
_SLOTS: dict[type, tuple[str, ...]] = {
    kind: tuple(slot.name for slot in fields(kind) if slot.name != "span") for kind in get_args(Node)
}
_LEAVES = frozenset({Num, Text, Ref, Host, Leave})  # nodes with nothing inside


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside a node, in source order."""
    if type(node) in _LEAVES:
        return
    for name in _SLOTS[type(node)]:
        value = getattr(node, name)
        if type(value) is tuple:
            yield from _nodes(value)
        elif type(value) in _SLOTS:
            yield value


def _nodes(values: tuple[object, ...]) -> Iterator[Node]:
    for value in values:
        if type(value) is tuple:
            yield from _nodes(value)
        elif type(value) in _SLOTS:
            yield cast(Node, value)


def walk(*roots: Node) -> Iterator[Node]:
    """The nodes and all that is inside them, outer before inner."""
    for root in roots:
        yield root
        yield from walk(*children(root))


def rebuilt(node: AnyNode, change: Callable[[Node], Node]) -> AnyNode:
    """The node with `change` applied to each of its direct children."""
    if type(node) in _LEAVES:
        return node
    values = {name: getattr(node, name) for name in _SLOTS[type(node)]}
    changed = {name: _changed(value, change) for name, value in values.items()}
    if all(changed[name] is values[name] for name in values):
        return node
    return cast(Callable[..., AnyNode], type(node))(**changed)


def _changed(value: object, change: Callable[[Node], Node]) -> object:
    if type(value) is tuple:
        items = tuple([_changed(item, change) for item in value])
        return value if all(map(is_, items, value)) else items
    return change(cast(Node, value)) if type(value) in _SLOTS else value


def symbols_of(*roots: Node) -> set[Symbol]:
    """The symbols that are read or written somewhere inside."""
    return {symbol for node in walk(*roots) for symbol in named(node)}


def named(node: Node) -> Iterator[Symbol]:
    """The symbols that a node itself names, each as often as it is printed."""
    match node:
        case Ref(symbol) | Set(symbol) | Count(symbol) | Labelled(symbol) | Leave(_, Symbol() as symbol):
            yield symbol
        case Unpack(targets):
            yield from (target for target in targets if target)
        case Arrow(params):
            yield from (symbol for symbol, _ in params)


def number(value: int | Fraction) -> Num:
    return Num(Fraction(value))


ZERO = number(0)
STREAMS = {"svg": Host("o"), "traits": Host("t")}  # the variables that a script leaves
RESOLUTION, PIXELS = Host("R"), Host("P")  # and those of one that has a raster: [width, height], a Uint32Array
