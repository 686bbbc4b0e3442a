"""`intaglio cost`: bytes stored, gas to deploy and gas to read."""

from __future__ import annotations

import argparse
from pathlib import Path

from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome

SUMMARY = "show what a piece costs: bytes stored, gas to deploy, gas to read"
EXAMPLES = """\
examples:
  intaglio cost drift.py               measured over 100 tokens
  intaglio cost drift.py --seeds 1000  the worst of 1,000
  intaglio cost drift.build --json

Measured by deploying, minting and reading on a chain in this process. `render` is the contract's picture
and traits, over the seeds of `verify`; `tokenURI` is everything a marketplace reads, picture and page in
base64 included, over as many minted tokens.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("piece", metavar="PIECE", type=Path, help="a piece's Python file, or its build folder")
    parser.add_argument("--seeds", type=int, default=100, metavar="N", help="tokens to read (default 100)")


def run(options: argparse.Namespace) -> Outcome:
    """Build, deploy in process and measure."""
    from intaglio_studio.cost import measure, without_contract
    from intaglio_studio.progress import progress
    from intaglio_studio.works import open_bundle

    if not 1 <= options.seeds <= 100_000:
        raise Mistake(f"cost reads 1 to 100,000 tokens, not {options.seeds:,}")
    with progress(shown=not options.json) as board:
        bundle = open_bundle(options.piece, board)
        if bundle.no_contract:
            return without_contract(bundle)
        cost = measure(bundle, options.seeds, board)
    return Outcome(cost.table(), cost.to_json())
