"""Range analysis: an interval for every expression, over all runs of the module.

A run of the module on intervals instead of numbers. A branch is followed on both arms, each knowing what its
condition says. A loop is run until the intervals at its beginning stop growing; those that grow on are widened to
the next number that the piece mentions, then to anything, and are narrowed by running the loop again.
`Accumulation` bounds what a counted loop only adds to. A call is followed with its own intervals, recursion with
the hull of all its calls.

`Ranges.of(expr)` is the result: the hull of an expression's values, None where it is never evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from intaglio.ir.nodes import Const, Entry, Expr, Module, Op, Var
from intaglio.ir.ops import LAZY
from intaglio.ir.types import Type
from intaglio.passes.frame import Frame
from intaglio.passes.inline import recursive_functions
from intaglio.passes.interval import TOP, Interval, Results, plain, point, spanning, wrapped
from intaglio.passes.refine import State, refined
from intaglio.passes.widening import steps_of, variable_types, widened

ROUNDS = 3  # of a loop or a recursion before what still grows becomes anything
CONTEXTS = 24  # of one rule, told apart by the intervals of its arguments, before they are thrown together


class Ranges:
    """The analysis of one module."""

    def __init__(self, module: Module) -> None:
        self.functions = {function.name: function for function in module.functions}
        self.tables = {table.name: table for table in module.tables}
        self.steps = steps_of(module)
        self.found: dict[int, tuple[Expr, Interval]] = {}  # by id; the expression is kept so that its id is
        self.recording = False
        self.contexts: dict[str, dict[Results, tuple[Results | None, bool]]] = {}
        self.recursive = {name: Recursion() for name in sorted(recursive_functions(module))}
        self.calls = self.recursive  # where calls and results are gathered
        self.kinds = variable_types(module)
        self.settle()

    def of(self, expr: Expr) -> Interval | None:
        """All values that an expression has in any run; None where no run evaluates it."""
        if isinstance(expr, Const):
            return point(expr.value)
        found = self.found.get(id(expr))
        return found[1] if found else None

    # -- the whole module

    def settle(self) -> None:
        """Follow `main` until recursion brings nothing new, once more to narrow, and once to note what is found."""
        rounds = 0
        while self.recursive and self.once():
            rounds += 1
            for recursion in self.recursive.values():
                recursion.widening = rounds >= ROUNDS
        self.calls = {name: Recursion() for name in self.recursive}
        self.once()  # all calls are made from within what is known: what widening added beyond them is forgotten
        for name, seen in self.calls.items():
            seen.meet(self.recursive[name])
        self.recursive, self.calls = self.calls, {name: Recursion() for name in self.recursive}
        self.recording = True
        self.once()

    def once(self) -> bool:
        """One round; whether a recursive rule was called with more, or gave more, than was known."""
        self.contexts = {}
        before = [(r.params, r.results) for r in self.calls.values()]
        self.run("main", ())
        for name, recursion in self.recursive.items():
            if recursion.params is not None:
                results = self.run(name, recursion.params)
                self.calls[name].add_results(results, self.functions[name].results)
        return before != [(r.params, r.results) for r in self.calls.values()]

    def run(self, name: str, args: Results) -> Results | None:
        """The results of a function for arguments in these intervals, None where it never returns."""
        function = self.functions[name]
        state = {param: arg for (param, _), arg in zip(function.params, args, strict=True)}
        return Frame(self, self.kinds[name]).results(function.body, state)

    def call(self, name: str, args: Results) -> Results | None:
        """As `run`, each context once; a recursive function answers from what is known of it."""
        kinds = tuple(kind for _, kind in self.functions[name].params)
        if name in self.recursive:
            self.calls[name].add_call(args, kinds)
            return self.recursive[name].results
        known = self.contexts.setdefault(name, {})
        if args not in known and len(known) >= CONTEXTS:
            args = tuple(TOP[kind] for kind in kinds)
        if args in known and (known[args][1] or not self.recording):
            return known[args][0]
        results = self.run(name, args)
        known[args] = results, self.recording
        return results

    # -- expressions

    def expr(self, expr: Expr, state: State) -> Interval:
        """The interval of an expression, noted down when the analysis has settled."""
        match expr:
            case Const():
                return point(expr.value)
            case Var():
                value = state[expr.name]
            case Entry():
                value = self.entry(expr, state)
            case Op():
                value = self.lazy(expr, state) if expr.name in LAZY else self.op(expr, state)
        if self.recording:
            known = self.found.get(id(expr))
            self.found[id(expr)] = expr, value.hull(known[1]) if known else value
        return value

    def op(self, expr: Op, state: State) -> Interval:
        operands = [self.expr(arg, state) for arg in expr.args]
        return wrapped(expr.type, plain(expr.name, expr.args[-1].type, *operands))

    def lazy(self, expr: Op, state: State) -> Interval:
        """An arm that is evaluated knows that the first operand sent it there."""
        condition = self.expr(expr.args[0], state)
        if expr.name == "select":
            arms = [
                self.expr(arm, at_arm)
                for arm, holds in zip(expr.args[1:], (True, False), strict=True)
                if (at_arm := self.assume(expr.args[0], state, holds=holds)) is not None
            ]
            return arms[0].hull(arms[-1]) if arms else TOP[expr.type]
        at_second = self.assume(expr.args[0], state, holds=expr.name == "both")
        if at_second is None:
            return condition
        return plain(expr.name, Type.BOOL, condition, self.expr(expr.args[1], at_second))

    def entry(self, expr: Entry, state: State) -> Interval:
        values = self.tables[expr.table].values
        index = self.expr(expr.index, state).meet(Interval(0, len(values) - 1))
        if index is None:
            return TOP[expr.type]
        return spanning(*values[int(index.low) : int(index.high) + 1])

    def assume(self, condition: Expr, state: State, *, holds: bool) -> State | None:
        """The state where a condition holds, or does not; None where that cannot be."""
        with self.quietly():
            return refined(condition, state, self.expr, holds=holds)

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Look without noting anything down."""
        recording, self.recording = self.recording, False
        yield
        self.recording = recording


@dataclass
class Recursion:
    """What is known of a recursive rule: the hull of its calls and of what they return."""

    params: Results | None = None
    results: Results | None = None
    widening: bool = False

    def add_call(self, args: Results, kinds: tuple[Type, ...]) -> None:
        self.params = self.grown(self.params, args, kinds)

    def add_results(self, results: Results | None, kinds: tuple[Type, ...]) -> None:
        if results is not None:
            self.results = self.grown(self.results, results, kinds)

    def meet(self, wide: Recursion) -> None:
        """Keep of each interval what lies in the wider one too."""
        self.params = _meets(self.params, wide.params)
        self.results = _meets(self.results, wide.results)

    def grown(self, known: Results | None, new: Results, kinds: tuple[Type, ...]) -> Results:
        if known is None:
            return new
        if not self.widening:
            return tuple(a.hull(b) for a, b in zip(known, new, strict=True))
        return tuple(widened(a, b, kind, ()) for a, b, kind in zip(known, new, kinds, strict=True))


def _meets(narrow: Results | None, wide: Results | None) -> Results | None:
    if narrow is None or wide is None:
        return None
    return tuple(a.meet(b) or a for a, b in zip(narrow, wide, strict=True))
