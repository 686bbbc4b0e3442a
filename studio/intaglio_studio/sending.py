"""Sends transactions that are neither lost nor sent twice: `Sender.send`, and `Sender.confirm` for what may be undone.

A task (one contract to create, one mint) is signed, written to the journal (`journal.py`), and only then sent. From
there on everything may be repeated: the same bytes are the same transaction, and all bids for a task have one nonce,
so at most one is ever included. A task gets another nonce only where a transaction of somebody else's has used its
own, which a chain never takes again. What the journal says is a hint, what the chain says is true.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from eth_hash.auto import keccak
from eth_typing import HexStr
from web3 import Web3
from web3.exceptions import TransactionNotFound, Web3RPCError
from web3.types import TxParams, TxReceipt

from intaglio.backends.evm.limits import MAX_TRANSACTION_GAS
from intaglio_renderers.rpc import reason
from intaglio_studio.fees import GWEI, Fees, market
from intaglio_studio.journal import Attempt, Inclusion, Journal
from intaglio_studio.signers import Signer, Unsigned, parse_signed, transaction_hash

GAS_MARGIN = 1.02  # over eth_estimateGas: a later block may find other slots cold
_GONE_LOOKS = 5  # a nonce is somebody else's where so many looks find no receipt: nodes lag behind each other
_MEND_LOOKS = 10  # after so many looks without news, see whether a transaction before it has gone
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 2.0  # seconds between looks

# What nodes say of a transaction that they have, and of one that bids too little.
_THERE = ("already known", "already imported", "known transaction", "nonce too low", "nonce is too low")
_TOO_CHEAP = ("underpriced", "fee too low", "price too low", "less than block base fee", "fee cap less than")


class TransactionFailed(Exception):
    """A transaction was refused, ran out or was never included. The text gives the cause."""


class WouldRevert(TransactionFailed):
    """A node says, before anything is signed, that a contract will refuse. It may only lag behind another node."""


class _NonceTaken(Exception):
    """Somebody else's transaction has the nonce."""


class _TooCheap(Exception):
    """The node wants a higher bid. The text has its words."""


@dataclass(frozen=True)
class Request:
    """What a transaction does. `label` is what people call it; `once`, where given, names what happens at most once."""

    to: str
    data: bytes
    value: int
    label: str
    once: str = ""


@dataclass(frozen=True)
class Policy:
    """How to send. `most` is the highest fee in wei a unit of gas; None: half as much again as a first bid.

    A bid that has waited for `patience` seconds is raised; after `bids` times that the sender gives up, and the
    journal keeps what was sent. A transaction is final in a block with `confirmations - 1` more behind it.
    """

    most: int | None = None
    patience: float = 60.0
    bids: int = 5
    confirmations: int = 1


DEFAULT_POLICY = Policy()


@dataclass
class _Place:
    """A task at its nonce, and what was bid for it. `renewable`: signed by an earlier run, maybe for other times."""

    bids: list[Attempt]
    renewable: bool

    @property
    def nonce(self) -> int:
        return self.bids[-1].nonce

    @property
    def last(self) -> Attempt:
        return self.bids[-1]


