"""`intaglio watch` for tests: `watched(path)` runs it in a process of its own, `window(address)` shows its page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from intaglio_renderers.chromium import ChromiumRenderer

# A piece that has everything the page has a place for.
ROSE = '''"""Rose: petals around a middle."""
from intaglio import Canvas, Seed, art, cos, sin

INKS = ("#a8502a", "#2f6b4f")


@art("Rose", size=(200, 100))
def rose(seed: Seed, canvas: Canvas):
    ink = seed.pick("Ink", INKS)
    petals = seed.param("Petals", 3, 9, default=5)
    tilt = seed.param("Tilt", -0.5, 0.5, default=0)
    canvas.background("#f7f4ee")
    for i in range(petals):
        turn = tilt + 6.28 * i / petals
        canvas.circle(100 + 30 * cos(turn), 50 + 30 * sin(turn), seed.uniform(4, 14), fill=ink, opacity=0.8)
'''


@contextmanager
def watched(path: Path, *options: str) -> Iterator[str]:
    """The address of the page for a piece. Checks that the server ends quietly and that nothing failed in it."""
    command = [sys.executable, "-m", "intaglio_studio", "watch", str(path), "--port", "0", "--no-open", "--json"]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [*command, *options], stdout=subprocess.PIPE, stderr=said, text=True, start_new_session=True
        )
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())["address"]
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            process.stdout.close()
            said.seek(0)
            told = said.read()
        assert "Traceback" not in told, told


def chromium() -> ChromiumRenderer:
    """A browser, for `window`."""
    return ChromiumRenderer(lambda _: b"", seconds=20)


@contextmanager
def window(browser: ChromiumRenderer, address: str, width: int = 1200, height: int = 800) -> Iterator[Page]:
    """The page in a window of its own. Checks that no script of it failed."""
    with browser.window(width, height) as page:
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(address)
        yield page
        assert not failures
