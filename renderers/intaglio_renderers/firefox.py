"""Firefox, spoken to by WebDriver BiDi: JSON over the web socket that it opens itself.

The page stands in an iframe of `about:blank`, since Firefox shows no `data:` page at top level. Its globals are read in
the frame's own context, which a sandbox does not keep a driver out of.
"""

from __future__ import annotations

import json
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from intaglio_renderers.browser import SHOW, START_SECONDS, WHEN_DONE, Browser, BrowserFailed, late
from intaglio_renderers.held_process import HeldProcess

_ADDRESS = "WebDriverBiDiServer.json"  # the file of its profile in which Firefox says where it listens
# Beside what Firefox sets itself when a driver asks: it calls home for nothing.
_PREFERENCES = {
    "app.normandy.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.systemAddon.update.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}

Json = dict[str, Any]


class Firefox(Browser):
    """A Firefox with a profile of its own. Raises `BrowserFailed` where it does not start."""

    def __init__(self, executable: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="intaglio-firefox-", ignore_cleanup_errors=True)
        profile = Path(self._folder.name)
        preferences = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items())
        (profile / "user.js").write_text("\n".join(preferences))
        command = [executable, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        self._process = HeldProcess([*command, "about:blank"], {"HOME": str(profile), "MOZ_CRASHREPORTER_DISABLE": "1"})
        self._held = ExitStack()
        self._connection: ClientConnection | None = None
        self._asked = 0
        try:
            deadline = time.monotonic() + START_SECONDS
            address = self._address(profile / _ADDRESS, deadline)
            self._connection = self._held.enter_context(connect(address, max_size=None, ping_interval=None))
            self._ask("session.new", deadline, capabilities={})
            self._window = str(self._ask("browsingContext.getTree", deadline, maxDepth=0)["contexts"][0]["context"])
        except BaseException as error:  # also Ctrl-C
            said = self._process.said()
            self.close()
            if not isinstance(error, OSError | WebSocketException | BrowserFailed):
                raise
            raise BrowserFailed(f"{executable} does not start: {error}; it said: {said or 'nothing'}") from None

    def outcome(self, address: str, seconds: float, *, sandbox: bool) -> object:
        deadline = time.monotonic() + seconds
        try:
            self._call(self._window, SHOW, deadline, address, sandbox)
            (tree,) = self._ask("browsingContext.getTree", deadline, root=self._window)["contexts"]
            frame = str(tree["children"][0]["context"])
            return json.loads(self._call(frame, WHEN_DONE, deadline))
        except TimeoutError:
            self.close()  # its page may never end
            raise late(seconds) from None
        except (OSError, WebSocketException):
            said = self._process.said()
            self.close()
            raise BrowserFailed(f"Firefox is gone; it said: {said or 'nothing'}") from None

    @property
    def alive(self) -> bool:
        return self._process.alive

    def close(self) -> None:
        self._process.close()
        self._connection = None
        self._held.close()
        self._folder.cleanup()

    def _address(self, file: Path, deadline: float) -> str:
        """Where it listens, as soon as it says so."""
        while time.monotonic() < deadline:
            try:
                told = json.loads(file.read_text())
                return f"ws://{told['ws_host']}:{told['ws_port']}/session"
            except (OSError, ValueError):  # not there yet, or half written
                if not self._process.alive:
                    raise BrowserFailed("it ended at once") from None
                time.sleep(0.01)
        raise BrowserFailed(f"it did not listen after {START_SECONDS:g} s")

    def _call(self, context: str, function: str, deadline: float, *arguments: str | bool) -> Any:
        """What a function's promise gives, in a page."""
        answer = self._ask(
            "script.callFunction",
            deadline,
            functionDeclaration=function,
            arguments=[{"type": "string" if isinstance(a, str) else "boolean", "value": a} for a in arguments],
            target={"context": context},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise BrowserFailed(" ".join(str(answer["exceptionDetails"]["text"]).split()))
        return answer["result"]["value"]

    def _ask(self, method: str, deadline: float, **parameters: object) -> Json:
        """The answer to a command. Raises `TimeoutError`, `WebSocketException` and `BrowserFailed`."""
        if self._connection is None:
            raise BrowserFailed("Firefox is gone")
        self._asked += 1
        self._connection.send(json.dumps({"id": self._asked, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._connection.recv(timeout=max(0.0, deadline - time.monotonic())))
            if answer.get("id") == self._asked:  # the rest are events
                break
        if answer["type"] == "error":
            raise BrowserFailed(" ".join(str(answer["message"]).split()))
        result: Json = answer["result"]
        return result
