"""A raster: the colors of a piece's pixels, as PNG, and beneath an SVG document."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import dataclass

CHANNELS = 4  # red, green, blue, alpha
OPAQUE = 255
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Raster:
    """`rgba` holds the pixels row by row from the top, four bytes each; alpha is 255."""

    width: int
    height: int
    rgba: bytes

    def color(self, x: int, y: int) -> str:
        """The color of a pixel, as `#rrggbb`; with its alpha where that is not 255, which no engine may leave."""
        at = CHANNELS * (y * self.width + x)
        return f"#{self.rgba[at : at + (3 if self.rgba[at + 3] == OPAQUE else 4)].hex()}"

    @property
    def is_plain(self) -> bool:
        """Whether all pixels have one color."""
        return self.rgba == self.rgba[:CHANNELS] * (self.width * self.height)

    def first_difference(self, other: Raster) -> tuple[int, int] | None:
        """The column and the row of the first pixel that another raster of this size has not, row by row."""
        if (self.width, self.height) != (other.width, other.height):
            return None
        at = next((i for i, (a, b) in enumerate(zip(self.rgba, other.rgba, strict=True)) if a != b), None)
        return None if at is None else (at // CHANNELS % self.width, at // CHANNELS // self.width)

    def png(self, level: int = 6) -> bytes:
        """A PNG file, without alpha; `level` 0 to 9 is how hard to pack it."""
        opaque = bytearray(3 * self.width * self.height)
        for channel in range(3):
            opaque[channel::3] = self.rgba[channel::CHANNELS]
        row = 3 * self.width
        # the difference to the pixel on the left packs better than the pixel; filter 1 of the format says so
        lines = bytearray()
        for start in range(0, len(opaque), row):
            line = opaque[start : start + row]
            before = int.from_bytes(b"\0\0\0" + line[:-3], "little")
            lines += b"\1" + _difference(int.from_bytes(line, "little"), before, row)
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = _chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(bytes(lines), level)), _chunk(b"IEND", b"")
        return _SIGNATURE + b"".join(chunks)


def _difference(a: int, b: int, size: int) -> bytes:
    """a - b byte by byte, each modulo 256: no borrow may pass from one byte to the next."""
    high = int.from_bytes(b"\x80" * size, "little")
    kept = (a | high) - (b & ~high)
    return (kept ^ ((a ^ ~b) & high)).to_bytes(size, "little")


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def beneath(svg: str, raster: Raster, size: tuple[int, int]) -> str:
    """An SVG document of this size in which the raster lies beneath all that is drawn."""
    head, body = svg.split(">", 1)
    data = base64.b64encode(raster.png()).decode()
    whole = f'width="{size[0]}" height="{size[1]}" preserveAspectRatio="none"'
    return f'{head}><image {whole} href="data:image/png;base64,{data}"/>{body}'
