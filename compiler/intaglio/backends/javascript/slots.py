"""Let variables share names: those that are never needed at the same time become one.

Every function's variables become the same few `slots`, slot 0 first, so that a short name serves all functions. A
variable prefers the slot of the value that it is computed from: `y=x+1` becomes `x++`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import count

from intaglio.backends.javascript.flow import Exits, Facts, Liveness, Symbols
from intaglio.backends.javascript.syntax import (
    Arrow,
    Binary,
    Body,
    Count,
    Expr,
    If,
    Labelled,
    Loop,
    Node,
    Ref,
    Set,
    Statement,
    Symbol,
    Unpack,
    Zeros,
    named,
    rebuilt,
    walk,
)

COUNTER, ARRAY = "counter", "array"


class Slots:
    """The names that all functions share, by rank; or, `in_order`, each function's own.

    The variables of a rule are ranked in the order in which they stand, those of main by their use, or `in_order` too.

    `scopes` has the slots: one list, or one for each function, where the hint of a slot may be COUNTER or ARRAY.
    """

    def __init__(self, globals_: Symbols, in_order: bool = False) -> None:
        self.globals = globals_
        self.in_order = in_order
        self.scopes: list[list[Symbol]] = [[]]

    def rank(self, at: int, role: str = "") -> Symbol:
        """The slot of a rank: 0 for each rule's first variable, and main's most used one."""
        slots = self.scopes[-1]
        while len(slots) <= at:
            slots.append(Symbol(role or f"v{len(slots)}"))
        return slots[at]

    def _begin(self) -> None:
        if self.in_order:
            self.scopes.append([])

    def assign(self, params: tuple[Symbol, ...], body: Body, facts: Facts) -> tuple[tuple[Symbol, ...], Body]:
        """The function with slots for its parameters and variables."""
        self._begin()
        colors = _Coloring(params, body, facts, self.globals).colors
        inside = [colors[s] for n in walk(*body) for s in named(n) if s in colors]
        first = [colors[param] for param in params]
        in_order = list(dict.fromkeys([*first, *inside]))
        if self.in_order:
            roles = _roles(body, colors)
            for at, color in enumerate(in_order):
                self.rank(at, "" if color in first else roles.get(color, ""))
        by_use = [color for color, _ in Counter([*inside, *first]).most_common()]
        ordered = in_order if self.in_order or params else by_use  # heads of rules that are alike pack well
        ranks = {color: at for at, color in enumerate(ordered)}
        slots = {symbol: self.rank(ranks[color]) for symbol, color in colors.items()}
        return tuple(slots[param] for param in params), renamed(body, slots)

    def spread(self, body: Body) -> Body:
        """Statements of helpers, whose few variables need no thought: a slot each."""
        short: Body = ()
        for statement in body:
            self._begin()
            found = dict.fromkeys(s for n in walk(statement) for s in named(n) if s not in self.globals)
            short += renamed((statement,), {symbol: self.rank(at) for at, symbol in enumerate(found)})
        return short


def _roles(body: Body, colors: Mapping[Symbol, int]) -> dict[int, str]:
    """What the variables of a color do that do more than hold a value."""
    roles: dict[int, str] = {}
    for node in walk(*body):
        match node:
            case Set(target, Zeros()) if target in colors:
                roles.setdefault(colors[target], ARRAY)
            case Count(counter) if counter in colors:
                roles[colors[counter]] = COUNTER
    return roles


def renamed(body: Body, names: Mapping[Symbol, Symbol]) -> Body:
    """The body with other symbols; an assignment of a variable to itself is left out."""

    def change(node: Node) -> Node:
        node = rebuilt(node, change)
        match node:
            case Ref(symbol) if symbol in names:
                return Ref(names[symbol], span=node.span)
            case Set(target, value):
                return Set(names.get(target, target), value)
            case Unpack(targets, value):
                return Unpack(tuple(names.get(t, t) if t else None for t in targets), value)
            case Count(counter, start, stop, step, body):
                return Count(names.get(counter, counter), start, stop, step, _kept(body))
            case If(condition, then, orelse):
                return If(condition, _kept(then), _kept(orelse))
            case Loop(init, condition, update, body):
                return Loop(init, condition, update, _kept(body))
            case Labelled(label, body):
                return Labelled(label, _kept(body))
            case Arrow(params, value):
                return Arrow(tuple((names.get(param, param), default) for param, default in params), value)
            case _:
                return node

    return _kept(tuple(changed for s in body if isinstance(changed := change(s), Statement)))


def _kept(body: Body) -> Body:
    return tuple(s for s in body if not (isinstance(s, Set) and s.value == Ref(s.target)))


class _Coloring:
    """Numbers for the variables of one function, different where both are needed at a time."""

    def __init__(self, params: tuple[Symbol, ...], body: Body, facts: Facts, globals_: Symbols) -> None:
        self.facts = facts
        self.liveness = Liveness(facts)
        self.clashes: dict[Symbol, set[Symbol]] = defaultdict(set)
        self.likes: dict[Symbol, list[Symbol]] = defaultdict(list)
        for param in params:
            self.clash(param, frozenset(params))
        self.body(body, frozenset(), Exits())
        self.colors: dict[Symbol, int] = {}
        variables = dict.fromkeys([*params, *(s for n in walk(*body) for s in _variables(n))])
        for symbol in variables:
            if symbol not in globals_:
                self.colors[symbol] = self.color(symbol)

    def color(self, symbol: Symbol) -> int:
        taken = {self.colors.get(other) for other in self.clashes[symbol]}
        for liked in self.likes[symbol]:
            color = self.colors.get(liked)
            if color is not None and color not in taken:
                return color
        return next(color for color in count() if color not in taken)

    def clash(self, symbol: Symbol, others: Symbols) -> None:
        for other in others - {symbol}:
            self.clashes[symbol].add(other)
            self.clashes[other].add(symbol)

    def body(self, body: Body, after: Symbols, exits: Exits) -> None:
        lives = self.liveness.after_each(body, after, exits)
        for statement, live in zip(body, lives, strict=True):
            self.statement(statement, live, exits)

    def statement(self, statement: Statement, after: Symbols, exits: Exits) -> None:
        inside = self.liveness.inside(statement, after, exits)
        end = self.liveness.at_end_of_bodies(statement, after, exits)
        match statement:
            case Set(target, value):
                self.clash(target, after - {value.symbol} if isinstance(value, Ref) else after)
                self.like(target, value)
            case Unpack(targets):
                both = frozenset(target for target in targets if target)
                for target in both:
                    self.clash(target, after | both)
            case If(_, then, orelse):
                self.body(then, end, inside)
                self.body(orelse, end, inside)
            case Count(counter, start, _, _, body):
                self.clash(counter, end)
                self.like(counter, start)
                self.body(body, end, inside)
            case Loop() | Labelled():
                self.body(statement.body, end, inside)

    def like(self, target: Symbol, value: Expr) -> None:
        """A variable and what its value begins with go well together."""
        while isinstance(value, Binary):
            value = value.left
        if isinstance(value, Ref):
            self.likes[target].append(value.symbol)
            self.likes[value.symbol].append(target)


def _variables(node: Node) -> tuple[Symbol, ...]:
    return tuple(named(node)) if isinstance(node, Ref | Set | Unpack | Count) else ()
