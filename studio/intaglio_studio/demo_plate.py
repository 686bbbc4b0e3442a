"""One piece of the demo, all the way: `make_plate(path, folder, count)` compiles, deploys, mints and verifies it.

A piece that the EVM does not take has no contract: its seeds are verified all the same, its first tokens' pages too.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

from intaglio.bundle import Bundle
from intaglio.language.card import card
from intaglio.packing.page import framed
from intaglio_renderers.browsers import kept_open
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.raster import png_of
from intaglio_studio import report
from intaglio_studio.anvil import LocalChain
from intaglio_studio.build import build, deployable
from intaglio_studio.cost import measure
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.engines import Choice, Works
from intaglio_studio.gallery import Minted, Plate, Token
from intaglio_studio.params import sampled
from intaglio_studio.piece import Piece, open_piece
from intaglio_studio.promise import PROMISED
from intaglio_studio.seeds import number_seed, sample
from intaglio_studio.selection import Selection
from intaglio_studio.sheet import png_sheet
from intaglio_studio.verification import Verification
from intaglio_studio.verify import contestants, rastered, verify
from intaglio_studio.verify_chain import Expected, Scope, verify_edition
from intaglio_studio.works import works_of

SHEET = (6, 4)  # columns and rows
SHEET_WIDTH = 1800  # pixels
MINTED = 3
TOKEN_WIDTH = 900  # pixels of a token's picture, where there is no chain to ask for its SVG
TIMED = 500  # tokens that numba's speed is measured over, or as many as go into
TIMED_SECONDS = 2.0


@dataclass(frozen=True)
class Made:
    """A piece as its source, its build and what engines draw from."""

    piece: Piece
    bundle: Bundle
    works: Works


def make_plate(path: Path, folder: Path, count: int) -> Plate:
    """Verify `count` seeds on every engine and `MINTED` tokens; pictures, pages and reports go to `folder`."""
    began = time.perf_counter()
    piece = open_piece(path)
    bundle = build(piece, sample=PROMISED)
    seconds = time.perf_counter() - began
    folder.mkdir(parents=True, exist_ok=True)
    bundle.write(folder / f"{path.stem}.build")
    made = Made(piece, bundle, works_of(piece, bundle))
    with kept_open():
        minted = None if bundle.no_contract else _minted(made, folder, count)
        # the minted tokens' pages have been shown already
        seeds = _verified(made, count, pages=0 if minted else MINTED)
    report.write(seeds, folder / "seeds")
    return Plate(
        name=path.stem,
        title=piece.title,
        description=piece.description,
        build_seconds=seconds,
        script_bytes=len(bundle.script.encode()),
        packed_bytes=len(bundle.script_part),
        tokens_a_second=_speed(piece),
        seeds=seeds,
        minted=minted,
        no_contract=bundle.no_contract,
        tokens=minted.tokens if minted else _drawn(made, folder),
        sheet=_sheet(piece, folder),
    )


def _verified(made: Made, count: int, pages: int) -> Verification:
    piece = made.piece
    choice = Choice(pages=pages)
    engines, absent = choice.of(made.works)
    params = sampled(piece.module.params)
    taking_part, raster = contestants(made.works, engines, choice), rastered(piece.module)
    seeds = verify(piece.title, sample(count), taking_part, params=params, absent=absent, raster=raster)
    return replace(seeds, root=made.bundle.root.hex(), warnings=tuple(filter(None, [piece.shown_warnings()])))


def _minted(made: Made, folder: Path, count: int) -> Minted:
    """The piece on a chain of its own that ends with this; its tokens, verified from the chain."""
    with LocalChain() as local:
        chain = local.open()
        edition = Edition(chain, deploy(deployable(made.bundle), chain).edition)
        edition.mint(MINTED)
        found = verify_edition(
            chain,
            edition.address,
            node=local.url,
            scope=Scope(Selection(MINTED)),
            expected=lambda _: Expected(made.works, made.bundle),
            choice=Choice(pages=MINTED),
        )
        report.write(found, folder / "chain")
        tokens = []
        for number in (found.chain or {})["tokens"]:
            metadata, image = edition.metadata(number), edition.image(number)
            shown = card(image.decode()).encode() if made.piece.text_size else image
            (folder / f"token-{number}.svg").write_bytes(shown)
            (folder / f"token-{number}.html").write_bytes(framed(metadata.page))
            tokens.append(Token(number, metadata.name, metadata.attributes, f"token-{number}.svg"))
    return Minted(measure(made.bundle, count), found, tuple(tokens))


def _drawn(made: Made, folder: Path) -> tuple[Token, ...]:
    """The first seeds of a piece without a contract, as numba draws them, with their pages."""
    assert made.works.page is not None
    tokens = []
    with NativeRenderer(made.piece.module) as renderer:
        for number in range(1, MINTED + 1):
            seed = number_seed(number)
            picture = renderer.render(seed)
            (folder / f"token-{number}.png").write_bytes(png_of(picture, TOKEN_WIDTH))
            (folder / f"token-{number}.html").write_bytes(framed(made.works.page(seed)))
            tokens.append(Token(number, f"{made.piece.title}, seed {number}", picture.traits, f"token-{number}.png"))
    return tuple(tokens)


def _speed(piece: Piece) -> float:
    """Tokens a second that numba draws, compiled and warm."""
    with NativeRenderer(piece.module) as renderer:
        seeds = [number_seed(number) for number in range(TIMED)]
        began = time.perf_counter()
        renderer.render(seeds[0])
        many = max(1, min(TIMED, int(TIMED_SECONDS / (time.perf_counter() - began))))
        began = time.perf_counter()
        renderer.render_many(seeds[:many])
        return many / (time.perf_counter() - began)


def _sheet(piece: Piece, folder: Path) -> str:
    columns, rows = SHEET
    cell = SHEET_WIDTH // columns
    with NativeRenderer(piece.module) as renderer:
        tall = max(1, round(cell * piece.shape[1] / piece.shape[0]))
        resolution = (cell, tall)  # of a raster, where it has one
        pictures = [renderer.render(number_seed(number), 0, resolution) for number in range(columns * rows)]
    (folder / "sheet.png").write_bytes(png_sheet(pictures, piece.shape, columns, SHEET_WIDTH))
    return "sheet.png"
