"""What a worker of an exploration does: `draw_chunk(work, first, count)`, wherever it runs.

A worker may be this process, another one or another machine's. It is handed the lowered module as bytes, makes the
numba renderer from it (machine code comes from its cache where that has it) and keeps it for the next chunk. It gives
back bytes only: the pictures one behind another, and a record of each.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import resource
import threading
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

import intaglio
import intaglio_renderers
from intaglio.frontend.pixels import resolution_of
from intaglio.ir.nodes import Module, Resolution
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.native.measure import Measurer
from intaglio_renderers.picture import Picture, RenderError
from intaglio_studio.seeds import number_seed

# One token in the index. `svg` and `traits` are lengths; the measures are of the SVG.
RECORD = np.dtype(
    [
        ("offset", "<u8"),  # of its first byte among the pictures
        ("svg", "<u4"),
        ("traits", "<u4"),
        ("elements", "<u4"),  # see `measure.Measures`; a raster of more than one color counts too
        ("length", "<u4"),
        ("crc", "<u4"),  # of the SVG: where two differ, so do the pictures
        ("failed", "<u4"),  # 1 where the piece has no picture: `traits` then has the reason
        ("digest", "V32"),  # `Picture.digest`
    ]
)


RASTER_SIDE = 160  # pixels of the longer side: thousands are looked at, small
PART = ".part"  # what the file of a chunk ends in


@dataclass(frozen=True)
class Shown:
    """How a piece's pictures are kept: as one document each, a raster in it at this resolution."""

    size: Resolution
    resolution: Resolution | None

    @classmethod
    def of(cls, module: Module) -> Shown:
        """That of a module."""
        own = module.resolution
        return cls((module.width, module.height), resolution_of(None, *own, RASTER_SIDE) if own else None)

    def document(self, picture: Picture) -> bytes:
        """The SVG that is kept."""
        return picture.document(self.size)


@dataclass(frozen=True)
class Work:
    """What all chunks have in common.

    `module` is pickled and packed, `params` the collector's word, `version` that of Intaglio. With `pictures` the SVGs
    are kept too. `folder` is one where the bytes of a chunk may be put down for whoever ordered it, which is faster
    than to send them; or None.
    """

    module: bytes
    params: int
    pictures: bool
    version: str
    folder: Path | None = None


@dataclass(frozen=True)
class Chunk:
    """Tokens `first` to `first + count`: their bytes, or the file that has them; their records, with offsets from 0;
    who drew them in what time.
    """

    first: int
    data: bytes | Path
    size: int
    records: bytes
    seconds: float
    worker: str
    peak_memory: int  # bytes, of the worker's process until now

    @property
    def count(self) -> int:
        """How many tokens it has."""
        return len(self.records) // RECORD.itemsize


class OtherVersion(RenderError):
    """A worker has another Intaglio installed, whose bytes nobody has compared."""


def work_of(module: Module, params: int = 0, *, pictures: bool, folder: Path | None = None) -> Work:
    """The work of drawing a lowered module."""
    return Work(zlib.compress(pickle.dumps(module, protocol=5)), params, pictures, version(), folder)


@cache
def version() -> str:
    """A hash of the compiler's and the renderers' files."""
    digest = hashlib.sha256()
    for package in (intaglio, intaglio_renderers):
        assert package.__file__ is not None
        for path in sorted(Path(package.__file__).parent.rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def draw_chunk(work: Work, first: int, count: int) -> Chunk:
    """Draw tokens `first` to `first + count`. A token that fails has a record that says so."""
    began = time.perf_counter()
    seeds = [number_seed(number) for number in range(first, first + count)]
    renderer, measurer, shown = _tools(work)
    drawn = _draw(renderer, seeds, work.params, shown.resolution)
    records = np.zeros(count, RECORD)
    parts: list[bytes] = []
    offset = 0
    for record, picture in zip(records, drawn, strict=True):
        kept = _record(record, picture, measurer, shown, work.pictures)
        record["offset"] = offset
        offset += sum(map(len, kept))
        parts += kept
    return Chunk(
        first=first,
        data=_put_down(parts, work.folder / f"{first}{PART}") if work.folder else b"".join(parts),
        size=offset,
        records=records.tobytes(),
        seconds=time.perf_counter() - began,
        worker=f"{os.uname().nodename}:{os.getpid()}",
        peak_memory=peak_memory(),
    )


def _put_down(parts: Sequence[bytes], path: Path) -> Path:
    with path.open("wb") as file:
        file.writelines(parts)
    return path


def peak_memory() -> int:
    """Bytes that this process has held at most."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # in KiB on Linux


_kept = threading.local()  # neither tool may be shared: each thread has its own


def _tools(work: Work) -> tuple[NativeRenderer, Measurer, Shown]:
    """What draws, what measures and what makes a document, made for the first chunk of a work."""
    if getattr(_kept, "module", None) != work.module:
        if work.version != version():
            raise OtherVersion(f"{os.uname().nodename} has another version of Intaglio")
        module = pickle.loads(zlib.decompress(work.module))
        _kept.tools = NativeRenderer(module, threads=1), Measurer(), Shown.of(module)  # a process a core
        _kept.module = work.module
    tools: tuple[NativeRenderer, Measurer, Shown] = _kept.tools
    return tools


def _draw(
    renderer: NativeRenderer, seeds: Sequence[bytes], params: int, resolution: Resolution | None
) -> list[Picture | RenderError]:
    """All pictures at once; where one fails, each by itself."""
    try:
        return list(renderer.render_many(seeds, params, resolution))
    except RenderError:
        return [_draw_one(renderer, seed, params, resolution) for seed in seeds]


def _draw_one(
    renderer: NativeRenderer, seed: bytes, params: int, resolution: Resolution | None
) -> Picture | RenderError:
    try:
        return renderer.render(seed, params, resolution)
    except RenderError as error:
        return error


def _record(
    record: np.void, drawn: Picture | RenderError, measurer: Measurer, shown: Shown, pictures: bool
) -> tuple[bytes, ...]:
    """Fill in a token's record, all but its offset; the bytes to keep of it."""
    if isinstance(drawn, RenderError):
        reason = str(drawn).encode()
        record["failed"], record["traits"] = 1, len(reason)
        return (reason,)
    svg, measures = shown.document(drawn), measurer.measure(drawn.svg)
    record["svg"], record["traits"] = len(svg), len(drawn.traits)
    seen = drawn.pixels is not None and not drawn.pixels.is_plain
    record["elements"], record["length"] = measures.elements + seen, measures.length
    record["crc"] = zlib.crc32(svg)
    record["digest"] = bytes.fromhex(drawn.digest())
    return (svg, drawn.traits) if pictures else (drawn.traits,)

