"""The Huffman half of raw deflate (RFC 1951): code lengths, a block's header, and bits in a row.

`Block` is what a dynamic block is made of: the code lengths of its literals and lengths, and of its distances.
`cheapest_block(counts…)` finds lengths whose header and codes together take the fewest bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

LITERALS, DISTANCES = 286, 30  # symbols of the two alphabets
END = 256  # the symbol that ends a block
LONGEST_CODE, LONGEST_HEADER_CODE = 15, 7  # bits
# The order in which a header lists the code lengths of its own alphabet: what is seldom used comes last and is cut.
HEADER_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
REPEAT, ZEROS, MANY_ZEROS = 16, 17, 18  # symbols of that alphabet: the last length 3-6 times, 3-10 and 11-138 zeros
_REPEATS = {REPEAT: (3, 6, 2), ZEROS: (3, 10, 3), MANY_ZEROS: (11, 138, 7)}  # least, most, extra bits


class BitRow:
    """Bits in deflate's order: the first bit is the lowest of the first byte."""

    def __init__(self) -> None:
        self._value = 0
        self.length = 0

    def add(self, value: int, bits: int) -> None:
        """Append `value`, its lowest bit first."""
        self._value |= value << self.length
        self.length += bits

    def to_bytes(self) -> bytes:
        """The bytes, the last filled up with zeros."""
        return self._value.to_bytes(-(-self.length // 8), "little")


@dataclass(frozen=True)
class Block:
    """Code lengths, 0 for a symbol that does not occur, and the `header` that says them: pairs of value and bits."""

    literals: tuple[int, ...]
    distances: tuple[int, ...]
    header: tuple[tuple[int, int], ...]

    @property
    def header_bits(self) -> int:
        """Bits of the header, without the three that start every block."""
        return sum(bits for _, bits in self.header)


def cheapest_block(literals: Sequence[int], distances: Sequence[int]) -> Block:
    """The block for symbols that occur so often. Counts made more alike give a longer code but a shorter header."""
    choices = [
        _block(code_lengths(first, LONGEST_CODE), _distance_lengths(second))
        for first in (literals, *(_smoothed(literals, near) for near in (1, 2, 4)))
        for second in (distances, _smoothed(distances, 2))
    ]
    return min(choices, key=lambda block: block.header_bits + content_bits(block, literals, distances))


def content_bits(block: Block, literals: Sequence[int], distances: Sequence[int]) -> int:
    """Bits of the codes alone, without the extra bits of lengths and distances."""
    return sum(a * b for a, b in zip(literals, block.literals)) + sum(
        a * b for a, b in zip(distances, block.distances)
    )


def code_lengths(counts: Sequence[int], longest: int) -> tuple[int, ...]:
    """The best prefix code whose words have at most `longest` bits, by package-merge (Larmore and Hirschberg, 1990).

    >>> code_lengths([5, 1, 1, 0], 15)
    (1, 2, 2, 0)
    """
    used = sorted((count, symbol) for symbol, count in enumerate(counts) if count)
    lengths = [0] * len(counts)
    if len(used) < 2:
        for _, symbol in used:
            lengths[symbol] = 1
        return tuple(lengths)
    coins: list[tuple[int, tuple[int, ...]]] = [(count, (symbol,)) for count, symbol in used]
    row = coins
    for _ in range(longest - 1):
        pairs = [(a[0] + b[0], a[1] + b[1]) for a, b in zip(row[::2], row[1::2])]
        row = sorted(coins + pairs, key=lambda coin: coin[0])
    for _, symbols in row[: 2 * len(used) - 2]:
        for symbol in symbols:
            lengths[symbol] += 1
    return tuple(lengths)


def codes(lengths: Sequence[int]) -> list[int]:
    """The canonical code words of these lengths, mirrored, as `BitRow` takes them."""
    words, word = [0] * len(lengths), 0
    for size in range(1, LONGEST_CODE + 1):
        for symbol, length in enumerate(lengths):
            if length == size:
                words[symbol] = int(f"{word:0{size}b}"[::-1], 2)
                word += 1
        word <<= 1
    return words


def _distance_lengths(counts: Sequence[int]) -> tuple[int, ...]:
    """As `code_lengths`; a block without distances still names one, as old decoders want."""
    return code_lengths(counts if any(counts) else (1, *counts[1:]), LONGEST_CODE)


def _smoothed(counts: Sequence[int], near: int) -> list[int]:
    """Counts in which neighbours that differ little are the same, so that the header can repeat their lengths."""
    smooth = list(counts)
    start = 0
    for at in range(1, len(counts) + 1):
        if at < len(counts) and abs(counts[at] - counts[start]) <= near and bool(counts[at]) == bool(counts[start]):
            continue
        if at - start >= _REPEATS[REPEAT][0] + 1 and counts[start]:
            smooth[start:at] = [max(1, round(sum(counts[start:at]) / (at - start)))] * (at - start)
        start = at
    return smooth


def _block(literals: tuple[int, ...], distances: tuple[int, ...]) -> Block:
    headers = [
        _header(literals, distances, frozenset(allowed))
        for allowed in ((REPEAT, ZEROS, MANY_ZEROS), (ZEROS, MANY_ZEROS), (REPEAT, MANY_ZEROS), (MANY_ZEROS,))
    ]
    return Block(literals, distances, min(headers, key=lambda header: sum(bits for _, bits in header)))


def _header(literals: Sequence[int], distances: Sequence[int], allowed: frozenset[int]) -> tuple[tuple[int, int], ...]:
    """Counts of the three alphabets, the header's own code, and the lengths written in it."""
    first, second = _cut(literals, END + 1), _cut(distances, 1)
    symbols = list(_run_lengths((*literals[:first], *distances[:second]), allowed))
    counts = [0] * len(HEADER_ORDER)
    for symbol, _, _ in symbols:
        counts[symbol] += 1
    lengths = code_lengths(counts, LONGEST_HEADER_CODE)
    words = codes(lengths)
    listed = [lengths[symbol] for symbol in HEADER_ORDER]
    own = _cut(listed, 4)
    header = [(first - END - 1, 5), (second - 1, 5), (own - 4, 4), *((length, 3) for length in listed[:own])]
    for symbol, value, bits in symbols:
        header.append((words[symbol], lengths[symbol]))
        if bits:
            header.append((value, bits))
    return tuple(header)


def _cut(lengths: Sequence[int], least: int) -> int:
    """How many there are without the zeros at the end."""
    size = len(lengths)
    while size > least and not lengths[size - 1]:
        size -= 1
    return size


def _run_lengths(lengths: Sequence[int], allowed: frozenset[int]) -> Iterator[tuple[int, int, int]]:
    """The header's symbols, with the value and the number of their extra bits."""
    for length, group in groupby(lengths):
        left = len(list(group))
        if length and REPEAT in allowed:
            yield length, 0, 0
            left -= 1
        kinds = [kind for kind in ((REPEAT,) if length else (MANY_ZEROS, ZEROS)) if kind in allowed]
        for kind in kinds:
            least, most, bits = _REPEATS[kind]
            while left >= least:
                taken = min(left, most)
                if 0 < left - taken < least and taken > least and bits == 2:
                    taken = left - least if least <= left - least <= most else taken
                yield kind, taken - least, bits
                left -= taken
        yield from ((length, 0, 0) for _ in range(left))
