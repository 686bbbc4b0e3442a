"""What a command's argument stands for: a piece's source file, or the folder of a build made from one.

`open_bundle(path)` gives the build of either. `works_of` gives what the engines draw from; of a build that
is the script and the contract *as built*, and the source copy beside them.
"""

from __future__ import annotations

from pathlib import Path

from intaglio.bundle import MANIFEST, SOURCES, Bundle, read
from intaglio.packing.page import joined
from intaglio_studio.build import build
from intaglio_studio.engines import Works
from intaglio_studio.mistake import Mistake
from intaglio_studio.piece import Piece, open_piece, program
from intaglio_studio.progress import Board
from intaglio_studio.sketch_card import FILE as CARD


def is_build(path: Path) -> bool:
    """Whether `path` is a folder, as builds are, rather than a piece's file."""
    return path.is_dir() or path.name == MANIFEST


def open_bundle(path: Path, board: Board | None = None, trials: int = 0, sample: int = 0) -> Bundle:
    """The build in a folder, every hash checked, or a fresh one of a piece, as `build` makes it.

    Raises `NotABundle`, `BundleDamaged`, `Refused`, `RendererTooBig` or, for a build that is not there, `Mistake`.
    """
    if path.suffix == ".build" and not path.exists():
        raise Mistake(f"there is no build at {path}", help=f"`intaglio build {path.stem}.py` makes it", code="no-build")
    if is_build(path):
        return read(path.parent if path.name == MANIFEST else path)
    return build(open_piece(path), board, trials=trials, sample=sample)


def source_of(path: Path, bundle: Bundle | None = None) -> Piece:
    """The piece that `path` names: itself, or the source copy in a build."""
    if not is_build(path):
        return open_piece(path)
    folder = path.parent if path.name == MANIFEST else path
    opened = bundle or read(folder)
    piece = next(iter(opened.sources))
    if opened.is_sketch:
        raise Mistake(f"{opened.title} was packed from a sketch, {piece}: no engine but a browser draws it",
                      help="`intaglio verify BUILD` compares its pixels in Chromium", code="sketch")  # fmt: skip
    return open_piece(folder / SOURCES / piece)


def card_of(path: Path) -> Piece:
    """The piece that draws the card of a packed sketch, in the build that `path` names."""
    return open_piece((path.parent if path.name == MANIFEST else path) / SOURCES / CARD)


def works_of(piece: Piece, bundle: Bundle) -> Works:
    """All that a piece can be drawn from."""
    return Works(
        title=piece.title,
        program=lambda: program(piece),
        module=piece.module,
        script=bundle.script,
        renderer=bundle.renderer_runtime or None,
        page=lambda token: joined(bundle.runtime_part, token, bundle.script_part),
    )
