"""A PNG whose pixels are not packed: what a contract can write pixel by pixel. `stored_png(width, height, rgb)`.

    signature, IHDR             33 bytes: true color, 8 bits a channel
    IDAT's length and name       8
    zlib's head, a block's head  7: one block of deflate, stored
    the rows                     each a zero, "no filter", and three bytes a pixel
    Adler-32 of the rows         4
    CRC-32 of IDAT, IEND        16

So all of it but the pixels and two checksums is the same for one size, and known when a piece is built. A stored block
has at most 65,535 bytes, which is what limits the size. A BMP would be a little smaller and needs no checksums, but SVG
asks its viewers for PNG and JPEG only: resvg, for one, shows no BMP.
"""

from __future__ import annotations

import struct
import zlib

MOST_BYTES = 65_535  # of a stored block of deflate
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ZLIB = b"\x78\x01"
END = b"\0\0\0\0IEND\xae\x42\x60\x82"
TAIL_BYTES = 4 + 4 + len(END)  # behind the rows: two checksums and the end


def row_bytes(width: int) -> int:
    """The bytes of a row: its filter, which is none, and its pixels."""
    return 1 + 3 * width


def rows_bytes(width: int, height: int) -> int:
    """The bytes of all rows."""
    return height * row_bytes(width)


def checked_bytes(width: int, height: int) -> bytes:
    """What IDAT's CRC begins with: the chunk's name, and all before the first row."""
    size = rows_bytes(width, height)
    return b"IDAT" + _ZLIB + struct.pack("<BHH", 1, size, size ^ 0xFFFF)


def head(width: int, height: int) -> bytes:
    """All before the first row."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    checked = checked_bytes(width, height)
    length = len(checked) + rows_bytes(width, height)  # of its data: less the name, and with Adler-32
    sizes = struct.pack(">I", len(header) - 4), struct.pack(">II", zlib.crc32(header), length)
    return b"".join((_SIGNATURE, sizes[0], header, sizes[1], checked))


def stored_png(width: int, height: int, rgb: bytes) -> bytes:
    """The file of pixels of three bytes each, row by row from the top."""
    step = 3 * width
    rows = b"".join(b"\0" + rgb[start : start + step] for start in range(0, len(rgb), step))
    body = rows + struct.pack(">I", zlib.adler32(rows))
    checksum = zlib.crc32(checked_bytes(width, height) + body)
    return head(width, height) + body + struct.pack(">I", checksum) + END


def read_stored(png: bytes) -> tuple[int, int, bytes] | None:
    """The width, the height and the pixels of such a file; None of any other."""
    if len(png) < 24:
        return None
    width, height = struct.unpack(">II", png[16:24])
    if not width or not height or rows_bytes(width, height) > MOST_BYTES:
        return None
    start, step = len(head(width, height)), row_bytes(width)
    rows = png[start : start + height * step]
    rgb = b"".join(rows[at + 1 : at + step] for at in range(0, len(rows), step))
    return (width, height, rgb) if len(rgb) == 3 * width * height and stored_png(width, height, rgb) == png else None
