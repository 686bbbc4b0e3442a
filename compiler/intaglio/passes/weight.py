"""What an expression costs to compute again, in steps of about five gas: the measure of what pays to be kept."""

from __future__ import annotations

from intaglio.ir.nodes import Const, Entry, Expr, Op, parts
from intaglio.ir.types import Type

# Of fixeds, products and quotients are shifted and floored; the rest costs one step. Those of doubles
# are a processor's: in the EVM all but the cheapest pay to be kept.
_STEPS = {
    Type.FIXED: {"mul": 2, "div": 3, "floordiv": 3, "mod": 2, "sqrt": 20},
    Type.DOUBLE: {"div": 4, "floordiv": 5, "mod": 10, "sqrt": 5},
    Type.INT: {"floordiv": 2, "mod": 2},
    Type.WORD: {"keccak": 10},
}
_ENTRY = 3


def weight(expr: Expr) -> int:
    """The steps of an expression and all its operands."""
    total = 0
    for part in parts(expr):
        match part:
            case Op():
                total += _STEPS.get(part.type, {}).get(part.name, 1)
            case Entry():
                total += _ENTRY
    return total


def may_fault(expr: Expr) -> bool:
    """Whether an expression may have no result: where it is moved to, it could fault in a run that did not."""
    return any(_faulty(part) for part in parts(expr))


def _faulty(part: Expr) -> bool:
    match part:
        case Op(type=Type.DOUBLE):  # 1/0 and the root of -1 have results
            return False
        case Entry() | Op(name="sqrt"):
            return True
        case Op(name="div" | "floordiv" | "mod" | "sdiv" | "smod", args=(_, divisor)):
            return not isinstance(divisor, Const) or divisor.value == 0
        case _:
            return False
