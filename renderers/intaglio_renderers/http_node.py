"""A node over HTTP that is allowed to stumble: `HttpNode(address)`, a provider for web3.

What passes by itself (429, 5xx, resets, answers cut off, late, garbled, or meant for another request) is
tried again, as `Patience` says, where that is safe:

- reads: always;
- `eth_sendRawTransaction`: always, since the same bytes are the same transaction. A repeat is told "already
  known" or, once it is mined, "nonce too low": the transaction is then looked for by its hash;
- everything else, above all what a node signs itself: only where the node surely did not get the request.

An address that never answered is a wrong one, and is not waited for. No text or log shows its key.
"""

from __future__ import annotations

import itertools
import json
import re
import secrets
import threading
import time
from typing import Any, cast

import requests
from eth_utils.crypto import keccak
from web3.providers.base import JSONBaseProvider
from web3.types import RPCEndpoint, RPCResponse

from intaglio_renderers.node_address import hide_in_logs, masked, without_keys
from intaglio_renderers.node_trouble import Trouble, trouble_of, trouble_of_status
from intaglio_renderers.patience import Patience

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 120.0  # an eth_call of 50M gas takes a busy provider a while
LOOKUP_SECONDS = 30.0  # anything that runs no contract

_READ = re.compile(
    r"eth_(call|estimateGas|createAccessList|simulateV1|chainId|blockNumber|gasPrice|blobBaseFee|feeHistory"
    r"|maxPriorityFeePerGas|accounts|syncing|getBlock\w*|getTransaction\w*|getRawTransaction\w*|getUncle\w*"
    r"|getBalance|getCode|getStorageAt|getProof|getLogs)"
    r"|(net|web3|trace|txpool|debug_trace)_?\w+|account_(list|version)"
)
_HEAVY = re.compile(r"eth_(call|estimateGas|createAccessList|simulateV1|getLogs)|(debug|trace|account|anvil|evm)_\w+")
_SEND_RAW = "eth_sendRawTransaction"
_KNOWN = re.compile(r"already\s?(known|imported|exists|in)|known transaction|ALREADY_EXISTS", re.IGNORECASE)
_SPENT = re.compile(r"nonce (is )?too low|oldnonce|nonce has already been used", re.IGNORECASE)
_LIMITED = re.compile(r"rate.?limit|too many requests|throttl|capacity|requests? (count|per)|try again", re.IGNORECASE)
_LIMIT_CODES = (429, -32005, -32016, -32029)  # HTTP's, EIP-1474's and two of providers' own
_LOOKS = 4  # for a transaction whose nonce is spent: of the nodes behind one address some lag


