"""Raw deflate whose repeats may reach back into a window that the reader has already: `deflate_after(window, data)`.

The way of zopfli: the cheapest spelling of the text under the costs of the spelling before, again and again, its
counts shaken now and then, and blocks of their own where the text changes. `deflate.inflate` undoes it.

    >>> from intaglio.packing.deflate import inflate
    >>> from intaglio.packing.window_deflate import deflate_after
    >>> window = b"function circle(x,y,r){"
    >>> inflate(deflate_after(window, b"circle(x,y,9)"), window)
    b'circle(x,y,9)'
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from intaglio.packing.deflate import FARTHEST
from intaglio.packing.huffman import DISTANCES, END, LITERALS, BitRow, Block, cheapest_block, codes, content_bits

if TYPE_CHECKING:
    from intaglio.packing.parsing import Ints

ROUNDS, QUICK_ROUNDS = 24, 3  # of spelling a block anew
SHAKES = 3  # rounds without gain after which the counts are shaken
LEAST_BLOCK = 256  # tokens; a block of fewer does not pay for its header
PLACES = 12  # tried at a time for the end of a block
UNIT = 1024  # of costs, a bit
DYNAMIC = 2  # the kind of block that brings its own code
# The first length or distance of each symbol, and the bits that say how far beyond it.
LENGTH_BITS = (0,) * 8 + (1,) * 4 + (2,) * 4 + (3,) * 4 + (4,) * 4 + (5,) * 4 + (0,)
DISTANCE_BITS = (0, 0, *(bits for bits in range(14) for _ in "ab"))
LENGTH_BASES = (*(3 + sum(1 << bits for bits in LENGTH_BITS[:symbol]) for symbol in range(28)), 258)
DISTANCE_BASES = tuple(1 + sum(1 << bits for bits in DISTANCE_BITS[:symbol]) for symbol in range(DISTANCES))

Counts = tuple[list[int], list[int]]


def deflate_after(window: bytes, data: bytes, *, quick: bool = False) -> bytes:
    """`data` as the last part of a raw deflate stream, for a reader whose window holds `window`, of any length.

    `quick`: as one block, whose spelling is tried a few times; some hundredths longer, in a tenth of the time.
    """
    import numpy as np  # here, not above: a piece imports this package, and none packs

    from intaglio.packing.parsing import repeats

    if not data:
        return bytes([3, 0])  # a last block of the fixed code with nothing in it
    known = window[-FARTHEST:]
    text = np.frombuffer(known + data, np.uint8)
    lengths, distances = repeats(text, len(known))
    spelling = _spelt(_Text(data, lengths, distances, 0, len(data)), rounds=QUICK_ROUNDS if quick else ROUNDS)
    row = BitRow()
    blocks = [spelling] if quick else list(_split(spelling))
    for at, block in enumerate(blocks):
        _write(row, block, final=at == len(blocks) - 1)
    return row.to_bytes()


@dataclass(frozen=True)
class _Text:
    """A stretch of the data, `start` to `stop`, and where the data repeats (rows of `parsing.repeats`)."""

    data: bytes
    lengths: Ints
    distances: Ints
    start: int
    stop: int

    def part(self, start: int, stop: int) -> _Text:
        return _Text(self.data, self.lengths, self.distances, start, stop)


@dataclass(frozen=True)
class _Spelling:
    """A stretch spelt by `tokens`: a length and a distance each, 1 and 0 for a literal."""

    text: _Text
    tokens: tuple[tuple[int, int], ...]

    @cached_property
    def counts(self) -> Counts:
        return _counts(self.symbols())

    @cached_property
    def block(self) -> Block:
        return cheapest_block(*self.counts)

    @cached_property
    def bits(self) -> int:
        """Of the whole block."""
        literals, distances = self.counts
        extra = sum(n * LENGTH_BITS[s - END - 1] for s, n in enumerate(literals) if s > END)
        extra += sum(n * DISTANCE_BITS[s] for s, n in enumerate(distances))
        return 3 + self.block.header_bits + content_bits(self.block, literals, distances) + extra

    def symbols(self) -> Iterator[tuple[int, int, int, int]]:
        """For each token the symbol and what it adds, and the distance's, -1 for a literal."""
        at = self.text.start
        for length, distance in self.tokens:
            if distance:
                near, far = _length_symbol(length), _distance_symbol(distance)
                yield near + END + 1, length - LENGTH_BASES[near], far, distance - DISTANCE_BASES[far]
            else:
                yield self.text.data[at], 0, -1, 0
            at += length


def _counts(symbols: Iterator[tuple[int, int, int, int]]) -> Counts:
    literals, distances = [0] * LITERALS, [0] * DISTANCES
    for symbol, _, far, _ in symbols:
        literals[symbol] += 1
        if far >= 0:
            distances[far] += 1
    literals[END] = 1
    return literals, distances


