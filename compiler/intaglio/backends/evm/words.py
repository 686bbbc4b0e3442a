"""Words in Yul: the EVM's own numbers, so that most operations are one opcode; a constant power of two makes a shift.

An int is a word already, its sign extended, and a word's low 32 bits are those of the int that it becomes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intaglio.ir.nodes import Const, Op
from intaglio.ir.types import Type

if TYPE_CHECKING:
    from intaglio.backends.evm.expressions import Expressions

_OPCODES = {"mul": "mul", "floordiv": "div", "mod": "mod"}
_COUNT = 255  # of a shift: the bits that count

# By operation and type of the last operand. Names that are no opcodes are in `support`.
PLAIN: dict[tuple[str, Type | None], str] = {
    ("min", Type.WORD): "least_word({}, {})",
    ("max", Type.WORD): "greatest_word({}, {})",
    ("lt", Type.WORD): "lt({}, {})",
    ("le", Type.WORD): "iszero(gt({}, {}))",
    ("gt", Type.WORD): "gt({}, {})",
    ("ge", Type.WORD): "iszero(lt({}, {}))",
    ("sdiv", None): "sdiv({}, {})",
    ("smod", None): "smod({}, {})",
    ("keccak", None): "keccak_word({})",
    ("wide", None): "{}",
    ("low", None): "{}",
}


def word_product(expressions: Expressions, op: Op) -> str:
    """`a * b`, `a // b`, `a % b`: by a constant power of two `shl`, `shr`, `and`."""
    a, b = map(expressions.value, op.args)
    divisor = op.args[1]
    if isinstance(divisor, Const) and divisor.value and divisor.value & (divisor.value - 1) == 0:
        shift = divisor.value.bit_length() - 1
        return {
            "mul": f"shl({shift}, {a})",
            "floordiv": f"shr({shift}, {a})",
            "mod": f"and({a}, {divisor.value - 1:#x})",
        }[op.name]
    return f"{_OPCODES[op.name]}({a}, {b})"


def word_shift(expressions: Expressions, op: Op) -> str:
    """`a << n` and `a >> n`, of which the low eight bits of n count."""
    a, count = op.args
    shifted = expressions.value(a)
    by = str(count.value & _COUNT) if isinstance(count, Const) else f"and({expressions.bits(count)}, {_COUNT})"
    return f"{'shl' if op.name == 'wshl' else 'shr'}({by}, {shifted})"
