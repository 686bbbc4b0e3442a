"""A node over HTTP that stumbles: what is asked again, what is not, and that no key is ever shown.

First against a server that follows a script, each trouble by itself; then against anvil behind a road where
half of all answers are lost, late, garbled or another's.
"""

from __future__ import annotations

import json
import logging
import threading
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_typing import ChecksumAddress
from web3 import Web3
from web3.exceptions import Web3RPCError
from web3.types import RPCEndpoint, TxParams

from intaglio_renderers import rpc
from intaglio_renderers.http_node import HttpNode
from intaglio_renderers.node_address import masked, secrets, without_keys
from intaglio_renderers.node_trouble import NodeFailed
from intaglio_renderers.patience import Patience
from intaglio_renderers.rpc import ChainUnreachable, connect, connect_signer, reason
from intaglio_studio.anvil import LocalChain
from tests.chaos_proxy import FAULTS, ChaosProxy

QUICK = Patience(first=0.001, longest=0.01, seconds=5.0)
BRIEF = Patience(first=0.001, longest=0.01, seconds=0.2)
KEY = "5ec2e70123456789abcdef"
RAW = "0x02f8"
RAW_HASH = Web3.to_hex(Web3.keccak(hexstr=RAW))

Step = tuple[int, Any]  # an HTTP status and a body: bytes, or what goes into a JSON-RPC answer; status 0 hangs up


class Script:
    """A node that answers its n-th request with step n, and from then on with the last one."""

    def __init__(self, *steps: Step, **headers: str) -> None:
        self.asked: list[str] = []
        script = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, said = steps[min(len(script.asked), len(steps) - 1)]
                script.asked.append(request["method"])
                if status == 0:
                    return
                if not isinstance(said, bytes):
                    said = json.dumps({"jsonrpc": "2.0", "id": request["id"]} | said).encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.url = f"http://me:{KEY}@127.0.0.1:{self.server.server_port}/v3/{KEY}?key={KEY}"

    def ask(self, method: str = "eth_chainId", *params: object, patience: Patience = QUICK) -> Any:
        """One request by a new `HttpNode`; the whole answer."""
        try:
            return HttpNode(self.url, patience=patience).make_request(RPCEndpoint(method), list(params))
        finally:
            self.server.shutdown()
            self.server.server_close()


OK: Step = (200, {"result": "0x1"})
THROTTLES: list[Step] = [
    (429, b""),
    (429, {"error": {"code": -32005, "message": "daily request count exceeded, request rate limited"}}),
    (200, {"error": {"code": 429, "message": "Your app has exceeded its compute units per second capacity"}}),
    (200, {"id": None, "error": {"code": -32005, "message": "too many requests"}}),
]
TROUBLES: list[Step] = [
    (500, b""),
    (503, b"<html>down</html>"),
    (408, b""),
    (0, b""),
    (200, b'{"jsonrpc":"2.0","id":'),
    (200, {"id": 7, "result": "0x2"}),
    (200, {"id": None, "result": "0x2"}),
    (200, {"result": "0x2", "error": {"code": 1, "message": "both"}}),
]
ANSWERS: list[Step] = [
    (200, {"error": {"code": 3, "message": "execution reverted", "data": "0x08c379a0"}}),
    (200, {"error": {"code": -32005, "message": "query returned more than 10000 results"}}),
    (400, {"error": {"code": -32602, "message": "invalid argument"}}),
    (200, {"error": "a word"}),
    (200, {"id": None, "error": {"code": -32700, "message": "parse error"}}),
]


@pytest.mark.parametrize("trouble", THROTTLES + TROUBLES)
def test_a_read_is_asked_again_until_it_is_answered(trouble: Step) -> None:
    script = Script(trouble, trouble, OK)
    assert script.ask()["result"] == "0x1"
    assert len(script.asked) == 3


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_a_node_signs_itself_is_sent_once(trouble: Step) -> None:
    script = Script(trouble, OK)
    with pytest.raises(NodeFailed) as caught:
        script.ask("eth_sendTransaction", {})
    assert caught.value.uncertain and len(script.asked) == 1


