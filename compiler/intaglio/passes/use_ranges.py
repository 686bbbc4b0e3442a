"""Use the ranges of values: compute what has but one, drop what they make needless, and hint what they prove.

    i: int = and(w, 7)                      i: int = and(w, 7)
    n: int = add(max(i, -1), 1)        →    n: int = add.fits(i, 1)
    x: fixed = add(fixed(n), 2.0)           x: fixed = fixed(add.fits(n, 2))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from intaglio.ir.nodes import Body, Const, Entry, Expr, Function, Module, Op, Perform, Statement, While
from intaglio.ir.ops import OPS
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type
from intaglio.passes.exact_range import Warning, exact_range_warnings
from intaglio.passes.interval import INTS, WHOLE, Interval, plain
from intaglio.passes.ranges import Ranges
from intaglio.passes.rebuild import breaks, expand, with_expressions, with_functions

INT, FIXED = Type.INT, Type.FIXED
INDEXED = frozenset(f"{kind}.{what}" for kind in ("ints", "fixeds", "doubles", "words") for what in ("get", "set"))


def analyse(module: Module) -> tuple[Module, tuple[Warning, ...]]:
    """The module with what its ranges prove, and warnings where they do not prove that all engines are exact."""
    ranges = Ranges(module)
    return _Use(ranges).module(module), exact_range_warnings(module, ranges)


def use_ranges(module: Module, *, library_whole: bool = False) -> Module:
    """`analyse` without the warnings; `library_whole`: rules of the library stay as they are in every piece."""
    return _Use(Ranges(module), library_whole).module(module)


class _Use:
    def __init__(self, ranges: Ranges, library_whole: bool = False) -> None:
        self.ranges = ranges
        self.library_whole = library_whole

    def module(self, module: Module) -> Module:
        def use(function: Function) -> Function:
            if function.library and self.library_whole:
                return function
            return replace(function, body=expand(function.body, self.statement))

        return with_functions(module, use)

    def statement(self, statement: Statement) -> Body:
        new = with_expressions(statement, self.expr)
        if isinstance(new, While) and new.condition == Const(Type.BOOL, 1) and not breaks(new.body):
            return (statement,)  # a condition known to hold would cut off what follows the loop
        return (self.unchecked(statement, new),)

    def unchecked(self, statement: Statement, new: Statement) -> Statement:
        """A get or set whose index is proved to be inside needs no length."""
        if isinstance(statement, Perform) and isinstance(new, Perform) and statement.effect in INDEXED:
            index, length = self.ranges.of(statement.args[1]), statement.args[2]
            if index is not None and isinstance(length, Const) and index.within(Interval(0, length.value - 1)):
                array, at, _, *value = new.args
                return replace(new, args=(array, at, Const(INT, 0), *value))
        return new

    def expr(self, expr: Expr) -> Expr:
        """The expression rewritten from its operands up; one that no run evaluates stays."""
        known = self.ranges.of(expr)
        if known is None or isinstance(expr, Const):
            return expr
        if known.only is not None:
            return Const(expr.type, known.only, expr.span)
        match expr:
            case Entry():
                return replace(expr, index=self.expr(expr.index))
            case Op():
                operands = [self.ranges.of(arg) for arg in expr.args]
                new = replace(expr, args=tuple(self.expr(arg) for arg in expr.args))
                known_operands = [operand for operand in operands if operand is not None]
                return self.op(new, known_operands) if len(known_operands) == len(operands) else new
            case _:
                return expr

    def op(self, op: Op, operands: list[Interval]) -> Expr:
        """One operation whose operands are already rewritten and lie in these intervals."""
        if op.name in _NEEDLESS:
            at = _NEEDLESS[op.name](*operands)
            if at is not None:
                return op.args[at]
        if op.type is FIXED and op.name in _IN_INTS:
            whole = _in_ints(op, operands)
            if whole is not None:
                return whole
        hint = OPS[op.name].hint
        return replace(op, hint=hint) if hint and _PROOFS[hint](op, operands) else op


# ---- what makes an operation needless: the operand that is its result -----------------------------


def _least(a: Interval, b: Interval) -> int | None:
    return 0 if a.high <= b.low else 1 if b.high <= a.low else None


def _greatest(a: Interval, b: Interval) -> int | None:
    return 0 if a.low >= b.high else 1 if b.low >= a.high else None


def _masked(a: Interval, b: Interval) -> int | None:
    mask = b.only
    return 0 if mask is not None and mask & (mask + 1) == 0 and a.low >= 0 and a.high <= mask else None


_NEEDLESS: dict[str, Callable[..., int | None]] = {
    "min": _least,
    "max": _greatest,
    "abs": lambda a: 0 if a.low >= 0 else None,
    "mod": lambda a, b: 0 if a.low >= 0 and a.high < b.low else None,
    "and": _masked,
}


# ---- fixed numbers that are whole -----------------------------------------------------------------

_IN_INTS = {"add": "add", "sub": "sub", "scale": "mul", "neg": "neg", "abs": "abs"}


def _in_ints(op: Op, operands: list[Interval]) -> Expr | None:
    """The operation in ints, made a fixed afterwards, where its operands are whole and its result is an int."""
    whole = [_whole(arg) for arg in op.args]
    args = tuple(arg for arg in whole if arg is not None)
    result = plain(op.name, op.args[-1].type, *operands)
    if len(args) < len(whole) or not result.within(WHOLE):
        return None
    return Op("fixed", (Op(_IN_INTS[op.name], args, INT, "fits", op.span),), FIXED, span=op.span)


def _whole(expr: Expr) -> Expr | None:
    """The int that a fixed is made of, or an int itself; None where a fixed may have a fraction."""
    match expr:
        case Op(name="fixed", args=(inner,)):
            return inner
        case Const(type=Type.FIXED, value=value) if value % ONE == 0 and INT_MIN <= value // ONE <= INT_MAX:
            return Const(INT, value // ONE, expr.span)
        case _:
            return expr if expr.type is INT else None


# ---- what proves a hint ---------------------------------------------------------------------------


def _fits(op: Op, operands: list[Interval]) -> bool:
    """An int result lies in 32 bits before it is wrapped; a fixed made an int lies inside by more than its fraction."""
    if op.type is not INT or op.args[-1].type is Type.DOUBLE:
        return False
    if op.args[-1].type is FIXED:
        return operands[0].within(_INSIDE)
    if op.args[-1].type is Type.WORD:
        return operands[0].high <= INT_MAX
    return plain(op.name, INT, *operands).within(INTS)


_INSIDE = Interval((INT_MIN + 1) * ONE, INT_MAX * ONE - 1)


def _natural(op: Op, operands: list[Interval]) -> bool:
    """Nothing negative is divided, by something positive."""
    return operands[0].low >= 0 and operands[1].low > 0


_PROOFS: dict[str, Callable[[Op, list[Interval]], bool]] = {"fits": _fits, "natural": _natural}
