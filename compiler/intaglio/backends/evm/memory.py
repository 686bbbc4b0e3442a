"""Where things lie in memory.

From address 0: a scratch word, the fixed words below, then whatever `Memory.reserve` hands out (digit and
number tables, mailbox, slots and frames of recursive rules), then `memoryguard`: behind it solc's own spilled
variables, the head of the answer, the traits buffer (its size is known) and the SVG, which grows to the end.
"""

from __future__ import annotations

WORD = 0x20

TRAITS_END = 0x20  # where the next byte of the traits goes
RANDOM_A, RANDOM_B, RANDOM_C, RANDOM_D = 0x40, 0x60, 0x80, 0xA0  # sfc32; all but D are below 2**32
FIELD = 0xC0  # the token's constant word, signed
FRAMES = 0xE0  # top of the stack of frames that recursive rules keep
_FIRST_FREE = 0x100


class Memory:
    """Hands out fixed addresses, upwards and by whole words."""

    def __init__(self) -> None:
        self.end = _FIRST_FREE

    def reserve(self, size: int) -> int:
        """The address of `size` fresh bytes."""
        address = self.end
        self.end += -(-size // WORD) * WORD
        return address


def hexadecimal(number: int) -> str:
    """An address or a size as the Yul text shows it."""
    return f"{number:#04x}"


def offset(base: str, words: int) -> str:
    """The address so many words behind another."""
    return f"add({base}, {hexadecimal(WORD * words)})" if words else base
