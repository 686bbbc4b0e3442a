"""Put a value that is read once where it is read.

    w=next();x=w>>>16;o+=`${x}`    →    o+=`${next()>>>16}`

A draw may move only past what does not draw and into a place that is surely reached, once. A value that
nobody reads goes, but for its draws. A variable that is assigned again where its first value says so gets both in one:

    a=x>0;if(a)a=y>0       →    a=x>0&&y>0
    if(c)a=1;else a=b[i]    →    a=c?1:b[i]
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from intaglio.backends.javascript.flow import Exits, Facts, Liveness, Symbols, clash, only_reads, overwritten
from intaglio.backends.javascript.syntax import (
    Binary,
    Body,
    Conditional,
    Count,
    Do,
    Expr,
    Give,
    If,
    Labelled,
    Loop,
    Node,
    Num,
    Ref,
    Set,
    Statement,
    Symbol,
    Unary,
    Unpack,
    Write,
    children,
    rebuilt,
)


def fold_temporaries(body: Body, facts: Facts) -> Body:
    """The body of one function, or of main, with its temporaries folded."""
    return _Folding(facts, body).body(body, frozenset(), Exits())


class _Folding:
    def __init__(self, facts: Facts, whole: Body) -> None:
        self.facts = facts
        self.reads = Counter(symbol for statement in whole for symbol in facts.reads(statement))
        self.liveness = Liveness(facts)

    def body(self, body: Body, after: Symbols, exits: Exits) -> Body:
        """Inner bodies first, then the statements from the last to the first, so that chains fold in one go."""
        lives = self.liveness.after_each(body, after, exits)
        statements = [self.inner(s, live, exits) for s, live in zip(body, lives, strict=True)]
        for at in reversed(range(len(statements))):
            statement = statements[at]
            if isinstance(statement, Set):
                while len(statements) > at + 1 and (both := self.together(statement, statements[at + 1])):
                    statements[at : at + 2] = [both]
                    statement = both
                folded = self.move(statement, statements[at + 1 :], after, exits)
                if folded is not None:
                    statements[at:] = folded
        return tuple(statements)

    def together(self, first: Set, then: Statement) -> Set | None:
        """Two statements that give a variable its value, the second where its first value holds, or does not."""
        target = Ref(first.target)

        def value(body: Body) -> Expr | None:
            match body:
                case (Set(symbol, value),) if symbol is first.target and symbol not in self.facts.reads(value):
                    return value
                case _:
                    return None

        match then:
            case If(condition, yes, ()) if condition == target and (inner := value(yes)):
                return replace(first, value=Binary("&&", first.value, inner))
            case If(Unary("!", condition), yes, ()) if condition == target and (inner := value(yes)):
                return replace(first, value=Binary("||", first.value, inner))
            case If(condition, yes, no) if condition == target and (inner := value(yes)) and (other := value(no)):
                return replace(first, value=Conditional(first.value, inner, other))
            case _:
                return None

    def inner(self, statement: Statement, after: Symbols, exits: Exits) -> Statement:
        inside = self.liveness.inside(statement, after, exits)
        end = self.liveness.at_end_of_bodies(statement, after, exits)
        match statement:
            case If(condition, then, orelse):
                return _chosen(If(condition, self.body(then, end, inside), self.body(orelse, end, inside)))
            case Count(counter, start, stop, step, body):
                return Count(counter, start, stop, step, self.body(body, end, inside))
            case Loop(init, condition, update, body):
                return Loop(init, condition, update, self.body(body, end, inside))
            case Labelled(label, body):
                return Labelled(label, self.body(body, end, inside))
            case Unpack(targets, value):
                read = tuple(target if target in after else None for target in targets)
                return Unpack(read, value) if any(read) else Do(value)
            case _:
                return statement

    def move(self, moved: Set, rest: list[Statement], after: Symbols, exits: Exits) -> list[Statement] | None:
        """The statements after `moved` with its value in its only place, or None where it must stay."""
        target, value = moved.target, moved.value
        if value == Ref(target):
            return rest
        uses: list[int] = []
        for at, statement in enumerate(rest):
            uses += [at] * self.facts.reads(statement).count(target)
            if len(uses) > 1 or target in self.facts.assigned(statement) - overwritten(statement):
                return None
            if uses and self.reads[target] == 1:
                break  # there is no other read: what comes after does not matter
            if self.facts.leaves(statement) and target in exits.live():
                return None
            if target in overwritten(statement):
                break
        else:
            if target in after:
                return None
        if not uses:
            return rest if only_reads(self.facts.effects(value)) else [Do(value), *rest]
        if not self.may_pass(value, rest[: uses[0]]):
            return None
        place = _Place(self.facts, target, value)
        if not place.accepts(rest[uses[0]]):
            return None
        return [*rest[: uses[0]], _substituted(rest[uses[0]], target, value), *rest[uses[0] + 1 :]]

    def may_pass(self, value: Expr, between: list[Statement]) -> bool:
        """Whether a value may be computed after these statements as well as before them."""
        effects = self.facts.effects(value)
        reads = frozenset(self.facts.reads(value))
        return not any(
            self.facts.assigned(s) & reads
            or clash(self.facts.effects(s), effects)
            or (not only_reads(effects) and self.facts.leaves(s))
            for s in between
        )


class _Place:
    """Decides whether the only read of `target`, somewhere inside a statement, may become `value`."""

    def __init__(self, facts: Facts, target: Symbol, value: Expr) -> None:
        self.facts = facts
        self.target = target
        self.effects = facts.effects(value)
        self.reads = frozenset(facts.reads(value))
        self.trivial = isinstance(value, Num | Ref)

    def accepts(self, statement: Statement) -> bool:
        for expr in _at_once(statement):
            if self.target in self.facts.reads(expr):
                writes = {statement.stream} if isinstance(statement, Write) else set()
                return not self.effects or (not (self.effects & writes) and self.is_reached(expr))
            if clash(self.facts.effects(expr), self.effects):
                return False
        return not self.effects and self.may_repeat(statement)

    def is_reached(self, expr: Expr) -> bool:
        """Whether the read is evaluated for certain, with no shared effect before it."""
        if expr == Ref(self.target):
            return True
        parts: list[Node] = list(children(expr))
        lazy = isinstance(expr, Conditional) or (isinstance(expr, Binary) and expr.op in ("&&", "||"))
        for at, part in enumerate(parts):
            if self.target in self.facts.reads(part):
                surely = not (lazy and at) or only_reads(self.effects)
                return surely and self.is_reached(part)  # type: ignore[arg-type]  # an expression's
            if clash(self.facts.effects(part), self.effects):
                return False
        return False

    def may_repeat(self, statement: Statement) -> bool:
        """Whether the read is inside a body or loop head where the value is the same, and not dear to repeat."""
        if self.facts.assigned(statement) & self.reads:
            return False
        match statement:
            case If(_, then, orelse):
                inner = [s for s in then + orelse if self.target in self.facts.reads(s)]
                return all(self.accepts(s) for s in inner)
            case Labelled(_, body):
                return all(self.accepts(s) for s in body if self.target in self.facts.reads(s))
            case Count(_, _, stop):
                return self.trivial or self.target in self.facts.reads(stop)
            case _:
                return self.trivial


def _at_once(statement: Statement) -> tuple[Expr, ...]:
    """The expressions that a statement evaluates once and before anything else, in order."""
    match statement:
        case Set(_, value) | Unpack(_, value) | Do(value) | Give(value) if value:
            return (value,)
        case Write(_, parts):
            return tuple(part for part in parts if not isinstance(part, str))
        case If(condition):
            return (condition,)
        case Count(_, start):
            return (start,)
        case _:
            return ()


def _chosen(branch: If) -> Statement:
    """Both arms' values of a variable as one value."""
    match branch:
        case If(condition, (Set(target, yes),), (Set(other, no),)) if target is other:
            return Set(target, Conditional(condition, yes, no))
        case _:
            return branch


def _substituted(statement: Statement, target: Symbol, value: Expr) -> Statement:
    def change(node: Node) -> Node:
        return value if node == Ref(target) else rebuilt(node, change)

    return rebuilt(statement, change)