@pytest.mark.parametrize("throttle", THROTTLES)
def test_what_was_throttled_was_not_done_and_is_asked_again(throttle: Step) -> None:
    script = Script(throttle, OK)
    assert script.ask("eth_sendTransaction", {})["result"] == "0x1"


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_refusal_is_an_answer(answer: Step) -> None:
    script = Script(answer)
    assert script.ask()["error"] == answer[1]["error"]
    assert len(script.asked) == 1


@pytest.mark.parametrize(
    "step, words",
    [
        ((401, b""), "it answered HTTP 401"),
        ((302, b""), "it answered HTTP 302"),
        ((200, b"<html>hello</html>"), "it answered something that is not JSON-RPC"),
    ],
)
def test_what_no_patience_mends_is_told_at_once(step: Step, words: str) -> None:
    script = Script(step)
    with pytest.raises(NodeFailed, match=words) as caught:
        script.ask()
    assert len(script.asked) == 1 and str(caught.value) == words


def test_patience_ends() -> None:
    started = time.monotonic()
    script = Script((503, b""))
    with pytest.raises(NodeFailed, match="^it answered HTTP 503$") as caught:
        script.ask(patience=BRIEF)
    assert caught.value.status == 503 and len(script.asked) > 5 and time.monotonic() - started < 2


def test_a_node_says_how_long_to_wait() -> None:
    started = time.monotonic()
    assert Script((429, b""), OK, Retry_After="0.3").ask()["result"] == "0x1"
    assert 0.3 <= time.monotonic() - started < 3
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    for wait in ("3600", later):  # longer than anybody waits: told, not slept
        script = Script((429, b""), Retry_After=wait)
        with pytest.raises(NodeFailed, match=r"it asks to wait 3,[56]\d\d s \(HTTP 429\)"):
            script.ask()
        assert len(script.asked) == 1
    assert Script((429, b""), OK, Retry_After="soon").ask()["result"] == "0x1"


@pytest.mark.parametrize(
    "words", ["already known", "AlreadyKnown", "transaction already imported", "ALREADY_EXISTS: already known"]
)
def test_a_raw_transaction_that_is_known_was_sent(words: str) -> None:
    script = Script((0, b""), (503, b""), (200, {"error": {"code": -32000, "message": words}}))
    assert script.ask("eth_sendRawTransaction", RAW)["result"] == RAW_HASH
    assert script.asked == ["eth_sendRawTransaction"] * 3


def test_a_spent_nonce_is_looked_at_by_hash() -> None:
    spent: Step = (200, {"error": {"code": -32000, "message": "nonce too low: next nonce 5, tx nonce 4"}})
    nothing: Step = (200, {"result": None})
    script = Script((0, b""), spent, nothing, (200, {"result": {"hash": RAW_HASH}}))
    assert script.ask("eth_sendRawTransaction", RAW)["result"] == RAW_HASH
    assert script.asked[2:] == ["eth_getTransactionByHash"] * 2
    another = Script(spent, nothing)  # another transaction has that nonce
    assert another.ask("eth_sendRawTransaction", RAW)["error"]["message"].startswith("nonce too low")


def test_other_refusals_of_a_raw_transaction_stay_refusals() -> None:
    poor: Step = (200, {"error": {"code": -32000, "message": "insufficient funds for gas * price + value"}})
    script = Script(poor)
    assert script.ask("eth_sendRawTransaction", RAW)["error"] == poor[1]["error"]
    assert script.asked == ["eth_sendRawTransaction"]


def test_an_address_that_never_answered_is_not_waited_for() -> None:
    started = time.monotonic()
    for address in ("http://127.0.0.1:9/", "http://no-such-host.invalid/", "http://[/"):
        with pytest.raises(ChainUnreachable):
            connect(address)
    assert time.monotonic() - started < 20  # a resolver may take its time


