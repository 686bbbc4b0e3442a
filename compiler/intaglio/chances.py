"""How likely each value of each trait is, exactly, read off the piece: `chances(module)` of the frontend's module.

A trait's *slice* is what `main` must run to write it, and nothing else. The slice is run for every way that its draws
can fall (`_Tree`), ways that go on alike as one, and each run adds its probability to the value that it wrote.
So picks, weights, integers and flags come out as fractions, and so does a value that follows from them. Where there are
too many ways, as with a count of what found room, there is an `Unknown` that says why.

    t = seed.below(4)                            Ember: 3/4
    emit.entry traits PALETTES (whole(ge(t, 3)))     →     Moss: 1/4

Exact means: for a seed whose words are uniform and independent.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, prod

from intaglio.alike import bounds_of_draws, shares
from intaglio.ir.interpret import Returned, Run, Sfc32, Values
from intaglio.ir.literals import exact, held
from intaglio.ir.nodes import (
    Body,
    Call,
    Element,
    Expr,
    Function,
    If,
    Let,
    Module,
    Perform,
    Return,
    Statement,
    Var,
    assigned,
    bodies,
    expressions,
    parts,
    walk,
)
from intaglio.ir.ops import SCALARS, Fault, apply
from intaglio.ir.params import unpack
from intaglio.passes.rebuild import expand, with_functions

TraitValue = str | int | float
LEAST = Fraction(1, 1 << 17)  # as many ways as this are followed
FUEL = 1_000_000  # statements run for one trait: a second or two
STEPS = {"fixed": 1 << 16, "double": 1 << 32}  # values of `random()`

_OPEN = ',{"trait_type":'
_PAINTING = ("canvas.", "path.", "points.")
_RUN = ("ints.", "fixeds.", "doubles.", "words.", "emit.", "param.")  # effects that mean here what they mean everywhere
_SAID = {"field": "noise", "token": "`seed.word()`"}


@dataclass(frozen=True)
class Known:
    """Each value's probability; None stands for a token that has no such trait. They sum to 1."""

    of: dict[TraitValue | None, Fraction]


@dataclass(frozen=True)
class Unknown:
    """No exact probability, and why."""

    why: str


Chances = Known | Unknown


def chances(module: Module, params: int = 0) -> dict[str, Chances]:
    """The chances of every trait by name, in the order of the source.

    `module` is as the frontend made it, `params` the word of the collector's. Raises `ParamsRefused`.
    """
    module = with_functions(module, _unpainted)
    main = module.function("main").body
    chosen = tuple(unpack(module.params, params).values())
    return {name: _chances(module, chosen, main, group) for name, group in _traits(main)}


def _unpainted(function: Function) -> Function:
    """The function without what it paints."""

    def keep(statement: Statement) -> Body:
        if isinstance(statement, Element):
            return statement.body
        painted = isinstance(statement, Perform) and (
            statement.stream == "svg" or statement.effect.startswith(_PAINTING)
        )
        return () if painted else (statement,)

    return replace(function, body=expand(function.body, keep))


def _traits(body: Body) -> Iterator[tuple[str, Body]]:
    """Every trait's name and the statements that write it: from its opening text to its closing one."""
    for at, statement in enumerate(body):
        if isinstance(statement, Perform) and statement.stream == "traits" and statement.text.startswith(_OPEN):
            closing = '"}' if statement.text.endswith('"') else "}"
            end = at + 1
            while not (isinstance(last := body[end], Perform) and last.text == closing):
                end += 1
            name, _ = json.JSONDecoder().raw_decode(statement.text, len(_OPEN))
            yield name, body[at : end + 1]
        for inner in bodies(statement):
            yield from _traits(inner)


def _chances(module: Module, params: tuple[int, ...], main: Body, group: Body) -> Chances:
    needed = _needed(main, group)
    functions = tuple(
        replace(function, body=_sliced(main, group, needed, _seeds(main))) if function.name == "main" else function
        for function in module.functions
    )
    tree = _Tree(replace(module, functions=functions), params, group[-1])
    found: dict[TraitValue | None, Fraction] = defaultdict(Fraction)
    try:
        for text, probability in tree.ways():
            found[json.loads(text[1:])["value"] if text else None] += probability
    except _Hopeless as reason:
        return Unknown(str(reason))
    except Fault as fault:
        return Unknown(f"some seeds are a fault: {fault}")
    return Known(dict(found))


# ---- the slice ------------------------------------------------------------------------------------


