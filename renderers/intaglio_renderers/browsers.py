"""The browsers of this machine: which there are, and `BrowserRenderer("firefox", pages)`, the whole page in one.

One browser of a kind serves all renderers of this process: the first render starts it, the last `close` ends it. None
outlives this process. A kind's driver is imported when it starts.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from intaglio.ir.nodes import Resolution
from intaglio.packing.page import at_resolution, data_uri, page_of
from intaglio_renderers.browser import Browser, BrowserFailed, picture_of
from intaglio_renderers.picture import SEED_BYTES, Picture, Renderer, RenderError, token_bytes

SECONDS = 60.0  # for one page
# What names an executable where the usual names are not to be used.
CHROMIUM, FIREFOX, WEBKIT = "INTAGLIO_CHROMIUM", "INTAGLIO_FIREFOX", "INTAGLIO_WEBKIT_DRIVER"
_NAMES = {
    CHROMIUM: ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"),
    FIREFOX: ("firefox-esr", "firefox"),
    WEBKIT: ("WebKitWebDriver",),
}
# Where distributions put WebKitGTK's browser, from the driver's prefix on.
_MINI_BROWSERS = ("lib/*/webkit2gtk-4.*/MiniBrowser", "lib*/webkit2gtk-4.*/MiniBrowser", "libexec/*/MiniBrowser")


class BrowserMissing(RenderError):
    """There is no such browser on this machine. The text says how to get it."""


@dataclass(frozen=True)
class Kind:
    """A kind of browser: why this machine has none (None where it has), and how one is started.

    `start` raises `BrowserFailed`.
    """

    absence: Callable[[], str | None]
    start: Callable[[], Browser]


def find(variable: str) -> str | None:
    """The executable that this variable names, or else one of the usual names; None where there is none."""
    named = os.environ.get(variable)
    return next((path for name in ((named,) if named else _NAMES[variable]) if (path := shutil.which(name))), None)


def find_mini_browser() -> Path | None:
    """The MiniBrowser that belongs to the WebKitWebDriver."""
    driver = find(WEBKIT)
    if driver is None:
        return None
    prefix = Path(driver).resolve().parents[1]
    return next((path for pattern in _MINI_BROWSERS for path in sorted(prefix.glob(pattern))), None)


def _absence_of(variable: str, packages: str) -> str | None:
    return None if find(variable) else f"none found; install one (Debian: apt-get install {packages}) or set {variable}"


def _absence_of_webkit() -> str | None:
    if find_mini_browser() is None:
        return (
            "no WebKitWebDriver with its MiniBrowser; install them "
            f"(Debian: apt-get install webkit2gtk-driver xvfb) or set {WEBKIT}"
        )
    if not shutil.which("Xvfb") and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return "it needs a screen, and there is no Xvfb to stand in for one; install it (Debian: apt-get install xvfb)"
    return None


def _start_chromium() -> Browser:
    from intaglio_renderers.chromium import Chromium

    return Chromium(find(CHROMIUM) or "")


def _start_firefox() -> Browser:
    from intaglio_renderers.firefox import Firefox

    return Firefox(find(FIREFOX) or "")


def _start_webkit() -> Browser:
    from intaglio_renderers.webkit import WebKit

    return WebKit(find(WEBKIT) or "", find_mini_browser() or Path())


KINDS = {
    "chromium": Kind(lambda: _absence_of(CHROMIUM, "chromium"), _start_chromium),
    "firefox": Kind(lambda: _absence_of(FIREFOX, "firefox-esr"), _start_firefox),
    "webkit": Kind(_absence_of_webkit, _start_webkit),
}


class Shared:
    """The one browser of a kind in this process, for every renderer that uses it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._users: set[object] = set()
        self._browser: Browser | None = None
        self._owner = 0

    def browser(self, user: object) -> Browser:
        """The browser, started where there is none. Raises `RenderError`."""
        if self._owner != os.getpid():  # a forked child has no browser
            self._browser, self._owner = None, os.getpid()
        if self._browser is None or not self._browser.alive:
            self._stop()
            absence = KINDS[self._name].absence()
            if absence is not None:
                raise BrowserMissing(f"{self._name}: {absence}")
            try:
                self._browser = KINDS[self._name].start()
            except BrowserFailed as error:
                raise RenderError(f"{self._name}: {error}") from None
        self._users.add(user)
        return self._browser

    def keep(self, user: object) -> None:
        """Once started, the browser stays at least until this user leaves."""
        self._users.add(user)

    def leave(self, user: object) -> None:
        """The last user ends the browser."""
        self._users.discard(user)
        if not self._users:
            self._stop()

    def _stop(self) -> None:
        browser, self._browser = self._browser, None
        if browser is not None and self._owner == os.getpid():
            browser.close()


_shared = {name: Shared(name) for name in KINDS}


@contextmanager
def kept_open() -> Iterator[None]:
    """For a `with` block: browsers that start in it stay until its end."""
    user = object()
    for shared in _shared.values():
        shared.keep(user)
    try:
        yield
    finally:
        for shared in _shared.values():
            shared.leave(user)


class BrowserRenderer(Renderer):
    """Shows the page that `pages` gives for a token, as `token_bytes` has it: its bytes, or the `data:` address
    that holds them.

    All renderers of a kind share one browser, so all are for one thread. `seconds` is the limit for one page;
    `sandbox`: in a frame that may run scripts and nothing else.
    """

    def __init__(
        self, name: str, pages: Callable[[bytes], bytes | str], *, seconds: float = SECONDS, sandbox: bool = False
    ) -> None:
        self.name = self._kind = name
        self._pages = pages
        self._seconds = seconds
        self._sandbox = sandbox

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        page = self._pages(token_bytes(seed, params))
        if resolution:
            page = at_resolution(page_of(page) if isinstance(page, str) else page, *resolution)
        address = page if isinstance(page, str) else data_uri(page)
        browser = self.browser()
        try:
            return picture_of(browser.outcome(address, self._seconds, sandbox=self._sandbox))
        except BrowserFailed as error:
            raise RenderError(f"{self.name}: seed {seed[:SEED_BYTES].hex()}: {error}") from None

    def browser(self) -> Browser:
        """The browser that draws. Raises `RenderError`."""
        return _shared[self._kind].browser(self)

    def close(self) -> None:
        _shared[self._kind].leave(self)