class Sender:
    """The transactions of one account on one chain. `told` hears, in a line each, what a person may want to know."""

    def __init__(
        self,
        web3: Web3,
        signer: Signer,
        journal: Journal,
        policy: Policy = DEFAULT_POLICY,
        told: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._web3 = web3
        self._signer = signer
        self._journal = journal
        self.policy = policy
        self._told = told
        self._account = Web3.to_checksum_address(signer.address)

    def send(self, request: Request) -> TxReceipt:
        """Have a transaction included, however often it takes to send it; its receipt. Raises `TransactionFailed`.

        One that is to happen `once` is not sent where it is known to have succeeded: its receipt then is of old.
        """
        task = _task(request)
        place = _Place(list(self._journal.attempts(task)), renewable=True)
        while True:
            if not place.bids:
                place = _Place([self._first(request, task)], renewable=False)
            try:
                receipt = self._watch(place)
            except _NonceTaken:
                self._journal.lost(task, place.nonce)
                self._told(f"{request.label}: nonce {place.nonce} went to another transaction of this account")
                place.bids = []
                continue
            seen = self._note(place, receipt)
            if not seen.succeeded:
                raise TransactionFailed(f"{seen.hash} reverted after {seen.gas:,} gas")
            return receipt

    def finish(self, task: str) -> TxReceipt | None:
        """Have included what an earlier run signed for a task; its receipt. None where nothing comes of it any more:
        its nonce went to another transaction, or it reverted. Raises `TransactionFailed` where it has to wait.
        """
        place = _Place(list(self._journal.attempts(task)), renewable=True)
        try:
            receipt = self._watch(place)
        except _NonceTaken:
            self._journal.lost(task, place.nonce)
            return None
        return receipt if self._note(place, receipt).succeeded else None

    def mend(self) -> bool:
        """Whether any transaction was not there any more, as after a reorganisation: it was sent again."""
        mended = [self._still_there(seen)[1] for seen in self._journal.unsettled()]
        return any(mended)

    def confirm(self) -> bool:
        """Wait until all that was included is deep enough; whether anything had to be sent again meanwhile."""
        mended = [self._deepen(seen) for seen in self._journal.unsettled()]
        return any(mended)

    # -- what may be undone

    def _deepen(self, seen: Inclusion) -> bool:
        ever, head, pause = False, -1, self._patience()
        while True:
            seen, mended = self._still_there(seen)
            ever |= mended
            height = self._web3.eth.block_number
            if height - seen.block + 1 >= self.policy.confirmations:
                self._journal.final(seen)
                return ever
            if height != head:
                head, pause = height, self._patience()
            if not pause.wait():
                raise TransactionFailed(f"no new block for {pause.seconds:.0f} s; {seen.hash} is not deep enough yet")

    def _still_there(self, seen: Inclusion) -> tuple[Inclusion, bool]:
        """Where a transaction is now, and whether it had to be sent again. Raises `TransactionFailed`."""
        place = _Place(list(self._journal.attempts(seen.task)), renewable=False)
        if not place.bids:  # it failed, or lost its nonce: nothing to keep
            return seen, False
        receipt = self._receipt(place)
        mended = receipt is None
        if receipt is None:
            self._told(f"{place.last.label}: the block that it was in is gone; it is sent again")
            try:
                receipt = self._watch(place)
            except _NonceTaken:
                self._journal.lost(seen.task, seen.nonce)
                return seen, True
        seen = self._note(place, receipt)
        if not seen.succeeded:
            raise TransactionFailed(f"{seen.hash} reverted after {seen.gas:,} gas, in another block than at first")
        return seen, mended

    def _note(self, place: _Place, receipt: TxReceipt) -> Inclusion:
        seen = Inclusion(
            task=place.last.task,
            nonce=place.nonce,
            hash=Web3.to_hex(receipt["transactionHash"]),
            block=int(receipt["blockNumber"]),
            block_hash=Web3.to_hex(receipt["blockHash"]),
            gas=int(receipt["gasUsed"]),
            price=int(receipt.get("effectiveGasPrice", 0)),
            succeeded=receipt["status"] == 1,
        )
        if self._journal.inclusion(seen.task, seen.nonce) != seen:
            self._journal.included(seen)
        return seen

    # -- signing

    def _first(self, request: Request, task: str) -> Attempt:
        """A task's first bid, with the lowest nonce that nobody has."""
        gas = self._gas_limit(request.to, request.data, request.value)
        nonce = max(self._web3.eth.get_transaction_count(self._account, "pending"), self._journal.next_nonce())
        fees = self._bid()
        to = Web3.to_checksum_address(request.to)
        chain = self._web3.eth.chain_id
        unsigned = Unsigned(chain, nonce, to, request.data, request.value, gas, fees.max_fee, fees.tip)
        return self._sign(unsigned, task, request.label)

    def _renew(self, place: _Place) -> None:
        """Sign anew, with the same nonce, what no node has or will have as it is: with today's gas and fees."""
        old = parse_signed(bytes.fromhex(place.last.raw[2:]))
        fees, gas = self._bid(), self._gas_limit(old.to, old.data, old.value)
        fresh = replace(old, gas=gas, max_fee=fees.max_fee, tip=fees.tip)
        place.bids.append(self._sign(fresh, place.last.task, place.last.label))
        place.renewable = False

    def _outbid(self, place: _Place) -> None:
        """Sign a bid that replaces the last one, where the most allows it."""
        last = parse_signed(bytes.fromhex(place.last.raw[2:]))
        before = Fees(last.max_fee, last.tip)
        now = market(self._web3)
        fees = now.bid().above(before).within(self.policy.most or now.most())
        if not fees.replaces(before):
            self._told(f"{place.last.label}: still waiting; {last.max_fee / GWEI:.4g} gwei is the most that it may bid")
            return
        self._told(f"{place.last.label}: still waiting, now bidding {fees.max_fee / GWEI:.4g} gwei")
        bid = replace(last, max_fee=fees.max_fee, tip=fees.tip)
        place.bids.append(self._sign(bid, place.last.task, place.last.label))
        try:
            self._broadcast(place.last)
        except (_TooCheap, TransactionFailed) as error:  # the bid before it stands
            self._told(f"{place.last.label}: the node does not take it: {error}")

    def _bid(self) -> Fees:
        now = market(self._web3)
        return now.bid().within(self.policy.most or now.most())

    def _sign(self, unsigned: Unsigned, task: str, label: str) -> Attempt:
        """A signed transaction; it is in the journal when this returns."""
        raw = self._signer.sign(unsigned)
        attempt = Attempt(task, label, unsigned.nonce, transaction_hash(raw), Web3.to_hex(raw))
        self._journal.signed(attempt)
        return attempt

    def _gas_limit(self, to: str, data: bytes, value: int) -> int:
        transaction: TxParams = {
            "from": self._account,
            "to": Web3.to_checksum_address(to),
            "data": Web3.to_hex(data),
            "value": Web3.to_wei(value, "wei"),
        }
        estimate = self._web3.eth.estimate_gas(transaction)
        if estimate > MAX_TRANSACTION_GAS:
            raise TransactionFailed(
                f"it needs {estimate:,} gas; a transaction may use {MAX_TRANSACTION_GAS:,} (EIP-7825)"
            )
        return min(int(estimate * GAS_MARGIN), MAX_TRANSACTION_GAS)

    # -- sending

    def _watch(self, place: _Place) -> TxReceipt:
        """Send what no node has and bid more where it takes long, until a bid is included; its receipt.

        Raises `_NonceTaken` and `TransactionFailed`.
        """
        pause, gone, refusal = self._patience(), 0, ""
        next_bid = time.monotonic() + self.policy.patience
        while True:
            receipt = self._receipt(place)
            if receipt is not None:
                return receipt
            known = self._is_known(place)
            if known:
                refusal = ""
            elif self._web3.eth.get_transaction_count(self._account, "latest") > place.nonce:
                gone += 1
                if gone >= _GONE_LOOKS:
                    raise _NonceTaken
            else:
                refusal = self._send_last(place)
            if pause.looks % _MEND_LOOKS == _MEND_LOOKS - 1:
                self._send_earlier(place.nonce)
            if time.monotonic() >= next_bid:
                next_bid += self.policy.patience
                if known or "replacement" not in refusal:  # else a transaction that is not ours would be replaced
                    self._outbid(place)
            if not pause.wait():
                raise TransactionFailed(
                    f"{place.last.hash}, nonce {place.nonce}, was not included within {pause.seconds:.0f} s"
                    + (f": {refusal}" if refusal else "")
                )

    def _send_last(self, place: _Place) -> str:
        """Send the last bid; what the node has against it, where that may pass by itself."""
        most = self.policy.most
        if place.renewable and most is not None and parse_signed(bytes.fromhex(place.last.raw[2:])).max_fee > most:
            self._renew(place)
        try:
            self._broadcast(place.last)
        except _TooCheap as cheap:
            return str(cheap)
        except TransactionFailed:
            if not place.renewable:
                raise
            self._renew(place)
            return self._send_last(place)
        return ""

    def _send_earlier(self, nonce: int) -> None:
        """Send again what has to come first and is not there any more: a reorganisation may have taken it."""
        for seen in self._journal.unsettled():
            bids = list(self._journal.attempts(seen.task))
            if seen.nonce < nonce and bids:
                place = _Place(bids, renewable=False)
                if self._receipt(place) is None and not self._is_known(place):
                    self._send_last(place)

    def _broadcast(self, bid: Attempt) -> None:
        """Raises `_TooCheap`, and `TransactionFailed` where the node will not have it."""
        try:
            self._web3.eth.send_raw_transaction(HexStr(bid.raw))
        except Web3RPCError as error:
            words = reason(error)
            if any(phrase in words.lower() for phrase in _THERE):
                return
            if any(phrase in words.lower() for phrase in _TOO_CHEAP):
                raise _TooCheap(words) from None
            raise TransactionFailed(words) from None

    # -- looking

    def _receipt(self, place: _Place) -> TxReceipt | None:
        for bid in reversed(place.bids):
            try:
                return self._web3.eth.get_transaction_receipt(HexStr(bid.hash))
            except TransactionNotFound:
                continue
        return None

    def _is_known(self, place: _Place) -> bool:
        for bid in reversed(place.bids):
            try:
                self._web3.eth.get_transaction(HexStr(bid.hash))
                return True
            except TransactionNotFound:
                continue
        return False

    def _patience(self) -> _Pause:
        return _Pause(self.policy.patience * self.policy.bids)


class _Pause:
    """Pauses between looks, longer and longer, until `seconds` have passed."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.looks = 0
        self._end = time.monotonic() + seconds
        self._next = _FIRST_PAUSE

    def wait(self) -> bool:
        """Wait for the next look; False where it would be too late."""
        if time.monotonic() >= self._end:
            return False
        time.sleep(self._next)
        self.looks += 1
        self._next = min(self._next * 1.3, _LONGEST_PAUSE)
        return True


def _task(request: Request) -> str:
    """A name in the journal: of what happens once, that and its content; else one that was never used."""
    if not request.once:
        return f"{time.time_ns():x}"
    content = bytes.fromhex(request.to[2:]) + request.value.to_bytes(32, "big") + request.data
    return f"{request.once} {keccak(content).hex()[:16]}"
