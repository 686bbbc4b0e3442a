"""Every engine draws every seed; all bytes must agree. `verify(title, seeds, engines)`.

`agreement.compare` does the comparing. Around it stands what people want to know besides: how long an engine
takes to start, what a few pictures look like, and where exactly two texts part.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from intaglio.ir.nodes import Module, Resolution
from intaglio_renderers.agreement import Agreement, Record, compare
from intaglio_renderers.picture import SEED_BYTES, Picture, Renderer, RenderError
from intaglio_studio.engines import ALL, ENGINES, Choice, Works, absence, open_engine
from intaglio_studio.gas import Spread
from intaglio_studio.progress import Board, Silent
from intaglio_studio.resolution import small_resolution
from intaglio_studio.seeds import short
from intaglio_studio.verification import (
    Difference,
    EngineRun,
    Failure,
    Sample,
    Verification,
    first_difference,
    pixel_difference,
)

KEPT = 5  # differences and failures that are told of each engine: one that is wrong at all is wrong often
SAMPLES = 12
SAMPLE_BYTES = 4_000_000  # of all pictures that a report shows


@dataclass(frozen=True)
class Rastered:
    """How the rasters of a piece of this size are compared; `note` says so where it is not the piece's resolution."""

    size: Resolution
    resolution: Resolution
    note: str


def rastered(module: Module, wanted: Resolution | None = None) -> Rastered | None:
    """How a piece's rasters are compared: at the wanted resolution, or small; None where it has none."""
    own, resolution = module.resolution, wanted or small_resolution(module)
    if resolution is None or own is None:
        return None
    (width, height), (across, down) = resolution, own
    if wanted is None and module.chain_size:
        return Rastered((module.width, module.height), resolution, "")
    note = f"pixels were compared at {width}×{height}, not at the piece's own {across}×{down}: `--resolution` chooses"
    return Rastered((module.width, module.height), resolution, "" if resolution == own else note)


def chain_raster(works: Works) -> Rastered | None:
    """The same of a contract, from what it draws of the seed of zeros; None where there is no raster in that."""
    if absence("evm") is not None:
        return None
    try:
        with open_engine("evm", works) as renderer:
            picture = renderer.render(bytes(SEED_BYTES))
    except RenderError:
        return None
    size = re.search(rb' viewBox="0 0 (\d+) (\d+)"', picture.svg)
    if picture.pixels is None or size is None:
        return None
    return Rastered((int(size[1]), int(size[2])), (picture.pixels.width, picture.pixels.height), "")


@dataclass(frozen=True)
class Contestant:
    """An engine that takes part: how it is started, and how many of the seeds it draws if not all."""

    name: str
    about: str
    start: Callable[[], Renderer]
    most: int | None = None


class Watched(Renderer):
    """An engine under its contestant's name, whose pictures advance the board; the first ones are kept."""

    def __init__(self, engine: Contestant, renderer: Renderer, board: Board, kept: list[tuple[bytes, Picture]]) -> None:
        self.name = engine.name
        self.renderer = renderer
        renderer.name = engine.name  # its own messages should say what the report says
        self._board = board
        self._kept = kept
        self._drawn: set[bytes] = set()  # the truth draws some seeds again, beside engines that draw only these
        self.crossings: Counter[str] = Counter()

    @property
    def last_gas(self) -> int | None:
        """The engine's, where it uses gas."""
        gas: int | None = getattr(self.renderer, "last_gas", None)
        return gas

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        try:
            picture = self.renderer.render(seed, params, resolution)
        finally:
            self._board.advance(self.name)
        if seed in self._drawn:
            return picture
        for crossing in getattr(self.renderer, "crossings", ()):  # the reference alone sees them
            within = f", within {crossing.within}" if crossing.within else ""
            self.crossings[f"{crossing.file}:{crossing.line}: {crossing.what}{within}"] += crossing.count
        self._keep(seed, picture)
        return picture

    def _keep(self, seed: bytes, picture: Picture) -> None:
        if seed in self._drawn:
            return
        self._drawn.add(seed)
        if len(self._kept) < SAMPLES and sum(len(p.svg) for _, p in self._kept) + len(picture.svg) < SAMPLE_BYTES:
            self._kept.append((seed, picture))


class WatchedMany(Watched):
    """The same for an engine that draws many seeds in one call."""

    def render_many(self, seeds: Sequence[bytes], resolution: Resolution | None = None) -> list[Picture]:
        """All pictures at once. Raises `RenderError` where one fails."""
        many = self.renderer.render_many  # type: ignore[attr-defined]
        pictures: list[Picture] = many(seeds, resolution=resolution)
        self._board.advance(self.name, len(seeds))
        for seed, picture in zip(seeds, pictures):
            self._keep(seed, picture)
        return pictures


@dataclass(frozen=True)
class Started:
    """A contestant that has started, and the seconds that it took."""

    engine: Contestant
    watched: Watched
    seconds: float


def contestants(works: Works, engines: Sequence[str], choice: Choice = ALL) -> list[Contestant]:
    """The engines of `works` by name; some draw the first few of the seeds only, by `choice`."""
    return [
        Contestant(name, ENGINES[name], partial(open_engine, name, works), choice.most(name)) for name in engines
    ]


