"""The page: bytes that a browser takes for HTML, and that unpack, run and show a piece.

    head         the Runtime, the same for every piece of a codec; nothing where a piece brings all of it
    seed block   a stored block of raw deflate: S="…64 hex digits…";
    own part     what the piece stores: its script, packed

A contract makes a page by concatenation, and of the second kind also works out a checksum. There are two kinds.

**With the Runtime** (`packing.runtime`) the head is HTML whose script fetches the page's own bytes, inflates those that
are the head's, and hands the rest to the decoder in it. So the own part has no framing at all. The script then runs as
a function whose parameters are all names of one letter and those of the library's rules, so that what a piece defines
is local: several times as fast as globals. What it leaves is shown: `o`, the picture's text, and beneath it the raster
of a piece that has one.

**Self-contained**, everything behind the seed block is the piece's own, `STUB` and a last, compressed part; with the
seed block before it and a checksum of the whole behind it that is one stream of zlib's (`packing.self_inflating`). Sent
as HTML it reads: some characters of text; an element whose `onload` fetches the page, inflates it and runs the result;
and more text, inside that element, which shows none. Run as a script, the element stands in a comment. The script
shows its picture itself: `ending`.

A piece of plain text is shown by `<plaintext>`, an element behind which a browser takes every character for itself:
so its script ends by putting that before what it wrote, in pages of both kinds.

A browser lets no page read its own `file:` address. `framed` makes a file that shows the page from there.
"""

from __future__ import annotations

import base64
import re

from intaglio.packing import self_inflating
from intaglio.packing.codecs import CODECS, LOADED, SELF_INFLATING, Packed, Target, pack
from intaglio.packing.deflate import stored
from intaglio.packing.runtime import runtime, runtimes

FAILURE = "This picture could not be drawn: "
LOCALS = "abcdefghijklmnpqrsuvwxyzABCDEFGHIJKLMNOPQRTUVWXYZ$_"  # all but S, o and t, which stay global
ENDING = ";document.write(o)"

_SEED_BLOCK = re.compile(rb"\0.\0.\xff((?:this\.R=\[\d+,\d+\];)?S=\"[0-9a-f]+\";)", re.S)

_AS_ELEMENT = re.compile(r';o=`<plaintext style="[^"]*">`\+o$')


def seed_block(seed: bytes) -> bytes:
    """The part of a page that gives the script its seed, of 32 bytes, and the parameters that may follow it."""
    return stored(_seed_text(seed))


def _seed_text(seed: bytes) -> bytes:
    return f'S="{seed.hex()}";'.encode()


def packed_script(
    script: str,
    *,
    raster: bool = False,
    text: tuple[int, int] | None = None,
    target: Target = Target.PAGE,
    codec: str | None = None,
) -> Packed:
    """What a piece stores: its script, packed as small as `target` can read, or by `codec`.

    `raster`: whether the script leaves one. `text`: the columns and lines of one that leaves plain text. Raises
    `ValueError` for a codec that the target does not know.
    """
    script += as_element(*text) if text else ""
    return pack((script if target is Target.PAGE else script + ending(raster)).encode(), target, codec)


def as_element(columns: int, lines: int) -> str:
    """What makes HTML of a script's plain text, in letters so large that it fills the window one way or the other.

    A letter of a monospaced font is 0.6 of its size wide, and a line 1.2 of it high; some room is left around.
    """
    style = f"margin:0;font:min(160vw/{columns},80vh/{lines})monospace"
    return f';o=`<plaintext style="{style}">`+o'


def text_of(element: str) -> str:
    """The plain text of a script that `as_element` has made HTML of."""
    return element.partition(">")[2]


def ending(raster: bool = False) -> str:
    """What shows the picture of a script that runs by itself, and beneath it the `raster` of one that has one.

    Both are as wide as the body, 8 pixels less on either side than the window, and their heights follow.
    """
    if not raster:
        return ENDING
    style = 'style="position:absolute;width:calc(100% - 16px)"'
    canvas = f"<canvas width=${{R[0]}} height=${{R[1]}} {style}></canvas>"
    image = "new ImageData(new Uint8ClampedArray(P.buffer),R[0])"
    drawn = f'document.body.firstChild.getContext("2d").putImageData({image},0,0)'
    return f"{ENDING.replace('(o', f'(`{canvas}`+o')};{drawn}"


def script_of(codec: str, own: bytes) -> str:
    """The script that an own part holds; it ends in no line break, as a codec may add one. Raises `Damaged`.

    A sketch shows its picture by itself, so that nothing follows it in a page of its own.
    """
    text = CODECS[codec].decode(own).decode()
    if codec != SELF_INFLATING:
        return _AS_ELEMENT.sub("", text.removesuffix("\n"))
    return _AS_ELEMENT.sub("", text.removesuffix(ending(raster=True)).removesuffix(ending()))


def head(codec: str) -> bytes:
    """What a page of a codec begins with: the bytes that a chain stores once."""
    return runtime(codec).data if codec in LOADED else b""


def page(seed: bytes, packed: Packed) -> bytes:
    """The whole page of one token."""
    return joined(head(packed.codec), seed, packed.payload)


def joined(head: bytes, seed: bytes, own: bytes) -> bytes:
    """The page made of its parts, as a contract makes it."""
    return head + seed_block(seed) + own if head else self_inflating.page_of(_seed_text(seed), own)


def at_resolution(page: bytes, width: int, height: int) -> bytes:
    """A page whose raster has another resolution. One that is damaged is damaged still."""
    alone = page.startswith(self_inflating.HEADER)
    head = self_inflating.HEADER if alone else next((r.data for r in runtimes() if page.startswith(r.data)), b"")
    found = _SEED_BLOCK.match(page, len(head))
    assert found is not None
    resolution = f"this.R=[{width},{height}];".encode()
    other = head + stored(resolution + found[1]) + page[found.end() :]
    return self_inflating.checked_anew(page, resolution, other) if alone else other


def data_uri(page: bytes) -> str:
    """The address that holds a page."""
    return "data:text/html;base64," + base64.b64encode(page).decode()


def page_of(uri: str) -> bytes:
    """The page that an address holds."""
    return base64.b64decode(uri.partition(",")[2])


def framed(page: bytes) -> bytes:
    """An HTML file that shows a page wherever it lies, for opening a build's page from a disk."""
    style = "iframe{position:fixed;inset:0;width:100%;height:100%;border:0}"
    return f'<!doctype html><style>{style}</style><iframe src="{data_uri(page)}"></iframe>\n'.encode()
