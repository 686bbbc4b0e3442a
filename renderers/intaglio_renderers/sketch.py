"""Pictures of sketches in Chromium: `SketchPictures().draw(page)` gives all that a page shows, pixel for pixel.

A page is drawn with its clock under control (`sketch-clock.js`): animations run as many frames in one page as in
another, however fast the machine is. Two pages show the same where their `Drawn` are equal.
"""

from __future__ import annotations

import hashlib
import io
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Error, Page

from intaglio.packing.page import FAILURE
from intaglio_renderers.chromium import ChromiumRenderer
from intaglio_renderers.picture import RenderError

SIDE = 800  # of the window, in pixels
SECONDS = 60.0  # for one page to load
ANIMATED_MS = 20_000  # of virtual time, after which an animation is stopped where it is
BUDGET_MS = 4_000  # of real time that the first page's animation may take
_CLOCK = Path(__file__).with_name("sketch-clock.js")
_CANVASES = '() => [...document.querySelectorAll("canvas")].map(c => [c.width, c.height, c.toDataURL()])'
# The seed is set and the script run in one go: whoever sees the one finds the other done.
_STARTED = f'() => "S" in self || (document.body?.textContent ?? "").startsWith({FAILURE!r})'


@dataclass(frozen=True)
class Drawn:
    """What a page shows: the window's pixels, and each canvas at its own size, as hashes. `until`: its last moment."""

    window: str
    canvases: tuple[str, ...]
    errors: tuple[str, ...] = ()
    until: float = field(default=0.0, compare=False)
    png: bytes = field(default=b"", compare=False, repr=False)


class SketchPictures(AbstractContextManager["SketchPictures"]):
    """Draws pages in this process's Chromium. Raises `RenderError` where there is none."""

    def __init__(self) -> None:
        self._chromium = ChromiumRenderer(lambda seed: b"")

    def __exit__(self, *error: object) -> None:
        self._chromium.close()

    def draw(self, address: str, *, until: float | None = None, epoch: int = 1_700_000_000_000) -> Drawn:
        """What the page at `address` shows when it rests, or at `until` in milliseconds of its own time.

        `epoch` is the time at which it begins, as its `Date` has it. Raises `RenderError` for a page that never starts.
        """
        errors: list[str] = []
        with self._chromium.window(SIDE, SIDE) as window:
            window.on("pageerror", lambda error: errors.append(error.message))
            window.add_init_script(f"__epoch = {epoch};\n{_CLOCK.read_text('utf-8')}")
            try:
                return _drawn(window, address, until, errors)
            except Error as error:
                raise RenderError(f"the sketch's page: {error.message.splitlines()[0]}") from None


def _drawn(window: Page, address: str, until: float | None, errors: list[str]) -> Drawn:
    window.goto(address)
    _wait(window)
    budget = BUDGET_MS if until is None else 60 * BUDGET_MS
    reached = window.evaluate(f"() => __advance({budget}, {ANIMATED_MS if until is None else until})")
    png = window.screenshot()
    canvases = tuple(hashlib.sha256(repr(canvas).encode()).hexdigest() for canvas in window.evaluate(_CANVASES))
    message = window.evaluate("() => document.body?.textContent ?? ''")
    if message.startswith(FAILURE):
        errors.append(message.removeprefix(FAILURE))
    return Drawn(_hash(png), canvases, tuple(errors), float(reached), png)


def _wait(window: Page) -> None:
    """Until the page's script has run. Asked from here: in the page, time stands still."""
    began = time.monotonic()
    while not window.evaluate(_STARTED):
        if time.monotonic() - began > SECONDS:
            raise RenderError(f"the sketch's page: its script has not run after {SECONDS:g} s")
        time.sleep(0.01)


def _hash(png: bytes) -> str:
    image: Any = Image.open(io.BytesIO(png)).convert("RGBA")
    return hashlib.sha256(repr(image.size).encode() + image.tobytes()).hexdigest()
