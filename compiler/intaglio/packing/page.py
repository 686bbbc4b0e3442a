"""The page: one raw-deflate stream that browsers also take for HTML, and that inflates itself.

    RUNTIME      a stored block: the HTML below, the same for every piece
    seed block   a stored block: S="…64 hex digits…";
    script part  compressed, final: the script and what shows its picture

All three end on byte boundaries, so a contract makes a page by concatenation. Sent as HTML, the stream reads: five
header bytes, which become a character or two of text (the HTML's own script removes them); the HTML, which
fetches the page's own bytes, inflates them and runs the result; then `<plaintext hidden>`, which no later byte
can close. Run as a script, the inflated HTML is one line that starts with `<!--`: a comment. It runs as a function
whose parameters are all names of one letter, so that a piece's variables are local: twice as fast as globals.

The raster of a piece that has one goes on a canvas beneath the SVG, in the same place: `raster_epilogue`.

A browser lets no page read its own `file:` address. `framed` makes a file that shows the page from there.
"""

from __future__ import annotations

import base64

from intaglio.packing.deflate import deflate, stored

FAILURE = "This picture could not be drawn: "
EPILOGUE = ";document.body.innerHTML=o"

LOCALS = "abcdefghijklmnpqrsuvwxyzABCDEFGHIJKLMNOPQRTUVWXYZ$_"  # all but S, o and t, which stay global
_STYLE = "<style>svg{position:fixed;inset:0;width:100%;height:100%}"
_SCRIPT = f"""document.head.innerHTML="{_STYLE}";document.body.textContent="";\
fetch("#").then(r=>new Response(r.body.pipeThrough(new DecompressionStream("deflate-raw"))).text())\
.then(s=>Function([..."{LOCALS}"],s)()).catch(e=>document.body.textContent="{FAILURE}"+e)"""
_HTML = f"<!--Intaglio--><meta charset=utf-8><script>{_SCRIPT}</script><plaintext hidden>\n"

RUNTIME = stored(_HTML.encode("ascii"))


def seed_block(seed: bytes) -> bytes:
    """The part of a page that gives the script its seed, of 32 bytes."""
    return stored(f'S="{seed.hex()}";'.encode())


def raster_epilogue(width: int, height: int) -> str:
    """What shows the picture of a script that leaves a raster too; width and height are those of the SVG's frame."""
    shape = f"width:min(100vw,100vh*{width}/{height});aspect-ratio:{width}/{height}"
    canvas = f"<canvas width=${{R[0]}} height=${{R[1]}} style=position:fixed;inset:0;margin:auto;{shape}></canvas>"
    image = "new ImageData(new Uint8ClampedArray(P.buffer),R[0])"
    drawn = f'document.querySelector("canvas").getContext("2d").putImageData({image},0,0)'
    return f"{EPILOGUE.replace('=o', f'=`{canvas}`+o')};{drawn}"


def script_part(script: str, raster: tuple[int, int] | None = None) -> bytes:
    """The part of a page that a piece stores: its script, compressed. `raster`: the size of a piece that has one."""
    return deflate((script + (raster_epilogue(*raster) if raster else EPILOGUE)).encode())


def page(seed: bytes, part: bytes) -> bytes:
    """The whole page of one token; `part` is what `script_part` gave."""
    return RUNTIME + seed_block(seed) + part


def at_resolution(page: bytes, width: int, height: int) -> bytes:
    """A page whose raster has another resolution."""
    return RUNTIME + stored(f"this.R=[{width},{height}];".encode()) + page.removeprefix(RUNTIME)


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
