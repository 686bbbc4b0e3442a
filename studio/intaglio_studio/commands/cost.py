"""`intaglio cost`: bytes stored, gas to deploy and gas to read."""

from __future__ import annotations

import argparse
from pathlib import Path

from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome

SUMMARY = "show what a piece costs: bytes stored, gas to deploy, gas to read"
EXAMPLES = """\
examples:
  intaglio cost drift.py                    measured over 100 tokens
  intaglio cost drift.py --lines            which line costs how many bytes
  intaglio cost drift.py --html drift.html  the same in colors, on a page
  intaglio cost drift.py --seeds 1000       the worst of 1,000 tokens
  intaglio cost drift.build --json

`this piece` is what one more piece stores; `runtime` lies on a chain once, for all pieces. Gas is by today's
rules, and by those announced for one day (EIP-8037), by which a byte of state costs seven times as much.

A piece's file is built as `intaglio build` does it. The script's bytes are those of its packed form: what a
line comes to there, with all that it shares with other lines and with the Runtime. The contract's are bytes
of code and of tables. What is at no line of the piece, rules of the library, helpers, headers, has a name.
All together are all that is stored. Gas by line is that of `render`, traced instruction by instruction for
three tokens; helpers and rules of the library count at the line that calls them.

Measured by deploying, minting and reading on a chain in this process. `render` is the contract's picture
and traits, over the seeds of `verify`; `tokenURI` is everything a marketplace reads, picture and page in
base64 included, over as many minted tokens.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("piece", metavar="PIECE", type=Path, help="a piece's Python file, or its build folder")
    parser.add_argument("--seeds", type=int, default=100, metavar="N", help="tokens to read (default 100)")
    parser.add_argument("--lines", action="store_true", help="show bytes and gas by source line too")
    parser.add_argument("--html", metavar="FILE", type=Path, help="write a page with the source as a heat map")


def run(options: argparse.Namespace) -> Outcome:
    """Build, deploy in process and measure."""
    from intaglio_studio.cost_page import page
    from intaglio_studio.cost_report import report
    from intaglio_studio.cost_table import line_table, table
    from intaglio_studio.progress import progress
    from intaglio_studio.script import TRIALS
    from intaglio_studio.works import card_of, open_bundle, source_of

    if not 1 <= options.seeds <= 100_000:
        raise Mistake(f"cost reads 1 to 100,000 tokens, not {options.seeds:,}")
    with progress(shown=not options.json) as board:
        bundle = open_bundle(options.piece, board, TRIALS)
        piece = card_of(options.piece) if bundle.is_sketch else source_of(options.piece, bundle)
        found = report(bundle, piece, options.seeds, board, traced=bool(options.lines or options.html))
    text = [table(found)]
    if options.lines:
        text += ["", line_table(found)]
    if options.html:
        _write(options.html, page(found))
        text += ["", f"  written: {options.html}"]
    return Outcome("\n".join(text), found.to_json())


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise Mistake(f"cannot write {path}: {error.strerror}", code="file") from None
