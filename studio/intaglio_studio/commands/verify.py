"""`intaglio verify`: every engine regenerates the same pictures, byte for byte."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import AGREES, DISAGREES, Outcome
from intaglio_studio.script import TRIALS

if TYPE_CHECKING:
    from intaglio_studio.engines import Choice
    from intaglio_studio.progress import Board
    from intaglio_studio.verification import Verification

SUMMARY = "let every engine draw the same seeds, and compare all bytes"
EXAMPLES = """\
examples:
  intaglio verify drift.py                     100 seeds on every engine, 3 of their pages in every browser
  intaglio verify drift.py -n 1000 --engines native,javascript,evm
  intaglio verify marble.py --resolution 300x200   pixels at this resolution, instead of a small one
  intaglio verify drift.py --seeds 0-9,0xc0ffee
  intaglio verify drift.build --browser 20     a build's own script and contract, and 20 pages in each browser
  intaglio verify --engines                    list the engines, and how to get those that this machine lacks
  intaglio verify sketch.build                 what `intaglio pack` made: its pixels beside the sketch's own
  intaglio verify --rpc URL --contract 0x…     an edition from chain data alone, without its source
  intaglio verify --rpc URL --contract 0x… --tokens 1-20,77
  intaglio verify --rpc URL --contract 0x… --stored          what is stored only: seconds, nothing is drawn
  intaglio verify --rpc URL --contract 0x… --source drift.py   also: the source compiles to exactly these bytes
  intaglio verify drift.build --rpc URL --contract 0x…   the tokens on a chain against the build

