"""A piece made ready for every backend: `open_piece(path)` compiles it, or takes it from the cache.

The cache holds lowered modules by what they are made from: the compiler's own files, the text of the piece and
of the siblings that it imports, and the pictures that they read. It makes a second `render` start in a tenth of the
time; deleting it is always safe. Syntax trees are not kept: who runs the source itself asks for `program(piece)`.
"""

from __future__ import annotations

import ast
import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import intaglio
from intaglio.ir.nodes import Module
from intaglio.language.card import card_size
from intaglio_studio.fault import with_ir

if TYPE_CHECKING:
    from intaglio.frontend import Compiled
    from intaglio.frontend.diagnostics import Diagnostic
    from intaglio.frontend.program import Program
    from intaglio.passes.exact_range import Warning

EXACT_RANGE = "W201"  # the code of what range analysis cannot prove
RANGE_HELP = "`intaglio verify` counts the seeds that get there"
CACHE_VARIABLE = "INTAGLIO_CACHE"


@dataclass(frozen=True)
class Piece:
    """A compiled piece. `sources` has the texts of its files by path, the piece first; no library files.

    `pictures` are the PNG files that they read, by their paths below the piece's folder, and `folders` what is in those
    that are read as a whole. `typed` is what the frontend made of it and `module` what the backends take; `warnings`
    are the diagnostics that did not stop it.
    """

    path: Path
    title: str
    description: str
    size: tuple[int, int]
    digits: int
    sources: dict[Path, str]
    pictures: dict[str, bytes]
    folders: dict[str, tuple[str, ...]]
    typed: Module
    module: Module
    warnings: tuple[Diagnostic, ...]
    texts: dict[str, str]  # of every file that a warning is about, as messages show it

    @property
    def has_raster(self) -> bool:
        """Whether the piece has pixels, which its script then leaves beside the picture."""
        return self.module.resolution is not None

    @property
    def text_size(self) -> tuple[int, int] | None:
        """The columns and lines of a piece of plain text, None of any other."""
        return self.size if self.module.medium == "text" else None

    @property
    def shape(self) -> tuple[int, int]:
        """The width and height of what shows a picture: of plain text, its card's."""
        return card_size(*self.text_size) if self.text_size else self.size

    def shown_warnings(self) -> str:
        """The warnings as text, empty where there are none.

        Range analysis is careful rather than right: its warnings are put together, a line each.
        """
        if not self.warnings:
            return ""
        from intaglio.frontend.diagnostics import render

        ranges = [warning for warning in self.warnings if warning.code == EXACT_RANGE]
        blocks = [render([w for w in self.warnings if w.code != EXACT_RANGE], self.texts)]
        if ranges:
            head = f"warning[{EXACT_RANGE}]: not proved to stay where all engines compute alike; {RANGE_HELP}"
            blocks.append("\n".join([head, *(f"  --> {warning.span}: {warning.message}" for warning in ranges)]))
        return "\n\n".join(filter(None, blocks))


def open_piece(path: Path) -> Piece:
    """The piece in a file, compiled. Raises `Refused` with all errors found."""
    kept = _cache_file(path)
    piece = _read(kept)
    if piece is None or not _unchanged(piece):
        piece = _compile(path)
        _keep(kept, piece)
    return piece


def program(piece: Piece) -> Program:
    """The syntax trees of a piece, for the reference renderer. Raises `Refused`."""
    from intaglio.frontend import compile_file

    return compile_file(piece.path).program


def _compile(path: Path) -> Piece:
    from intaglio.frontend import compile_file

    return lowered(path, compile_file(path))


def lowered(path: Path, compiled: Compiled) -> Piece:
    """The piece of a file that the frontend has accepted."""
    from intaglio.pipeline import lower

    with with_ir(compiled.module):
        done = lower(compiled.module)
    accepted = compiled.program
    warnings = (*compiled.diagnostics, *map(_warning, done.warnings))
    return Piece(
        path=path,
        title=accepted.title,
        description=description(accepted),
        size=(accepted.width, accepted.height),
        digits=accepted.digits,
        sources=own_sources(accepted),
        pictures={name: data for source in accepted.sources for name, data in source.shelf.files.items()},
        folders={name: held for source in accepted.sources for name, held in source.shelf.listings.items()},
        typed=compiled.module,
        module=done.module,
        warnings=warnings,
        texts={warning.span.file: compiled.texts.get(warning.span.file, "") for warning in warnings},
    )


def _warning(warning: Warning) -> Diagnostic:
    from intaglio.frontend.diagnostics import Diagnostic

    return Diagnostic(EXACT_RANGE, warning.message, warning.span, help=RANGE_HELP, severity="warning")


def own_sources(accepted: Program) -> dict[Path, str]:
    """The texts of a piece's files, the piece first; no library files."""
    own = [source for source in accepted.sources if not source.library and source is not accepted.piece]
    return {source.path: source.text for source in (accepted.piece, *own)}


def description(accepted: Program) -> str:
    """The first paragraph of the file's docstring, less the title that it may open with: `Drift: strands …`."""
    text = " ".join((ast.get_docstring(accepted.piece.tree) or "").split("\n\n")[0].split())
    if text.lower().startswith(f"{accepted.title.lower()}:"):
        text = text[len(accepted.title) + 1 :].strip()
    return text[:1].upper() + text[1:]


def _unchanged(piece: Piece) -> bool:
    from intaglio.pictures.folder import listing
    from intaglio.pictures.png import PngRefused

    folder = piece.path.parent
    try:
        return (
            all(path.read_text("utf-8") == text for path, text in piece.sources.items())
            and all((folder / name).read_bytes() == data for name, data in piece.pictures.items())
            and all(listing(folder, name) == held for name, held in piece.folders.items())
        )
    except (OSError, UnicodeDecodeError, PngRefused):
        return False


def _cache_file(path: Path) -> Path:
    override = os.environ.get(CACHE_VARIABLE)
    folder = Path(override) if override else Path.home() / ".cache" / "intaglio"
    name = hashlib.sha256(f"{_compiler()} {path} {path.absolute()}".encode("utf-8", "surrogatepass")).hexdigest()
    return folder / "pieces" / f"{name}.pickle"


@cache
def _compiler() -> str:
    """A hash of the compiler's own files: another compiler, another cache."""
    folder = Path(intaglio.__file__).parent
    return _digest(path.read_bytes() for path in sorted(folder.rglob("*.py")))


def _digest(texts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(len(text).to_bytes(8, "big") + text)
    return digest.hexdigest()


def _read(kept: Path) -> Piece | None:
    try:
        piece = pickle.loads(kept.read_bytes())
    except Exception:  # absent, cut short, or of another Python: pickle raises nearly anything
        return None
    return piece if isinstance(piece, Piece) else None


def _keep(kept: Path, piece: Piece) -> None:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
            pickle.dump(piece, file)
        os.replace(file.name, kept)  # whole or not at all, also with two commands at once
    except OSError:
        pass  # a home that cannot be written to costs time only