def _length_symbol(length: int) -> int:
    return next(symbol for symbol in range(len(LENGTH_BASES) - 1, -1, -1) if LENGTH_BASES[symbol] <= length)


def _distance_symbol(distance: int) -> int:
    return next(symbol for symbol in range(DISTANCES - 1, -1, -1) if DISTANCE_BASES[symbol] <= distance)


# ---- spelling -------------------------------------------------------------------------------------


def _spelt(text: _Text, counts: Counts | None = None, rounds: int = ROUNDS) -> _Spelling:
    """The shortest of many spellings of a stretch, as one block."""
    shake = _Shake()
    current = best = _once(text, counts or ([1] * LITERALS, [1] * DISTANCES))
    since = 0
    for _ in range(rounds):
        current = _once(text, shake(best.counts) if since >= SHAKES else current.counts)
        since += 1
        if current.bits < best.bits:
            best, since = current, 0
    return best


def _once(text: _Text, counts: Counts) -> _Spelling:
    """The cheapest spelling where symbols cost what counts like these make them cost."""
    import numpy as np

    from intaglio.packing.parsing import LONGEST, SHORTEST, cheapest

    literals, distances = (_costs(kind) for kind in counts)
    repeat = np.zeros(LONGEST + 1, np.int32)
    for length in range(SHORTEST, LONGEST + 1):
        symbol = _length_symbol(length)
        repeat[length] = literals[symbol + END + 1] + UNIT * LENGTH_BITS[symbol]
    distance = np.zeros(FARTHEST + 1, np.int32)
    for symbol, base in enumerate(DISTANCE_BASES):
        distance[base : base + (1 << DISTANCE_BITS[symbol])] = distances[symbol] + UNIT * DISTANCE_BITS[symbol]
    stretch = slice(text.start, text.stop)
    spelt, reached = cheapest(
        np.frombuffer(text.data[stretch], np.uint8), text.lengths[stretch], text.distances[stretch],
        np.array(literals[:END], np.int32), repeat, distance,
    )  # fmt: skip
    return _Spelling(text, tuple(zip(spelt.tolist(), reached.tolist())))


def _costs(counts: Sequence[int]) -> list[int]:
    """What each symbol costs, in 1/1024 bit; one that does not occur, as if it did once."""
    whole = math.log2(sum(counts) or 1)
    return [round(UNIT * min(max(whole - math.log2(count or 0.5), 0.2), 15)) for count in counts]


class _Shake:
    """Counts changed at random, always in the same way: a third of them become those of another symbol."""

    def __init__(self) -> None:
        self._state = 1

    def __call__(self, counts: Counts) -> Counts:
        literals, distances = ([self._other(kind, count) for count in kind] for kind in counts)
        return literals, distances

    def _other(self, kind: list[int], count: int) -> int:
        return kind[self._draw() % len(kind)] if self._draw() % 3 == 0 else count

    def _draw(self) -> int:
        self._state = (self._state * 1103515245 + 12345) & 0x7FFFFFFF
        return self._state >> 8


# ---- blocks ---------------------------------------------------------------------------------------


def _split(whole: _Spelling) -> Iterator[_Spelling]:
    """The same stretch in as many blocks as are shorter together."""
    at = _best_split(whole)
    if at:
        first, second = (_spelt(part.text, part.counts) for part in _cut(whole, at))
        if first.bits + second.bits < whole.bits:
            yield from _split(first)
            yield from _split(second)
            return
    yield whole


def _cut(whole: _Spelling, at: int) -> tuple[_Spelling, _Spelling]:
    """The stretches before and behind a token, spelt as they are."""
    text = whole.text
    middle = text.start + sum(length for length, _ in whole.tokens[:at])
    return (
        _Spelling(text.part(text.start, middle), whole.tokens[:at]),
        _Spelling(text.part(middle, text.stop), whole.tokens[at:]),
    )


def _best_split(whole: _Spelling) -> int:
    """The token before which a second block would pay best; 0 where none is long enough."""
    low, high = LEAST_BLOCK, len(whole.tokens) - LEAST_BLOCK
    best = 0
    while low < high:
        step = max(1, (high - low) // PLACES)
        best = min(range(low, high + 1, step), key=lambda at: sum(part.bits for part in _cut(whole, at)))
        if step == 1:
            break
        low, high = max(low, best - step), min(high, best + step)
    return best


def _write(row: BitRow, spelling: _Spelling, *, final: bool) -> None:
    block = spelling.block
    row.add(final, 1)
    row.add(DYNAMIC, 2)
    for value, bits in block.header:
        row.add(value, bits)
    literals, distances = codes(block.literals), codes(block.distances)
    for symbol, above, far, beyond in spelling.symbols():
        row.add(literals[symbol], block.literals[symbol])
        if far >= 0:
            row.add(above, LENGTH_BITS[symbol - END - 1])
            row.add(distances[far], block.distances[far])
            row.add(beyond, DISTANCE_BITS[far])
    row.add(literals[END], block.literals[END])
