"""Signers over HTTP for the tests: `FakeSigner` signs as clef or as web3signer does, or wrongly. No test in here."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from eth_account import Account
from eth_account.signers.local import LocalAccount

Change = Callable[[dict[str, Any]], dict[str, Any]]


def as_asked(transaction: dict[str, Any]) -> dict[str, Any]:
    """No change."""
    return transaction


class FakeSigner:
    """Keeps keys, and signs what `change` makes of a transaction. `asked` are the methods that were called."""

    def __init__(
        self, *keys: str, clef: bool = True, change: Change = as_asked, signs_as: str | None = None
    ) -> None:
        """`signs_as` is a key that signs instead of the account's own; `clef` tells its dialect from web3signer's."""
        self._accounts = {account.address: account for account in map(Account.from_key, keys)}
        self._clef, self._change = clef, change
        self._instead: LocalAccount | None = Account.from_key(signs_as) if signs_as else None
        self.asked: list[str] = []
        self.says: dict[str, Any] | None = None  # an answer to every request to sign, instead of a signature
        signer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                said = json.dumps({"jsonrpc": "2.0", "id": asked["id"], **signer._answer(asked)}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(asked["method"])
        match asked["method"], self._clef:
            case "account_version", True:
                return {"result": "6.1.0"}
            case ("account_list", True) | ("eth_accounts", False):
                return {"result": list(self._accounts)}
            case ("account_signTransaction", True) | ("eth_signTransaction", False):
                return self.says or self._sign(asked["params"][0])
        return {"error": {"code": -32601, "message": f"the method {asked['method']} does not exist"}}

    def _sign(self, transaction: dict[str, Any]) -> dict[str, Any]:
        transaction = self._change(dict(transaction))
        account = self._instead or self._accounts[transaction.pop("from")]
        transaction.pop("from", None)
        if "gasPrice" not in transaction:
            transaction["type"] = 2
        raw = f"0x{account.sign_transaction(transaction).raw_transaction.hex().removeprefix('0x')}"
        return {"result": {"raw": raw, "tx": {}} if self._clef else raw}