def test_one_that_has_answered_is() -> None:
    """A node that is started anew refuses connections for a while."""
    script = Script(OK)
    node = HttpNode(script.url, patience=QUICK)
    node.make_request(RPCEndpoint("eth_chainId"), [])
    port = script.server.server_port
    script.server.shutdown()
    script.server.server_close()
    again: list[ThreadingHTTPServer] = []

    def start() -> None:
        again.append(ThreadingHTTPServer(("127.0.0.1", port), script.server.RequestHandlerClass))
        again[0].serve_forever(poll_interval=0.01)

    timer = threading.Timer(0.2, start)
    timer.start()
    assert node.make_request(RPCEndpoint("eth_sendTransaction"), [{}])["result"] == "0x1"  # never got there before
    again[0].shutdown()
    again[0].server_close()


def test_pauses_double_and_differ() -> None:
    patience = Patience(first=0.5, longest=4)
    tops = [0.5, 1, 2, 4, 4, 4]
    runs = [[pause for pause, _ in zip(patience.pauses(), tops)] for _ in range(20)]
    assert all(top / 2 <= pause <= top for run in runs for pause, top in zip(run, tops))
    assert len({tuple(run) for run in runs}) == 20


# -- keys


def everything_of(error: BaseException) -> str:
    """An exception as any handler could print it: with all that stands behind it, suppressed or not."""
    told: list[str] = []
    todo: list[BaseException | None] = [error]
    while todo:
        cause = todo.pop()
        if cause is not None:
            told += [repr(cause), str(cause), *traceback.format_exception(cause)]
            todo += [cause.__cause__, cause.__context__]
    return "\n".join(told)


@pytest.mark.parametrize(
    "step",
    [(0, b""), (401, b""), (503, b""), (429, b""), (200, b"<"), (200, b'{"'), (200, {"id": 3, "result": KEY})],
)
def test_no_exception_carries_the_key(step: Step) -> None:
    with pytest.raises(NodeFailed) as caught:
        Script(step).ask(patience=BRIEF)
    assert KEY not in everything_of(caught.value)


def test_nor_does_one_of_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rpc, "PATIENCE", BRIEF)
    for address in (
        f"http://127.0.0.1:9/{KEY}",
        f"http://me:{KEY}@[/x",
        f"http://{KEY}.no-such-host.invalid/",
        Script((503, b"")).url,
    ):
        with pytest.raises(ChainUnreachable) as caught:
            connect(address)
        assert KEY not in everything_of(caught.value)
    with pytest.raises(ChainUnreachable) as caught:
        connect_signer(f"ws://127.0.0.1/{KEY}")
    assert KEY not in everything_of(caught.value)


def test_a_node_that_repeats_the_key_is_not_repeated() -> None:
    said = {"code": -32000, "message": f"invalid project id {KEY}, see https://x.example/{KEY}", "data": f"for {KEY}"}
    answer = Script((200, {"error": said})).ask()["error"]
    assert answer == {"code": -32000, "message": "invalid project id …, see https://x.example/…", "data": "for …"}


def test_no_log_shows_the_key(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        script = Script((503, b""), OK)
        node = HttpNode(script.url, patience=QUICK)
        Web3(node).eth.get_block_number()
        script.server.shutdown()
        script.server.server_close()
    assert "POST" in caplog.text  # urllib3 logs each request with its path
    assert KEY not in caplog.text and KEY not in f"{node} {node!r}"


@pytest.mark.parametrize(
    "address, shown",
    [
        (f"https://mainnet.infura.io/v3/{KEY}", "https://mainnet.infura.io/…"),
        (f"https://eth-mainnet.g.alchemy.com/v2/{KEY}", "https://eth-mainnet.g.alchemy.com/…"),
        (f"https://me:{KEY}@node.example", "https://node.example"),
        (f"https://{KEY}.eth.rpc.rivet.cloud/", "https://….eth.rpc.rivet.cloud"),
        (f"https://node.example/?apikey={KEY}&chain=1", "https://node.example/…"),
        (f"https://node.example/%35ec2e7{KEY[6:]}", "https://node.example/…"),
    ],
)
def test_addresses_of_providers(address: str, shown: str) -> None:
    assert masked(address) == shown
    assert without_keys(f"[{KEY}] at {address}", address) == f"[…] at {shown}"


def test_words_of_an_address_that_are_no_keys_may_be_said() -> None:
    assert (
        without_keys("mainnet v3 is ethereum", "https://node.example/v3/mainnet/ethereum") == "mainnet v3 is ethereum"
    )
    assert secrets("/tmp/node.ipc") == [] and secrets("http://localhost:8545") == []


# -- a bad road to a real node


@pytest.fixture(scope="module")
def local() -> Iterator[LocalChain]:
    with LocalChain() as chain:
        yield chain


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rpc, "PATIENCE", Patience(first=0.002, longest=0.02, seconds=30))


