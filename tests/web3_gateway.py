"""A web3:// client for the tests, as gateways are: ERC-6860 addresses, ERC-5219 requests, ERC-7618 encodings.

`answer(chain, "web3://0x…:31337/token/1")` is the HTTP answer that a browser gets, and `Gateway(chain, address)` a
server that gives it to one.
"""

import gzip
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qsl, unquote

import brotli
from eth_abi.abi import decode, encode
from eth_hash.auto import keccak

from intaglio_studio.chain import CallFailed, Chain

URL = re.compile(r"(?:web3|w3)://(0x[0-9a-fA-F]{40})(?::([1-9][0-9]*))?(/[^?#]*)?(?:\?([^#]*))?(?:#.*)?")
REQUEST = "request(string[],(string,string)[])"
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress}


class UnsupportedMode(Exception):
    """A contract resolves addresses in a way that this client does not know."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer. `headers` by lower-case name; `encoded` is the body as the contract gave it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    encoded: bytes


def resolve_mode(chain: Chain, address: str) -> str:
    """`5219`, `manual` or `auto`, which is also what a contract without the method means (ERC-6860)."""
    try:
        returned = chain.call(address, keccak(b"resolveMode()")[:4])
    except CallFailed:
        return "auto"
    mode = returned[:32].rstrip(b"\0").decode("ascii")
    if mode not in ("", "auto", "manual", "5219"):
        raise UnsupportedMode(mode)
    return mode or "auto"


def answer(chain: Chain, url: str, accepted: tuple[str, ...] = ()) -> Answer:
    """What a client of `url` gets that decodes the encodings in `accepted` by itself. Only the mode 5219 is spoken."""
    match = URL.fullmatch(url)
    assert match, url
    address, _, path, query = match.groups()
    if resolve_mode(chain, address) != "5219":
        raise UnsupportedMode(resolve_mode(chain, address))
    resource = [unquote(part) for part in path[1:].split("/")] if path and path != "/" else []
    params = parse_qsl(query or "", keep_blank_values=True)
    arguments = encode(["string[]", "(string,string)[]"], [resource, params])
    returned = chain.call(address, keccak(REQUEST.encode())[:4] + arguments)
    # A body is a `string` to Solidity and bytes to HTTP: most are no UTF-8.
    status, body, pairs = decode(["uint16", "bytes", "(string,string)[]"], returned)
    headers = {key.lower(): value for key, value in pairs}
    encoding = headers.get("content-encoding")
    if encoding is None or encoding in accepted:
        return Answer(status, headers, body, body)
    kept = {key: value for key, value in headers.items() if key != "content-encoding"}
    return Answer(status, kept, DECODERS[encoding](body), body)


class Gateway:
    """An HTTP server for the time of a `with` block that answers for one contract. `url` is its address."""

    def __init__(self, chain: Chain, address: str) -> None:
        lock = threading.Lock()  # a chain is spoken to by one thread at a time

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = self.headers.get("Accept-Encoding", "")
                with lock:
                    found = answer(chain, f"web3://{address}{self.path}", tuple(re.findall(r"\w+", asked)))
                self.send_response(found.status)
                for key, value in found.headers.items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(found.body)))
                self.end_headers()
                self.wfile.write(found.body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
