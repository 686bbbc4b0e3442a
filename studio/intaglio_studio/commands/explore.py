"""`intaglio explore`: thousands of tokens at once, and what is to be found among them."""

from __future__ import annotations

import argparse
from pathlib import Path

from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome

SUMMARY = "draw thousands of tokens into a store, and look them over"
EXAMPLES = """\
examples:
  intaglio explore drift.py -n 10000            into drift.explore/, on all cores
  intaglio explore drift.py -n 100000 --no-pictures   traits and measures only: a thousandth of the room
  intaglio explore drift.py --store /data/drift --processes 4
  intaglio explore drift.py --scheduler tcp://host:8786   on a Dask cluster (pip install 'intaglio[cluster]')

Token N is `intaglio render --seed N`. The report (JSON and a page with pictures) compares how often each trait
came with its exact probability, and shows duplicates, blanks and extremes. A run that is interrupted goes on
where it was; a larger -n draws only what is missing.
"""
MOST = 10_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("piece", metavar="PIECE", type=Path, help="the piece's Python file")
    parser.add_argument("-n", type=int, default=1000, metavar="N", dest="count", help="tokens (default 1000)")
    parser.add_argument("--store", type=Path, metavar="DIR", help="where they are kept (default PIECE.explore)")
    parser.add_argument("--fresh", action="store_true", help="begin the store anew, whatever it holds")
    parser.add_argument("--no-pictures", action="store_true", help="keep traits, measures and digests, but no SVG")
    parser.add_argument(
        "--param", action="append", default=[], metavar="NAME=VALUE", help="a collector's param; may be repeated"
    )
    parser.add_argument("--processes", type=int, metavar="K", help="how many draw (default: one for each core)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="let the workers of this Dask scheduler draw")


def run(options: argparse.Namespace) -> Outcome:
    """Draw, look over, report."""
    from intaglio_studio import explore_report
    from intaglio_studio.explore import explore
    from intaglio_studio.params import given
    from intaglio_studio.piece import open_piece
    from intaglio_studio.progress import progress

    if not 1 <= options.count <= MOST:
        raise Mistake(f"`-n` takes 1 to {MOST:,}")
    if options.processes is not None and not 1 <= options.processes <= 1024:
        raise Mistake("`--processes` takes 1 to 1,024")
    if options.processes is not None and options.scheduler:
        raise Mistake("`--processes` and `--scheduler` exclude one another", help="a scheduler has its own workers")
    piece = open_piece(options.piece)
    folder = options.store or options.piece.parent / f"{options.piece.stem}.explore"
    with progress(shown=not options.json) as board:
        one, page = explore(
            piece,
            folder,
            options.count,
            given(piece.module.params, options.param),
            pictures=not options.no_pictures,
            fresh=options.fresh,
            processes=options.processes,
            scheduler=options.scheduler,
            board=board,
        )
    text = f"{explore_report.table(one)}\n\nreport: {page}"
    return Outcome(text, explore_report.to_json(one) | {"report": str(page)})