def place(account: LocalAccount, nonce: int) -> ChecksumAddress:
    """Where the account's transfer of that nonce goes, and nothing else."""
    return Web3.to_checksum_address(Web3.keccak(text=f"{account.address} {nonce}")[-20:])


def signed(account: LocalAccount, chain: int, nonce: int) -> bytes:
    """A transfer of nonce + 1 wei."""
    transfer: dict[str, Any] = {"to": place(account, nonce), "value": nonce + 1, "nonce": nonce, "chainId": chain}
    terms = {"gas": 21_000, "maxFeePerGas": 10**11, "maxPriorityFeePerGas": 1}
    return bytes(account.sign_transaction(transfer | terms).raw_transaction)


@pytest.mark.chain
@pytest.mark.parametrize("seed", range(3))
def test_every_transaction_arrives_once_on_a_bad_road(local: LocalChain, hurried: None, seed: int) -> None:
    """Each raw transaction is sent, and its hash known, whatever became of the answers; none twice, none lost."""
    account: LocalAccount = Account.from_key(bytes([1 + seed]) * 32)
    local.open().send(account.address, b"", value=10**18)
    with ChaosProxy(local.url, seed=seed, slowest=0.01) as proxy:
        web3 = connect(proxy.url)
        for nonce in range(30):
            raw = signed(account, web3.eth.chain_id, nonce)
            assert web3.eth.send_raw_transaction(raw) == Web3.keccak(raw)
            receipt = web3.eth.wait_for_transaction_receipt(Web3.keccak(raw), timeout=30, poll_latency=0.01)
            assert receipt["status"] == 1
        assert all(proxy.counts[fault] for fault in FAULTS), proxy.counts
        assert web3.eth.get_transaction_count(account.address) == 30
    assert [local.web3.eth.get_balance(place(account, nonce)) for nonce in range(30)] == list(range(1, 31))


@pytest.mark.chain
def test_answers_on_a_bad_road_are_the_nodes(local: LocalChain, hurried: None) -> None:
    """Threads at once, so that answers are held back from one and given to another: each still gets its own."""
    wrong: list[object] = []

    def ask(web3: Web3, first: int) -> None:
        for value in range(first, first + 40):
            code = bytes.fromhex(f"61{value:04x}5f5260205ff3")  # returns `value`
            try:
                call: TxParams = {"data": Web3.to_hex(code)}
                said = int.from_bytes(web3.eth.call(call), "big")
            except Exception as error:  # whatever it is, it is not the node's answer
                wrong.append(reason(error))
            else:
                wrong.extend([(value, said)] if value != said else [])

    with ChaosProxy(local.url, seed=11, slowest=0.01) as proxy:
        web3 = connect(proxy.url)
        threads = [threading.Thread(target=ask, args=(web3, 1000 * k)) for k in range(1, 5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert proxy.counts["reorder"] > 5
    assert not wrong


@pytest.mark.chain
def test_a_refusal_comes_through_a_bad_road(local: LocalChain, hurried: None) -> None:
    with ChaosProxy(local.url, seed=5, slowest=0.01) as proxy:
        web3 = connect(proxy.url)
        poor: LocalAccount = Account.from_key(b"\x77" * 32)
        raw = signed(poor, web3.eth.chain_id, 0)
        with pytest.raises(Web3RPCError, match="(?i)insufficient funds"):
            web3.eth.send_raw_transaction(raw)
        for secret in proxy.secrets:
            assert secret not in repr(web3.provider)
