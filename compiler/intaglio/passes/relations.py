"""Find the operations whose operands belong together, so that their results are smaller than the operands' ranges say.

Range analysis knows no relation between variables. This finds, for one function,

- a *fraction*: `sub(x, fixed(floor(x)))`, which is at least 0 and less than 1;
- a *ratio*: `div(min(a, b), max(a, b))`, which is at most 1 where neither is negative;
- a *square*: `mul(x, x)`, which is not negative;
- a *middle*: `div(scale(l, 2 * i + 1), fixed(n))` where a loop counts i to n, as of pixels, which is less than 2 * l;

also where a floor, a least or a greatest stands in a variable. It follows the blocks with what such variables were
made of, as long as neither they nor what they were made of is assigned anew.
"""

from __future__ import annotations

from intaglio.ir.nodes import (
    Body,
    Const,
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
from intaglio.ir.types import INT_MAX, ONE, Type
from intaglio.passes.interval import WHOLE, Interval
from intaglio.passes.rebuild import var_names

FRACTION, RATIO, SQUARE, MIDDLE = "fraction", "ratio", "square", "middle"
_KEPT = ("floor", "min", "max")  # what variables are remembered to be made of

Made = dict[str, Op]


def relations(function: Function) -> dict[int, str]:
    """Which relation holds between the operands of an operation, by the operation's id."""
    search = _Search()
    search.body(function.body, {})
    return {at: relation for at, relation in search.found.items() if relation}


def related(relation: str, op: Op, result: Interval, operands: list[Interval]) -> Interval:
    """The result of an operation, given the relation between its operands."""
    bound = None
    if relation == FRACTION and operands[0].within(WHOLE):  # beyond, the floor has wrapped
        bound = Interval(0, ONE - 1)
    elif relation == RATIO and operands[0].low >= 0:
        bound = Interval(0, ONE)
    elif relation == SQUARE and (op.type is Type.FIXED or operands[0].size ** 2 <= INT_MAX):
        bound = Interval(0, result.high)
    elif relation == MIDDLE:
        match op.args[0]:
            case Op(args=(Const(value=half), _)):
                bound = Interval(0, 2 * half - 1)
    return result if bound is None else result.meet(bound) or result


class _Search:
    def __init__(self) -> None:
        self.found: dict[int, str] = {}
        self.counts: dict[str, str] = {}  # a loop's counter -> the variable that it counts to from 0

    def body(self, body: Body, made: Made) -> Made:
        for statement in body:
            if isinstance(statement, For | While):
                made = _without(made, {name for inner in walk((statement,)) for name in assigned(inner)})
            for expr in (p for e in expressions(statement) for p in parts(e)):
                if isinstance(expr, Op):
                    relation = MIDDLE if self.is_middle(expr) else _relation(expr, made)
                    # an operation that stands in two places must be related in both
                    self.found[id(expr)] = relation if self.found.get(id(expr), relation) == relation else ""
            made = self.after(statement, made)
        return made

    def after(self, statement: Statement, made: Made) -> Made:
        match statement:
            case If():
                then, orelse = self.body(statement.then, made), self.body(statement.orelse, made)
                return {name: value for name, value in then.items() if orelse.get(name) == value}
            case For(name=name, start=Const(value=0), stop=Var(name=count), step=1):
                changes = any(count in assigned(inner) for inner in walk(statement.body))
                self.counts |= {} if changes else {name: count}
                self.body(statement.body, made)
                self.counts.pop(name, None)
                return made
            case For() | While():
                self.body(statement.body, made)
                return made
            case Let(name=name, value=Op() as value) if value.name in _KEPT and name not in var_names(value):
                return _without(made, {name}) | {name: value}
            case _:
                return _without(made, {*assigned(statement)})


    def is_middle(self, op: Op) -> bool:
        """Whether an operation is the middle of one of as many parts as a loop around it has rounds."""
        match op:
            case Op(
                name="div",
                args=(
                    Op(name="scale", args=(Const(), Op(name="add", args=(twice, Const(value=1))))),
                    Op(name="fixed", args=(Var(name=count),)),
                ),
            ):
                pass
            case _:
                return False
        match twice:
            case Op(name="shl", args=(Var(name=counter), Const(value=1))):
                return self.counts.get(counter) == count
            case Op(name="mul", args=(Const(value=2), Var(name=counter))):
                return self.counts.get(counter) == count
        return False


def _without(made: Made, names: set[str]) -> Made:
    if not names:
        return made
    return {n: value for n, value in made.items() if n not in names and names.isdisjoint(var_names(value))}


def _relation(op: Op, made: Made) -> str:
    def origin(expr: Expr) -> Expr:
        return made.get(expr.name, expr) if isinstance(expr, Var) else expr

    match op:
        case Op(type=Type.DOUBLE):
            return ""
        case Op(name="sub", args=(number, Op(name="fixed", args=(whole,)))):
            whole = origin(whole)
            if isinstance(whole, Op) and whole.name == "floor" and whole.args[0] == number:
                return FRACTION
        case Op(name="div", args=(small, large)):
            small, large = origin(small), origin(large)
            if isinstance(small, Op) and isinstance(large, Op) and (small.name, large.name) == ("min", "max"):
                return RATIO if set(small.args) == set(large.args) else ""
        case Op(name="mul", args=(first, second)) if first == second:
            return SQUARE
    return ""
