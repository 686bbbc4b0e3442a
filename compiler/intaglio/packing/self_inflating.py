"""A page that brings all it needs: a stored block of 167 bytes that inflates what is behind it, that, and a checksum.

    payload = STUB ‖ the script and what shows its picture, compressed ‖ length (2 bytes) ‖ Adler-32 (4 bytes)
    page    = 78 01 ‖ a stored block with the token's seed ‖ STUB ‖ … compressed ‖ Adler-32 of the whole

The page is one stream in zlib's container (RFC 1950), so that the browser itself holds it to its checksum: any bit that
is flipped, and any end that is missing, makes the stream fail before a line of the script runs. What the checksum is
depends on the seed. So a piece stores that of its own part, and that part's length modulo 65,521, and whoever makes a
page works out the whole's (`page_of`, and `Zlib.sol` on a chain). All numbers are big-endian.

The script may repeat what the stub says: both are in one stream. Where the stream does not inflate, or what it gives
is no script or throws, the page says `Damaged: ` and why.

See `packing.page` for what a browser makes of it.
"""

from __future__ import annotations

import zlib

from intaglio.packing.damage import Damaged
from intaglio.packing.deflate import STORED_HEADER, deflate, inflate, stored
from intaglio.packing.window_deflate import deflate_after

DAMAGED = "Damaged: "  # what a page says, before the reason
HEADER = b"\x78\x01"  # of zlib's container: deflate, a window of 32 KiB, no dictionary
CHECK = 6  # bytes of a payload's end: a length and an Adler-32
ADLER = 4  # bytes of a page's end
_BASE = 65_521  # what both halves of an Adler-32 are counted by, the largest prime below 2**16
_INFLATED = 'new Response(r.body.pipeThrough(new DecompressionStream("deflate"))).text()'
_BEGINNING = "//<svg onload='"
_SAID = f'.catch(e=>document.write("{DAMAGED}"+e))'
_HTML = f"{_BEGINNING}fetch`#`.then(r=>{_INFLATED}).then(eval){_SAID}'>\n"

STUB = stored(_HTML.encode("ascii"))


def encode(text: bytes) -> bytes:
    """What is stored for a text."""
    packed = min(deflate(text), deflate_after(STUB[STORED_HEADER:], text, quick=True), key=len)
    return STUB + packed + _check(STUB[STORED_HEADER:] + text)


def decode(payload: bytes) -> bytes:
    """The text of what is stored. Raises `Damaged`."""
    content = inflate(payload[:-CHECK])
    if payload[-CHECK:] != _check(content):
        raise Damaged("a stream whose content is another than its checksum says")
    html, line, text = content.partition(b"\n")
    if not line or not html.startswith(_BEGINNING.encode("ascii")):
        raise Damaged("a page that does not begin as it should")
    return text


def page_of(content: bytes, payload: bytes) -> bytes:
    """The page of a payload behind a stored block of this content. One too short to have a checksum gets none."""
    if len(payload) < CHECK:
        return stored(content) + payload
    length, adler = int.from_bytes(payload[-CHECK:-ADLER]), int.from_bytes(payload[-ADLER:])
    return HEADER + stored(content) + payload[:-CHECK] + _combined(content, adler, length).to_bytes(ADLER)


def checked_anew(page: bytes, before: bytes, other: bytes) -> bytes:
    """`other`, with the checksum that it has if it is `page` with `before` in front of its content."""
    try:
        length = len(inflate(page[len(HEADER) : -ADLER]))
    except Damaged:
        return other  # as damaged as it was
    return other[:-ADLER] + _combined(before, int.from_bytes(page[-ADLER:]), length).to_bytes(ADLER)


def _check(content: bytes) -> bytes:
    return (len(content) % _BASE).to_bytes(CHECK - ADLER) + zlib.adler32(content).to_bytes(ADLER)


def _combined(first: bytes, adler: int, length: int) -> int:
    """The Adler-32 of `first` and what follows it, whose own is `adler`.

    The low half of one is 1 and the sum of the bytes, the high half the sum of what the low half is at each byte. So
    behind `first` each of these is larger by the sum of first's bytes.
    """
    begun = zlib.adler32(first)
    low = (begun & 0xFFFF) + (adler & 0xFFFF) - 1
    high = (begun >> 16) + (adler >> 16) + length * ((begun & 0xFFFF) - 1)
    return high % _BASE << 16 | low % _BASE
