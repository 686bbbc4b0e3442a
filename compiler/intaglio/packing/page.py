"""The page: one raw-deflate stream that browsers also take for HTML, and that inflates itself.

    RUNTIME      a stored block: the HTML below, the same for every piece
    seed block   a stored block: S="…64 hex digits…";
    script part  compressed, final: the script and what shows its picture

All three end on byte boundaries, so a contract makes a page by concatenation. Sent as HTML, the stream reads: five
header bytes, which become a character or two of text (the HTML's own script removes them); the HTML, which
fetches the page's own bytes, inflates them and runs the result; then `<plaintext hidden>`, which no later byte
can close. Run as a script, the inflated HTML is one line that starts with `<!--`: a comment. It runs as a function
whose parameters are all names of one letter, so that a piece's variables are local: twice as fast as globals.

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


def script_part(script: str) -> bytes:
    """The part of a page that a piece stores: its script, compressed."""
    return deflate((script + EPILOGUE).encode())


def page(seed: bytes, part: bytes) -> bytes:
    """The whole page of one token; `part` is what `script_part` gave."""
    return RUNTIME + seed_block(seed) + part


def data_uri(page: bytes) -> str:
    """The address that holds a page."""
    return "data:text/html;base64," + base64.b64encode(page).decode()


def framed(page: bytes) -> bytes:
    """An HTML file that shows a page wherever it lies, for opening a build's page from a disk."""
    style = "iframe{position:fixed;inset:0;width:100%;height:100%;border:0}"
    return f'<!doctype html><style>{style}</style><iframe src="{data_uri(page)}"></iframe>\n'.encode()
