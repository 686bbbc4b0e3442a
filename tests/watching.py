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


@contextmanager
def window(address: str, width: int = 1200, height: int = 800) -> Iterator[Page]:
    """The page in a Chromium. Checks that no script of it failed."""
    with ChromiumRenderer(lambda _: b"", seconds=20) as browser, browser.window(width, height) as page:
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(address)
        yield page
        assert not failures
