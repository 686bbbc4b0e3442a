"""What a function's shape asks of the emitter: which rules are recursive, what is live across a call, where a
variable's declaration belongs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Continue,
    Element,
    For,
    Function,
    If,
    Module,
    Perform,
    Return,
    Statement,
    Var,
    While,
    assigned,
    bodies,
    expressions,
    parts,
    walk,
)

Place = tuple[Body, int]  # a statement: the list it is in, and its position there


def reachable(module: Module) -> dict[str, frozenset[str]]:
    """By function: those it may come to call, directly or not."""
    direct = {f.name: {s.function for s in walk(f.body) if isinstance(s, Call)} for f in module.functions}
    found: dict[str, frozenset[str]] = {}
    for name in direct:
        seen: set[str] = set()
        waiting = list(direct[name])
        while waiting:
            callee = waiting.pop()
            if callee not in seen:
                seen.add(callee)
                waiting += direct[callee]
        found[name] = frozenset(seen)
    return found


def writers(module: Module, stream: str) -> frozenset[str]:
    """The functions that write to a stream, themselves or through others."""
    reaches = reachable(module)
    direct = {
        f.name for f in module.functions if any(isinstance(s, Perform) and s.stream == stream for s in walk(f.body))
    }
    return frozenset(name for name in reaches if name in direct or reaches[name] & direct)


def read_in(statement: Statement) -> frozenset[str]:
    """The variables that a statement's own expressions read."""
    return frozenset(part.name for expr in expressions(statement) for part in parts(expr) if isinstance(part, Var))


@dataclass
class _Exits:
    """What is live where control leaves a body early."""

    after_break: frozenset[str] = frozenset()
    after_continue: frozenset[str] = frozenset()


@dataclass
class Liveness:
    """`across[id(call)]`: the variables whose values are needed after that `Call`, its targets left out."""

    function: Function
    across: dict[int, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._body(self.function.body, frozenset(), _Exits())

    def kept_by(self, reaches: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """The variables that some call which may come back to this function leaves alive."""
        name, calls = self.function.name, [s for s in walk(self.function.body) if isinstance(s, Call)]
        again = [call for call in calls if name in reaches[call.function] | {call.function}]
        return frozenset().union(*(self.across[id(call)] for call in again))

    def _body(self, body: Body, live: frozenset[str], exits: _Exits) -> frozenset[str]:
        for statement in reversed(body):
            live = self._statement(statement, live, exits)
        return live

    def _statement(self, statement: Statement, live: frozenset[str], exits: _Exits) -> frozenset[str]:
        match statement:
            case If():
                live = self._body(statement.then, live, exits) | self._body(statement.orelse, live, exits)
            case For() | While():
                live = self._loop(statement, live)
            case Break():
                live = exits.after_break
            case Continue():
                live = exits.after_continue
            case Return():
                live = frozenset()
            case Element():
                raise TypeError(f"{statement.effect} was not lowered")
            case _:
                live = live - set(assigned(statement))
                if isinstance(statement, Call):
                    self.across[id(statement)] = live | self.across.get(id(statement), frozenset())
        return live | read_in(statement)

    def _loop(self, loop: For | While, after: frozenset[str]) -> frozenset[str]:
        top = after | (read_in(loop) if isinstance(loop, While) else frozenset())
        while True:  # twice, mostly: what the next round reads is live at this one's end
            live = self._body(loop.body, top, _Exits(after, top)) - set(assigned(loop))
            if live <= top:
                return top
            top |= live


def _mentions(body: Body, path: tuple[Place, ...]) -> Iterator[tuple[str, tuple[Place, ...]]]:
    for position, statement in enumerate(body):
        here = (*path, (body, position))
        counter = statement.name if isinstance(statement, For) else None
        for name in (*read_in(statement), *(() if counter else assigned(statement))):
            yield name, here
        for inner in bodies(statement):
            for name, place in _mentions(inner, here):
                if name != counter:
                    yield name, place


def declarations(function: Function) -> dict[tuple[int, int], tuple[str, ...]]:
    """By list (its id) and position: the variables to declare there, in the innermost block that has all uses.

    Loop counters and parameters are left out.
    """
    paths: dict[str, tuple[Place, ...]] = {}
    for name, path in _mentions(function.body, ()):
        paths[name] = _common(paths[name], path) if name in paths else path
    for name, _ in function.params:
        paths.pop(name, None)
    places: dict[tuple[int, int], tuple[str, ...]] = {}
    for name, path in paths.items():
        body, position = path[-1]
        places[id(body), position] = (*places.get((id(body), position), ()), name)
    return places


def _common(a: tuple[Place, ...], b: tuple[Place, ...]) -> tuple[Place, ...]:
    """The path to the innermost list that both paths pass, at the earlier of their positions in it."""
    shared: tuple[Place, ...] = ()
    for (body, i), (other, j) in zip(a, b, strict=False):
        if body is not other:
            break
        shared = (*shared, (body, min(i, j)))
        if i != j:
            break
    return shared
