"""Which outcomes of a draw come to the same: those that no comparison of the piece tells apart.

    drawn = seed.below(100)                     0 to 59, 60 to 89 and 90 to 99: three outcomes to follow, not 100
    whole(ge(drawn, 60)) + whole(ge(drawn, 90))

That is how entries are picked by weight. It holds where all that is ever done with the number is to compare it with
constants, or with what was known when it was drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from intaglio.ir.nodes import (
    Body,
    Const,
    Expr,
    Function,
    Module,
    Op,
    Perform,
    Var,
    assigned,
    bodies,
    expressions,
    parts,
    walk,
)

Bounds = tuple[tuple[Expr, int], ...]  # each comparison's other side, and 1 where the bound itself is on the lower side
_COMPARED = {"ge": 0, "lt": 0, "gt": 1, "le": 1}


def bounds_of_draws(module: Module) -> dict[int, Bounds]:
    """For the draws of a whole number that are only compared, by `id`: what with."""
    found: dict[int, Bounds] = {}
    for function in module.functions:
        compared = _compared(function)
        times = Counter(name for statement in walk(function.body) for name in assigned(statement))
        times.update(name for name, _ in function.params)
        _find(function.body, compared, times, found)
    return found


def _compared(function: Function) -> dict[str, list[tuple[Expr, int]]]:
    """The variables that are only compared, each with what and how."""
    uses: Counter[str] = Counter()
    compared: dict[str, list[tuple[Expr, int]]] = {}
    for statement in walk(function.body):
        for expr in expressions(statement):
            for part in parts(expr):
                match part:
                    case Var(name):
                        uses[name] += 1
                    case Op(name, (Var(left), Const() | Var() as right)) if name in _COMPARED:
                        compared.setdefault(left, []).append((right, _COMPARED[name]))
    return {name: bounds for name, bounds in compared.items() if len(bounds) == uses[name]}


def _find(
    body: Body, compared: Mapping[str, list[tuple[Expr, int]]], times: Mapping[str, int], found: dict[int, Bounds]
) -> None:
    known: set[str] = set()  # assigned before, in this block
    for statement in body:
        if isinstance(statement, Perform) and statement.effect.endswith(".below"):
            (target,) = statement.targets
            bounds = compared.get(target, [])
            settled = all(isinstance(b, Const) or (isinstance(b, Var) and b.name in known) for b, _ in bounds)
            if bounds and settled and times[target] == 1:
                found[id(statement)] = tuple(bounds)
        for inner in bodies(statement):
            _find(inner, compared, times, found)
        known |= {name for name in assigned(statement) if times[name] == 1}


def shares(count: int, bounds: list[int]) -> tuple[tuple[int, Fraction], ...]:
    """The lowest of each group of numbers below `count` that no bound tells apart, and how likely the group is.

    >>> shares(4, [3])
    ((0, Fraction(3, 4)), (3, Fraction(1, 4)))
    """
    cuts = sorted({0, count, *(bound for bound in bounds if 0 < bound < count)})
    return tuple((low, Fraction(high - low, count)) for low, high in pairwise(cuts))
