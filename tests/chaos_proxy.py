"""A bad road to a node: an HTTP proxy that drops, delays, repeats, reorders and refuses a share of the answers.

    with ChaosProxy(local.url, seed=7) as proxy:
        web3 = connect(proxy.url)

Which request fares how comes from a seeded stream, so a run whose requests come in the same order is the same
run. Its address wants a user, a password, a key in the path and one in the query, as providers do: `secrets`,
to be looked for in all that a program leaves behind. No test in here.
"""

from __future__ import annotations

import json
import random
import threading
import time
from base64 import b64encode
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.request import Request, urlopen

FAULTS = ("drop_request", "drop_answer", "cut", "delay", "repeat", "reorder", "throttle", "fail")
_USER, _PASSWORD = "me", "0pen-sesame-5ec2e7"
_KEY, _QUERY = "t0ken5ec2e7a1b2c3", "qu3ry5ec2e7d4e5f6"
_REPEATABLE = ("eth_sendRawTransaction", "eth_get", "eth_call", "eth_chainId", "eth_blockNumber", "eth_estimateGas")


class ChaosProxy:
    """Stands before the node at `target`. `share` of the requests meet a fault, each of `faults` as often."""

    def __init__(
        self, target: str, *, seed: int = 0, share: float = 0.5, faults: tuple[str, ...] = FAULTS, slowest: float = 0.05
    ) -> None:
        """`slowest` is the longest delay in seconds."""
        self.counts: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self._target, self._share, self._faults, self._slowest = target, share, faults, slowest
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._held: bytes | None = None
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"  # connections stay, so a wrong answer could stay in one
            wbufsize = -1  # head and body in one packet

            def do_POST(self) -> None:
                proxy._answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """Its address, with a secret wherever people have to put one."""
        return f"http://{_USER}:{_PASSWORD}@127.0.0.1:{self._server.server_port}/v3/{_KEY}?apikey={_QUERY}"

    @property
    def secrets(self) -> list[str]:
        """What nobody may print."""
        return [_PASSWORD, _KEY, _QUERY, b64encode(f"{_USER}:{_PASSWORD}".encode()).decode()]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        if handler.path != f"/v3/{_KEY}?apikey={_QUERY}" or self.secrets[-1] not in handler.headers["Authorization"]:
            return _send(handler, 401, b"")
        method = json.loads(body)["method"]
        with self._lock:
            self.asked[method] += 1
            fault = self._random.choice(self._faults) if self._random.random() < self._share else "none"
            self.counts[fault] += 1
            pause, early = self._random.uniform(0, self._slowest), self._random.random() < 0.5
        if fault == "drop_request":
            return _hang_up(handler)
        if fault == "throttle":
            said = b'{"jsonrpc":"2.0","id":null,"error":{"code":429,"message":"slow down"}}'
            return _send(handler, 429, said, wait="0" if early else "")
        if fault == "fail":
            return _send(handler, 503 if early else 502, b"<html>upstream</html>")
        if fault == "delay" and early:
            time.sleep(pause)  # others overtake it on the way there
        said = self._forward(body)
        if fault == "delay" and not early:
            time.sleep(pause)  # or on the way back
        if fault == "repeat" and method.startswith(_REPEATABLE):
            said = self._forward(body)
        if fault == "reorder":
            with self._lock:
                said, self._held = self._held or b"", said
        if fault == "drop_answer" or not said:
            return _hang_up(handler)
        _send(handler, 200, said, cut=fault == "cut")

    def _forward(self, body: bytes) -> bytes:
        request = Request(self._target, body, {"Content-Type": "application/json"})
        with urlopen(request, timeout=60) as answered:
            said: Any = answered.read()
        return bytes(said)


def _hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, *, wait: str = "", cut: bool = False) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    if wait:
        handler.send_header("Retry-After", wait)
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2] if cut else body)
    handler.close_connection = cut