def verify(
    title: str,
    seeds: Sequence[bytes],
    engines: Sequence[Contestant],
    board: Board | None = None,
    *,
    tokens: Mapping[bytes, int] | None = None,
    params: Callable[[bytes], int] | None = None,
    absent: Mapping[str, str] | None = None,
    raster: Rastered | None = None,
) -> Verification:
    """Draw `seeds` on `engines` and hold every picture against the first engine's.

    `params` gives the collector's params of each seed, for a piece that has any. `tokens` gives the seeds' token
    numbers where a chain is verified, so that messages can name them. `absent`: engines left out, and why. `raster`: of
    a piece that has one.
    """
    resolution = raster.resolution if raster else None
    told = board or Silent()
    named = tokens or {}
    samples: list[tuple[bytes, Picture]] = []
    runs: list[EngineRun] = []
    differences: list[Difference] = []
    with ExitStack() as held:
        started, failures = _start(engines, held, told, samples)
        for group, group_seeds in _groups(started, seeds):
            for one in group:
                if not any(run.engine == one.engine.name for run in runs):
                    told.begin(one.engine.name, len(group_seeds))
            found = compare([one.watched for one in group], group_seeds, params=params, resolution=resolution)
            for one, record in zip(group, found.records):
                if any(run.engine == one.engine.name for run in runs):
                    continue  # the truth, which takes part in every group
                told.finish(one.engine.name)
                failures += _failures(one, found, named)
                differences += _differences(group[0], one, found, named, params, resolution)
                runs.append(_run(one, record, found))
    crossings = sum((one.watched.crossings for one in started), Counter[str]())
    return Verification(
        title=title,
        seeds=tuple(seeds),
        runs=tuple(runs),
        differences=tuple(differences),
        failures=tuple(failures),
        crossings=dict(sorted(crossings.items())),
        absent=dict(absent or {}),
        samples=tuple(
            Sample(_label(seed, named), p.document(raster.size) if raster else p.drawing, p.traits)
            for seed, p in samples
        ),
        notes=(raster.note,) if raster and raster.note else (),
    )


def _groups(started: Sequence[Started], seeds: Sequence[bytes]) -> list[tuple[list[Started], Sequence[bytes]]]:
    """Those who draw all seeds, and then, each beside the first, those who draw only some."""
    whole = [one for one in started if one.engine.most is None]
    groups = [(whole, seeds)] if whole else []
    partial_ones = [one for one in started if one.engine.most is not None]
    return groups + [([*whole[:1], one], seeds[: one.engine.most]) for one in partial_ones]


def _start(
    engines: Sequence[Contestant], held: ExitStack, told: Board, samples: list[tuple[bytes, Picture]]
) -> tuple[list[Started], list[Failure]]:
    """Open the engines; those that do not start are failures. The first keeps samples."""
    started: list[Started] = []
    failures = []
    for engine in engines:
        began = time.perf_counter()
        told.begin(f"{engine.name} starts")
        try:
            renderer = held.enter_context(engine.start())
        except RenderError as error:
            failures.append(Failure(engine.name, _cause(str(error))))
        else:
            kind = WatchedMany if hasattr(renderer, "render_many") else Watched
            watched = kind(engine, renderer, told, [] if started else samples)
            started.append(Started(engine, watched, time.perf_counter() - began))
        told.finish(f"{engine.name} starts")
    return started, failures


def _run(one: Started, record: Record, found: Agreement) -> EngineRun:
    name = one.engine.name
    drawn = [digest for digest in record.digests if digest is not None]
    return EngineRun(
        engine=name,
        about=one.engine.about,
        pictures=len(drawn),
        digest=hashlib.sha256("".join(drawn).encode()).hexdigest(),
        setup=one.seconds,
        seconds=record.seconds,
        differs=any(disagreement.renderer == name for disagreement in found.disagreements),
        failed=len(record.digests) - len(drawn),
        gas=Spread.of(record.gas) if record.gas else None,
    )


def _failures(one: Started, found: Agreement, tokens: Mapping[bytes, int]) -> list[Failure]:
    own = [failure for failure in found.failures if failure.renderer == one.engine.name]
    seeds = [bytes.fromhex(failure.seed[2:]) for failure in own]
    return [Failure(f.renderer, _cause(f.cause), seed, tokens.get(seed)) for f, seed in zip(own[:KEPT], seeds)]


def _cause(message: str) -> str:
    """An engine's message without the names of engine and seed, which stand beside it."""
    return re.sub(r"^\w+: (seed (0x)?[0-9a-f]{64}: )?| \(seed 0x[0-9a-f]{64}\)$", "", message)


def _differences(
    truth: Started,
    one: Started,
    found: Agreement,
    tokens: Mapping[bytes, int],
    params: Callable[[bytes], int] | None,
    resolution: Resolution | None,
) -> list[Difference]:
    """The engine's first differences, drawn again to show both texts."""
    own = [d for d in found.disagreements if d.renderer == one.engine.name]
    shown = []
    for disagreement in own[:KEPT]:
        seed = bytes.fromhex(disagreement.seed[2:])
        word = params(seed) if params else 0
        if disagreement.place is not None:
            by = truth.engine.name, one.engine.name
            shown.append(pixel_difference(disagreement, by, seed, tokens.get(seed)))
            continue
        expected, actual = (e.watched.renderer.render(seed, word, resolution) for e in (truth, one))
        left, right = (getattr(picture, disagreement.output) for picture in (expected, actual))
        difference = first_difference(
            disagreement.output, (truth.engine.name, left), (one.engine.name, right), seed=seed, token=tokens.get(seed)
        )
        shown += [difference] if difference else []
    return shown


def _label(seed: bytes, tokens: Mapping[bytes, int]) -> str:
    """A seed or its token, for a caption."""
    token = tokens.get(seed)
    return f"seed {short(seed)}" if token is None else f"token {token}"
