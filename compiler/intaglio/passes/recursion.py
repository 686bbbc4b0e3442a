"""What range analysis knows of recursive rules: the hull of their calls and of what they return.

Most recursion counts down: `grow(…, left - 1)`. What is known is kept apart by the count where that is small, so
that each level has its own intervals and the analysis ends where the recursion does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from intaglio.ir.nodes import Call, Const, Expr, Function, Let, Module, Op, Var, assigned, walk
from intaglio.ir.types import Type
from intaglio.passes.inline import call_graph, reached, recursive_functions
from intaglio.passes.interval import Interval, Results, point
from intaglio.passes.widening import widened

LEVELS = 40  # counts from 0 up to here are kept apart, the others together
GROWTHS = 6  # of a level, before what still grows becomes anything

Key = tuple[str, int | None]  # a recursive rule, and the count of the level: None for all others
Kinds = tuple[Type, ...]


@dataclass
class Recursion:
    """One level: its calls' arguments and its results, None while there is none."""

    params: Results | None = None
    results: Results | None = None
    patience: int = GROWTHS  # how often either may grow before it becomes anything

    def meet(self, wide: Recursion) -> None:
        """Keep of each interval what lies in the wider one too."""
        self.params = _meets(self.params, wide.params)
        self.results = _meets(self.results, wide.results)


class Recursions:
    """All levels of all recursive rules. `stale` are those to run again, for what they were run with has grown."""

    def __init__(self, module: Module) -> None:
        self.names = recursive_functions(module)
        self.reached_from = {f.name for f in module.functions if self.names & reached(call_graph(module), f.name)}
        self.counts = _counts(module, self.names)
        self.params = {f.name: tuple(kind for _, kind in f.params) for f in module.functions}
        self.outcomes = {f.name: f.results for f in module.functions}
        self.known: dict[Key, Recursion] = {}
        self.gathered = self.known  # where new calls and results go
        self.stale: dict[Key, None] = {}
        self.results_grew = False
        self.widened = False

    def call(self, name: str, args: Results) -> Results | None:
        """Note a call; what it returns as far as is known, None where nothing does."""
        found: Results | None = None if self.outcomes[name] else ()  # without results, it is taken to return
        for key, level_args in self.levels(name, args):
            if key not in self.gathered:  # a level may grow as often as there are levels above it
                self.gathered[key] = Recursion(patience=GROWTHS if key[1] is None else GROWTHS + LEVELS)
            level = self.gathered[key]
            params = self.grown(level, level.params, level_args, self.params[name])
            if params != level.params:
                level.params = params
                self.stale[key] = None
            known = self.known.get(key)
            if known is not None and known.results is not None:
                found = known.results if found is None else _hulls(found, known.results)
        return found

    def levels(self, name: str, args: Results) -> Iterator[tuple[Key, Results]]:
        """The levels that a call may reach, each with its part of the arguments: the count alone decides."""
        at = self.counts.get(name)
        if at is None:
            yield (name, None), args
            return
        low, high = args[at]
        for count in range(int(max(low, 0)), int(min(high, LEVELS - 1)) + 1):
            yield (name, count), (*args[:at], point(count), *args[at + 1 :])
        if low < 0 or high >= LEVELS:
            rest = Interval(low if low < 0 else max(low, LEVELS), high if high >= LEVELS else min(high, -1))
            yield (name, None), (*args[:at], rest, *args[at + 1 :])

    def returned(self, key: Key, results: Results | None) -> None:
        """Note what a level returns."""
        if results:
            level = self.gathered.setdefault(key, Recursion())
            grown = self.grown(level, level.results, results, self.outcomes[key[0]])
            self.results_grew |= grown != level.results
            level.results = grown

    def grown(self, level: Recursion, known: Results | None, new: Results, kinds: Kinds) -> Results:
        """The hull, or anything where a level has grown often."""
        if known is None:
            return new
        hull = _hulls(known, new)
        if hull == known or self.gathered is not self.known:
            return hull
        level.patience -= 1
        if level.patience >= 0:
            return hull
        self.widened = True
        return tuple(widened(a, b, kind, ()) for a, b, kind in zip(known, new, kinds, strict=True))

    def next_stale(self) -> Key | None:
        """The level to run next: the highest count first, since levels call those below."""
        if not self.stale:
            return None
        key = max(self.stale, key=lambda key: (key[1] is not None, key[1] or 0))
        del self.stale[key]
        return key

    def gather_anew(self) -> None:
        """Let calls and results be gathered apart from what is known."""
        self.gathered = {}

    def replace_known(self) -> None:
        """All calls are made from within what was known, so those gathered since are all: what lies beyond goes."""
        for key, level in self.gathered.items():
            level.meet(self.known.get(key, Recursion()))
        self.known = self.gathered


def _hulls(known: Results, new: Results) -> Results:
    return tuple(a.hull(b) for a, b in zip(known, new, strict=True))


def _meets(narrow: Results | None, wide: Results | None) -> Results | None:
    if narrow is None or wide is None:
        return None
    return tuple(a.meet(b) or a for a, b in zip(narrow, wide, strict=True))


def _counts(module: Module, recursive: set[str]) -> dict[str, int]:
    """Which parameter of each recursive function counts down: it is handed on as it is, or less a constant."""
    functions = [f for f in module.functions if f.name in recursive]
    found: dict[str, int] = {}
    for _ in functions:
        for function in functions:
            own = [name for name, _ in function.params]
            values = _only_values(function)
            for call in walk(function.body):
                if not isinstance(call, Call) or call.function not in recursive:
                    continue
                for at, arg in enumerate(call.args):
                    arg = values.get(arg.name, arg) if isinstance(arg, Var) else arg
                    handed_on = function.name in found and arg == Var(own[found[function.name]], Type.INT)
                    if call.function not in found and (handed_on or _is_less(arg, own)):
                        found[call.function] = at
    return found


def _only_values(function: Function) -> dict[str, Expr]:
    """The values of the variables that are assigned but once."""
    writes = Counter(name for statement in walk(function.body) for name in assigned(statement))
    return {s.name: s.value for s in walk(function.body) if isinstance(s, Let) and writes[s.name] == 1}


def _is_less(arg: Expr, params: list[str]) -> bool:
    """Whether an argument is one of the caller's parameters less a constant."""
    match arg:
        case Op(name="sub", args=(Var(name=name), Const(value=value)), type=Type.INT):
            return name in params and value > 0
        case _:
            return False
