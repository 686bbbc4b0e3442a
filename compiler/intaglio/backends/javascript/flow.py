"""What statements read, assign and do, and which variables are live where.

The rewrites that move code ask here. An effect is "word" (draws from the seed, or takes the next number for what the
picture names), "svg" or "traits" (appends to a stream), "arrays" (makes one, or may read and write any), or a `Touch`
(reads or writes one). Two things may change places where their effects do not `clash` and neither assigns what the
other reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from intaglio.backends.javascript.syntax import (
    STREAMS,
    Assign,
    Body,
    Cell,
    Count,
    Expr,
    Give,
    Host,
    If,
    Invoke,
    Labelled,
    Leave,
    Loop,
    Node,
    Ref,
    Set,
    Statement,
    Symbol,
    Unpack,
    Write,
    Zeros,
    walk,
)

Symbols = frozenset[Symbol]
NONE: frozenset[Symbol] = frozenset()


@dataclass(frozen=True, slots=True)
class Touch:
    """Reads or writes an array: that of a variable which nothing but new arrays is assigned to, or any."""

    array: Symbol | None
    writes: bool


Effects = frozenset[str | Touch]


def clash(one: Effects, other: Effects) -> bool:
    """Whether the order of two things may be seen: `l[0]=a` and `m[0]` may change places, if l and m are two arrays."""
    return any(_meet(a, b) for a in one for b in other)


def _meet(one: str | Touch, other: str | Touch) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        names = {effect if isinstance(effect, str) else "arrays" for effect in (one, other)}
        return len(names) == 1
    apart = one.array and other.array and one.array is not other.array
    return (one.writes or other.writes) and not apart


def only_reads(effects: Effects) -> bool:
    """Whether what has these effects may as well not happen."""
    return not any(isinstance(effect, str) or effect.writes for effect in effects)


def apart(bodies: Iterable[Body], params: Symbols) -> Symbols:
    """The variables that hold arrays which no other variable can hold: all that is assigned to them is new."""
    made: set[Symbol] = set()
    shared = set(params)
    for node in (node for body in bodies for node in walk(*body)):
        match node:
            case Set(symbol, Zeros()):
                made.add(symbol)
            case Set(symbol, value):
                shared.add(symbol)
                if isinstance(value, Ref):
                    shared.add(value.symbol)
            case Unpack(targets):
                shared.update(target for target in targets if target)
    return frozenset(made - shared)


class Facts:
    """Remembers what it was asked: nodes are many, and asked about often."""

    def __init__(self, effects_of: Mapping[Symbol, frozenset[str]], arrays: Symbols = NONE) -> None:
        self._effects_of = effects_of
        self._arrays = arrays  # variables as `apart` finds them
        self._known: dict[int, tuple[Node, tuple[Symbol, ...], Symbols, Effects, bool]] = {}

    def _of(self, node: Node) -> tuple[Node, tuple[Symbol, ...], Symbols, Effects, bool]:
        if id(node) not in self._known:  # the node is kept, so that its id stays its own
            self._known[id(node)] = (node, *self._look(node))
        return self._known[id(node)]

    def _look(self, node: Node) -> tuple[tuple[Symbol, ...], Symbols, Effects, bool]:
        reads: list[Symbol] = []
        assigned: set[Symbol] = set()
        effects: set[str | Touch] = set()
        written: set[int] = set()  # ids of what is the target of an assignment
        leaves = False
        for part in walk(node):
            match part:
                case Ref(symbol):
                    reads.append(symbol)
                case Set(symbol) | Count(symbol):
                    assigned.add(symbol)
                case Unpack(targets):
                    assigned.update(target for target in targets if target)
                case Write(stream):
                    effects.add(stream)
                case Invoke(Ref(symbol)):
                    effects |= self._effects_of.get(symbol, frozenset())
                case Assign(_, Host() as variable):
                    effects.update(stream for stream, written in STREAMS.items() if written == variable)
                case Assign("=", Cell(array) as cell):
                    written.add(id(cell))
                    effects.add(self._touch(array, writes=True))
                case Cell(array) if id(part) not in written:
                    effects.add(self._touch(array, writes=False))
                case Zeros():
                    effects.add("arrays")
                case Leave() | Give():
                    leaves = True
        return tuple(reads), frozenset(assigned), frozenset(effects), leaves

    def _touch(self, array: Expr, writes: bool) -> Touch:
        return Touch(array.symbol if isinstance(array, Ref) and self.alone(array) else None, writes)

    def alone(self, array: Expr) -> bool:
        """Whether no other variable can hold an array."""
        return isinstance(array, Ref) and array.symbol in self._arrays

    def reads(self, node: Node) -> tuple[Symbol, ...]:
        """The symbols read somewhere inside, each as often as it stands there."""
        return self._of(node)[1]

    def assigned(self, node: Node) -> Symbols:
        """The variables assigned somewhere inside."""
        return self._of(node)[2]

    def effects(self, node: Node) -> Effects:
        return self._of(node)[3]

    def leaves(self, node: Node) -> bool:
        """Whether a break, continue or return stands inside."""
        return self._of(node)[4]


def overwritten(statement: Statement) -> Symbols:
    """The variables that a statement gives a new value however it runs."""
    match statement:
        case Set(target):
            return frozenset({target})
        case Unpack(targets):
            return frozenset(target for target in targets if target)
        case _:
            return NONE


# ---- liveness -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exits:
    """What is live where `break`, `continue` and the labels lead."""

    on_break: Symbols = NONE
    on_continue: Symbols = NONE
    labels: Mapping[Symbol, Symbols] = field(default_factory=dict)

    def live(self) -> Symbols:
        """What may be read after some way out of a block other than its end."""
        return self.on_break.union(self.on_continue, *self.labels.values())


class Liveness:
    """Answers which variables may still be read, of one function."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def after_each(self, body: Body, after: Symbols, exits: Exits) -> list[Symbols]:
        """What is live after each statement of a body that ends where `after` is live."""
        result: list[Symbols] = []
        for statement in reversed(body):
            result.append(after)
            after = self.before(statement, after, exits)
        return result[::-1]

    def before_body(self, body: Body, after: Symbols, exits: Exits) -> Symbols:
        for statement in reversed(body):
            after = self.before(statement, after, exits)
        return after

    def before(self, statement: Statement, after: Symbols, exits: Exits) -> Symbols:
        """What is live before a statement."""
        match statement:
            case If(condition, then, orelse):
                arms = self.before_body(then, after, exits) | self.before_body(orelse, after, exits)
                return arms.union(self.facts.reads(condition))
            case Count(counter, start):
                return (self.head(statement, after, exits) - {counter}).union(self.facts.reads(start))
            case Loop():
                return self.head(statement, after, exits)
            case Labelled(label, body):
                return self.before_body(body, after, self.inside(statement, after, exits))
            case Leave(word, label):
                if label:
                    return exits.labels[label]
                return exits.on_break if word == "break" else exits.on_continue
            case Give(value):
                return frozenset(self.facts.reads(value)) if value else NONE
            case _:
                return (after - overwritten(statement)).union(self.facts.reads(statement))

    def head(self, loop: Count | Loop, after: Symbols, exits: Exits) -> Symbols:
        """What is live where a loop asks whether to go on."""
        asked = loop.condition if isinstance(loop, Loop) else loop.stop
        head = frozenset(self.facts.reads(asked)) if asked else NONE
        if isinstance(loop, Count):
            head |= {loop.counter}
        if not (isinstance(loop, Loop) and loop.condition is None):
            head |= after
        while True:
            inside = Exits(after, head, exits.labels)
            grown = head | self.before_body(loop.body, head, inside)
            if grown == head:
                return head
            head = grown

    def inside(self, statement: Statement, after: Symbols, exits: Exits) -> Exits:
        """The ways out of the bodies inside a statement that is followed by `after`."""
        match statement:
            case Count() | Loop():
                return Exits(after, self.head(statement, after, exits), exits.labels)
            case Labelled(label):
                return Exits(exits.on_break, exits.on_continue, {**exits.labels, label: after})
            case _:
                return exits

    def at_end_of_bodies(self, statement: Statement, after: Symbols, exits: Exits) -> Symbols:
        """What is live at the end of the bodies inside a statement."""
        return self.head(statement, after, exits) if isinstance(statement, Count | Loop) else after
