"""The image in a contract's document: `Image` has the lines of Yul for `image.begin`, `raster.plot` and `image.end`.

`image.begin` leaves a gap for base64 in the document, and puts the head of a PNG that is not packed
(`pictures.stored_png`) into a place of its own in memory. There the pixels are written. `image.end` writes the PNG's
checksums, and then all of it as base64 into the gap.
"""

from __future__ import annotations

import zlib

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
        end = self.rows + stored_png.rows_bytes(*self.size)
        checked = zlib.crc32(stored_png.checked_bytes(*self.size)) ^ 0xFFFFFFFF
        chunks = -(-self.bytes // CHUNK)
        return [
            f"end_png({hexadecimal(self.rows)}, {hexadecimal(end)}, {checked:#x}, {hexadecimal(self.table)})",
            f"write_base64(mload({hexadecimal(self.gap)}), {hexadecimal(self.place)}, {chunks}, "
            f"{characters(self.bytes) - self.padding})",
        ]


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
// Adler-32 of the bytes from `at` to `end`, behind them; CRC-32, begun as `crc`, of these and that; the chunk IEND
function end_png(at, end, crc, table) {{
    // its table, of words: entry i ^ j is entry i ^ entry j, so those of one bit give the others
    let entry := 1
    for {{ let i := 0x1000 }} gt(i, 0x10) {{ i := shr(1, i) }} {{
        entry := xor(shr(1, entry), mul(0xedb88320, and(entry, 1)))
        for {{ let j := table }} lt(j, add(table, 0x2000)) {{ j := add(j, shl(1, i)) }} {{
            mstore(add(i, j), xor(entry, mload(j)))
        }}
    }}
    let a := 1
    let b := 0
    for {{ let next := at }} lt(next, end) {{ next := add(next, 1) }} {{
        let one := byte(0, mload(next))
        a := add(a, one)
        b := add(b, a)
        crc := xor(shr(8, crc), mload(add(table, shl(5, and(xor(crc, one), 0xff)))))
    }}
    let adler := or(shl(16, mod(b, 65521)), mod(a, 65521))
    for {{ let i := 28 }} lt(i, 32) {{ i := add(i, 1) }} {{
        crc := xor(shr(8, crc), mload(add(table, shl(5, xor(and(crc, 0xff), byte(i, adler))))))
    }}
    mstore(end, or(shl(224, adler), shl(192, xor(crc, 0xffffffff))))
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