class HttpNode(JSONBaseProvider):
    """A web3 provider. `make_request` raises `NodeFailed`; a node's refusal is its answer, and is returned."""

    def __init__(
        self,
        address: str,
        *,
        patience: Patience | None = None,
        answer_seconds: float = ANSWER_SECONDS,
        first_answer_seconds: float | None = None,
    ) -> None:
        """`address` is http or https. `first_answer_seconds` bounds the wait for its very first answer."""
        super().__init__()
        hide_in_logs(address)
        self._address = address
        self._patience = patience or Patience()
        self._answer_seconds = answer_seconds
        self._first_answer_seconds = first_answer_seconds or answer_seconds
        self._answered = False
        self._held = threading.local()  # a session a thread: requests' are not made for more
        # A proxy may hold back answers of an earlier run, whose requests were numbered too.
        self.request_counter = itertools.count(secrets.randbits(48))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({masked(self._address)!r})"

    __str__ = __repr__

    def make_request(self, method: RPCEndpoint, params: Any) -> RPCResponse:
        """The node's answer, a result or an error. Raises `NodeFailed`."""
        answer = self._ask(method, params)
        if method == _SEND_RAW and "error" in answer:
            return self._after_refusal(params[0], answer)
        return answer

    def _ask(self, method: RPCEndpoint, params: Any) -> RPCResponse:
        request = self.encode_rpc_request(method, params)
        number = json.loads(request)["id"]
        limit = self._answer_seconds if _HEAVY.fullmatch(method) else min(LOOKUP_SECONDS, self._answer_seconds)
        deadline = time.monotonic() + self._patience.seconds
        pauses = self._patience.pauses()
        while True:
            outcome = self._try(request, number, limit if self._answered else min(limit, self._first_answer_seconds))
            if not isinstance(outcome, Trouble):
                self._answered = True
                return outcome
            wait = max(next(pauses), outcome.wait)
            if not self._worth_repeating(method, outcome) or time.monotonic() + wait > deadline:
                raise outcome.failure
            time.sleep(wait)

    def _worth_repeating(self, method: str, trouble: Trouble) -> bool:
        safe = not trouble.arrived or method == _SEND_RAW or _READ.fullmatch(method)
        return bool(safe and trouble.passes and (trouble.early or self._answered))

    def _try(self, request: bytes, number: int, seconds: float) -> RPCResponse | Trouble:
        """One request. An exception of the HTTP library's ends here, with the address that it quotes."""
        try:
            response = self._session().post(
                self._address, data=request, timeout=(CONNECT_SECONDS, seconds), allow_redirects=False
            )
        except (requests.RequestException, OSError, ValueError) as error:  # ValueError: an address past parsing
            return trouble_of(error)
        said = _parsed(response.content)
        ours = isinstance(said, dict) and said.get("id") in (number, None) and ("result" in said) != ("error" in said)
        if response.status_code >= 300 and not (ours and response.status_code in (400, 404)):
            return trouble_of_status(response)
        if ours and (said.get("id") is not None or "error" in said):
            return self._judged(cast(RPCResponse, said | {"id": number}), response)
        if isinstance(said, dict) and "id" in said:
            self._session().close()  # whatever else that connection still holds is not ours either
            return Trouble("it answered another request than the one it was asked", arrived=True, passes=True)
        page = response.content.lstrip()[:1] == b"<"
        return Trouble("it answered something that is not JSON-RPC", arrived=True, passes=True, early=not page)

    def _judged(self, answer: RPCResponse, response: requests.Response) -> RPCResponse | Trouble:
        error: Any = answer.get("error")
        if not isinstance(error, dict):
            return answer
        message = without_keys(str(error.get("message", "")), self._address)
        if error.get("code") in _LIMIT_CODES and _LIMITED.search(message):
            return Trouble(f"it limits the rate of requests: {message[:200]}", arrived=False, passes=True, status=429)
        data = error.get("data")
        if isinstance(data, str) and not data.startswith("0x"):  # words, and not what a contract reverted with
            error |= {"data": without_keys(data, self._address)}
        return cast(RPCResponse, answer | {"error": error | {"message": message}})

    def _after_refusal(self, raw: Any, refusal: RPCResponse) -> RPCResponse:
        """A refusal of a transaction, or its hash where the refusal only says that the node has it already."""
        error: Any = refusal.get("error")
        message = str(error.get("message", "")) if isinstance(error, dict) else ""
        name = "0x" + keccak(hexstr=raw if isinstance(raw, str) else bytes(raw).hex()).hex()
        accepted = cast(RPCResponse, {"jsonrpc": "2.0", "id": refusal["id"], "result": name})
        if _KNOWN.search(message):
            return accepted
        if _SPENT.search(message):
            for pause in itertools.islice(self._patience.pauses(), _LOOKS):
                if self._ask(RPCEndpoint("eth_getTransactionByHash"), [name]).get("result"):
                    return accepted
                time.sleep(pause)
        return refusal

    def _session(self) -> requests.Session:
        if not hasattr(self._held, "session"):
            self._held.session = requests.Session()
            self._held.session.headers["Content-Type"] = "application/json"
        return cast(requests.Session, self._held.session)


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:  # no JSON, or no UTF-8
        return None
