"""What a token brings along, as Yul expressions: the words that its seed starts from, and its constant word."""

from __future__ import annotations

from intaglio.backends.evm.memory import FIELD, RANDOM_A, WORD, hexadecimal
from intaglio.ir.nodes import Const, Perform


def token_word(statement: Perform) -> str:
    """The value of a `field` or `state` effect."""
    if statement.effect == "field":
        return f"mload({hexadecimal(FIELD)})"
    (number,) = statement.args
    assert isinstance(number, Const)
    return f"signextend(3, mload({hexadecimal(RANDOM_A + WORD * number.value)}))"
