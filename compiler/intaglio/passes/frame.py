"""One function run on intervals: the statements' part of range analysis (`ranges` is the expressions' part).

Every method takes the state before a statement and gives the state after it, None where that is never reached.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from intaglio.ir.effects import MOST_PIXELS
from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Const,
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
from intaglio.passes.interval import FAR, INTS, TOP, End, Interval, Results, point, spanning
from intaglio.passes.refine import State, joined
from intaglio.passes.widening import widened

if TYPE_CHECKING:
    from intaglio.passes.ranges import Ranges

# What became of a loop: the states at the beginning of every round, at the end of every round, at its breaks.
Outcome = tuple[State, State | None, State | None]

EFFORT = 20_000  # statements run, of about 20 µs each, before the analysis hurries
UNROLLED = 8  # rounds of a loop that are run one by one
HALTS = 3  # rounds in which a growing interval halts at the next constant, before it becomes anything


@dataclass
class Loop:
    """A loop that is being run: how often at most, and the states in which its rounds are left."""

    rounds: End
    breaks: State | None = None
    continues: State | None = None


@dataclass
class Settled:
    """What became of a loop that was entered in a state; `noted`: the accumulations that its steps went into."""

    entered: tuple[State, Interval | None]  # with its counter's values
    noted: list[Accumulation]
    begin: State  # at the beginning of every round
    end: State | None  # at the end of every round
    breaks: State | None


@dataclass(eq=False)
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
        self.settled_loops: dict[int, Settled] = {}  # by the id of the loop
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
        self.analysis.effort += 1
        match statement:
            case Let():
                self.accumulate(statement, state)
                return state | {statement.name: self.analysis.expr(statement.value, state)}
            case Call():
                results = self.analysis.call(statement.function, self.exprs(statement.args, state))
                return None if results is None else state | dict(zip(statement.targets, results, strict=True))
            case Perform():
                self.exprs(statement.args, state)
                return state | dict.fromkeys(statement.targets, self.performed(statement))
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

    def performed(self, statement: Perform) -> Interval:
        """What an effect gives: a param lies in its range, an entry of an array where all that is stored lies."""
        results = self.analysis.effects[statement.effect].results
        if not results:
            return INTS
        if statement.effect in ("param.int", "param.fixed"):
            (number,) = statement.args
            assert isinstance(number, Const)
            return self.analysis.params[number.value]
        if statement.effect.startswith("raster."):
            return Interval(1, MOST_PIXELS)
        return self.analysis.stored[results[0]] if statement.effect.endswith(".get") else TOP[results[0]]

    def exprs(self, exprs: tuple[Expr, ...], state: State) -> Results:
        return tuple(self.analysis.expr(expr, state) for expr in exprs)

    def branch(self, branch: If, state: State) -> State | None:
        self.analysis.expr(branch.condition, state)
        then = self.body(branch.then, self.analysis.assume(branch.condition, state, holds=True))
        return joined(then, self.body(branch.orelse, self.analysis.assume(branch.condition, state, holds=False)))

    # -- loops

    @property
    def tired(self) -> bool:
        """Whether so much has been run that loops are no longer run for their best, so as to come to an end."""
        return self.analysis.effort > EFFORT

    def loop(self, loop: For | While, state: State) -> State | None:
        if isinstance(loop, While):
            known = self.all_rounds(loop, state, None, inf)
            return joined(self.analysis.assume(loop.condition, known.begin, holds=False), known.breaks)
        counter = self.counter(loop, state)
        often = _rounds(loop, counter)
        if counter is None or not self.runs(loop, state):
            known = self.all_rounds(loop, state, counter, often)
            return joined(known.begin, known.breaks)
        if self.tired or self.analysis.has_inner_loop(loop):
            known = self.all_rounds(loop, state, counter, often)
            return joined(known.end, known.breaks)
        start, stop = (bound.only for bound in self.exprs((loop.start, loop.stop), state))
        if start is not None and stop is not None and often <= UNROLLED:
            return self.one_by_one(loop, state, range(start, stop, loop.step))
        return self.first_and_rest(loop, state, counter, often)

    def one_by_one(self, loop: For, state: State, counts: range) -> State | None:
        """A loop of a few rounds, each with what the one before left."""
        breaks: State | None = None
        for count in counts:
            after, running = self.round(loop, state, point(count), len(counts))
            breaks = joined(breaks, running.breaks)
            if after is None:
                return breaks
            state = after
        return joined(state, breaks)

    def first_and_rest(self, loop: For, state: State, counter: Interval, often: End) -> State | None:
        """A loop whose first round surely runs: what that does holds ever after, such as that a sum is not 0."""
        (start,) = self.exprs((loop.start,), state)
        after, first = self.round(loop, state, start, often)
        if after is None:
            return first.breaks
        ahead = loop.step > 0
        low, high = (start.low + loop.step, counter.high) if ahead else (counter.low, start.high + loop.step)
        rest = Interval(low, high) if low <= high else None
        known = self.all_rounds(loop, after, rest, often)
        return joined(joined(known.begin, known.breaks), first.breaks)

    def all_rounds(self, loop: For | While, state: State, counter: Interval | None, often: End) -> Settled:
        """Every round of a loop that is entered in a state, at most so many."""
        known = self.settled_loops.get(id(loop))
        entered = (state, counter)
        if known is None or known.entered != entered or (self.accumulations and known.noted != self.accumulations):
            with self.analysis.quietly():
                known = Settled(entered, [*self.accumulations], *self.settled(loop, state, counter, often))
            self.settled_loops[id(loop)] = known
        if self.analysis.recording:
            self.round(loop, known.begin, counter, often)
        return known

    def runs(self, loop: For, state: State) -> bool:
        """Whether a counted loop runs at least once."""
        start, stop = self.exprs((loop.start, loop.stop), state)
        return start.high < stop.low if loop.step > 0 else start.low > stop.high

    def counter(self, loop: For, state: State) -> Interval | None:
        """What the counter runs through, None where the loop never runs."""
        start, stop = self.exprs((loop.start, loop.stop), state)
        low, high = (start.low, stop.high - 1) if loop.step > 0 else (stop.low + 1, start.high)
        return Interval(low, high) if low <= high else None

    def round(
        self, loop: For | While, begin: State, counter: Interval | None, often: End
    ) -> tuple[State | None, Loop]:
        """One round from its beginning: the state at its end, and how else it was left."""
        if isinstance(loop, For):
            at_body = None if counter is None else begin | {loop.name: counter}
        else:
            self.analysis.expr(loop.condition, begin)
            at_body = self.analysis.assume(loop.condition, begin, holds=True)
        self.loops.append(Loop(often))
        end = self.body(loop.body, at_body)
        running = self.loops.pop()
        return joined(end, running.continues), running

    def settled(self, loop: For | While, state: State, counter: Interval | None, often: End) -> Outcome:
        """What holds at the beginning and at the end of every round, and where a `break` ends the loop."""
        names = [name for name in self.analysis.assigned_in(loop) if name in state]
        bounds: State = {}
        if counter is not None and not self.tired:
            bounds = self.bounds(loop, state, counter, often, names)
        rest = [name for name in names if name not in bounds]
        begin, end, breaks = self.stable(loop, state | bounds, counter, often, rest)
        if end is not None:
            end = end | {name: end[name].meet(bound) or bound for name, bound in bounds.items()}
        return begin, end, breaks

    def stable(
        self, loop: For | While, state: State, counter: Interval | None, often: End, names: list[str]
    ) -> Outcome:
        """Run rounds until the intervals of these variables stop growing, then narrow those that were widened."""
        begin, rounds = state, 0
        while True:
            end, running = self.round(loop, begin, counter, often)
            grown = [] if end is None else [name for name in names if not end[name].within(begin[name])]
            if end is None or not grown:
                break
            begin = begin | {name: self.grown(begin[name], end[name], name, rounds) for name in grown}
            rounds += 1
        for _ in range(2 if rounds > 1 and not self.tired else 0):
            if end is None:
                break
            narrower = begin | {name: self.narrowed(begin[name], state[name], end[name]) for name in names}
            if narrower == begin:
                break
            begin = narrower
            end, running = self.round(loop, begin, counter, often)
        return begin, end, running.breaks

    def narrowed(self, begin: Interval, before: Interval, end: Interval) -> Interval:
        """A variable at the beginning of a round comes from before the loop or from the end of a round."""
        return before.hull(end).meet(begin) or begin

    def grown(self, old: Interval, new: Interval, name: str, rounds: int) -> Interval:
        kind = self.kinds[name]
        if self.tired:
            return widened(old, new, kind, ())
        if rounds == 0:
            return old.hull(new)
        return widened(old, new, kind, self.analysis.steps[kind] if rounds <= HALTS else ())

    # -- variables that a loop only adds to

    def bounds(
        self, loop: For | While, state: State, counter: Interval, often: End, names: list[str]
    ) -> State:
        """The values of accumulating variables; what one adds may be bounded only when another one is."""
        bounds: State = {}
        while True:
            open_names = [name for name in names if name not in bounds]
            numbers = [name for name in open_names if self.kinds[name] in _BOUNDED]  # `b = b` adds nothing to a bool
            added_to = [name for name in numbers if only_added_to(loop.body, name)]
            rest = [name for name in open_names if name not in added_to]
            found = self.more_bounds(loop, state | bounds, counter, often, added_to, rest) if added_to else {}
            if not found:
                return bounds
            bounds |= found

    def more_bounds(
        self,
        loop: For | While,
        state: State,
        counter: Interval,
        often: End,
        added_to: list[str],
        rest: list[str],
    ) -> State:
        """The bounds that follow from what one round adds to each, while the variables may be anything."""
        accumulation = Accumulation(len(self.loops), {name: {} for name in added_to})
        self.accumulations.append(accumulation)
        self.stable(loop, state | {name: TOP[self.kinds[name]] for name in added_to}, counter, often, rest)
        self.accumulations.pop()
        found: State = {}
        for name in added_to:
            gain = accumulation.total(name, often)
            reached = spanning(state[name].low + gain.low, state[name].high + gain.high)
            if reached.within(_BOUNDED[self.kinds[name]]):
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


# What accumulation may reach: no wrapped int, no infinity.
_BOUNDED = {Type.INT: INTS, Type.FIXED: Interval(-FAR, FAR)}


def _rounds(loop: For | While, counter: Interval | None) -> End:
    """How often a loop runs at most."""
    if isinstance(loop, While):
        return inf
    return 0 if counter is None else (counter.high - counter.low) // abs(loop.step) + 1


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
