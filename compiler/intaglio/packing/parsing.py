"""The search of deflate in numba: where text repeats, and the cheapest way to spell it by literals and repeats.

Costs are whole numbers, of 1/1024 bit, so that every machine takes the same way.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

from intaglio.packing.deflate import FARTHEST

Ints = NDArray[np.int32]

SHORTEST, LONGEST = 3, 258  # bytes of a repeat
STEPS = 40  # lengths at which a position's nearest repeat may change, kept for each


@numba.njit(cache=True)
def repeats(text: NDArray[np.uint8], start: int) -> tuple[Ints, Ints]:
    """For each position from `start`, rows of lengths that rise and the nearest distance that gives each.

    A row ends with a length of 0. The nearest distance for a length is that of the first entry not shorter.
    """
    size = len(text)
    lengths = np.zeros((size - start, STEPS), np.int32)
    distances = np.zeros((size - start, STEPS), np.int32)
    newest = np.full(1 << 16, -1, np.int32)
    before = np.full(size, -1, np.int32)
    for at in range(size - SHORTEST + 1):
        slot = (text[at] * 40503 + text[at + 1] * 2654 + text[at + 2] * 97) & 0xFFFF
        other = newest[slot]
        if at >= start:
            best, found, most = SHORTEST - 1, 0, min(LONGEST, size - at)
            while other >= 0 and at - other <= FARTHEST and best < most and found < STEPS - 1:
                if best < SHORTEST or text[other + best] == text[at + best]:
                    length = 0
                    while length < most and text[other + length] == text[at + length]:
                        length += 1
                    if length > best:
                        best = length
                        lengths[at - start, found] = length
                        distances[at - start, found] = at - other
                        found += 1
                other = before[other]
        before[at] = newest[slot]
        newest[slot] = at
    return lengths, distances


@numba.njit(cache=True)
def cheapest(
    text: NDArray[np.uint8], lengths: Ints, distances: Ints, literal: Ints, repeat: Ints, distance: Ints
) -> tuple[Ints, Ints]:
    """The cheapest row of tokens for `text`: lengths (1 for a literal) and distances (0 for a literal).

    `literal[byte]`, `repeat[length]` and `distance[symbol]` are costs, extra bits included.
    """
    size = len(text)
    cost = np.full(size + 1, np.int64(1) << 60, np.int64)
    taken = np.zeros(size + 1, np.int32)
    back = np.zeros(size + 1, np.int32)
    cost[0] = 0
    for at in range(size):
        here = cost[at]
        if here + literal[text[at]] < cost[at + 1]:
            cost[at + 1] = here + literal[text[at]]
            taken[at + 1], back[at + 1] = 1, 0
        length = SHORTEST
        for step in range(STEPS):
            if lengths[at, step] == 0:
                break
            base = here + distance[distances[at, step]]
            while length <= lengths[at, step]:
                if at + length <= size and base + repeat[length] < cost[at + length]:
                    cost[at + length] = base + repeat[length]
                    taken[at + length], back[at + length] = length, distances[at, step]
                length += 1
    count, at = 0, size
    while at:
        at -= taken[at]
        count += 1
    spelt, reached = np.zeros(count, np.int32), np.zeros(count, np.int32)
    at = size
    while at:
        count -= 1
        spelt[count], reached[count] = taken[at], back[at]
        at -= taken[at]
    return spelt, reached
