"""PNG files: `pixels_of(data)` reads one, `indexed(pixels)` writes a small one.

Written here and not taken from a picture library, so that a build rests on the file alone. A pixel is a color of 24
bits, or -1 where there is nothing. What sprites have no use for is refused in words: `PngRefused`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from intaglio.packing.deflate import zlib_stream

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CLEAR = -1
MOST_SIDE = 256  # pixels
MOST_COLORS = 255  # what a palette of 256 holds beside the clear one
MOST_BYTES = 1 << 20  # of a file

_GRAY, _RGB, _INDEXED, _GRAY_ALPHA, _RGBA = 0, 2, 3, 4, 6
_CHANNELS = {_GRAY: 1, _RGB: 3, _INDEXED: 1, _GRAY_ALPHA: 2, _RGBA: 4}


class PngRefused(Exception):
    """A file is no PNG, or none that can be a sprite. The text says why, `help` what to do."""

    def __init__(self, cause: str, help: str = "") -> None:
        super().__init__(cause)
        self.help = help


@dataclass(frozen=True)
class Pixels:
    """Colors row by row from the upper left corner, `CLEAR` where there is nothing."""

    width: int
    height: int
    colors: tuple[int, ...]


# ---- reading --------------------------------------------------------------------------------------


def pixels_of(data: bytes) -> Pixels:
    """The pixels of a PNG file. Raises `PngRefused`."""
    if not data.startswith(SIGNATURE):
        raise PngRefused("this is no PNG file", "export it as PNG")
    found: dict[bytes, bytes] = {}
    packed = b""
    for kind, content in _chunks(data):
        if kind == b"IDAT":
            packed += content
        found.setdefault(kind, content)
    if len(found.get(b"IHDR", b"")) != 13:
        raise _damaged()
    width, height, depth, color, _, _, interlaced = struct.unpack(">IIBBBBB", found[b"IHDR"])
    if not 1 <= width <= MOST_SIDE or not 1 <= height <= MOST_SIDE:
        at_most = f"a sprite has at most {MOST_SIDE} × {MOST_SIDE} pixels"
        raise PngRefused(f"it has {width} × {height} pixels", f"{at_most}: draw it small and give it a `scale`")
    if depth == 16:
        raise PngRefused("it has 16 bits a channel", "export it with 8 bits a channel, or indexed")
    if interlaced:
        raise PngRefused("it is interlaced", "export it without interlacing")
    if color not in _CHANNELS or depth not in (1, 2, 4, 8):
        raise _damaged()
    rows = _rows(_inflated(packed, height * (1 + -(-width * _CHANNELS[color] * depth // 8))), height, color, depth)
    palette = _palette(found) if color == _INDEXED else None
    clear = found.get(b"tRNS", b"")
    samples = (one for row in rows for one in _split(row, width, color, depth))
    colors = tuple(_pixel(one, color, depth, palette, clear) for one in samples)
    count = len({*colors} - {CLEAR})
    if count > MOST_COLORS:
        raise PngRefused(f"it has {count} colors", f"a sprite has at most {MOST_COLORS}: export it indexed")
    return Pixels(width, height, colors)


def _damaged() -> PngRefused:
    return PngRefused("this PNG file is damaged", "export it once more")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while True:
        if at + 12 > len(data):
            raise _damaged()
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        checked = data[at + 8 + length : at + 12 + length]
        if len(checked) != 4 or zlib.crc32(kind + content) != int.from_bytes(checked, "big"):
            raise _damaged()
        if kind == b"IEND":
            return
        yield kind, content
        at += 12 + length


def _inflated(packed: bytes, size: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(packed, size)  # no more than the picture needs: a file may lie
    except zlib.error:
        raise _damaged() from None
    if len(data) != size:
        raise _damaged()
    return data


def _rows(data: bytes, height: int, color: int, depth: int) -> list[bytes]:
    """The lines with their filters undone (PNG, section 9)."""
    stride, step = len(data) // height, max(1, _CHANNELS[color] * depth // 8)
    rows: list[bytes] = []
    before = bytes(stride - 1)
    for at in range(0, len(data), stride):
        kind, line = data[at], bytearray(data[at + 1 : at + stride])
        if kind > 4:
            raise _damaged()
        for i in range(len(line) if kind else 0):
            left = line[i - step] if i >= step else 0
            upper_left = before[i - step] if i >= step else 0
            line[i] = line[i] + _predicted(kind, left, before[i], upper_left) & 255
        before = bytes(line)
        rows.append(before)
    return rows


def _predicted(kind: int, left: int, up: int, upper_left: int) -> int:
    if kind == 4:
        guess = left + up - upper_left
        return min((left, up, upper_left), key=lambda one: abs(guess - one))
    return (0, left, up, (left + up) // 2)[kind]


def _split(row: bytes, width: int, color: int, depth: int) -> Iterator[tuple[int, ...]]:
    """The samples of each pixel of a line."""
    channels = _CHANNELS[color]
    if depth == 8:
        for x in range(width):
            yield tuple(row[x * channels : (x + 1) * channels])
    else:
        for x in range(width):  # one channel, several pixels a byte
            yield (row[x * depth // 8] >> (8 - depth - x * depth % 8) & (1 << depth) - 1,)


def _palette(found: dict[bytes, bytes]) -> list[tuple[int, int]]:
    """Colors and alphas of an indexed picture."""
    colors, alphas = found.get(b"PLTE", b""), found.get(b"tRNS", b"")
    entries = [int.from_bytes(colors[at : at + 3], "big") for at in range(0, len(colors), 3)]
    return [(entry, alphas[at] if at < len(alphas) else 255) for at, entry in enumerate(entries)]


def _pixel(
    samples: tuple[int, ...], color: int, depth: int, palette: list[tuple[int, int]] | None, clear: bytes
) -> int:
    alpha = 255
    if palette is not None:
        if samples[0] >= len(palette):
            raise _damaged()
        value, alpha = palette[samples[0]]
    else:
        most = (1 << depth) - 1
        shown = [s * 255 // most for s in samples]
        if color in (_GRAY_ALPHA, _RGBA):
            alpha = shown.pop()
        elif clear and samples == struct.unpack(f">{len(samples)}H", clear[: 2 * len(samples)]):
            alpha = 0
        value = int.from_bytes(bytes(shown * 3 if len(shown) == 1 else shown), "big")
    if alpha not in (0, 255):
        raise PngRefused(
            f"a pixel of it is half transparent (alpha {alpha} of 255)",
            "a pixel is there or not; `opacity` makes a whole sprite translucent",
        )
    return value if alpha else CLEAR


# ---- writing --------------------------------------------------------------------------------------


def indexed(pixels: Pixels) -> bytes:
    """The smallest indexed PNG of these pixels that we know how to make. The same pixels give the same bytes."""
    inks = sorted(set(pixels.colors))  # what is clear comes first
    depth = next(d for d in (1, 2, 4, 8) if len(inks) <= 1 << d)
    numbers = {ink: at for at, ink in enumerate(inks)}
    lines = b""
    for y in range(pixels.height):
        row = [numbers[ink] for ink in pixels.colors[y * pixels.width : (y + 1) * pixels.width]]
        bits = sum(number << depth * (len(row) - 1 - at) for at, number in enumerate(row))
        size = -(-len(row) * depth // 8)
        lines += b"\0" + (bits << 8 * size - depth * len(row)).to_bytes(size, "big")
    header = struct.pack(">IIBBBBB", pixels.width, pixels.height, depth, _INDEXED, 0, 0, 0)
    palette = b"".join(max(ink, 0).to_bytes(3, "big") for ink in inks)
    clear = [(b"tRNS", b"\0")] if inks[0] == CLEAR else []
    chunks = [(b"IHDR", header), (b"PLTE", palette), *clear, (b"IDAT", zlib_stream(lines)), (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(content)) + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
        for kind, content in chunks
    )
