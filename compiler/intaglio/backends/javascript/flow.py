"""What statements read, assign and do, and which variables are live where.

The rewrites that move code ask here. An effect is "word" (draws from the seed, or takes the next number for what the
picture names), "svg" or "traits" (appends to a stream), or "arrays" (makes, reads or writes one); two things may
change places where they share no effect and neither assigns what the other reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intaglio.backends.javascript.syntax import (
    STREAMS,
    Assign,
    Body,
    Cell,
    Count,
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
Effects = frozenset[str]
NONE: frozenset[Symbol] = frozenset()


class Facts:
    """Remembers what it was asked: nodes are many, and asked about often."""

    def __init__(self, effects_of: Mapping[Symbol, Effects]) -> None:
        self._effects_of = effects_of
        self._known: dict[int, tuple[Node, tuple[Symbol, ...], Symbols, Effects, bool]] = {}

    def _of(self, node: Node) -> tuple[Node, tuple[Symbol, ...], Symbols, Effects, bool]:
        if id(node) not in self._known:  # the node is kept, so that its id stays its own
            self._known[id(node)] = (node, *self._look(node))
        return self._known[id(node)]

    def _look(self, node: Node) -> tuple[tuple[Symbol, ...], Symbols, Effects, bool]:
        reads: list[Symbol] = []
        assigned: set[Symbol] = set()
        effects: set[str] = set()
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
                case Cell() | Zeros():
                    effects.add("arrays")
                case Leave() | Give():
                    leaves = True
        return tuple(reads), frozenset(assigned), frozenset(effects), leaves

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
