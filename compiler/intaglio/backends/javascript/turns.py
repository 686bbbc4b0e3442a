"""Whether the turns of two loops that count alike may be taken together: each of the first with one of the second.

Then a turn of the second comes before all later ones of the first. The two are in each other's way where both have
effects of one kind, such as drawing from the seed; where one assigns what the other reads; or where one writes the
entry of an array that the other reads or writes in such a turn. An index is known as a sum with factors: a later turn
of the first never reads the `a[i]` that a turn of the second wrote, and does read its `a[i+1]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from intaglio.backends.javascript.flow import Effects, Facts, Symbols, Touch
from intaglio.backends.javascript.syntax import Assign, Binary, Body, Cell, Count, Expr, Num, Ref, Symbol, walk

ORDERED = frozenset({"word", "svg", "traits", "arrays"})  # effects whose order is seen; of arrays, of unknown ones
Sum = dict[Expr | None, Fraction]  # the factor of each term, of None what is constant


def in_step(facts: Facts, loop: Count, then: Body, private: Symbols) -> bool:
    """Whether turns of `then`, which has the loop's counter, may come before all later turns of the loop.

    `private` are variables that in both have a value of the same turn, or none, wherever they are read.
    """
    body = loop.body
    if any(facts.leaves(statement) for statement in (*body, *then)):
        return False
    one, other = _effects(facts, body), _effects(facts, then)
    touched = any(isinstance(effect, Touch) for effect in one | other)
    if one & other & ORDERED or ("arrays" in one | other and touched):
        return False
    ours, theirs = (_assigned(facts, part) - private for part in (body, then))
    if ours & (_reads(facts, then) | theirs) or theirs & _reads(facts, body):
        return False
    return all(apart is not None and (apart < 1 or apart % 1) for apart in _distances(facts, loop, then))


# ---- arrays ---------------------------------------------------------------------------------------


def _distances(facts: Facts, loop: Count, then: Body) -> Iterator[Fraction | None]:
    """How many turns later the loop comes to an entry than `then` does, one of them to write it.

    A fraction: never. None: it may be any number.
    """
    changed = _assigned(facts, loop.body) | _assigned(facts, then) | {loop.counter}
    for (one, writes), (other, too) in product(_cells(loop.body), _cells(then)):
        if not (writes or too):
            continue
        if one.array != other.array and facts.alone(one.array) and facts.alone(other.array):
            continue
        here, there = _sum(one.index), _sum(other.index)
        factor, as_much = here.pop(Ref(loop.counter), Fraction(0)), there.pop(Ref(loop.counter), Fraction(0))
        ahead = there.pop(None, Fraction(0)) - here.pop(None, Fraction(0))
        steady = (one.array, *(term for term in here if term))
        if (
            one.array != other.array or here != there or not factor or factor != as_much
            or any(facts.effects(part) or changed & frozenset(facts.reads(part)) for part in steady)
        ):  # fmt: skip
            yield None
        else:
            yield ahead / factor / loop.step


def _cells(body: Body) -> Iterator[tuple[Cell, bool]]:
    """The entries that a body reads or, True, writes."""
    written = {id(node.target) for node in walk(*body) if isinstance(node, Assign)}
    return ((node, id(node) in written) for node in walk(*body) if isinstance(node, Cell))


def _sum(index: Expr) -> Sum:
    match index:
        case Num(value):
            return {None: value}
        case Binary("+", left, right):
            return _added(_sum(left), _sum(right), 1)
        case Binary("-", left, right):
            return _added(_sum(left), _sum(right), -1)
        case Binary("*", left, Num(value)) | Binary("*", Num(value), left):
            return _added({}, _sum(left), value)
        case _:
            return {index: Fraction(1)}


def _added(one: Sum, other: Sum, times: int | Fraction) -> Sum:
    added = {term: one.get(term, Fraction(0)) + other.get(term, Fraction(0)) * times for term in {**one, **other}}
    return {term: factor for term, factor in added.items() if factor}


# ---- bodies ---------------------------------------------------------------------------------------


def _effects(facts: Facts, body: Body) -> Effects:
    return frozenset[str | Touch]().union(*map(facts.effects, body))


def _reads(facts: Facts, body: Body) -> Symbols:
    return frozenset(symbol for statement in body for symbol in facts.reads(statement))


def _assigned(facts: Facts, body: Body) -> Symbols:
    return frozenset[Symbol]().union(*map(facts.assigned, body))
