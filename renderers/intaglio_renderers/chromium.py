"""The whole page in a real Chromium: what a collector sees.

`ChromiumRenderer` loads each token's page from its `data:` address at top level, waits until the page has drawn, and
reads the script's globals. One browser serves all renderers: the first render starts it, the last `close` ends it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

from intaglio.packing.page import FAILURE, data_uri
from intaglio_renderers.picture import SEED_BYTES, Picture, Renderer, RenderError, token_bytes

EXECUTABLE = "INTAGLIO_CHROMIUM"
_NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
)  # fmt: skip
SECONDS = 60.0
SIDE = 1000  # of a screenshot, in pixels

# What the page shows when it is done: true where that is a picture, else the message.
_OUTCOME = f"""() => document.querySelector("body > svg") ? {{picture: [o, t]}}
  : document.body?.textContent.startsWith({FAILURE!r}) ? {{failure: document.body.textContent}} : null"""


class ChromiumMissing(RenderError):
    """There is no Chromium to show pages with."""

    def __init__(self) -> None:
        super().__init__(f"chromium: none found; install one (Debian: apt-get install chromium) or set {EXECUTABLE}")


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome: the one that INTAGLIO_CHROMIUM names, or else one of the usual names."""
    named = os.environ.get(EXECUTABLE)
    return next((path for name in ((named,) if named else _NAMES) if (path := shutil.which(name))), None)


class _Chromium:
    """The one browser of this process, for every renderer that uses it: playwright starts but once in a thread."""

    def __init__(self) -> None:
        self._users: set[ChromiumRenderer] = set()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def window(self, user: ChromiumRenderer, width: int, height: int) -> Page:
        """A new window. Raises `RenderError`."""
        if self._browser is None or not self._browser.is_connected():
            self._stop()
            self._browser = self._start()
        self._users.add(user)
        return self._browser.new_page(viewport={"width": width, "height": height})

    def leave(self, user: ChromiumRenderer) -> None:
        """The last user ends the browser."""
        if user in self._users:
            self._users.remove(user)
            if not self._users:
                self._stop()

    def _start(self) -> Browser:
        executable = find_chromium()
        if executable is None:
            raise ChromiumMissing
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox does not run as root
        args = [*_QUIET, *(["--no-sandbox"] if as_root else [])]
        self._playwright = sync_playwright().start()
        try:
            return self._playwright.chromium.launch(executable_path=executable, args=args)
        except Error as error:
            self._stop()
            raise RenderError(f"chromium: {executable} does not start: {_first_line(error)}") from None

    def _stop(self) -> None:
        if self._browser is not None:
            self._browser.close()
            self._browser = None
        if self._playwright is not None:
            self._playwright.stop()
            self._playwright = None


_chromium = _Chromium()


class ChromiumRenderer(Renderer):
    """Shows the page that `pages` gives for a token, as `token_bytes` has it: its bytes, or the `data:` address
    that holds them.

    All renderers share one browser, so all are for one thread. `seconds` is the limit for one page.
    """

    def __init__(self, pages: Callable[[bytes], bytes | str], *, seconds: float = SECONDS) -> None:
        self.name = "chromium"
        self._pages = pages
        self._seconds = seconds

    def render(self, seed: bytes, params: int = 0) -> Picture:
        with self.window() as window:
            return self._drawn(window, token_bytes(seed, params))

    def screenshot(self, seed: bytes, width: int = SIDE, height: int = SIDE) -> bytes:
        """A PNG of the token's page in a window of this size, in pixels. Raises `RenderError`."""
        with self.window(width, height) as window:
            self._drawn(window, seed)
            try:
                return window.screenshot()
            except Error as error:
                raise self._failure(seed, error) from None

    @contextmanager
    def window(self, width: int = SIDE, height: int = SIDE) -> Iterator[Page]:
        """An empty window of the browser. Raises `RenderError` where the browser does not start."""
        page = _chromium.window(self, width, height)
        page.set_default_timeout(self._seconds * 1000)
        try:
            yield page
        finally:
            page.close()

    def close(self) -> None:
        _chromium.leave(self)

    def _drawn(self, window: Page, seed: bytes) -> Picture:
        """What a page drew. Raises `RenderError` where it shows a message, or nothing in time."""
        source = self._pages(seed)
        try:
            window.goto(source if isinstance(source, str) else data_uri(source))
            outcome = window.wait_for_function(_OUTCOME).json_value()
        except Error as error:
            raise self._failure(seed, error) from None
        match outcome:
            case {"picture": [str(svg), str(traits)]}:
                return Picture(svg.encode(), traits.encode())
            case {"failure": str(message)}:
                raise RenderError(f"{self.name}: seed {seed[:SEED_BYTES].hex()}: {message.removeprefix(FAILURE)}")
            case _:
                raise RenderError(f"{self.name}: seed {seed[:SEED_BYTES].hex()}: the page left no picture")

    def _failure(self, seed: bytes, error: Error) -> RenderError:
        return RenderError(f"{self.name}: seed {seed[:SEED_BYTES].hex()}: {_first_line(error)}")


def _first_line(error: Error) -> str:
    return error.message.strip().split("\n")[0]
