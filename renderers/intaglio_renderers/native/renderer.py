"""The renderer: seeds in, pictures out, one call of machine code for many tokens.

The kernel writes token after token into two buffers, and says where each ends. When it reports that they are
full, the tokens done so far are taken out and it goes on with the next; a token that does not fit alone makes
the buffers grow.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from intaglio.ir.nodes import Module, Resolution
from intaglio.ir.params import ParamsRefused, unpack
from intaglio.language.raster import CHANNELS, Raster
from intaglio_renderers.native.cache import load
from intaglio_renderers.native.emit import emit
from intaglio_renderers.native.memory import (
    DETAIL,
    FAULT,
    HEIGHT,
    SITE,
    SLOTS,
    SVG,
    SVG_LIMIT,
    TRAITS,
    TRAITS_LIMIT,
    WIDTH,
    Reason,
    cause,
)
from intaglio_renderers.picture import SEED_BYTES, Picture, Renderer, RenderError

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

FIRST_CAPACITY = 1 << 20  # bytes of a stream's buffer at first
LARGEST_CAPACITY = 1 << 28  # beyond this a token's output is called too large
BATCH = 1024  # tokens in one call of the kernel
BANDS = 8  # of rows for each thread: some take longer than others
ALONE = 4096  # pixels that one thread fills sooner than others have started

Word = ctypes.c_int64


class NativeRenderer(Renderer):
    """Runs a module as machine code made by numba. Not to be shared by threads: a renderer has one buffer.

    A raster is filled by `threads` of its own, as many as there are cores where nobody says; `rows_done` is told of
    rows as they are filled, by whichever thread has filled them.
    """

    def __init__(self, module: Module, *, capacity: int = FIRST_CAPACITY, threads: int | None = None) -> None:
        self.name = "numba"
        self.rows_done: Callable[[int], None] = lambda rows: None
        self._threads = threads
        self._params = module.params
        self._resolution = module.resolution
        self._kernel = emit(module)
        self._loaded = load(self._kernel.source)
        self._memory = (Word * (SLOTS + self._kernel.words))()
        self._ends = (Word * (2 * BATCH))()
        self._allocate(capacity)

    @property
    def compiled(self) -> bool:
        """Whether numba had to compile; False where the machine code came from the cache."""
        return self._loaded.compiled

    @property
    def source(self) -> str:
        """The generated Python source."""
        return self._kernel.source

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        return self.render_many([seed], params, resolution)[0]

    def render_many(
        self, seeds: Sequence[bytes] | NDArray[uint8], params: int = 0, resolution: Resolution | None = None
    ) -> list[Picture]:
        """The pictures of many seeds of 32 bytes, or of the rows of a uint8 array of shape (n, 32), all of one word.

        Raises `RenderError`, naming the first seed that fails, and `ValueError` for a seed of another length.
        """
        rows = [bytes(seed) for seed in seeds]
        for row in rows:
            if len(row) != SEED_BYTES:
                raise ValueError(f"a seed has {SEED_BYTES} bytes, not {len(row)}")
        try:
            chosen = unpack(self._params, params)
        except ParamsRefused as refused:
            raise RenderError(f"{self.name}: {refused}") from None
        self._memory[SLOTS : SLOTS + len(chosen)] = list(chosen.values())
        size = resolution or self._resolution
        if self._resolution is None or size is None:
            size = None
        else:
            self._memory[WIDTH], self._memory[HEIGHT] = size
        pictures: list[Picture] = []
        most = 1 if size else BATCH
        while len(pictures) < len(rows):
            drawn = list(self._batch(rows[len(pictures) : len(pictures) + most]))
            if size and drawn:
                drawn = [replace(drawn[0], pixels=self._raster(rows[len(pictures)], *size))]
            pictures.extend(drawn)
        return pictures

    def _raster(self, seed: bytes, width: int, height: int) -> Raster:
        """The raster of the token just drawn."""
        out = (ctypes.c_char * (CHANNELS * width * height))()
        head = ctypes.sizeof(Word) * (SLOTS + (self._kernel.head or 0))
        workers = self._threads or cores()
        bands = min(height, BANDS * workers if width * height > ALONE else 1)
        memories = [(Word * (SLOTS + (self._kernel.head or 0)))() for _ in range(bands)]

        def fill(band: int) -> None:
            ctypes.memmove(memories[band], self._memory, head)
            first, last = height * band // bands, height * (band + 1) // bands
            self._loaded.fill(ctypes.addressof(memories[band]), ctypes.addressof(out), first, last)
            self.rows_done(last - first)

        if bands == 1:
            fill(0)
        else:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(fill, range(bands)))
        for memory in memories:
            if memory[FAULT]:
                raise self._fault(seed, memory)
        return Raster(width, height, bytes(out))

    def _allocate(self, capacity: int) -> None:
        self._capacity = capacity
        self._svg, self._traits = ((ctypes.c_char * (capacity + self._kernel.room))() for _ in range(2))

    def _batch(self, seeds: list[bytes]) -> Iterator[Picture]:
        """The pictures of the first seeds, as many as fit into the buffers; none where they had to grow."""
        m, svg, traits = self._memory, ctypes.addressof(self._svg), ctypes.addressof(self._traits)
        m[SVG], m[SVG_LIMIT] = svg, svg + self._capacity
        m[TRAITS], m[TRAITS_LIMIT] = traits, traits + self._capacity
        m[FAULT] = Reason.NONE
        rows = ctypes.create_string_buffer(b"".join(seeds))
        ends = self._ends
        done = self._loaded.call(ctypes.addressof(m), ctypes.addressof(rows), len(seeds), ctypes.addressof(ends))
        if done < len(seeds):
            self._failed(seeds[done], done)
        svg_bytes, traits_bytes = memoryview(self._svg), memoryview(self._traits)
        last_svg = last_traits = 0
        for token in range(done):
            svg_end, traits_end = ends[2 * token] - svg, ends[2 * token + 1] - traits
            body = bytes(traits_bytes[last_traits + 1 : max(traits_end, last_traits + 1)])
            yield Picture(bytes(svg_bytes[last_svg:svg_end]), b"[" + body + b"]")
            last_svg, last_traits = svg_end, traits_end

    def _failed(self, seed: bytes, done: int) -> None:
        """Grow where the buffers were too small for one token; raise for every other fault."""
        reason = Reason(self._memory[FAULT])
        if reason is Reason.FULL and (done > 0 or self._capacity < LARGEST_CAPACITY):
            if done == 0:
                self._allocate(min(4 * self._capacity + 1024, LARGEST_CAPACITY))
            return
        raise self._fault(seed, self._memory)

    def _fault(self, seed: bytes, memory: ctypes.Array[ctypes.c_int64]) -> RenderError:
        reason = Reason(memory[FAULT])
        what = cause(reason, memory[DETAIL], 0)
        if reason is not Reason.FULL:
            site = self._kernel.sites[memory[SITE]]
            what = f"{site}: {cause(reason, memory[DETAIL], site.length, site.what)}"
        return RenderError(f"{self.name}: {what} (seed 0x{seed.hex()})")


def cores() -> int:
    """How many threads fill a raster: as many as this process may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
