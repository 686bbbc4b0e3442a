"""A sketch's build held against the sketch beside it: `verify_sketch(bundle, seeds)`, in a real Chromium.

What the build stores must unpack to the script that it names, and the page made of it must show the same pixels as the
sketch does as it was written, for every seed.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence

from intaglio.bundle import Bundle
from intaglio.packing.page import joined
from intaglio.sketches.refusals import examine
from intaglio.sketches.source import read
from intaglio_renderers.sketch import Drawn, SketchPictures
from intaglio_studio.payload import check_payload, payload_of
from intaglio_studio.progress import Board
from intaglio_studio.sketch_check import Check
from intaglio_studio.verification import EngineRun, Failure, Verification

WRITTEN, PACKED = "written", "packed"


def verify_sketch(bundle: Bundle, seeds: Sequence[bytes], board: Board) -> Verification:
    """Draw and compare. Raises `Mistake` or `Refused` where the sketch itself does not work."""
    name, source = next(iter(bundle.sources.items()))
    sketch = read(name, source)
    with SketchPictures() as pictures:
        began = time.perf_counter()
        check = Check(sketch, examine(sketch), seeds, pictures, board)
        between = time.perf_counter()
        unlike = list(check.differences(lambda seed: joined(bundle.runtime_part, seed, bundle.script_part)))
        ended = time.perf_counter()
    shown = check.written | {difference.seed: difference.found for difference in unlike}
    runs = (
        EngineRun(WRITTEN, "the sketch as it was written", len(seeds), _digest(check.written.values()), 0.0,
                  between - began, False),
        EngineRun(PACKED, "the page that is stored", len(seeds), _digest(shown.values()), 0.0,
                  ended - between, bool(unlike)),
    )  # fmt: skip
    return Verification(
        title=bundle.title,
        seeds=tuple(seeds),
        runs=runs,
        checks=(check_payload(payload_of(bundle), bundle.script),),
        failures=tuple(_failure(each.seed, each.found) for each in unlike),
        root=bundle.root.hex(),
        notes=("A sketch has no engine but a browser: its window's pixels and its canvases are compared.",),
    )


def _failure(seed: bytes, found: Drawn) -> Failure:
    return Failure(PACKED, found.errors[0] if found.errors else "it shows other pixels than the sketch", seed=seed)


def _digest(pictures: Iterable[Drawn]) -> str:
    """One hash of all that was shown."""
    digest = hashlib.sha256()
    for drawn in pictures:
        digest.update(repr((drawn.window, drawn.canvases, drawn.errors)).encode())
    return digest.hexdigest()
