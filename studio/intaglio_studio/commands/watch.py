"""`intaglio watch`: a page that draws the piece again at every save."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import AGREES, Outcome

SUMMARY = "serve a page that draws the piece again at every save"
EXAMPLES = """\
examples:
  intaglio watch drift.py              http://127.0.0.1:8800/, or a port near it
  intaglio watch drift.py --port 0     any free port
  intaglio watch drift.py --no-open    do not open a browser

Save the file, and the page has the new picture within half a second. It also has the seeds to leaf through, a
sheet of many, sliders for the collector's params, the traits, and what the piece costs. What does not compile is
shown in the page, with the last good picture behind. Files that the piece imports are watched too.

In the page: left and right for the next seed, space for any, s for the sheet, ? for all keys. The address keeps
the seed and the params, so it can be reloaded, kept or passed on. Control-C ends it.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("piece", metavar="PIECE", type=Path, help="the piece's Python file")
    parser.add_argument("--host", default="127.0.0.1", help="the address to serve at (default 127.0.0.1: this machine)")
    parser.add_argument("--port", type=int, metavar="PORT", help="0 for any free one (default 8800 or one near it)")
    parser.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="open the page in a browser (default: where there is a screen)",
    )


def run(options: argparse.Namespace) -> Outcome:
    """Serve until ended."""
    import asyncio

    from intaglio_studio.watch import Place, graphical, watch

    if options.port is not None and not 0 <= options.port <= 65_535:
        raise Mistake("a port is from 0 to 65,535")
    if options.piece.is_dir():
        raise Mistake(f"{options.piece} is a folder", help="give the piece's Python file")
    if not options.piece.exists():
        raise Mistake(f"there is no file {options.piece}", help="`intaglio new NAME` writes one to start from")

    def ready(address: str) -> None:
        said = json.dumps({"status": AGREES, "address": address}) if options.json else f"{address}  (Control-C ends it)"
        print(said, flush=True)

    browser = graphical() if options.open is None else options.open
    try:
        asyncio.run(watch(options.piece, Place(options.host, options.port, browser), ready))
    except (KeyboardInterrupt, asyncio.CancelledError):
        pass
    raise SystemExit(0)  # the outcome was the address