Where the piece has params for the collector, three seeds in four are drawn with some of their own.
From a chain, what is stored is checked first: each contract against the hash that its address is, all of it against the
build root that the edition holds, seeds and params against the blocks and transactions that they came by. Then the
stored script and contract draw the pictures that the build promised and every token, as does the node, and what
tokens say of themselves is compared. docs/verify.md says what each check means.
The report (JSON and a page to look at) goes to PIECE.verify/ or where --report says. Exit status: 0 where
all agree, 1 where one byte differs.
"""


_OF_A_CHAIN = ("tokens", "source", "stored", "block", "since")  # options
LIST = "?"  # what `--engines` alone stands for


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("piece", metavar="PIECE|BUILD", type=Path, nargs="?", help="a piece's file or a build folder")
    parser.add_argument("-n", type=int, default=100, metavar="N", dest="count", help="seeds or tokens (default 100)")
    parser.add_argument("--seeds", metavar="LIST", help="these seeds instead, for instance 0-9,0xc0ffee")
    parser.add_argument("--engines", metavar="LIST", nargs="?", const=LIST, help="these only; without LIST: say which")
    parser.add_argument("--browser", type=int, metavar="K", help="pages to draw in each browser (default 3; 0: none)")
    parser.add_argument("--resolution", metavar="WxH", help="of rasters (default: at most 32 pixels a side)")
    parser.add_argument("--report", type=Path, metavar="DIR", help="where the report goes")
    parser.add_argument("--rpc", metavar="URL", help="with --contract: verify the tokens on this chain")
    parser.add_argument("--contract", metavar="0x…", help="the edition's address")
    parser.add_argument("--tokens", metavar="LIST", help="these tokens, for instance 1-20,77 (default: `-n` of them)")
    parser.add_argument("--source", type=Path, metavar="FILE", help="a piece or a build to make again and compare")
    parser.add_argument(
        "--search", metavar="N", type=int, default=TRIALS, help=f"as it was given to `build` (default {TRIALS})"
    )
    parser.add_argument("--stored", action="store_true", help="check what is stored, and draw nothing")
    parser.add_argument("--block", type=int, metavar="N", help="as of this block (default: the latest)")
    parser.add_argument("--since", type=int, default=0, metavar="N", help="the edition came in this block or later")


def run(options: argparse.Namespace) -> Outcome:
    """Verify and leave the report."""
    from intaglio_studio import report
    from intaglio_studio.progress import progress

    if options.engines == LIST:
        return _engines()
    _check(options)
    with progress(shown=not options.json) as board:
        found = _verify(options, board)
    page = report.write(found, options.report or _folder(options))
    lines = [f"{found.title}: {report.verdict_line(found)}", ""]
    lines += [report.table(found)] if found.runs else []
    lines += [f"\n{difference.text()}" for difference in found.differences]
    lines += [f"\n{failure.text()}" for failure in found.failures]
    if options.rpc:
        lines += ["", report.promises(found)]
    else:
        lines += [f"broken: {check.name}: {check.detail}" for check in found.checks if not check.passed]
    lines += [f"\n{note}" for note in found.notes]
    lines += [f"\nnot checked: {text}" for text in found.unchecked]
    if options.rpc:
        lines.append(f"\n{report.signature(found)}\nSHA-256 of report.json: {report.digest(found)}")
    lines.append(f"\nreport: {page}")
    data = found.to_json() | {"report": str(page)}
    return Outcome("\n".join(lines), data, AGREES if found.agrees else DISAGREES)


def _engines() -> Outcome:
    """The engines, and which of them this machine has."""
    from intaglio_studio.engines import ENGINES, absence

    absent = {name: absence(name) for name in ENGINES}
    lines = [
        f"  {name:<12} {about}" if absent[name] is None else f"  {name:<12} not on this machine: {absent[name]}"
        for name, about in ENGINES.items()
    ]
    engines = [{"engine": name, "about": about, "absent": absent[name]} for name, about in ENGINES.items()]
    return Outcome("\n".join(lines), {"engines": engines})


def _choice(options: argparse.Namespace) -> Choice:
    from intaglio_studio.engines import BROWSERS, PAGES, Choice, parse_engines

    names = parse_engines(options.engines) if options.engines else None
    pages = PAGES if options.browser is None else options.browser
    if names and options.browser and not set(names) & set(BROWSERS):
        names += BROWSERS
    return Choice(names, pages)


def _check(options: argparse.Namespace) -> None:
    if bool(options.rpc) != bool(options.contract):
        raise Mistake("`--rpc` and `--contract` go together", help="--rpc URL --contract 0x…")
    alone = [name for name in _OF_A_CHAIN if getattr(options, name)]
    if alone and not options.rpc:
        raise Mistake(f"`--{alone[0]}` is of an edition on a chain", help="--rpc URL --contract 0x…")
    if options.piece is None and not options.rpc:
        raise Mistake("nothing to verify", help="give a piece, a build folder, or --rpc URL --contract 0x…")
    if options.seeds and options.rpc:
        raise Mistake("the tokens on a chain have their own seeds", help="leave `--seeds` out; `-n` limits the tokens")
    if not 1 <= options.count <= 1_000_000 or (options.browser or 0) < 0:
        raise Mistake("`-n` takes 1 to 1,000,000, `--browser` 0 or more")


def _verify(options: argparse.Namespace, board: Board) -> Verification:
    from intaglio_studio.build import no_contract
    from intaglio_studio.engines import at_resolution
    from intaglio_studio.params import sampled
    from intaglio_studio.payload import check_payload, payload_of
    from intaglio_studio.resolution import parse_resolution
    from intaglio_studio.seeds import parse_seeds, sample
    from intaglio_studio.verify import contestants, rastered, verify
    from intaglio_studio.works import open_bundle, source_of, works_of

    choice = _choice(options)
    if options.rpc:
        from intaglio_studio.verify_remote import verify_remote

        return verify_remote(options, choice, board)
    seeds = parse_seeds(options.seeds) if options.seeds else sample(options.count)
    bundle = open_bundle(options.piece, board)
    if bundle.is_sketch:
        from intaglio_studio.sketch_verify import verify_sketch

        return verify_sketch(bundle, seeds if options.seeds else sample(max(1, choice.pages)), board)
    piece = source_of(options.piece, bundle)
    works = works_of(piece, bundle)
    if bundle.no_contract and "evm" in (choice.names or ()):
        raise no_contract(bundle.title, bundle.no_contract)
    resolution = parse_resolution(options.resolution, piece.module) if options.resolution else None
    raster = rastered(piece.module, resolution)
    engines, absent = choice.of(works)
    if raster:
        engines, absent = at_resolution((engines, absent), piece.module.chain_size, raster.resolution)
    taking_part = contestants(works, engines, choice)
    params = sampled(piece.module.params)
    found = verify(piece.title, seeds, taking_part, board, params=params, absent=absent,
                   raster=raster)  # fmt: skip
    notes = (f"There is no contract to compare: {bundle.no_contract}.",) if bundle.no_contract else ()
    warnings = tuple(filter(None, [piece.shown_warnings()]))
    checks = (*found.checks, check_payload(payload_of(bundle), bundle.script))
    return replace(found, checks=checks, root=bundle.root.hex(), warnings=warnings, notes=(*found.notes, *notes))


def _folder(options: argparse.Namespace) -> Path:
    if options.piece is None:
        return Path(f"{options.contract[:10]}.verify")
    name = options.piece.resolve().name.removesuffix(".py").removesuffix(".build")
    return Path(options.piece).parent / f"{name}.verify"
