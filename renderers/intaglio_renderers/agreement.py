"""Do renderers agree? `compare` draws the same seeds on each and holds every byte against the first one's.

The first renderer is the truth. A renderer that can draw many seeds in one call (`render_many`) is asked for a
chunk at a time. Nothing but digests is kept of pictures that agree. There is no tolerance.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import takewhile
from typing import Any

from intaglio.ir.nodes import Resolution
from intaglio.language.raster import Raster
from intaglio_renderers.picture import Picture, Renderer, RenderError

CHUNK = 64  # seeds drawn by one renderer before the next one's turn
CONTEXT = 40  # bytes shown on each side of the first that differs

Drawn = Picture | RenderError


@dataclass(frozen=True)
class Disagreement:
    """The first byte in which a renderer's output is not the truth's, with what surrounds it in both.

    Of pixels, the first that differs: `offset` is its number, `place` its column and row.
    """

    renderer: str
    seed: str
    output: str  # "svg", "traits" or "pixels"
    offset: int
    expected: str
    found: str
    place: tuple[int, int] | None = None

    def __str__(self) -> str:
        if self.place is not None:
            return (
                f"{self.renderer}, seed {self.seed}: pixel {self.place[0]}, {self.place[1]} differs\n"
                f"  expected {self.expected}\n  found    {self.found}"
            )
        return (
            f"{self.renderer}, seed {self.seed}: the {self.output} differs at byte {self.offset}\n"
            f"  expected {self.expected}\n  found    {self.found}"
        )


@dataclass(frozen=True)
class Failure:
    """A seed that a renderer could not draw."""

    renderer: str
    seed: str
    cause: str


@dataclass
class Record:
    """What one renderer did. `digests` has None where it failed; `gas` is empty for one that uses none."""

    renderer: str
    digests: list[str | None] = field(default_factory=list)
    seconds: float = 0.0
    gas: list[int] = field(default_factory=list)


@dataclass
class Agreement:
    """The outcome of a comparison."""

    seeds: list[str]
    records: list[Record]
    disagreements: list[Disagreement] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        """Whether every renderer drew every seed with the same bytes."""
        return not self.disagreements and not self.failures

    @property
    def exit_code(self) -> int:
        """What a command that compares ends with: 0 where all agree, else 1."""
        return 0 if self.agrees else 1

    def to_json(self) -> dict[str, Any]:
        """The same as plain data, with `agrees`."""
        return {"agrees": self.agrees, **asdict(self)}


def compare(
    renderers: Sequence[Renderer],
    seeds: Sequence[bytes],
    progress: Callable[[str, int], None] | None = None,
    *,
    params: Callable[[bytes], int] | None = None,
    resolution: Resolution | None = None,
) -> Agreement:
    """Draw the seeds with every renderer. `progress` is told a renderer's name and how many seeds it has drawn.

    `params` gives each seed's collector's params, 0 where it is left out; `resolution` is that of rasters.
    """
    found = Agreement([f"0x{seed.hex()}" for seed in seeds], [Record(renderer.name) for renderer in renderers])
    for start in range(0, len(seeds), CHUNK):
        chunk = seeds[start : start + CHUNK]
        truth: list[Drawn] = []
        for renderer, record in zip(renderers, found.records):
            drawn = _drawn(renderer, chunk, record, params, resolution)
            truth = truth or drawn
            for seed, expected, picture in zip(chunk, truth, drawn):
                _note(found, record, seed, expected, picture)
            if progress:
                progress(renderer.name, start + len(chunk))
    return found


def _drawn(
    renderer: Renderer,
    seeds: Sequence[bytes],
    record: Record,
    params: Callable[[bytes], int] | None,
    resolution: Resolution | None,
) -> list[Drawn]:
    """The chunk's pictures, in one call where the renderer has one, no params differ and nothing fails."""
    began = time.perf_counter()
    many = getattr(renderer, "render_many", None) if params is None else None
    words = params or (lambda seed: 0)
    try:
        if many is None:
            return list(_one_by_one(renderer, seeds, record, words, resolution))
        try:
            return list(many(seeds, resolution=resolution) if resolution else many(seeds))
        except RenderError:
            return list(_one_by_one(renderer, seeds, record, words, resolution))
    finally:
        record.seconds += time.perf_counter() - began


def _one_by_one(
    renderer: Renderer,
    seeds: Sequence[bytes],
    record: Record,
    params: Callable[[bytes], int],
    resolution: Resolution | None,
) -> Iterator[Drawn]:
    for seed in seeds:
        try:
            picture = renderer.render(seed, params(seed), resolution)
        except RenderError as error:
            yield error
            continue
        gas = getattr(renderer, "last_gas", None)
        if gas is not None:
            record.gas.append(gas)
        yield picture


def _note(found: Agreement, record: Record, seed: bytes, expected: Drawn, drawn: Drawn) -> None:
    """Take one picture into account. One that cannot be compared, since the truth failed, is a failure of the truth."""
    if isinstance(drawn, RenderError):
        record.digests.append(None)
        found.failures.append(Failure(record.renderer, f"0x{seed.hex()}", str(drawn)))
        return
    record.digests.append(drawn.digest())
    if isinstance(expected, Picture):
        for output in ("svg", "traits"):
            left, right = getattr(expected, output), getattr(drawn, output)
            if left != right:
                found.disagreements.append(difference(record.renderer, seed, output, left, right))
        if expected.pixels != drawn.pixels:
            found.disagreements.append(pixel_difference(record.renderer, seed, expected.pixels, drawn.pixels))


def difference(renderer: str, seed: bytes, output: str, expected: bytes, found: bytes) -> Disagreement:
    """Where two unequal outputs part."""
    offset = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(expected, found)))
    begin, end = max(0, offset - CONTEXT), offset + CONTEXT
    left, right = (text[begin:end].decode("utf-8", "backslashreplace") for text in (expected, found))
    return Disagreement(renderer, f"0x{seed.hex()}", output, offset, left, right)


def pixel_difference(renderer: str, seed: bytes, expected: Raster | None, found: Raster | None) -> Disagreement:
    """The first pixel in which two unequal rasters part."""
    token = f"0x{seed.hex()}"
    at = expected.first_difference(found) if expected and found else None
    if expected is None or found is None or at is None:
        left, right = (f"{r.width}×{r.height} pixels" if r else "no pixels" for r in (expected, found))
        return Disagreement(renderer, token, "pixels", 0, left, right, (0, 0))
    return Disagreement(
        renderer, token, "pixels", at[1] * expected.width + at[0], expected.color(*at), found.color(*at), at
    )