def _needed(main: Body, group: Body) -> set[str]:
    """The variables that the trait's value may come from, through whatever assigns them."""
    seeds = _seeds(main)
    needed: set[str] = set()
    while True:
        kept = _sliced(main, group, needed, seeds)
        more = {name for statement in walk(kept) for name in _read(statement)}
        if more <= needed:
            return needed
        needed |= more


def _seeds(main: Body) -> set[str]:
    """The arrays that hold a seed. A draw from one changes nothing for another draw: words are independent."""
    seeds: set[str] = set()
    for statement in walk(main):
        if isinstance(statement, Perform) and statement.effect in ("fork.root", "fork.make"):
            seeds |= _arrays(statement.args[:1])
        elif isinstance(statement, Let) and not seeds.isdisjoint(_arrays((statement.value,))):
            seeds.add(statement.name)
    return seeds


def _arrays(args: tuple[Expr, ...]) -> set[str]:
    return {arg.name for arg in args if isinstance(arg, Var) and arg.type not in SCALARS}


def _read(statement: Statement) -> set[str]:
    """The variables that a statement reads. An array that is given another name goes by both."""
    names = {part.name for expr in expressions(statement) for part in parts(expr) if isinstance(part, Var)}
    return names | {statement.name} if isinstance(statement, Let) and _arrays((statement.value,)) else names


def _sliced(body: Body, group: Body, needed: set[str], seeds: set[str]) -> Body:
    """What of a body the trait depends on. A loop is kept whole; everything that may end the function is kept."""
    kept: list[Statement] = []
    for statement in body:
        if any(statement is one for one in group):
            kept.append(statement)
        elif isinstance(statement, If):
            then, orelse = (_sliced(inner, group, needed, seeds) for inner in (statement.then, statement.orelse))
            if then or orelse:
                kept.append(replace(statement, then=then, orelse=orelse))
        elif any(_matters(inner, needed, seeds) for inner in walk((statement,))):
            kept.append(statement)
    return tuple(kept)


def _matters(statement: Statement, needed: set[str], seeds: set[str]) -> bool:
    if isinstance(statement, Return):
        return True
    changed = set(assigned(statement))
    match statement:
        case Let():
            changed |= _arrays((statement.value,))
        case Perform("fork.root" | "fork.make"):
            changed |= _arrays(statement.args[:1])
        case Call() | Perform():  # what is given an array may fill it
            changed |= _arrays(statement.args) - seeds
    return not changed.isdisjoint(needed)


# ---- all ways that draws can fall -----------------------------------------------------------------


class _Hopeless(Exception):
    """The ways cannot be counted; the text says why."""


class _Written(Exception):
    """The trait is written: nothing after it matters."""


@dataclass
class _Choice:
    """A draw on the way: which of its outcomes it takes. In a range all are equally likely."""

    taken: int
    outcomes: tuple[tuple[int, Fraction], ...] | range

    @property
    def value(self) -> int:
        outcome = self.outcomes[self.taken]
        return outcome if isinstance(outcome, int) else outcome[0]

    @property
    def probability(self) -> Fraction:
        outcome = self.outcomes[self.taken]
        return Fraction(1, len(self.outcomes)) if isinstance(outcome, int) else outcome[1]


def _tossed(probability: Fraction | float, steps: int) -> tuple[tuple[int, Fraction], ...]:
    """What `random() < probability` can give, each with how likely it is; `random()` is one of so many steps."""
    within = probability if 0 < probability < 1 else int(probability >= 1)  # of NaN nothing is less
    yes = ceil(Fraction(within) * steps)
    outcomes = ((0, Fraction(steps - yes, steps)), (1, Fraction(yes, steps)))
    return tuple(outcome for outcome in outcomes if outcome[1])


@dataclass(frozen=True)
class _State:
    """Where a run of `main` stands between two of its statements; those that go on alike are one."""

    values: tuple[tuple[str, int], ...] = ()  # of the variables that are still read
    text: str = ""
    arrays: tuple[tuple[int, ...], ...] = ()
    seeds: tuple[tuple[int, tuple[int, ...]], ...] = ()


