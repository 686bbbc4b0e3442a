"""A deployment tried out: an anvil that forks the chain as it is now, and sends there what would be sent here.

The fork asks its questions through `Relay`, a listener on this machine, so that the node's address, which may hold a
key, is no argument of a process for everybody to read. Nobody signs: an anvil lets any account send.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from web3 import Web3
from web3.types import RPCEndpoint, TxParams

from intaglio_renderers.rpc import reason
from intaglio_studio.anvil import LocalChain
from intaglio_studio.chain import Receipt, RpcChain, TransactionFailed

_RICH = 10**6 * 10**18  # wei: whether the money lasts is told by itself


class ForkedChain(RpcChain):
    """A chain of one's own on which `sender` sends without a key."""

    def send(self, to: str, data: bytes, value: int = 0, *, label: str = "", once: str = "") -> Receipt:
        call: TxParams = {
            "from": Web3.to_checksum_address(self.sender),
            "to": Web3.to_checksum_address(to),
            "data": Web3.to_hex(data),
            "value": Web3.to_wei(value, "wei"),
        }
        try:
            call["gas"] = self.web3.eth.estimate_gas(call)
            receipt = self.web3.eth.wait_for_transaction_receipt(self.web3.eth.send_transaction(call))
        except Exception as error:  # the node's refusal, or whatever its connection raises
            raise TransactionFailed(reason(error)) from None
        if receipt["status"] != 1:
            raise TransactionFailed(f"it reverted after {receipt['gasUsed']:,} gas")
        return Receipt(receipt["gasUsed"], ())


@contextmanager
def forked(web3: Web3, sender: str) -> Iterator[ForkedChain]:
    """A fork of the chain at its latest block, for the time of the block; `sender` is rich on it.

    Raises `AnvilMissing`.
    """
    with _Relay(web3) as url, LocalChain(options=("--fork-url", url, "--no-rate-limit")) as local:
        for method, parameters in (
            ("anvil_impersonateAccount", [sender]),
            ("anvil_setBalance", [sender, hex(_RICH)]),
        ):
            local.web3.provider.make_request(RPCEndpoint(method), parameters)
        yield ForkedChain(local.web3, sender)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: an anvil that ends hangs up in the middle of its questions."""


class _Relay:
    """Passes JSON-RPC on to a node; gives its own address."""

    def __init__(self, web3: Web3) -> None:
        lock = threading.Lock()

        def answer(asked: dict[str, Any]) -> dict[str, Any]:
            with lock:
                try:
                    found: Any = web3.provider.make_request(RPCEndpoint(asked["method"]), asked.get("params", []))
                except Exception as error:
                    found = {"error": {"code": -32000, "message": reason(error)}}
            said = {name: found[name] for name in ("result", "error") if name in found}
            return {"jsonrpc": "2.0", "id": asked.get("id"), **said}

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                told = [answer(one) for one in asked] if isinstance(asked, list) else answer(asked)
                said = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
