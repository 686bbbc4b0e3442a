"""The image in a contract's document: `Image` has the lines of Yul for `image.begin`, `raster.plot` and `image.end`.

`image.begin` leaves a gap for base64 in the document, and puts the head of a PNG that is not packed
(`pictures.stored_png`) into a place of its own in memory. There the pixels are written. `image.end` writes the PNG's
checksums, and then all of it as base64 into the gap.
"""

from __future__ import annotations

import zlib
from functools import cache

from intaglio.backends.evm.memory import WORD, Memory, hexadecimal
from intaglio.backends.evm.texts import Texts
from intaglio.ir.nodes import Resolution
from intaglio.pictures import stored_png

CHUNK = 24  # bytes, which are one word of base64
_CRC_TABLE_BYTES = 256 * WORD


def characters(size: int) -> int:
    """Of so many bytes in base64."""
    return 4 * -(-size // 3)


class Image:
    """Where the image lies in memory, and the lines of Yul that write it."""

    def __init__(self, size: Resolution, memory: Memory, texts: Texts) -> None:
        self.size, self.head, self.texts = size, stored_png.head(*size), texts
        self.bytes = len(self.head) + stored_png.rows_bytes(*size) + stored_png.TAIL_BYTES
        self.padding = -self.bytes % 3  # characters `=`
        self.place = memory.reserve(self.bytes + WORD)  # what is written as a word may reach behind the end
        self.gap = memory.reserve(WORD)
        self.table = memory.reserve(_CRC_TABLE_BYTES)

    @property
    def rows(self) -> int:
        """The address of the first row."""
        return self.place + len(self.head)

    def begin(self, out: str) -> list[str]:
        """Leave a gap at `out` for the base64, and write the file's head."""
        count = characters(self.bytes)
        lines = [f"mstore({hexadecimal(self.gap)}, {out})", f"{out} := add({out}, {count - self.padding})"]
        if self.padding:
            lines += [f'mstore({out}, "{"=" * self.padding}")', f"{out} := add({out}, {self.padding})"]
        store, comment = self.texts.store(self.head, hexadecimal(self.place))
        return [*lines, store + comment]

    def plot(self, at: str, color: str) -> str:
        """Write a pixel, and zeros behind it: all pixels are written in their order."""
        first = hexadecimal(self.rows + 1)  # behind the filter of its row
        return f"mstore(add({first}, add(mul(3, {at}), div({at}, {self.size[0]}))), shl(232, {color}))"

    def end(self) -> list[str]:
        """Write the file's end, and all of it into the gap."""
        rows = stored_png.rows_bytes(*self.size)
        end, words = self.rows + rows, -(-rows // WORD)
        known = self.head[len(self.head) - (WORD * words - rows) :]  # read with the first row, as whole words are
        a, b = adler_before(known)
        crc = crc_before(known, zlib.crc32(stored_png.checked_bytes(*self.size)) ^ 0xFFFFFFFF)
        started = f"{a}, {b}, {int.from_bytes(crc.to_bytes(4, 'little')) << 224:#066x}"
        whole = f"{hexadecimal(self.place)}, {-(-self.bytes // CHUNK)}, {characters(self.bytes) - self.padding}"
        return [
            f"end_png({hexadecimal(end - WORD * words)}, {hexadecimal(end)}, {started}, {hexadecimal(self.table)})",
            f"write_base64(mload({hexadecimal(self.gap)}), {whole})",
        ]


def adler_before(known: bytes) -> tuple[int, int]:
    """The two sums that these bytes make those which Adler-32 begins with, 1 and 0."""
    a = 1 - sum(known)
    b = -len(known) * a - sum((len(known) - at) * byte for at, byte in enumerate(known))
    return a % _ADLER, b % _ADLER


def crc_before(known: bytes, crc: int) -> int:
    """What these bytes make `crc`, both as they are while CRC-32 is worked out."""
    for byte in reversed(known):
        entry = next(entry for entry in range(256) if _crc_entry(entry) >> 24 == crc >> 24)
        crc = ((crc ^ _crc_entry(entry)) << 8 | entry) ^ byte
    return crc


@cache
def _crc_entry(byte: int) -> int:
    """An entry of CRC-32's table."""
    for _ in range(8):
        byte = byte >> 1 ^ (0xEDB88320 if byte & 1 else 0)
    return byte


_ADLER = 65_521
# The table's entries of one bit, from the highest on, each with its lowest byte first.
_ENTRIES = int.from_bytes(b"".join(_crc_entry(1 << bit).to_bytes(4, "little") for bit in range(7, -1, -1)))
_STEP = "s := xor(shl(8, s), mload(add(table, shl(5, byte(0, s)))))"
_BYTES, _PAIRS, _FIRSTS = (int(lane * (64 // len(lane)), 16) for lane in ("00ff", "0000ffff", "0001"))
_ONES = int("01" * 32, 16)
# Each step moves the upper half of what lies in a lane of so many bits to the upper half of the lane.
_LANES = ((256, 96), (128, 48), (64, 24), (32, 12), (16, 6))


def _spread() -> str:
    lines = []
    for lane, half in _LANES:
        upper = sum(((1 << half) - 1) << (half + at) for at in range(0, 256, lane))
        lines.append(f"    w := add(w, mul(and(w, {upper:#066x}), {(1 << (lane // 2 - half)) - 1:#x}))")
    return "\n".join(lines)


def _at_least(least: int) -> str:
    """A one in each byte of `w`, all below 64, that is at least so much."""
    return f"and(shr(7, add(w, {(128 - least) * _ONES:#x})), ones)"


# Functions of support.
IMAGE = f"""
// Adler-32 of the words from `from` to `end`, behind them, CRC-32 of these and that, the chunk IEND. All begin as
// others leave them: Adler-32 as a and b, CRC-32 as s, its lowest byte first and highest in the word
function end_png(from, end, a, b, s, table) {{
    // entry i ^ j is entry i ^ entry j, so those of one bit give the others
    let one_bit := {_ENTRIES:#066x}
    for {{ let i := 0x1000 }} gt(i, 0x10) {{ i := shr(1, i) }} {{
        let entry := and(one_bit, shl(224, 0xffffffff))
        one_bit := shl(32, one_bit)
        for {{ let j := table }} lt(j, add(table, 0x2000)) {{ j := add(j, shl(1, i)) }} {{
            mstore(add(i, j), xor(entry, mload(j)))
        }}
    }}
    for {{}} lt(from, end) {{ from := add(from, 0x20) }} {{
        let w := mload(from)
        s := xor(s, w)
        for {{ let i := 0 }} lt(i, 4) {{ i := add(i, 1) }} {{
            {(_STEP + chr(10) + ' ' * 12) * 7 + _STEP}
        }}
        // pairs of bytes; from the last on, the sum of all so far; and of these, pair by pair: the first counts once
        let second := and(w, {_BYTES:#066x})
        let pairs := add(second, and(shr(8, w), {_BYTES:#066x}))
        let sum := mod(pairs, 0xffff)
        let sums := mul(pairs, {_FIRSTS:#066x})
        sums := mod(add(and(sums, {_PAIRS:#066x}), and(shr(16, sums), {_PAIRS:#066x})), 0xffffffff)
        b := sub(add(add(b, shl(5, a)), mul(34, sum)), add(shl(1, sums), mod(second, 0xffff)))
        a := add(a, sum)
    }}
    let adler := or(shl(16, mod(b, {_ADLER})), mod(a, {_ADLER}))
    s := xor(s, shl(224, adler))
    {(_STEP + chr(10) + ' ' * 4) * 3 + _STEP}
    s := not(s)
    mstore(end, shl(224, adler))
    for {{ let i := 0 }} lt(i, 4) {{ i := add(i, 1) }} {{ mstore8(add(end, sub(7, i)), byte(i, s)) }}
    mstore(add(end, 8), hex"{stored_png.END.hex()}")
}}

// so many words of base64, each of 24 bytes; what lies behind the first `length` characters stays
function write_base64(out, from, words, length) {{
    let behind := add(out, length)
    let kept := mload(behind)
    let ones := {_ONES:#066x}
    for {{ let end := add(out, shl(5, words)) }} lt(out, end) {{ out := add(out, 0x20) }} {{
        let w := shr(64, mload(from))
{_spread().replace("    ", "        ")}
        let small := add(add(w, mul(65, ones)), add(mul(6, {_at_least(26)}), mul(3, {_at_least(63)})))
        mstore(out, sub(small, add(mul(75, {_at_least(52)}), mul(15, {_at_least(62)}))))
        from := add(from, 24)
    }}
    mstore(behind, kept)
}}
"""