class _Tree(Run):
    """Runs `main` statement by statement, each for every state before it and for every way that its draws can fall."""

    def __init__(self, module: Module, params: tuple[int, ...], last: Statement) -> None:
        super().__init__(module, Sfc32(0, 0, 0, 0), fuel=FUEL, params=params)
        self._steps = STEPS[module.numbers]
        self._last = last
        self._bounds = bounds_of_draws(module)
        self._way: list[_Choice] = []
        self._depth = 0
        self._least = LEAST  # a way less likely than this is one of too many
        self._seeds: dict[int, tuple[int, ...]] = {}  # an array that holds a seed -> the labels that led to it

    def ways(self) -> Iterator[tuple[str, Fraction]]:
        """For each way that the draws can fall, alike ones together: what was written, and the way's probability."""
        states = {_State(): Fraction(1)}
        body = self.module.function("main").body
        for at, statement in enumerate(body):
            read = {name for later in walk(body[at + 1 :]) for name in _read(later)}
            after: dict[_State, Fraction] = defaultdict(Fraction)
            self._least = LEAST * len(states)
            for state, probability in states.items():
                for values, share in self.after(statement, state):
                    if values is None:
                        yield "".join(self.out["traits"]), probability * share
                    else:
                        after[self.state(values, read)] += probability * share
            states = after
        for state, probability in states.items():
            yield state.text, probability

    def after(self, statement: Statement, state: _State) -> Iterator[tuple[Values | None, Fraction]]:
        """The variables after a statement, for each way that its draws can fall; None where that ends the run."""
        while True:
            self._depth, self.out["traits"] = 0, [state.text]
            self.arrays = [list(array) for array in state.arrays]
            self._seeds = dict(state.seeds)
            values: Values = dict(state.values)
            ends = False
            try:
                self.body((statement,), values)
            except (_Written, Returned):
                ends = True
            except RecursionError:
                raise _Hopeless("it follows from rules that call each other deeply") from None
            yield None if ends else values, self._probability()
            while self._way and self._way[-1].taken + 1 == len(self._way[-1].outcomes):
                self._way.pop()
            if not self._way:
                return
            self._way[-1].taken += 1

    def state(self, values: Values, read: set[str]) -> _State:
        """What the rest of the run depends on."""
        kept = tuple(sorted((name, value) for name, value in values.items() if name in read))
        arrays = tuple(map(tuple, self.arrays))
        return _State(kept, "".join(self.out["traits"]), arrays, tuple(sorted(self._seeds.items())))

    def body(self, body: Body, values: Values) -> None:
        for statement in body:
            super().body((statement,), values)
            if statement is self._last:
                raise _Written

    def burn(self) -> None:
        self.fuel -= 1
        if self.fuel < 0:
            raise _Hopeless("it takes too long to follow")

    def perform(self, statement: Perform, values: Values) -> None:
        args = [self.expr(arg, values) for arg in statement.args]
        match statement.effect, args:
            case ("seed.below", [count]) | ("fork.below", [_, count]):
                drawn = self.draw(self.numbers(statement, max(count, 1), values))
            case ("seed.random", []) | ("fork.random", [_]):
                drawn = self.draw_fraction()
            case ("seed.uniform", [low, high]) | ("fork.uniform", [_, low, high]):
                kind = self.module.floats
                width = apply("mul", kind, apply("sub", kind, high, low), self.draw_fraction())
                drawn = apply("add", kind, low, width)
            case ("seed.chance", [probability]) | ("fork.chance", [_, probability]):
                drawn = self.draw(_tossed(exact(self.module.floats, probability), self._steps))
            case "fork.root", [seed]:
                self._seeds[seed] = ()
                return
            case "fork.make", [child, parent, *label]:
                self.fork(child, (*self._seeds[parent], *label))
                return
            case effect, _ if effect.startswith(_RUN):
                super().perform(statement, values)
                return
            case effect, _:
                if statement.targets:
                    raise _Hopeless(f"it follows from {_SAID.get(effect, effect)}")
                return
        values[statement.targets[0]] = drawn

    def numbers(self, statement: Perform, count: int, values: Values) -> tuple[tuple[int, Fraction], ...] | range:
        """The numbers below a count, those together that come to the same."""
        bounds = self._bounds.get(id(statement))
        if bounds is None:
            return range(count)
        return shares(count, [self.expr(bound, values) + more for bound, more in bounds])

    def fork(self, child: int, labels: tuple[int, ...]) -> None:
        """Note the labels that led to a forked seed: two of the same labels would draw the same."""
        if labels in self._seeds.values():
            raise _Hopeless("it follows from two forks of one label")
        self._seeds[child] = labels

    def draw_fraction(self) -> int:
        """What `random()` gives on this way."""
        return held(self.module.floats, Fraction(self.draw(range(self._steps)), self._steps))

    def draw(self, outcomes: tuple[tuple[int, Fraction], ...] | range) -> int:
        """The outcome of the next draw on this way."""
        if self._depth == len(self._way):
            self._way.append(_Choice(0, outcomes))
            if self._probability() < self._least:
                raise _Hopeless("its draws can fall in too many ways")
        choice = self._way[self._depth]
        self._depth += 1
        return choice.value

    def _probability(self) -> Fraction:
        return prod((choice.probability for choice in self._way), start=Fraction(1))
