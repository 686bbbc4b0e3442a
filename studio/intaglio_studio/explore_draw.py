"""The tokens that a store lacks, drawn: `draw(piece, store, count)`.

Chunks are drawn in any order and stored in the order of their tokens. At most `AHEAD` chunks a worker are on the way,
so that memory does not grow with the number of tokens.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace

from intaglio.ir.text import print_module
from intaglio_studio.explore_executors import Pending, Workers, cores, open_workers
from intaglio_studio.explore_store import Identity, Store
from intaglio_studio.explore_work import Chunk, draw_chunk, peak_memory, work_of
from intaglio_studio.fault import with_ir
from intaglio_studio.mistake import Mistake
from intaglio_studio.piece import Piece
from intaglio_studio.progress import Board, Silent

AHEAD = 2  # chunks on the way for each worker
CHUNK_SECONDS = 0.15  # that a chunk should take
MOST_TOKENS, MOST_BYTES = 512, 1 << 23  # of a chunk
WORTH_PROCESSES = 1.5  # seconds of drawing from which on more processes save time
FIRST = 4  # tokens drawn here first: they tell how fast the piece is, and leave its machine code in the cache


@dataclass(frozen=True)
class Drawing:
    """How the drawing went. `peak_memory` is that of all processes together, at most; 0 where others drew."""

    drawn: int  # tokens drawn now; the others were there
    seconds: float
    workers: str
    peak_memory: int

    @property
    def rate(self) -> float:
        """Tokens a second."""
        return self.drawn / self.seconds if self.drawn else 0.0


def identity(piece: Piece, params: int = 0, *, pictures: bool) -> Identity:
    """What a store of the piece with these params is of."""
    fingerprint = hashlib.sha256(print_module(piece.module).encode()).hexdigest()
    return Identity(piece.title, fingerprint, f"0x{params:064x}", pictures)


def draw(
    piece: Piece,
    store: Store,
    count: int,
    *,
    processes: int | None = None,
    scheduler: str | None = None,
    board: Board | None = None,
) -> Drawing:
    """Draw the tokens that the store lacks to have `count`. `processes`: all cores where it is None.

    Raises `Mistake` where workers are lost or cannot be had, `OtherVersion` where they run another Intaglio.
    """
    told = board or Silent()
    began, there = time.perf_counter(), len(store)
    work = work_of(piece.module, int(store.identity.params, 16), pictures=store.identity.pictures)
    told.begin("tokens", count)
    told.advance("tokens", min(there, count))
    peaks: dict[str, int] = {}
    about = "nobody: all were there"
    if there < count:
        with with_ir(piece.module):
            first = draw_chunk(work, there, min(FIRST, count - there))
        chunks = _Chunks(first, count)
        store.append(first)
        told.advance("tokens", first.count)
        if processes is None and scheduler is None:
            processes = cores() if chunks.seconds_left > WORTH_PROCESSES else 1
        here = None if scheduler else store.folder
        work = replace(work, folder=here)
        with open_workers(processes or 1, scheduler) as workers:
            about = workers.about
            for chunk in _drawn(workers, chunks, (work,)):
                store.append(chunk)
                told.advance("tokens", chunk.count)
                chunks.took(chunk)
                peaks[chunk.worker] = chunk.peak_memory
    peaks[first.worker if there < count else ""] = peak_memory()
    told.finish("tokens")
    return Drawing(max(count - there, 0), time.perf_counter() - began, about, 0 if scheduler else sum(peaks.values()))


class _Chunks:
    """The tokens still to be handed out, in chunks that take about `CHUNK_SECONDS`, as far as the last ones tell."""

    def __init__(self, first: Chunk, count: int) -> None:
        self._next, self._count = first.first + first.count, count
        self.took(first)

    @property
    def seconds_left(self) -> float:
        """For one worker."""
        return self._seconds * (self._count - self._next)

    def took(self, chunk: Chunk) -> None:
        self._seconds = max(chunk.seconds / chunk.count, 1e-6)
        self._bytes = max(chunk.size // chunk.count, 1)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        while self._next < self._count:
            size = min(int(CHUNK_SECONDS / self._seconds), MOST_BYTES // self._bytes, MOST_TOKENS)
            first, self._next = self._next, min(self._next + max(size, 1), self._count)
            yield first, self._next - first


def _drawn(workers: Workers, chunks: _Chunks, work: tuple[object, ...]) -> Iterator[Chunk]:
    """The chunks in order; while one is waited for, those after it are drawn."""
    pending: deque[Pending[Chunk]] = deque()
    try:
        for first, count in chunks:
            pending.append(workers.submit(draw_chunk, *work, first, count))
            if len(pending) > AHEAD * workers.count:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool:
        raise Mistake(
            "a process that drew was ended from outside, perhaps for want of memory",
            help="what was drawn is kept: run the same command to go on, or use fewer `--processes`",
            code="worker",
        ) from None
