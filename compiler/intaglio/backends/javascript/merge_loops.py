"""Make one loop of two that count alike, where no turn of the second is in the way of a later turn of the first.

    for(i=0;i<9;i++)a[i]=b[i];m=0;for(i=0;i<9;i++)m|=a[i]    →    m=0;for(i=0;i<9;i++)a[i]=b[i],m|=a[i]

What stands between the two goes before the loop or after it.
"""

from __future__ import annotations

from dataclasses import replace

from intaglio.backends.javascript.flow import Exits, Facts, Liveness, Symbols, clash
from intaglio.backends.javascript.slots import renamed
from intaglio.backends.javascript.syntax import Body, Count, If, Labelled, Loop, Statement, Symbol
from intaglio.backends.javascript.turns import in_step


def merge_loops(body: Body, facts: Facts) -> Body:
    """The body of one function, or of main, with loops merged."""
    return _Merging(facts).body(body, frozenset(), Exits())


class _Merging:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.liveness = Liveness(facts)

    def body(self, body: Body, after: Symbols, exits: Exits) -> Body:
        """Inner bodies first, then the statements from the last to the first: three loops are one in the end."""
        lives = self.liveness.after_each(body, after, exits)
        rest: Body = ()
        for statement, live in reversed(list(zip(body, lives, strict=True))):
            rest = self.before(self.inner(statement, live, exits), rest, after, exits)
        return rest

    def inner(self, statement: Statement, after: Symbols, exits: Exits) -> Statement:
        inside = self.liveness.inside(statement, after, exits)
        end = self.liveness.at_end_of_bodies(statement, after, exits)
        match statement:
            case If(condition, then, orelse):
                return If(condition, self.body(then, end, inside), self.body(orelse, end, inside))
            case Count() | Loop() | Labelled():
                return replace(statement, body=self.body(statement.body, end, inside))
            case _:
                return statement

    def before(self, statement: Statement, rest: Body, after: Symbols, exits: Exits) -> Body:
        """The statement and those after it, as one loop with the first of them that it may be one with."""
        for at, then in enumerate(rest):
            if not isinstance(statement, Count) or not isinstance(then, Count):
                continue
            between, behind = self.apart(statement, rest[:at], then), rest[at + 1 :]
            if between is None:
                return (statement, *rest)
            ends = [self.liveness.before_body(part, after, exits) for part in (rest, behind)]
            one = self.merged(statement, then, ends[0], ends[1], exits)
            if one:
                return (*between[0], *self.before(one, (*between[1], *behind), after, exits))
        return (statement, *rest)

    def apart(self, loop: Count, between: Body, then: Count) -> tuple[Body, Body] | None:
        """What may stand before the loop, and what after the other; None where a statement may do neither."""
        before: Body = ()
        after: Body = ()
        for statement in between:
            if all(self.may_swap(statement, other) for other in (loop, *after)):
                before += (statement,)
            elif self.may_swap(statement, then):
                after += (statement,)
            else:
                return None
        return before, after

    def may_swap(self, one: Statement, other: Statement) -> bool:
        facts = self.facts
        ours, theirs = facts.assigned(one), facts.assigned(other)
        return not (
            facts.leaves(one) or facts.leaves(other) or clash(facts.effects(one), facts.effects(other))
            or ours & (theirs | frozenset(facts.reads(other))) or theirs & frozenset(facts.reads(one))
        )  # fmt: skip

    def merged(self, loop: Count, then: Count, between: Symbols, after: Symbols, exits: Exits) -> Count | None:
        """The two as one loop. `between` and `after` are live behind each of them."""
        if (loop.start, loop.stop, loop.step) != (then.start, then.stop, then.step):
            return None
        body = then.body
        if then.counter is not loop.counter:
            if self.names(loop.counter, body) or self.names(then.counter, loop.body):
                return None
            body = renamed(body, {then.counter: loop.counter})
        kept = self.liveness.head(loop, between, exits) | self.liveness.head(replace(then, body=body), after, exits)
        ours, theirs = (frozenset[Symbol]().union(*map(self.facts.assigned, part)) for part in (loop.body, body))
        private = (ours & theirs) - kept
        return replace(loop, body=loop.body + body) if in_step(self.facts, loop, body, private) else None

    def names(self, symbol: Symbol, body: Body) -> bool:
        return any(symbol in self.facts.reads(s) or symbol in self.facts.assigned(s) for s in body)
