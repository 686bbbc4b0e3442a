"""`make demo`: the whole path of the examples, on a local chain, and a gallery of what came out.

Each example is compiled, deployed, minted and verified: 25 seeds on every engine; the minted tokens again through
the node, their metadata, and their pages in every browser that is found. One byte that differs anywhere, and the demo
fails.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from intaglio_renderers.browsers import kept_open
from intaglio_renderers.native import NativeRenderer
from intaglio_studio import gallery, report
from intaglio_studio.anvil import LocalChain
from intaglio_studio.build import build, deployable
from intaglio_studio.command import guarded
from intaglio_studio.cost import measure
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.engines import Choice
from intaglio_studio.gallery import Plate, Token
from intaglio_studio.outcome import AGREES, DISAGREES, Outcome
from intaglio_studio.params import sampled
from intaglio_studio.piece import Piece, open_piece
from intaglio_studio.progress import Board, progress
from intaglio_studio.seeds import number_seed, sample
from intaglio_studio.sheet import png_sheet
from intaglio_studio.verification import Verification
from intaglio_studio.verify import contestants, verify
from intaglio_studio.verify_chain import Expected, verify_edition
from intaglio_studio.works import works_of

ROOT = Path(__file__).parents[2]
SHEET = (6, 4)  # columns and rows
MINTED = 3
TIMED = 500  # tokens that numba's speed is measured over


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo; 0 where everything agrees."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return guarded(lambda: run(_options(given)), given)


def run(options: argparse.Namespace) -> Outcome:
    """Show every piece; the gallery's page is the result."""
    began = time.perf_counter()
    pieces = sorted(options.examples.glob("*.py"))
    plates = []
    with LocalChain() as local, kept_open():
        for path in pieces:
            print(f"{path.name}: compile, deploy, mint, verify {options.count} seeds", file=sys.stderr, flush=True)
            with progress(shown=not options.json) as board:
                plates.append(_plate(path, local, options, board))
    page = gallery.write(plates, options.output)
    agrees = bool(plates) and all(plate.agrees for plate in plates)
    lines = [gallery.table(plates), ""]
    for plate in plates:
        lines += [f"{plate.title}: {report.verdict_line(found)}" for found in (plate.seeds, plate.chain)]
        lines += [difference.text() for found in (plate.seeds, plate.chain) for difference in found.differences[:2]]
        lines += [failure.text() for found in (plate.seeds, plate.chain) for failure in found.failures[:2]]
    absent = {name: why for plate in plates for name, why in (*plate.seeds.absent.items(), *plate.chain.absent.items())}
    lines += [f"without {name}, which is not on this machine: {why}" for name, why in absent.items()]
    lines += ["", f"{time.perf_counter() - began:.0f} s; gallery: {page}"]
    data = {"agrees": agrees, "gallery": str(page), "pieces": [plate.to_json() for plate in plates]}
    return Outcome("\n".join(lines), data, AGREES if agrees else DISAGREES)


def _options(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m intaglio_studio.demo", description="show the examples")
    parser.add_argument("--examples", type=Path, default=ROOT / "examples", metavar="DIR")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "gallery", metavar="DIR")
    parser.add_argument("-n", type=int, default=25, metavar="N", dest="count", help="seeds of each piece")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(given)


def _plate(path: Path, local: LocalChain, options: argparse.Namespace, board: Board) -> Plate:
    """One piece, all the way."""
    folder = options.output / path.stem
    began = time.perf_counter()
    piece = open_piece(path)
    bundle = build(piece)
    seconds = time.perf_counter() - began
    folder.mkdir(parents=True, exist_ok=True)
    bundle.write(folder / f"{path.stem}.build")
    chain = local.open()
    edition = Edition(chain, deploy(deployable(bundle), chain).edition)
    edition.mint(MINTED)
    works = works_of(piece, bundle)
    engines, absent = Choice(pages=0).of(works)  # the minted tokens' pages are shown below
    taking_part = contestants(works, engines)
    params = sampled(piece.module.params)
    seeds = verify(piece.title, sample(options.count), taking_part, board, params=params, absent=absent)
    seeds = replace(seeds, root=bundle.root.hex(), warnings=tuple(filter(None, [piece.shown_warnings()])))
    on_chain = verify_edition(
        chain,
        edition.address,
        node=local.url,
        tokens=MINTED,
        expected=Expected(works, bundle),
        choice=Choice(pages=MINTED),
        board=board,
    )
    report.write(seeds, folder / "seeds")
    report.write(on_chain, folder / "chain")
    return Plate(
        name=path.stem,
        title=piece.title,
        description=piece.description,
        build_seconds=seconds,
        cost=measure(bundle, options.count, board),
        tokens_a_second=_speed(piece),
        seeds=seeds,
        chain=on_chain,
        tokens=_tokens(edition, folder, on_chain),
        sheet=_sheet(piece, folder),
    )


def _speed(piece: Piece) -> float:
    """Tokens a second that numba draws, compiled and warm."""
    with NativeRenderer(piece.module) as renderer:
        seeds = [number_seed(number) for number in range(TIMED)]
        renderer.render_many(seeds[:8])
        began = time.perf_counter()
        renderer.render_many(seeds)
        return TIMED / (time.perf_counter() - began)


def _sheet(piece: Piece, folder: Path) -> str:
    columns, rows = SHEET
    with NativeRenderer(piece.module) as renderer:
        pictures = renderer.render_many([number_seed(number) for number in range(columns * rows)])
    png = png_sheet(pictures, piece.size, columns, 1800)
    (folder / "sheet.png").write_bytes(png)
    return "sheet.png"


def _tokens(edition: Edition, folder: Path, found: Verification) -> tuple[Token, ...]:
    """The minted tokens as the chain gives them, each with its picture and its page as files."""
    from intaglio.packing.page import framed

    tokens = []
    for number in (found.chain or {})["tokens"]:
        metadata = edition.metadata(number)
        (folder / f"token-{number}.svg").write_bytes(metadata.svg)
        (folder / f"token-{number}.html").write_bytes(framed(metadata.page))
        tokens.append(Token(number, metadata.name, metadata.attributes))
    return tuple(tokens)


if __name__ == "__main__":
    sys.exit(main())
