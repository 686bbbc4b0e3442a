"""Range analysis: an interval for every expression, over all runs of the module.

A run of the module on intervals instead of numbers. A branch is followed on both arms, each knowing what its
condition says. A loop is run until the intervals at its beginning stop growing; those that grow on are widened to
the next number that the piece mentions, then to anything, and are narrowed by running the loop again.
`Accumulation` bounds what a counted loop only adds to. A call is followed with its own intervals, recursion
with the hull of all calls of a level (`recursion`).

Of arrays one interval is kept for all entries of all arrays of a kind: at first 0, and the analysis is made anew while
more is stored than that.

`Ranges.of(expr)` is the result: the hull of an expression's values, None where it is never evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from intaglio.ir.nodes import Const, Entry, Expr, For, Module, Op, Perform, Var, While, assigned, walk
from intaglio.ir.ops import LAZY
from intaglio.ir.types import Type
from intaglio.passes.frame import Frame
from intaglio.passes.interval import TOP, Interval, Results, constant, plain, point, spanning, wrapped
from intaglio.passes.recursion import Key, Recursions
from intaglio.passes.refine import State, refined
from intaglio.passes.relations import related, relations
from intaglio.passes.widening import steps_of, variable_types, widened

STORED = {"ints.set": Type.INT, "fixeds.set": Type.FIXED, "doubles.set": Type.DOUBLE, "words.set": Type.WORD}
STORE_GROWTHS = 4  # of what arrays hold, before what still grows is widened
CONTEXTS = 400  # of one rule, told apart by the intervals of its arguments, before they are thrown together


class Ranges:
    """The analysis of one module."""

    def __init__(self, module: Module) -> None:
        self.functions = {function.name: function for function in module.functions}
        self.tables = {table.name: table for table in module.tables}
        self.effects = module.effects
        self.params = tuple(Interval(param.low, param.high) for param in module.params)
        self.steps = steps_of(module)
        self.stored = {Type.INT: point(0), Type.FIXED: point(0), Type.DOUBLE: TOP[Type.DOUBLE], Type.WORD: point(0)}
        self.stores = [
            s for f in module.functions for s in walk(f.body) if isinstance(s, Perform) and s.effect in STORED
        ]
        self.kinds = variable_types(module)
        self.relations = {at: r for function in module.functions for at, r in relations(function).items()}
        self.assigned: dict[int, tuple[str, ...]] = {}  # by the id of a loop
        self.nesting: dict[int, bool] = {}
        for growth in count():
            self.found: dict[int, tuple[Expr, Interval]] = {}  # by id; the expression is kept so that its id is
            self.recording = False
            self.effort = 0  # statements run so far
            self.contexts: dict[str, dict[Results, tuple[Results | None, bool]]] = {}
            self.recursions = Recursions(module)
            self.settle()
            if not self.more_is_stored(growth):
                break

    def more_is_stored(self, growth: int) -> bool:
        """Whether arrays hold more than was thought; what they are thought to hold then grows."""
        before = dict(self.stored)
        for store in self.stores:
            value, kind = self.of(store.args[3]), STORED[store.effect]
            if value is not None:
                self.stored[kind] = self.stored[kind].hull(value)
        if growth >= STORE_GROWTHS:
            steps = self.steps if growth < 2 * STORE_GROWTHS else dict.fromkeys(before, ())
            self.stored = {kind: widened(old, self.stored[kind], kind, steps[kind]) for kind, old in before.items()}
        return self.stored != before

    def of(self, expr: Expr) -> Interval | None:
        """All values that an expression has in any run; None where no run evaluates it."""
        if isinstance(expr, Const):
            return constant(expr.type, expr.value)
        found = self.found.get(id(expr))
        return found[1] if found else None

    # -- the whole module

    def settle(self) -> None:
        """Follow `main` until recursion brings nothing new, once more to narrow, and once to note what is found."""
        while self.recursions.names and self.grow():
            pass
        if self.recursions.widened:
            self.once()
            self.recursions.replace_known()
        self.recording = True
        self.once()

    def grow(self) -> bool:
        """Run `main` and the levels of recursion that it reaches; whether they return more than was known."""
        self.recursions.results_grew = False
        self.forget_recursive()
        self.recursions.stale |= dict.fromkeys(self.recursions.known)
        self.run("main", ())
        while key := self.recursions.next_stale():
            self.run_level(key)
        return self.recursions.results_grew

    def once(self) -> None:
        """Run `main` and every known level of recursion once, what they call gathered apart."""
        self.forget_recursive()
        self.recursions.gather_anew()
        self.run("main", ())
        for key in self.recursions.known:
            self.run_level(key)

    def run_level(self, key: Key) -> None:
        level = self.recursions.known[key]
        if level.params is not None:
            self.recursions.returned(key, self.run(key[0], level.params))

    def forget_recursive(self) -> None:
        """Forget the contexts whose results rest on those of recursion."""
        for name in self.recursions.reached_from:
            self.contexts.pop(name, None)

    def run(self, name: str, args: Results) -> Results | None:
        """The results of a function for arguments in these intervals, None where it never returns."""
        function = self.functions[name]
        state = {param: arg for (param, _), arg in zip(function.params, args, strict=True)}
        return Frame(self, self.kinds[name]).results(function.body, state)

    def call(self, name: str, args: Results) -> Results | None:
        """As `run`, each context once; a recursive function answers from what is known of it."""
        kinds = tuple(kind for _, kind in self.functions[name].params)
        if name in self.recursions.names:
            return self.recursions.call(name, args)
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
                return constant(expr.type, expr.value)
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
        result = wrapped(expr.type, plain(expr.name, expr.args[-1].type, *operands))
        relation = self.relations.get(id(expr))
        return related(relation, expr, result, operands) if relation else result

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
        if expr.type is Type.DOUBLE:
            self.expr(expr.index, state)
            return TOP[expr.type]
        values = self.tables[expr.table].values
        index = self.expr(expr.index, state).meet(Interval(0, len(values) - 1))
        if index is None:
            return TOP[expr.type]
        return spanning(*values[int(index.low) : int(index.high) + 1])

    def assigned_in(self, loop: For | While) -> tuple[str, ...]:
        """The variables that a loop assigns, but for its own counter."""
        if id(loop) not in self.assigned:
            names = sorted({name for inner in walk(loop.body) for name in assigned(inner)})
            self.assigned[id(loop)] = tuple(names)
        return self.assigned[id(loop)]

    def has_inner_loop(self, loop: For | While) -> bool:
        """Whether there is a loop inside a loop."""
        if id(loop) not in self.nesting:
            self.nesting[id(loop)] = any(isinstance(inner, For | While) for inner in walk(loop.body))
        return self.nesting[id(loop)]

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
