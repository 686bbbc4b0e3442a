"""Sending against an anvil that forgets, reorganises, costs more or already has another transaction of the account's.

`Meddler` is a provider between, which does something to the chain after chosen requests, and keeps what was sent.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from eth_account import Account
from web3 import Web3
from web3.providers.base import JSONBaseProvider
from web3.types import RPCEndpoint

from intaglio_contracts import factory
from intaglio_contracts.plan import plan
from intaglio_studio.anvil import LocalChain
from intaglio_studio.chain import RpcChain
from intaglio_studio.deploy import put_for_good
from intaglio_studio.fees import GWEI, Fees, Market, market
from intaglio_studio.journal import Journal, Owner
from intaglio_studio.sending import Policy, TransactionFailed
from intaglio_studio.signers import KeySigner, parse_signed
from tests.contract_fixtures import deployable

SEND = "eth_sendRawTransaction"
QUICK = Policy(patience=0.3, bids=40)  # a busy machine may need seconds for what takes none
TO = "0x" + "7e" * 20
NUMBERS = itertools.count(1)

Meddling = Callable[["Meddler", int], None]


class Meddler(JSONBaseProvider):
    """Passes requests on; after the nth of a method, counted from 1, does what `then` says."""

    def __init__(self, local: LocalChain, then: dict[str, Meddling] | None = None) -> None:
        super().__init__()
        self.local = local
        self.then = then or {}
        self.sent: list[str] = []
        self._counts: dict[str, int] = {}

    def make_request(self, method: RPCEndpoint, params: Any) -> Any:
        answer = self.ask(method, *params)
        if method == SEND:
            self.sent.append(params[0])
        self._counts[method] = self._counts.get(method, 0) + 1
        if method in self.then:
            self.then[method](self, self._counts[method])
        return answer

    def ask(self, method: str, *parameters: Any) -> Any:
        """A request to the chain itself."""
        return self.local.web3.provider.make_request(RPCEndpoint(method), list(parameters))


@pytest.fixture(scope="module")
def idle() -> Iterator[LocalChain]:
    """A chain that makes a block only when it is told to."""
    with LocalChain(options=("--no-mining",)) as chain:
        yield chain


@pytest.fixture(scope="module")
def busy() -> Iterator[LocalChain]:
    """A chain that makes a block for each transaction."""
    with LocalChain() as chain:
        yield chain


def new_chain(local: LocalChain, then: dict[str, Meddling] | None = None, **policy: Any) -> tuple[RpcChain, Meddler]:
    """The chain, an account of its own with 100 ETH, and the meddler between."""
    key = "0x" + next(NUMBERS).to_bytes(32, "big").hex()
    meddler = Meddler(local, then)
    account = Account.from_key(key)
    meddler.ask("anvil_setBalance", account.address, hex(100 * 10**18))
    journal = Journal(Owner(31337, "0x", account.address))
    return RpcChain(Web3(meddler), account, journal=journal, policy=replace(QUICK, **policy)), meddler


def again(chain: RpcChain, meddler: Meddler, **policy: Any) -> RpcChain:
    """What the next run of a program sees: the same journal, account and chain."""
    account = chain.sending._signer
    return RpcChain(Web3(meddler), account, journal=chain.journal, policy=replace(QUICK, **policy))


def bids(meddler: Meddler) -> list[tuple[int, int]]:
    """Nonce and max fee of all that was sent, each once: a busy node is sent the same again before it has looked."""
    signed = [parse_signed(bytes.fromhex(raw[2:])) for raw in dict.fromkeys(meddler.sent)]
    return [(transaction.nonce, transaction.max_fee) for transaction in signed]


def mine(meddler: Meddler, *_: int) -> None:
    meddler.ask("evm_mine")


def mined(meddler: Meddler) -> None:
    """Wait until what the chain was sent last is in a block."""
    sent = Web3.to_hex(Web3.keccak(hexstr=meddler.sent[-1]))
    while meddler.ask("eth_getTransactionReceipt", sent)["result"] is None:
        time.sleep(0.01)


@pytest.mark.chain
def test_what_the_pool_forgets_is_sent_again_the_same(idle: LocalChain) -> None:
    def forget_twice(meddler: Meddler, count: int) -> None:
        meddler.ask("anvil_dropAllTransactions") if count <= 2 else mine(meddler)

    chain, meddler = new_chain(idle, {SEND: forget_twice}, patience=30)
    chain.send(TO, b"", 1)
    assert len(meddler.sent) >= 3 and len(set(meddler.sent)) == 1


@pytest.mark.chain
def test_a_bid_that_waits_is_raised_at_the_same_nonce(idle: LocalChain) -> None:
    chain, meddler = new_chain(idle, {SEND: lambda meddler, _: mine(meddler) if len(bids(meddler)) == 3 else None})
    receipt = chain.sending.send(request(b""))
    nonces, fees = zip(*bids(meddler))
    assert len(set(nonces)) == 1 and len(fees) == 3
    assert all(later * 8 >= earlier * 9 for earlier, later in itertools.pairwise(fees))
    assert Web3.to_hex(receipt["transactionHash"]) in {bid.hash for bid in chain.journal.attempts(task_of(chain))}
    assert meddler.ask("eth_getBalance", TO, "latest")["result"] != "0x0"


def request(data: bytes, once: str = "once") -> Any:
    from intaglio_studio.sending import Request

    return Request(TO, data, 1, "thing", once)


def task_of(chain: RpcChain) -> str:
    (task,) = chain.journal._attempts
    return task


@pytest.mark.chain
def test_no_bid_is_above_the_most(idle: LocalChain) -> None:
    """It waits, gives up and says so; the journal keeps it, and a later run with a higher limit replaces it."""
    lines: list[str] = []
    chain, meddler = new_chain(idle, most=3 * GWEI, bids=3)
    chain.sending._told = lines.append
    with pytest.raises(TransactionFailed, match=r"nonce 0, was not included within 1 s"):
        chain.sending.send(request(b""))
    assert max(fee for _, fee in bids(meddler)) <= 3 * GWEI
    assert any("gwei is the most that it may bid" in line for line in lines)
    meddler.then = {SEND: mine}
    again(chain, meddler, most=30 * GWEI).sending.send(request(b""))
    assert {nonce for nonce, _ in bids(meddler)} == {0} and bids(meddler)[-1][1] > 3 * GWEI
    assert int(meddler.ask("eth_getTransactionCount", chain.sender, "latest")["result"], 16) == 1


@pytest.mark.chain
def test_a_base_fee_above_the_most_is_waited_for(busy: LocalChain) -> None:
    chain, meddler = new_chain(busy, most=2 * GWEI, patience=0.1, bids=3)
    meddler.ask("anvil_setNextBlockBaseFeePerGas", hex(50 * GWEI))
    with pytest.raises(TransactionFailed, match="max fee per gas less than block base fee"):
        chain.sending.send(request(b""))
    meddler.ask("anvil_setNextBlockBaseFeePerGas", hex(GWEI))
    again(chain, meddler, most=2 * GWEI).sending.send(request(b""))
    assert len(set(meddler.sent)) == 1  # the same bytes


@pytest.mark.chain
def test_a_nonce_that_went_to_another_transaction_is_given_up(busy: LocalChain) -> None:
    """Signed, cut off before it was sent; then the account sends something else from elsewhere."""
    chain, meddler = new_chain(busy)
    chain.sending._broadcast = None  # type: ignore[method-assign, assignment]
    with pytest.raises(TypeError):
        chain.sending.send(request(b""))
    new_wallet(chain, meddler).send(TO, b"", 5)
    resumed = again(chain, meddler)
    resumed.sending.send(request(b""))
    before = bids(meddler)
    assert {nonce for nonce, _ in before} == {0, 1}
    assert resumed.sending.send(request(b""))["status"] == 1  # once
    assert bids(meddler) == before


def new_wallet(chain: RpcChain, meddler: Meddler) -> RpcChain:
    """The same account used by another program."""
    return RpcChain(Web3(meddler), chain.sending._signer, policy=QUICK)


@pytest.mark.chain
def test_a_waiting_transaction_of_the_accounts_is_never_replaced(idle: LocalChain) -> None:
    chain, meddler = new_chain(idle)
    chain.sending._broadcast = None  # type: ignore[method-assign, assignment]
    with pytest.raises(TypeError):
        chain.sending.send(request(b""))
    wallet = new_wallet(chain, meddler)
    wallet.sending.policy = replace(QUICK, bids=1, patience=0.2, most=90 * GWEI)
    with pytest.raises(TransactionFailed):  # it waits in the pool
        wallet.send(TO, b"", 5)
    theirs = meddler.sent[-1]
    with pytest.raises(TransactionFailed, match="replacement transaction underpriced"):
        again(chain, meddler, bids=3).sending.send(request(b""))
    mine(meddler)
    receipt = meddler.ask("eth_getTransactionReceipt", Web3.to_hex(Web3.keccak(hexstr=theirs)))["result"]
    assert receipt["status"] == "0x1"


@pytest.mark.chain
def test_what_a_node_refuses_is_signed_anew_with_the_same_nonce(busy: LocalChain) -> None:
    """By the next run, when there is money again: an old bid that nobody has binds nobody."""
    chain, meddler = new_chain(busy)
    meddler.ask("anvil_setBalance", chain.sender, hex(10**18))
    chain.sending.policy = replace(QUICK, most=100_000 * GWEI)
    meddler.ask("anvil_setNextBlockBaseFeePerGas", hex(30_000 * GWEI))
    with pytest.raises(TransactionFailed, match="(?i)insufficient funds"):
        chain.sending.send(request(b""))
    meddler.ask("anvil_setNextBlockBaseFeePerGas", hex(GWEI))
    again(chain, meddler).sending.send(request(b""))
    assert {nonce for nonce, _ in bids(meddler)} == {0}
    assert bids(meddler)[-1][1] < bids(meddler)[0][1]


@pytest.mark.chain
def test_a_lower_limit_holds_for_what_nobody_has(busy: LocalChain) -> None:
    chain, meddler = new_chain(busy, most=50 * GWEI)
    chain.sending._broadcast = None  # type: ignore[method-assign, assignment]
    meddler.ask("anvil_setNextBlockBaseFeePerGas", hex(20 * GWEI))
    with pytest.raises(TypeError):
        chain.sending.send(request(b""))
    meddler.ask("anvil_setNextBlockBaseFeePerGas", hex(GWEI))
    again(chain, meddler, most=5 * GWEI).sending.send(request(b""))
    assert [fee <= 5 * GWEI for _, fee in bids(meddler)] == [True] and bids(meddler)[0][0] == 0


@pytest.mark.chain
def test_a_reorganisation_is_noticed_and_mended(busy: LocalChain) -> None:
    chain, meddler = new_chain(busy)
    receipt = chain.sending.send(request(b""))
    assert chain.confirm() is False and chain.journal.unsettled() == ()
    other = chain.sending.send(request(b"\1", "other"))
    meddler.ask("anvil_rollback", 1)
    meddler.ask("evm_mine")  # another block in its place
    before = len(meddler.sent)
    assert chain.confirm() is True
    assert set(meddler.sent[before:]) == {meddler.sent[before - 1]} and len(bids(meddler)) == 2
    now = chain.sending.send(request(b"\1", "other"))
    assert now["transactionHash"] == other["transactionHash"] and now["blockHash"] != other["blockHash"]
    assert chain.sending.send(request(b""))["blockHash"] == receipt["blockHash"]
    assert len(bids(meddler)) == 2


@pytest.mark.chain
def test_confirmations_are_waited_for(busy: LocalChain) -> None:
    looks = []

    def advance(meddler: Meddler, count: int) -> None:
        looks.append(count)
        meddler.ask("evm_mine")

    chain, meddler = new_chain(busy, confirmations=4)
    receipt = chain.sending.send(request(b""))
    meddler.then = {"eth_blockNumber": advance}
    assert chain.confirm() is False and len(looks) == 4
    assert int(meddler.ask("eth_blockNumber")["result"], 16) >= receipt["blockNumber"] + 3
    stuck, _ = new_chain(busy, confirmations=4, patience=0.1, bids=2)
    stuck.sending.send(request(b""))
    with pytest.raises(TransactionFailed, match="no new block for 0 s; 0x.* is not deep enough yet"):
        stuck.confirm()


@pytest.mark.chain
def test_a_reorganisation_in_the_middle_of_a_deployment(busy: LocalChain) -> None:
    """Two blocks go after the third step: the same transactions come again, and nothing is sent twice."""

    def lose_two(meddler: Meddler, count: int) -> None:
        if count == 3:
            mined(meddler)  # a rollback beside a block in the making leaves a receipt without its state
            meddler.ask("anvil_rollback", 2)

    chain, meddler = new_chain(busy, {SEND: lose_two}, patience=5)
    piece = deployable(title="Shaken", head=b"shaken", body=b"shaken body", svg=b"<svg>shaken</svg>")
    todo = plan(piece, chain.sender)
    deployed = put_for_good(todo, chain)
    assert all(chain.code_at(step.address) for step in todo.steps) and deployed.skipped == ()
    assert len(set(meddler.sent)) == len(todo.steps)
    assert sorted({nonce for nonce, _ in bids(meddler)}) == list(range(len(todo.steps)))
    assert chain.journal.unsettled() == ()


@pytest.mark.chain
def test_somebody_else_may_be_quicker(busy: LocalChain) -> None:
    """The same content deployed by another account between the look and the transaction."""
    piece = deployable(title="Raced", head=b"raced", body=b"raced body", svg=b"<svg>raced</svg>")
    racer, _ = new_chain(busy)

    def race(meddler: Meddler, count: int) -> None:
        if count == 1:
            racer.send(factory.ADDRESS, plan(piece, racer.sender).steps[0].calldata)

    chain, _ = new_chain(busy, {"eth_estimateGas": race})
    deployed = put_for_good(plan(piece, chain.sender), chain)
    assert deployed.gas["runtime"] == 0 and all(map(chain.code_at, deployed.addresses.values()))


@pytest.mark.chain
def test_a_chain_with_one_gas_price(busy: LocalChain) -> None:
    """What a chain without EIP-1559 answers: legacy transactions, raised in the same way."""
    chain, meddler = new_chain(busy)
    honest = meddler.ask

    def old(method: str, *parameters: Any) -> Any:
        answer = honest(method, *parameters)
        if method == "eth_feeHistory":
            answer["result"].pop("baseFeePerGas")
        return answer

    meddler.ask = old  # type: ignore[method-assign]
    assert market(chain.web3).base is None
    chain.sending.send(request(b""))
    assert not meddler.sent[0].startswith("0x02")
    assert parse_signed(bytes.fromhex(meddler.sent[0][2:])).tip is None


def test_bids() -> None:
    now = Market(10 * GWEI, GWEI)
    assert (now.price, now.bid(), now.most()) == (11 * GWEI, Fees(21 * GWEI, GWEI), 31_500_000_000)
    raised = now.bid().above(Fees(20 * GWEI, 2 * GWEI))
    assert raised.max_fee > 22.5 * GWEI and raised.tip is not None and raised.tip > 2.25 * GWEI
    assert raised.replaces(Fees(20 * GWEI, 2 * GWEI)) and not now.bid().replaces(Fees(20 * GWEI, GWEI))
    assert now.bid().within(5 * GWEI) == Fees(5 * GWEI, GWEI) and now.bid().within(7) == Fees(7, 7)
    assert Market(None, 3).bid() == Fees(3, None) and Fees(3, None).above(Fees(16, None)) == Fees(19, None)


def test_a_signed_transaction_is_read_back() -> None:
    from intaglio_studio.signers import Unsigned

    for tip in (None, 0, 7):
        unsigned = Unsigned(10, 3, Web3.to_checksum_address(TO), b"\0data", 5, 21_000, 9 * GWEI, tip)
        assert parse_signed(KeySigner(Account.from_key("0x" + "11" * 32)).sign(unsigned)) == unsigned
