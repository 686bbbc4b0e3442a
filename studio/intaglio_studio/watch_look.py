"""From a save to what the page is told of it, in two steps: `look` as fast as can be, `finish` a moment later.

`look` stops as soon as there is something to draw with: the syntax is accepted and the canvas is lowered to text, which
is all that the JavaScript backend asks for. What makes the piece small and quick, and finds out what to warn of, is
half of the time that compiling takes; `finish` does it while the page draws.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intaglio_studio.mistake import explain
from intaglio_studio.watch_files import State, states

if TYPE_CHECKING:
    from intaglio.frontend import Compiled
    from intaglio_studio.piece import Piece

SPRITE = re.compile(r"""\bsprites?\(\s*["']([^"'\0\n]{1,200})["']""")
DRAWABLE = "lower_canvas"  # the pass after which the JavaScript backend takes a module

Json = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """A save that the frontend accepted, a script that draws it, and how long that took."""

    compiled: Compiled
    script: str
    seconds: float

    @property
    def content(self) -> tuple[object, ...]:
        """All that was read: what is equal here is the same piece."""
        return tuple((s.path, s.text, s.shelf.files, s.shelf.listings) for s in self.compiled.program.sources)

    @property
    def files(self) -> set[Path]:
        """The files and folders that were read, but for the library's."""
        found = set()
        for source in self.compiled.program.sources:
            if not source.library:
                shelf = source.shelf
                found |= {source.path, *(shelf.folder / name for name in (*shelf.files, *shelf.listings))}
        return found


@dataclass(frozen=True)
class Attempt:
    """What came of a save: a piece, or the problems. `files` are the states before of all that it may depend on."""

    files: dict[Path, State]
    seen: Seen | None = None
    problems: Json | None = None


def look(path: Path, known: Iterable[Path] = ()) -> Attempt:
    """Compile the piece as it is now; `known` are its files of last time. What goes wrong is in the answer."""
    before = states([path, *known])
    began = time.perf_counter()
    try:
        from intaglio.backends.javascript import emit
        from intaglio.frontend import compile_file
        from intaglio.pipeline import lower
        from intaglio_studio.fault import with_ir

        compiled = compile_file(path)
        with with_ir(compiled.module):
            script = emit(lower(compiled.module, after=DRAWABLE).module, readable=True)
    except Exception as error:
        return Attempt(states(candidates(path)) | before, problems=problems(path, error))
    seen = Seen(compiled, script, time.perf_counter() - began)
    files = {file: before.get(file) or state for file, state in states(seen.files).items()}
    return Attempt(files, seen)


def candidates(path: Path) -> set[Path]:
    """What may mend a piece that was refused: files beside it, and the pictures and folders that they speak of."""
    found = {path, *path.parent.glob("*.py")}
    for source in list(found):
        try:
            named = [path.parent / name for name in SPRITE.findall(source.read_text("utf-8"))]
        except (OSError, ValueError):
            continue
        found |= {*named, *(file for folder in named if folder.is_dir() for file in folder.glob("*.png"))}
    return found


def finish(path: Path, seen: Seen) -> tuple[Piece, Json]:
    """The whole piece, and what the page is told of it: the script as it is stored, its bytes, and the warnings."""
    from intaglio.packing.codecs import CONTEXT_MIXING
    from intaglio.packing.page import packed_script
    from intaglio_studio.build import script
    from intaglio_studio.piece import lowered

    piece = lowered(path, seen.compiled)
    text = script(piece)
    return piece, {
        "script": text,
        "bytes": len(text.encode()),
        "packed": len(packed_script(text, text=piece.text_size, codec=CONTEXT_MIXING).payload),
        "warnings": [warning for warning in piece.shown_warnings().split("\n\n") if warning],
    }


def told(version: int, seen: Seen) -> Json:
    """What the page is told first."""
    from intaglio_studio.piece import description

    program = seen.compiled.program
    params = [
        {"name": p.name, "type": p.type.value, "low": p.low, "high": p.high, "default": p.default, "shift": p.shift}
        for p in program.params
    ]
    return {
        "version": version,
        "file": program.piece.path.name,
        "title": program.title,
        "description": description(program),
        "size": [program.width, program.height],
        "resolution": program.resolution,
        "params": params,
        "script": seen.script,
        "seconds": round(seen.seconds, 3),
    }


def problems(path: Path, error: Exception) -> Json:
    """Why there is no picture, a text for each cause."""
    from intaglio.frontend.diagnostics import Refused, render

    if not path.exists():
        return {"kind": "missing", "summary": f"{path.name} is gone: waiting for it to come back", "texts": []}
    if isinstance(error, Refused):
        count = sum(d.severity == "error" for d in error.diagnostics)
        texts = [render([diagnostic], error.sources) for diagnostic in error.diagnostics]
        return {"kind": "refused", "summary": f"{count} error{'s' * (count != 1)}", "texts": texts}
    explained = explain(error)
    if explained is not None:
        return {"kind": "refused", "summary": "not drawn", "texts": [explained.text]}
    from intaglio_studio.fault import write_report

    report = write_report(error, ["watch", str(path)])
    text = f"this is a fault of Intaglio's, not of yours ({type(error).__name__})\n  {report} has the details"
    return {"kind": "fault", "summary": "a fault of Intaglio's", "texts": [text]}
