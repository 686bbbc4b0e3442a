"""Compute once what is computed twice with the same operands, where that pays.

    x: fixed = div(mul(a, b), c)            x: fixed = div(mul(a, b), c)
    y: fixed = add(div(mul(a, b), c), d) →  y: fixed = add(x, d)

Every expression gets a number, the same for the same operation on the same numbers; an assigned variable has the
number of its value, so copies and equal values are seen through. The first walk counts, the second replaces: by
the variable that the value was assigned to, or by a new one assigned before the statement of its first use. That
use comes first on every path, and is no operand that may be left unevaluated, so no run faults that did not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from intaglio.ir.nodes import (
    Body,
    Const,
    Entry,
    Expr,
    For,
    Function,
    If,
    Let,
    Module,
    Op,
    Statement,
    Var,
    While,
    assigned,
    walk,
)
from intaglio.ir.ops import LAZY
from intaglio.passes.rebuild import Names, variables, with_expressions, with_functions
from intaglio.passes.weight import weight

PAYS = 3  # the least weight (`weight`) of an expression that is kept for a second use

Numbers = dict[str, int]  # of the values that the variables have at a place


def share_common_subexpressions(module: Module) -> Module:
    """Leave no weighty expression that is computed again while its value is at hand."""

    def share(function: Function) -> Function:
        numbering = _Numbering()
        count = _Count(numbering)
        count.body(function.body, {}, {})
        wanted = frozenset(found for found, uses in count.uses.items() if uses > 1)
        if not wanted:
            return function
        writes = Counter(name for s in walk(function.body) for name in assigned(s))
        writes.update(name for name, _ in function.params)
        once = frozenset(name for name, times in writes.items() if times == 1)
        sharing = _Sharing(numbering, wanted, once, Names(variables(function)))
        return replace(function, body=sharing.body(function.body, {}, {}))

    return with_functions(module, share)


class _Numbering:
    """The same number for the same operation on the same numbers."""

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], int] = {}

    def key(self, *parts: object) -> int:
        return self.known.setdefault(parts, len(self.known))

    def of(self, expr: Expr, numbers: Numbers) -> int:
        match expr:
            case Const():
                return self.key("const", expr.type, expr.value)
            case Var():
                return numbers[expr.name] if expr.name in numbers else self.key("parameter", expr.name)
            case Entry():
                return self.key("entry", expr.table, self.of(expr.index, numbers))
            case Op():
                return self.key(expr.name, expr.type, *(self.of(arg, numbers) for arg in expr.args))

    def forget(self, statement: Statement, place: tuple[int, str], numbers: Numbers) -> None:
        """Give new numbers to all that a statement, or one inside it, assigns."""
        for inner in walk((statement,)):
            for name in assigned(inner):
                numbers[name] = self.key("assigned", place, name)


class _Walk:
    """Goes through a function in the order of its statements; each has its place, the same in every walk.

    `at_hand` holds, by their numbers, the values that are computed on every path to where the walk is.
    """

    def __init__(self, numbering: _Numbering) -> None:
        self.numbering = numbering
        self.place = 0

    def body(self, body: Body, numbers: Numbers, at_hand: dict[int, str]) -> Body:
        out: list[Statement] = []
        for statement in body:
            self.place += 1
            place = self.place
            if isinstance(statement, For | While):
                statement = self.loop(statement, place, numbers, at_hand, out)
            else:
                statement = self.own(statement, numbers, at_hand, out)
                if isinstance(statement, If):
                    then = self.body(statement.then, {**numbers}, {**at_hand})
                    orelse = self.body(statement.orelse, {**numbers}, {**at_hand})
                    statement = replace(statement, then=then, orelse=orelse)
                if not isinstance(statement, Let):
                    self.numbering.forget(statement, (place, "after"), numbers)
            out.append(statement)
        return tuple(out)

    def loop(
        self, loop: For | While, place: int, numbers: Numbers, at_hand: dict[int, str], out: list[Statement]
    ) -> For | While:
        new = self.own(loop, numbers, at_hand, out) if isinstance(loop, For) else loop
        self.numbering.forget(loop, (place, "inside"), numbers)
        if isinstance(new, While):  # its condition is computed again and again: it can use a value, not keep one
            new = replace(new, condition=self.use(new.condition, numbers, at_hand, None))
        assert isinstance(new, For | While)
        new = replace(new, body=self.body(loop.body, {**numbers}, {**at_hand}))
        self.numbering.forget(loop, (place, "after"), numbers)
        return new

    def own(
        self, statement: Statement, numbers: Numbers, at_hand: dict[int, str], out: list[Statement]
    ) -> Statement:
        """The statement with its own expressions gone through, and its variable numbered if it is a Let."""
        new = with_expressions(statement, lambda expr: self.use(expr, numbers, at_hand, out))
        if isinstance(statement, Let):
            numbers[statement.name] = self.numbering.of(statement.value, numbers)
        return new

    def use(
        self, expr: Expr, numbers: Numbers, at_hand: dict[int, str], out: list[Statement] | None
    ) -> Expr:
        """An expression that is computed here; `out` is None where it may be left uncomputed."""
        raise NotImplementedError

    def operands(
        self, expr: Expr, numbers: Numbers, at_hand: dict[int, str], out: list[Statement] | None
    ) -> Expr:
        match expr:
            case Op():
                lazy = expr.name in LAZY
                args = tuple(
                    self.use(arg, numbers, at_hand, None if lazy and at > 0 else out)
                    for at, arg in enumerate(expr.args)
                )
                return replace(expr, args=args)
            case Entry():
                return replace(expr, index=self.use(expr.index, numbers, at_hand, out))
            case _:
                return expr


class _Count(_Walk):
    """Counts the uses of each value, by the place that has it first and its number."""

    def __init__(self, numbering: _Numbering) -> None:
        super().__init__(numbering)
        self.uses: Counter[tuple[int, int]] = Counter()

    def use(
        self, expr: Expr, numbers: Numbers, at_hand: dict[int, str], out: list[Statement] | None
    ) -> Expr:
        if isinstance(expr, Op | Entry):
            number = self.numbering.of(expr, numbers)
            if number in at_hand:
                self.uses[int(at_hand[number]), number] += 1
                return expr
            if out is not None and weight(expr) >= PAYS:
                at_hand[number] = str(self.place)
                self.uses[self.place, number] = 1
        self.operands(expr, numbers, at_hand, out)
        return expr


class _Sharing(_Walk):
    """Assigns the wanted values where they are had first, and reads them where they are used again."""

    def __init__(
        self, numbering: _Numbering, wanted: frozenset[tuple[int, int]], once: frozenset[str], names: Names
    ) -> None:
        super().__init__(numbering)
        self.wanted, self.once, self.names = wanted, once, names

    def own(
        self, statement: Statement, numbers: Numbers, at_hand: dict[int, str], out: list[Statement]
    ) -> Statement:
        if isinstance(statement, Let) and statement.name in self.once:
            number = self.numbering.of(statement.value, numbers)
            if (self.place, number) in self.wanted:
                value = self.operands(statement.value, numbers, at_hand, out)
                at_hand[number] = statement.name
                numbers[statement.name] = number
                return replace(statement, value=value)
        return super().own(statement, numbers, at_hand, out)

    def use(
        self, expr: Expr, numbers: Numbers, at_hand: dict[int, str], out: list[Statement] | None
    ) -> Expr:
        if not isinstance(expr, Op | Entry):
            return expr
        number = self.numbering.of(expr, numbers)
        if number in at_hand:
            return Var(at_hand[number], expr.type, expr.span)
        new = self.operands(expr, numbers, at_hand, out)
        if out is None or (self.place, number) not in self.wanted:
            return new
        name = self.names.fresh("common")
        out.append(Let(name, new, expr.span))
        at_hand[number] = name
        return Var(name, expr.type, expr.span)
