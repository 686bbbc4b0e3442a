"""What a recursive rule keeps while it calls itself: lines that push it onto the stack of frames, and pop it again.

Variables that lie in memory words side by side are copied at once, with at most a word in two between them that nobody
asked for; others go one by one, through `frame`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from intaglio.backends.evm.memory import WORD, hexadecimal, offset

MOST_SPARE = 2  # a block may be so many times as long as the variables in it: a word takes 3 gas to copy, 15 alone


@dataclass(frozen=True, slots=True)
class Block:
    """Kept variables that are copied together: the memory words from `start` on."""

    start: int
    size: int

    def push(self) -> str:
        """The line that keeps it."""
        return f"mcopy(push_frame({hexadecimal(self.size)}), {hexadecimal(self.start)}, {hexadecimal(self.size)})"

    def pop(self) -> str:
        """The line that brings it back."""
        return f"mcopy({hexadecimal(self.start)}, pop_frame({hexadecimal(self.size)}), {hexadecimal(self.size)})"


def block(places: Sequence[str], spared: Sequence[str]) -> Block | None:
    """The block of these variables' places; None where one is on the stack or they lie too far apart, or where one of
    the `spared` places, which the call assigns, is among them.
    """
    if not places or not all(place.startswith("0x") for place in places):
        return None
    addresses = [int(place, 16) for place in places]
    start, end = min(addresses), max(addresses) + WORD
    if end - start > MOST_SPARE * WORD * len(places):
        return None
    if any(place.startswith("0x") and start <= int(place, 16) < end for place in spared):
        return None
    return Block(start, end - start)


def push_each(values: Sequence[str]) -> list[str]:
    """Lines that keep values one by one."""
    stores = [f"mstore({offset('frame', position)}, {value})" for position, value in enumerate(values)]
    return ["{", f"let frame := push_frame({hexadecimal(WORD * len(values))})", *stores, "}"]


def pop_each(count: int, assign: Callable[[int, str], None], line: Callable[[str], None]) -> None:
    """Bring so many values back, by `assign(position, value)`."""
    line("{")
    line(f"let frame := pop_frame({hexadecimal(WORD * count)})")
    for position in range(count):
        assign(position, f"mload({offset('frame', position)})")
    line("}")
