"""Chromium, driven by playwright: the page at top level from its `data:` address, or in a sandboxed frame.

`ChromiumRenderer` is the renderer with what only Chromium is used for: screenshots, and windows for whatever else is to
be looked at in a real browser.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Error, Page, sync_playwright
from playwright.sync_api import TimeoutError as Late

from intaglio.packing.page import data_uri
from intaglio_renderers.browser import OUTCOME, Browser, BrowserFailed, late
from intaglio_renderers.browsers import SECONDS, BrowserRenderer
from intaglio_renderers.picture import RenderError

_QUIET = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
)  # fmt: skip
SIDE = 1000  # of a window, in pixels


class Chromium(Browser):
    """A Chromium. Raises `BrowserFailed` where it does not start."""

    def __init__(self, executable: str) -> None:
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox does not run as root
        args = [*_QUIET, *(["--no-sandbox"] if as_root else [])]
        self._playwright = sync_playwright().start()
        try:
            self._browser = self._playwright.chromium.launch(executable_path=executable, args=args)
        except BaseException as error:  # also Ctrl-C
            self._playwright.stop()
            if not isinstance(error, Error):
                raise
            raise BrowserFailed(f"{executable} does not start: {_first_line(error)}") from None

    @contextmanager
    def window(self, seconds: float, width: int = SIDE, height: int = SIDE) -> Iterator[Page]:
        """An empty window of this size in pixels, where nothing may take longer than `seconds`."""
        page = self._browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(seconds * 1000)
        try:
            yield page
        finally:
            page.close()

    def outcome(self, address: str, seconds: float, *, sandbox: bool) -> object:
        try:
            with self.window(seconds) as window:
                return shown(window, address, seconds, sandbox=sandbox)
        except Error as error:
            raise BrowserFailed(_first_line(error)) from None

    @property
    def alive(self) -> bool:
        return self._browser.is_connected()

    def close(self) -> None:
        self._browser.close()
        self._playwright.stop()


def shown(window: Page, address: str, seconds: float, *, sandbox: bool = False) -> object:
    """What the page at `address` shows when it is done. Raises `BrowserFailed`."""
    try:
        if not sandbox:
            window.goto(address)
            return window.wait_for_function(OUTCOME).json_value()
        window.goto(f"data:text/html,<iframe sandbox='allow-scripts' src='{address}'></iframe>")
        return window.frames[1].wait_for_function(OUTCOME).json_value()
    except Late:
        raise late(seconds) from None
    except Error as error:
        raise BrowserFailed(_first_line(error)) from None


class ChromiumRenderer(BrowserRenderer):
    """The whole page in Chromium: see `BrowserRenderer`."""

    def __init__(
        self, pages: Callable[[bytes], bytes | str], *, seconds: float = SECONDS, sandbox: bool = False
    ) -> None:
        super().__init__("chromium", pages, seconds=seconds, sandbox=sandbox)

    def screenshot(self, seed: bytes, width: int = SIDE, height: int = SIDE) -> bytes:
        """A PNG of the token's page in a window of this size, in pixels. Raises `RenderError`."""
        page = self._pages(seed)
        with self.window(width, height) as window:
            try:
                shown(window, page if isinstance(page, str) else data_uri(page), self._seconds)
                return window.screenshot()
            except (BrowserFailed, Error) as error:
                raise RenderError(f"{self.name}: seed {seed.hex()}: {error}") from None

    @contextmanager
    def window(self, width: int = SIDE, height: int = SIDE) -> Iterator[Page]:
        """An empty window of the browser. Raises `RenderError` where the browser does not start."""
        browser = self.browser()
        assert isinstance(browser, Chromium)
        with browser.window(self._seconds, width, height) as page:
            yield page


def _first_line(error: Error) -> str:
    return error.message.strip().split("\n")[0]
