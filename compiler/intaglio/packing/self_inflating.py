"""A page that brings all it needs: a stored block of 171 bytes that inflates what is behind it, and that.

    payload = STUB ‖ the script and what shows its picture, compressed

The script may repeat what the stub says: both are in one stream. Where the stream does not inflate, or what it gives
is no script or throws, the page says `Damaged: ` and why.

See `packing.page` for what a browser makes of it.
"""

from __future__ import annotations

from intaglio.packing.damage import Damaged
from intaglio.packing.deflate import STORED_HEADER, deflate, inflate, stored
from intaglio.packing.window_deflate import deflate_after

DAMAGED = "Damaged: "  # what a page says, before the reason
_INFLATED = 'new Response(r.body.pipeThrough(new DecompressionStream("deflate-raw"))).text()'
_BEGINNING = "//<svg onload='"
_SAID = f'.catch(e=>document.write("{DAMAGED}"+e))'
_HTML = f"{_BEGINNING}fetch`#`.then(r=>{_INFLATED}).then(eval){_SAID}'>\n"

STUB = stored(_HTML.encode("ascii"))


def encode(text: bytes) -> bytes:
    """What is stored for a text."""
    return STUB + min(deflate(text), deflate_after(STUB[STORED_HEADER:], text, quick=True), key=len)


def decode(payload: bytes) -> bytes:
    """The text of what is stored. Raises `Damaged`."""
    html, line, text = inflate(payload).partition(b"\n")
    if not line or not html.startswith(_BEGINNING.encode("ascii")):
        raise Damaged("a page that does not begin as it should")
    return text
