"""What each byte of a text takes in a raw deflate stream, in bits: `deflate_costs(stream)`.

A literal takes the bits of its code; the bits of a repeat are shared among the bytes that it repeats. What is left of
the stream, the headers of blocks above all, is nobody's: `8 * len(stream) - sum(costs)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from intaglio.packing.damage import Damaged
from intaglio.packing.huffman import DISTANCES, END, HEADER_ORDER, LITERALS, MANY_ZEROS, REPEAT, ZEROS, codes
from intaglio.packing.window_deflate import DISTANCE_BITS, LENGTH_BASES, LENGTH_BITS

_STORED, _FIXED, _DYNAMIC = 0, 1, 2
_FIXED_LITERALS = (*[8] * 144, *[9] * 112, *[7] * 24, *[8] * 8)[: LITERALS + 2]

Code = dict[tuple[int, int], int]  # (bits, word as it stands in the stream) -> symbol


def deflate_costs(stream: bytes) -> list[float]:
    """Bits of each byte of the text that a whole stream holds. Raises `Damaged`."""
    costs: list[float] = []
    bits = _Bits(stream)
    final = False
    while not final:
        final, kind = bool(bits.take(1)), bits.take(2)
        if kind == _STORED:
            costs += [8.0] * bits.stored()
        elif kind == _FIXED:
            costs += _compressed(bits, _code(_FIXED_LITERALS), _code([5] * DISTANCES))
        elif kind == _DYNAMIC:
            costs += _compressed(bits, *_codes(bits))
        else:
            raise Damaged("not a raw deflate stream: a block of no kind")
    return costs


class _Bits:
    """Takes bits from a stream, the lowest of each byte first."""

    def __init__(self, stream: bytes) -> None:
        self.value = int.from_bytes(stream, "little")
        self.size = 8 * len(stream)
        self.at = 0

    def take(self, count: int) -> int:
        if self.at + count > self.size:
            raise Damaged("a raw deflate stream that is cut short")
        taken = self.value >> self.at & ((1 << count) - 1)
        self.at += count
        return taken

    def symbol(self, code: Code) -> tuple[int, int]:
        """The next symbol and the bits that it took."""
        word = 0
        for count in range(1, 16):
            word |= self.take(1) << (count - 1)
            if (count, word) in code:
                return code[count, word], count
        raise Damaged("not a raw deflate stream: a word of no code")

    def stored(self) -> int:
        """Pass over a stored block; its length."""
        self.at = -(-self.at // 8) * 8
        length = self.take(16)
        self.take(16)
        self.take(8 * length)
        return length


def _code(lengths: list[int] | tuple[int, ...]) -> Code:
    return {(size, word): at for at, (size, word) in enumerate(zip(lengths, codes(lengths), strict=True)) if size}


def _codes(bits: _Bits) -> tuple[Code, Code]:
    """The codes of literals and of distances, from a block's header."""
    literals, distances, own = bits.take(5) + END + 1, bits.take(5) + 1, bits.take(4) + 4
    header = [0] * len(HEADER_ORDER)
    for symbol in HEADER_ORDER[:own]:
        header[symbol] = bits.take(3)
    code = _code(header)
    lengths: list[int] = []
    while len(lengths) < literals + distances:
        symbol, _ = bits.symbol(code)
        if symbol == REPEAT:
            lengths += lengths[-1:] * (bits.take(2) + 3)
        elif symbol in (ZEROS, MANY_ZEROS):
            lengths += [0] * (bits.take(3) + 3 if symbol == ZEROS else bits.take(7) + 11)
        else:
            lengths.append(symbol)
    return _code(lengths[:literals]), _code(lengths[literals:])


def _compressed(bits: _Bits, literals: Code, distances: Code) -> Iterator[float]:
    """The costs in a block; its last word, which ends it, is nobody's."""
    while True:
        symbol, taken = bits.symbol(literals)
        if symbol == END:
            return
        if symbol < END:
            yield taken
            continue
        extra = LENGTH_BITS[symbol - END - 1]
        length = LENGTH_BASES[symbol - END - 1] + bits.take(extra)
        far, spent = bits.symbol(distances)
        bits.take(DISTANCE_BITS[far])
        yield from [(taken + extra + spent + DISTANCE_BITS[far]) / length] * length
