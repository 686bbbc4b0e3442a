"""Every engine draws every seed; all bytes must agree. `verify(works, seeds, engines)`.

Seed by seed all engines draw, and each picture is held against the first engine's: nothing but digests and
a few samples is kept, so a thousand seeds need no more memory than one. Each difference is kept with its
context, but of one engine only the first few: an engine that is wrong at all is wrong often.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from intaglio_renderers.picture import Picture, Renderer, RenderError
from intaglio_studio.engines import ENGINES, Works, open_engine
from intaglio_studio.gas import Spread
from intaglio_studio.progress import Board, Silent
from intaglio_studio.seeds import short
from intaglio_studio.verification import (
    Difference,
    EngineRun,
    Failure,
    Sample,
    Verification,
    first_difference,
)

DIFFERENCES_KEPT = 5  # of each engine
SAMPLES = 12
SAMPLE_BYTES = 4_000_000  # of all pictures that a report shows


@dataclass
class Tally:
    """What one engine has done so far."""

    name: str
    renderer: Renderer
    setup: float
    pictures: int = 0
    seconds: float = 0.0
    gas: list[int] = field(default_factory=list)
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    differences: list[Difference] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    wrong: int = 0

    def draw(self, seed: bytes) -> Picture | None:
        """One picture, timed; None where the engine fails, which is noted."""
        began = time.perf_counter()
        try:
            picture = self.renderer.render(seed)
        except RenderError as error:
            self.wrong += 1
            if len(self.failures) < DIFFERENCES_KEPT:
                self.failures.append(Failure(self.name, str(error), seed))
            return None
        finally:
            self.seconds += time.perf_counter() - began
        self.pictures += 1
        self.digest.update(bytes.fromhex(picture.digest()))
        gas = getattr(self.renderer, "last_gas", None)
        if gas is not None:
            self.gas.append(gas)
        return picture

    def compare(self, expected_by: str, expected: Picture, found: Picture, seed: bytes) -> None:
        """Note the first difference of each of the picture's parts."""
        if expected == found:
            return
        self.wrong += 1
        for what in ("svg", "traits"):
            left, right = getattr(expected, what), getattr(found, what)
            difference = first_difference(what, (expected_by, left), (self.name, right), seed=seed)
            if difference and len(self.differences) < DIFFERENCES_KEPT:
                self.differences.append(difference)

    def finished(self) -> EngineRun:
        """The engine's line in the report."""
        return EngineRun(
            engine=self.name,
            about=ENGINES.get(self.name, ""),
            pictures=self.pictures,
            digest=self.digest.hexdigest(),
            setup=self.setup,
            seconds=self.seconds,
            agrees=not self.wrong,
            gas=Spread.of(self.gas) if self.gas else None,
            crossings=getattr(self.renderer, "crossings", None),
        )


def verify(
    works: Works, seeds: Sequence[bytes], engines: Sequence[str], board: Board | None = None
) -> Verification:
    """Draw `seeds` on `engines` and compare; the first engine is what the others are held against."""
    told = board or Silent()
    with ExitStack() as held:
        tallies, failures = _start(works, engines, held, told)
        samples: list[Sample] = []
        for tally in tallies:
            told.begin(tally.name, len(seeds))
        for seed in seeds:
            expected = None
            for tally in tallies:
                picture = tally.draw(seed)
                told.advance(tally.name)
                if picture is None:
                    continue
                if expected is None:
                    expected = (tally.name, picture)
                    _sample(samples, seed, picture)
                else:
                    tally.compare(*expected, picture, seed)
        runs = tuple(tally.finished() for tally in tallies)
    return Verification(
        title=works.title,
        seeds=tuple(seeds),
        runs=runs,
        differences=tuple(d for tally in tallies for d in tally.differences),
        failures=tuple(failures) + tuple(f for tally in tallies for f in tally.failures),
        samples=tuple(samples),
    )


def _start(
    works: Works, engines: Sequence[str], held: ExitStack, told: Board
) -> tuple[list[Tally], list[Failure]]:
    """Open the engines; those that do not start are failures."""
    tallies, failures = [], []
    for name in engines:
        began = time.perf_counter()
        told.begin(f"{name} starts")
        try:
            renderer = held.enter_context(open_engine(name, works))
        except RenderError as error:
            failures.append(Failure(name, str(error)))
        else:
            tallies.append(Tally(name, renderer, time.perf_counter() - began))
        told.finish(f"{name} starts")
    return tallies, failures


def _sample(samples: list[Sample], seed: bytes, picture: Picture) -> None:
    size = sum(len(sample.svg) for sample in samples)
    if len(samples) < SAMPLES and size + len(picture.svg) < SAMPLE_BYTES:
        samples.append(Sample(f"seed {short(seed)}", picture.svg, picture.traits))
