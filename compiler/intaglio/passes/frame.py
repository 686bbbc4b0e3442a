"""One function run on intervals: the statements' part of range analysis (`ranges` is the expressions' part).

Every method takes the state before a statement and gives the state after it, None where that is never reached.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Continue,
    Expr,
    For,
    If,
    Let,
    Op,
    Perform,
    Return,
    Statement,
    Var,
    While,
    assigned,
    walk,
)
from intaglio.ir.types import Type
from intaglio.passes.interval import INTS, TOP, End, Interval, Results, point, spanning
from intaglio.passes.refine import State, joined
from intaglio.passes.widening import widened

if TYPE_CHECKING:
    from intaglio.passes.ranges import Ranges

HALTS = 4  # rounds in which a growing interval halts at the next constant, before it becomes anything


@dataclass
class Loop:
    """A loop that is being run: how often at most, and the states in which its rounds are left."""

    rounds: End
    breaks: State | None = None
    continues: State | None = None


@dataclass
class Accumulation:
    """What one round of a loop adds to each of some variables that are only added to.

    `steps` holds, for each assignment, the interval that it adds each time and how often it runs in a round.
    """

    depth: int  # of the loop among those around the statement
    steps: dict[str, dict[int, tuple[Interval, End]]] = field(default_factory=dict)

    def note(self, let: Let, step: Interval, times: End) -> None:
        known, often = self.steps[let.name].get(id(let), (step, times))
        self.steps[let.name][id(let)] = step.hull(known), max(times, often)

    def total(self, name: str, rounds: End) -> Interval:
        """What the variable may gain, at any time in so many rounds."""
        low = sum(_product(min(step.low, 0), times) for step, times in self.steps[name].values())
        high = sum(_product(max(step.high, 0), times) for step, times in self.steps[name].values())
        return Interval(_product(low, rounds), _product(high, rounds))


def _product(a: End, b: End) -> End:
    return 0 if a == 0 or b == 0 else a * b


class Frame:
    """The run of one call. `kinds`: the types of the function's variables."""

    def __init__(self, analysis: Ranges, kinds: dict[str, Type]) -> None:
        self.analysis = analysis
        self.kinds = kinds
        self.loops: list[Loop] = []
        self.accumulations: list[Accumulation] = []
        self.begins: dict[int, tuple[State, State]] = {}  # by loop: the state before it, and at each round
        self.returned: Results | None = None

    def results(self, body: Body, state: State) -> Results | None:
        """The hull of what the function returns, None where it never does."""
        at_end = self.body(body, state)
        return () if self.returned is None and at_end is not None else self.returned

    def body(self, body: Body, state: State | None) -> State | None:
        for statement in body:
            if state is None:
                return None
            state = self.statement(statement, state)
        return state

    def statement(self, statement: Statement, state: State) -> State | None:
        match statement:
            case Let():
                self.accumulate(statement, state)
                return state | {statement.name: self.analysis.expr(statement.value, state)}
            case Call():
                results = self.analysis.call(statement.function, self.exprs(statement.args, state))
                return None if results is None else state | dict(zip(statement.targets, results, strict=True))
            case Perform():
                self.exprs(statement.args, state)
                return state | dict.fromkeys(statement.targets, INTS)
            case If():
                return self.branch(statement, state)
            case For() | While():
                return self.loop(statement, state)
            case Break():
                self.loops[-1].breaks = joined(self.loops[-1].breaks, state)
            case Continue():
                self.loops[-1].continues = joined(self.loops[-1].continues, state)
            case Return():
                values = self.exprs(statement.values, state)
                known = self.returned or values
                self.returned = tuple(a.hull(b) for a, b in zip(known, values, strict=True))
        return None

    def exprs(self, exprs: tuple[Expr, ...], state: State) -> Results:
        return tuple(self.analysis.expr(expr, state) for expr in exprs)

    def branch(self, branch: If, state: State) -> State | None:
        self.analysis.expr(branch.condition, state)
        then = self.body(branch.then, self.analysis.assume(branch.condition, state, holds=True))
        return joined(then, self.body(branch.orelse, self.analysis.assume(branch.condition, state, holds=False)))

    # -- loops

    def loop(self, loop: For | While, state: State) -> State | None:
        known = self.begins.get(id(loop))
        counter = self.counter(loop, state) if isinstance(loop, For) else None
        if known is None or known[0] != state:
            with self.analysis.quietly():
                known = state, self.settled(loop, state, counter)
            self.begins[id(loop)] = known
        begin = known[1]
        _, running = self.round(loop, begin, counter)
        if isinstance(loop, For):
            return joined(begin, running.breaks)
        return joined(self.analysis.assume(loop.condition, begin, holds=False), running.breaks)

    def counter(self, loop: For, state: State) -> Interval | None:
        """What the counter runs through, None where the loop never runs."""
        start, stop = self.exprs((loop.start, loop.stop), state)
        low, high = (start.low, stop.high - 1) if loop.step > 0 else (stop.low + 1, start.high)
        return Interval(low, high) if low <= high else None

    def round(self, loop: For | While, begin: State, counter: Interval | None) -> tuple[State | None, Loop]:
        """One round from its beginning: the state at its end, and how else it was left."""
        if isinstance(loop, For):
            at_body = None if counter is None else begin | {loop.name: counter}
            often: End = 0 if counter is None else (counter.high - counter.low) // abs(loop.step) + 1
        else:
            self.analysis.expr(loop.condition, begin)
            at_body, often = self.analysis.assume(loop.condition, begin, holds=True), inf
        self.loops.append(Loop(often))
        end = self.body(loop.body, at_body)
        running = self.loops.pop()
        return joined(end, running.continues), running

    def settled(self, loop: For | While, state: State, counter: Interval | None) -> State:
        """What holds at the beginning of every round."""
        names = sorted({name for s in walk(loop.body) for name in assigned(s)} & state.keys())
        begin = self.stable(loop, state, counter, names)
        grown = [name for name in names if _boundless(begin[name], state[name], self.kinds[name])]
        grown = [name for name in grown if only_added_to(loop.body, name)]
        if not grown:
            return begin
        bounds = self.bounds(loop, state, counter, names, grown)
        rest = [name for name in names if name not in bounds]
        return self.stable(loop, state | bounds, counter, rest)

    def stable(self, loop: For | While, state: State, counter: Interval | None, names: list[str]) -> State:
        """Run rounds until the intervals of these variables stop growing, then narrow those that were widened."""
        begin, rounds = state, 0
        while True:
            end, _ = self.round(loop, begin, counter)
            grown = [] if end is None else [name for name in names if not end[name].within(begin[name])]
            if end is None or not grown:
                break
            begin = begin | {name: self.grown(begin[name], end[name], name, rounds) for name in grown}
            rounds += 1
        for _ in range(2 if rounds else 0):
            end, _ = self.round(loop, begin, counter)
            if end is None:
                break
            begin = begin | {name: state[name].hull(end[name]).meet(begin[name]) or begin[name] for name in names}
        return begin

    def grown(self, old: Interval, new: Interval, name: str, rounds: int) -> Interval:
        if rounds == 0:
            return old.hull(new)
        kind = self.kinds[name]
        return widened(old, new, kind, self.analysis.steps[kind] if rounds <= HALTS else ())

    # -- variables that a loop only adds to

    def bounds(
        self, loop: For | While, state: State, counter: Interval | None, names: list[str], grown: list[str]
    ) -> State:
        """The values of accumulating variables, from what one round adds to each, the variables being anything."""
        if not isinstance(loop, For) or counter is None:
            return {}
        rounds = (counter.high - counter.low) // abs(loop.step) + 1
        accumulation = Accumulation(len(self.loops), {name: {} for name in grown})
        self.accumulations.append(accumulation)
        anything = state | {name: TOP[self.kinds[name]] for name in grown}
        self.stable(loop, anything, counter, [name for name in names if name not in grown])
        self.accumulations.pop()
        found: State = {}
        for name in grown:
            gain = accumulation.total(name, rounds)
            reached = spanning(state[name].low + gain.low, state[name].high + gain.high)
            if not _boundless(reached, state[name], self.kinds[name]):
                found[name] = reached
        return found

    def accumulate(self, let: Let, state: State) -> None:
        for accumulation in self.accumulations:
            if let.name in accumulation.steps:
                terms = _terms(let.value, let.name) or ()
                step = point(0)
                for sign, term in terms:
                    value = self.analysis.expr(term, state)
                    low, high = (value.low, value.high) if sign > 0 else (-value.high, -value.low)
                    step = Interval(step.low + low, step.high + high)
                times: End = 1
                for loop in self.loops[accumulation.depth + 1 :]:
                    times = _product(times, loop.rounds)
                accumulation.note(let, step, times)


def _boundless(interval: Interval, before: Interval, kind: Type) -> bool:
    """Whether widening took an end of an interval as far as its type goes, or farther."""
    top = TOP[kind]
    return (interval.low <= top.low < before.low) or (interval.high >= top.high > before.high)


def only_added_to(body: Body, name: str) -> bool:
    """Whether all that a loop assigns to a variable is the variable with something added or taken away."""
    lets = [s for s in walk(body) if name in assigned(s)]
    return all(isinstance(s, Let) and _terms(s.value, name) is not None for s in lets)


def _terms(value: Expr, name: str) -> tuple[tuple[int, Expr], ...] | None:
    """What a value adds to a variable, with signs; None where it is no sum around the variable."""
    match value:
        case Var() if value.name == name:
            return ()
        case Op(name="add", args=(first, second)):
            for inner, term in ((first, second), (second, first)):
                terms = _terms(inner, name)
                if terms is not None:
                    return (*terms, (1, term))
        case Op(name="sub", args=(first, second)):
            terms = _terms(first, name)
            return None if terms is None else (*terms, (-1, second))
    return None
