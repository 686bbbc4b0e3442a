"""Words that are known when compiling: `word(0xff)`, and arithmetic of words and ints among constants."""

from __future__ import annotations

import ast

from intaglio.frontend.tables import Known
from intaglio.frontend.types import COLOR, INT, WORD
from intaglio.ir.ops import apply
from intaglio.ir.types import Type
from intaglio.ir.words import MASK

OF_WORDS = {"keccak": 1, "sdiv": 2, "smod": 2}  # functions of words alone, and how many each takes
SHIFTS = {"shl": "wshl", "shr": "wshr"}  # the operations of words in the place of those of ints
NO_WORD = "a word is a whole number from 0 to 2**256 - 1"


def literal_word(node: ast.expr) -> int | None:
    """The number of a literal that is a word, however long; None for anything else."""
    match node:
        case ast.Constant(value=int() as value) if not isinstance(value, bool) and 0 <= value <= MASK:
            return value
        case _:
            return None


def as_word(known: Known) -> int | None:
    """A constant as a word: of an int the sign is kept, as two's complement; None where it is none."""
    return known.number & MASK if known.type in (INT, WORD, COLOR) else None


def word_operation(name: str, left: Known, right: Known, node: ast.expr) -> Known | None:
    """An operation on constants of which one is a word; None where there is none such. Raises `Fault`."""
    if name in SHIFTS:
        if left.type != WORD or right.type != INT:
            return None
        return Known(WORD, apply(SHIFTS[name], Type.INT, left.number, right.number), node)
    a, b = as_word(left), as_word(right)
    if a is None or b is None or name == "div":
        return None
    return Known(WORD, apply(name, Type.WORD, a, b), node)
