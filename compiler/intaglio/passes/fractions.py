"""Find where a number is taken apart from its floor: `x - floor(x)` is less than 1, whatever x is.

Range analysis knows no relation between variables; this finds, for one function, the subtractions `sub(x, fixed(i))`
at which `i` still is the floor of `x`. It follows the blocks with the set of such pairs that hold.
"""

from __future__ import annotations

from intaglio.ir.nodes import (
    Body,
    Expr,
    For,
    Function,
    If,
    Let,
    Op,
    Statement,
    Var,
    While,
    assigned,
    expressions,
    parts,
    walk,
)

Floors = frozenset[tuple[str, str]]  # (i, x): the variable i is the floor of the variable x


def fractions(function: Function) -> dict[int, Op]:
    """The subtractions of a number's floor from the number, by id."""
    search = _Search()
    search.body(function.body, frozenset())
    return {at: op for at, op in search.found.items() if at not in search.others}


class _Search:
    def __init__(self) -> None:
        self.found: dict[int, Op] = {}
        self.others: set[int] = set()  # operations that stand elsewhere too, where they are no fractions

    def body(self, body: Body, floors: Floors) -> Floors:
        for statement in body:
            if isinstance(statement, For | While):
                floors = _without(floors, {name for inner in walk((statement,)) for name in assigned(inner)})
            for expr in (p for e in expressions(statement) for p in parts(e)):
                if isinstance(expr, Op) and _is_fraction(expr, floors):
                    self.found[id(expr)] = expr
                else:
                    self.others.add(id(expr))
            floors = self.after(statement, floors)
        return floors

    def after(self, statement: Statement, floors: Floors) -> Floors:
        match statement:
            case If():
                return self.body(statement.then, floors) & self.body(statement.orelse, floors)
            case For() | While():
                self.body(statement.body, floors)
                return floors
            case Let(name=name, value=Op(name="floor", args=(Var(name=of),))):
                return _without(floors, {name}) | {(name, of)}
            case _:
                return _without(floors, {*assigned(statement)})


def _without(floors: Floors, names: set[str]) -> Floors:
    return frozenset(pair for pair in floors if not names.intersection(pair)) if names else floors


def _is_fraction(op: Op, floors: Floors) -> bool:
    match op:
        case Op(name="sub", args=(number, Op(name="fixed", args=(whole,)))):
            return _is_floor(whole, number, floors)
        case _:
            return False


def _is_floor(whole: Expr, number: Expr, floors: Floors) -> bool:
    match whole, number:
        case Op(name="floor", args=(inner,)), _:
            return inner == number
        case Var(), Var():
            return (whole.name, number.name) in floors
        case _:
            return False
