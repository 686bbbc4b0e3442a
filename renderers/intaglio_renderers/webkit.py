"""WebKit, the engine of Safari, as WebKitGTK: MiniBrowser, spoken to through WebKitWebDriver by plain HTTP.

It has no mode without a screen, so an Xvfb of its own serves as one, where there is any; else the user's. The page
stands in an iframe of `about:blank`, as in Firefox.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import tempfile
import time
from pathlib import Path
from select import select
from typing import Any

from intaglio_renderers.browser import SHOW, START_SECONDS, WHEN_DONE, Browser, BrowserFailed, late
from intaglio_renderers.held_process import HeldProcess

_SCREEN = "1024x768x24"
_ATTEMPTS = 3  # to find a port that nobody else takes in the meantime


class WebKit(Browser):
    """A MiniBrowser with its driver and its screen. Raises `BrowserFailed` where one of them does not start."""

    def __init__(self, driver: str, browser: Path) -> None:
        """`driver` is a WebKitWebDriver, `browser` its MiniBrowser."""
        self._folder = tempfile.TemporaryDirectory(prefix="intaglio-webkit-", ignore_cleanup_errors=True)
        self._screen: HeldProcess | None = None
        self._driver: HeldProcess | None = None
        self._connection: http.client.HTTPConnection | None = None
        deadline = time.monotonic() + START_SECONDS
        environment = {"HOME": self._folder.name}
        try:
            if shutil.which("Xvfb"):
                environment["DISPLAY"] = self._start_screen(deadline)
                environment["GDK_BACKEND"] = "x11"  # also on a desktop that is Wayland's
            for left in reversed(range(_ATTEMPTS)):
                try:
                    self._session = self._start_driver(driver, browser, environment, deadline)
                    return
                except (OSError, BrowserFailed):
                    if left == 0:
                        raise
        except BaseException as error:  # also Ctrl-C
            said = self._said()
            self.close()
            if not isinstance(error, OSError | http.client.HTTPException | BrowserFailed):
                raise
            raise BrowserFailed(f"{driver} does not start: {error}; it said: {said or 'nothing'}") from None

    def outcome(self, address: str, seconds: float, *, sandbox: bool) -> object:
        deadline = time.monotonic() + seconds
        try:
            self._ask("POST", "/frame", {"id": None}, deadline)
            self._call(SHOW, deadline, address, sandbox)
            self._ask("POST", "/frame", {"id": 0}, deadline)
            return json.loads(self._call(WHEN_DONE, deadline))
        except TimeoutError:
            self.close()  # its page may never end
            raise late(seconds) from None
        except (OSError, http.client.HTTPException):
            said = self._said()
            self.close()
            raise BrowserFailed(f"WebKit is gone; it said: {said or 'nothing'}") from None

    @property
    def alive(self) -> bool:
        return self._connection is not None and self._driver is not None and self._driver.alive

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        for process in (self._driver, self._screen):
            if process is not None:
                process.close()
        self._folder.cleanup()

    def _said(self) -> str:
        """What screen and driver have written."""
        return " ".join(process.said() for process in (self._screen, self._driver) if process).strip()

    def _start_screen(self, deadline: float) -> str:
        """The name of a screen that nobody else has."""
        number, chosen = os.pipe()
        try:
            command = ["Xvfb", "-displayfd", str(chosen), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
            self._screen = HeldProcess(command, pass_fds=[chosen])
        finally:
            os.close(chosen)
        with open(number) as told:
            if not select([told], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise BrowserFailed(f"Xvfb made no screen in {START_SECONDS:g} s")
            name = told.readline().strip()
        if not name:
            raise BrowserFailed("Xvfb ended at once")
        return f":{name}"

    def _start_driver(self, driver: str, browser: Path, environment: dict[str, str], deadline: float) -> str:
        """Start the driver and have it open a browser; the path of the session."""
        if self._driver is not None:
            self._driver.close()
        port = _free_port()
        self._driver = HeldProcess([driver, f"--port={port}"], environment)
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        while True:
            try:
                self._connection.connect()
                break
            except OSError:
                if not self._driver.alive or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
        options = {"binary": str(browser), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._session = ""
        return f"/session/{self._ask('POST', '/session', wanted, deadline)['sessionId']}"

    def _call(self, function: str, deadline: float, *arguments: str | bool) -> Any:
        """What a function's promise gives, in the page or the frame that is looked at."""
        left = max(0.0, deadline - time.monotonic())
        self._ask("POST", "/timeouts", {"script": int(left * 1000)}, deadline)
        script = f"const done = arguments[arguments.length - 1]; ({function})(...arguments).then(done)"
        return self._ask("POST", "/execute/async", {"script": script, "args": arguments}, deadline)

    def _ask(self, method: str, path: str, body: object, deadline: float) -> Any:
        """The answer to a command. Raises `TimeoutError`, `OSError`, `HTTPException` and `BrowserFailed`."""
        if self._connection is None:
            raise BrowserFailed("WebKit is gone")
        assert self._connection.sock is not None
        self._connection.sock.settimeout(max(0.001, deadline - time.monotonic()))  # 0 would not wait at all
        self._connection.request(method, self._session + path, json.dumps(body), {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        answer = json.loads(response.read())["value"]
        if response.status == http.client.OK:
            return answer
        if answer["error"] in ("script timeout", "timeout"):
            raise TimeoutError
        raise BrowserFailed(" ".join(f"{answer['error']}: {answer['message']}".split()))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
