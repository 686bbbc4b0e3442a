"""`intaglio render`: a piece's picture for a seed, or a contact sheet of many."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from intaglio_studio.engines import CONTRACTS, ENGINES
from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome

if TYPE_CHECKING:
    from intaglio.ir.nodes import Resolution
    from intaglio_renderers.picture import Picture
    from intaglio_studio.piece import Piece

SUMMARY = "draw a piece for one seed, or a contact sheet of many"
EXAMPLES = """\
examples:
  intaglio render drift.py --seed 7                    writes drift-7.svg
  intaglio render drift.py --seed 0xc0ffee -o out.png  the file's ending says which format
  intaglio render drift.py --sheet 6x6 -o sheet.png    36 seeds, from --seed on
  intaglio render drift.py --seed 7 -o - | less        SVG to standard output, of a text piece the text itself
  intaglio render marble.py --resolution 4000x4000 -o marble.png   a raster at any size
  intaglio render drift.py --engine evm                drawn by the contract, in revm
  intaglio render rose.py --param Petals=7             with a collector's param, others at their defaults

A seed is 32 bytes. A whole number stands for its 32 big-endian bytes, 0x… for those very bytes.
"""

LARGEST_SHEET = 2_500  # pictures
LONG = 4_000_000  # pixels, from which on progress is shown


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("piece", metavar="PIECE", type=Path, help="the piece's Python file")
    parser.add_argument("--seed", default="0", metavar="SEED", help="7 or 0x… (default 0)")
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write, `-` for standard output")
    parser.add_argument("--png", action="store_true", help="PNG, whatever the file is called")
    parser.add_argument("--sheet", metavar="CxR", help="C columns and R rows of seeds, from --seed on")
    parser.add_argument("--resolution", metavar="WxH", help="pixels of the raster (default: as the piece says)")
    parser.add_argument("--width", type=int, metavar="PIXELS", help="width of a PNG (default 1000, a sheet's 1600)")
    parser.add_argument(
        "--param", action="append", default=[], metavar="NAME=VALUE", help="a collector's param; may be repeated"
    )
    parser.add_argument("--engine", default="native", choices=tuple(ENGINES), help="who draws (default native)")


def run(options: argparse.Namespace) -> Outcome:
    """Draw and write."""
    from intaglio_studio.params import given
    from intaglio_studio.piece import open_piece
    from intaglio_studio.resolution import parse_resolution
    from intaglio_studio.seeds import number_seed, parse_seed, written

    first = parse_seed(options.seed)
    columns, rows = _sheet(options.sheet) if options.sheet else (1, 1)
    as_png = options.png or str(options.output or "").lower().endswith(".png")
    as_svg = str(options.output or "").lower().endswith(".svg")
    if options.width is not None and not 1 <= options.width <= 20_000:
        raise Mistake(f"a PNG has 1 to 20,000 pixels in width, not {options.width}")
    if options.output == "-" and options.json:
        raise Mistake("`--json` and `-o -` both want standard output", help="give a file with `-o FILE`")
    piece = open_piece(options.piece)
    as_text = piece.text_size is not None and not (as_png or as_svg or options.sheet)
    number = int.from_bytes(first, "big")
    seeds = [number_seed((number + i) % 2**256) for i in range(columns * rows)]
    params = given(piece.module.params, options.param)
    resolution = parse_resolution(options.resolution, piece.module) if options.resolution else None
    _check_engine(piece, options.engine, resolution)
    pictures = _draw(piece, options.engine, seeds, params, resolution)
    if options.sheet:
        from intaglio_studio.sheet import png_sheet, svg_sheet

        width = options.width or 1600
        data = png_sheet(pictures, piece.shape, columns, width) if as_png else svg_sheet(pictures, piece.shape, columns)
    else:
        width = options.width or (resolution[0] if resolution else 1000)
        data = _png(pictures[0], width) if as_png else _document(piece, pictures[0], as_text, options.engine)
    stem = f"{options.piece.stem}-{'sheet' if options.sheet else written(first)}"
    where = options.output or f"{stem}.{'png' if as_png else 'txt' if as_text else 'svg'}"
    _write(where, data)
    said = {"file": where, "bytes": len(data), "engine": options.engine}
    said["params"] = f"0x{params:064x}"
    said["seeds"] = [f"0x{seed.hex()}" for seed in seeds]
    said["traits"] = [json.loads(picture.traits) for picture in pictures]
    warnings = [warning.to_json() for warning in piece.warnings]
    text = "" if where == "-" else _summary(where, data, pictures[0].traits if not options.sheet else b"[]")
    return Outcome(text, said | {"warnings": warnings})


def _sheet(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,4})[x×](\d{1,4})", text)
    if match is None:
        raise Mistake(f"`{text}` is no sheet", help="write columns x rows, for instance `--sheet 6x6`")
    columns, rows = int(match[1]), int(match[2])
    if not 1 <= columns * rows <= LARGEST_SHEET:
        raise Mistake(f"a sheet has 1 to {LARGEST_SHEET:,} pictures, not {columns * rows:,}")
    return columns, rows


def _draw(
    piece: Piece, name: str, seeds: list[bytes], params: int, resolution: Resolution | None
) -> list[Picture]:
    from intaglio_renderers.native import NativeRenderer
    from intaglio_studio.build import contract, script
    from intaglio_studio.engines import Works, open_engine
    from intaglio_studio.piece import program
    from intaglio_studio.progress import progress

    works = Works(
        title=piece.title,
        program=lambda: program(piece),
        module=piece.module,
        script=script(piece) if name in ("javascript", "spidermonkey", "quickjs") else None,
        renderer=contract(piece).runtime if name in CONTRACTS else None,
    )
    with open_engine(name, works) as engine, progress() as board:
        size = resolution or piece.module.resolution
        if size and isinstance(engine, NativeRenderer) and size[0] * size[1] * len(seeds) >= LONG:
            board.begin("rows of pixels", size[1] * len(seeds))
            engine.rows_done = lambda rows: board.advance("rows of pixels", rows)
        return [engine.render(seed, params, resolution) for seed in seeds]


def _document(piece: Piece, picture: Picture, as_text: bool, engine: str) -> bytes:
    """The picture as it is: plain text, or else an SVG document, of a contract its own."""
    if engine in CONTRACTS and picture.pixels:
        return picture.chain_image
    return picture.svg if as_text else picture.document(piece.size)


def _check_engine(piece: Piece, name: str, resolution: Resolution | None) -> None:
    """A contract draws rasters at one size. Raises `Mistake`."""
    size = piece.module.chain_size
    if name in CONTRACTS and resolution and size and resolution != size:
        raise Mistake(f"the contract draws {size[0]}×{size[1]} pixels", help="leave `--resolution` out, or `--engine`")


def _png(picture: Picture, width: int) -> bytes:
    from intaglio_renderers.raster import png_of

    return png_of(picture, width)


def _write(where: str, data: bytes) -> None:
    if where == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        Path(where).write_bytes(data)
    except OSError as error:
        raise Mistake(f"cannot write {where}: {error.strerror}", code="file") from None


def _summary(where: str, data: bytes, traits: bytes) -> str:
    lines = [f"{where}: {len(data):,} bytes"]
    lines += [f"  {trait['trait_type']}: {trait['value']}" for trait in json.loads(traits)]
    return "\n".join(lines)
