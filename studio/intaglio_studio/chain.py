"""A chain, as deployment and verification see one: read code, call, send.

`Chain` is the interface; `RpcChain` is one over JSON-RPC, `pyrevm_chain.py` one in process. `connect` gives
the Web3 that an `RpcChain` speaks through, or raises `ChainUnreachable`. How transactions are sent is in
`sending.py`, who signs them in `signers.py`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Protocol, Self

from eth_account.signers.local import LocalAccount
from web3 import Web3
from web3.exceptions import ContractLogicError, Web3Exception
from web3.types import TxParams, TxReceipt

from intaglio.backends.evm.limits import ETH_CALL_GAS
from intaglio_contracts.errors import describe_revert
from intaglio_renderers.node_trouble import NodeFailed
from intaglio_renderers.render_call import revert_cause
from intaglio_renderers.rpc import ChainUnreachable, connect, reason, traced_call_gas
from intaglio_studio.journal import Journal, JournalUnwritable, Owner
from intaglio_studio.sending import DEFAULT_POLICY, Policy, Request, Sender, TransactionFailed, WouldRevert
from intaglio_studio.signers import KeySigner, RemoteSigner, Signer, SignerRefused

__all__ = [
    "CallFailed",
    "Chain",
    "ChainUnreachable",
    "Log",
    "Receipt",
    "RpcChain",
    "TransactionFailed",
    "answering",
    "cause_of",
    "connect",
]

RECEIPT_SECONDS = 300.0  # some 25 blocks of mainnet


class CallFailed(Exception):
    """A contract refused a call. The text gives its reason."""


@dataclass(frozen=True)
class Log:
    """An event: the contract that emitted it, its topics of 32 bytes each, its data."""

    address: str
    topics: tuple[bytes, ...]
    data: bytes


@dataclass(frozen=True)
class Receipt:
    """A transaction that succeeded. `gas` is what it paid for; `logs` are its events in order."""

    gas: int
    logs: tuple[Log, ...]


class Chain(Protocol):
    """What deploying, minting and reading need of a chain. Addresses are checksummed hex text."""

    @property
    def sender(self) -> str:
        """Who sends the transactions."""

    def code_at(self, address: str) -> bytes:
        """The code of a contract; empty where there is none."""

    def call(self, to: str, data: bytes) -> bytes:
        """What a contract returns, with 50M gas. Raises `CallFailed`."""

    def measure(self, to: str, data: bytes) -> int:
        """The gas that a call spends, less a transaction's 21,000 and its calldata. Raises `CallFailed`."""

    def send(self, to: str, data: bytes, value: int = 0, *, label: str = "", once: str = "") -> Receipt:
        """Send a transaction and wait until it is included. Raises `TransactionFailed`.

        `label` is what people call it. What is named by `once` is sent once, by however many runs of a program.
        """

    def send_signed(self, transaction: bytes) -> Receipt:
        """Send a transaction that somebody else signed. Raises `TransactionFailed`."""


class RpcChain:
    """A chain behind a JSON-RPC node. Every transaction stays within EIP-7825's 16,777,216 gas.

    `account` signs; an address alone is one that the node itself signs for. What is sent is remembered in `journal`,
    without one in memory.
    """

    def __init__(
        self,
        web3: Web3,
        account: Signer | LocalAccount | str,
        *,
        journal: Journal | None = None,
        policy: Policy = DEFAULT_POLICY,
        told: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.web3 = web3
        signer = _signer(web3, account)
        self.sender = signer.address
        self.journal = journal or Journal(Owner(0, "", signer.address))
        self.sending = Sender(web3, signer, self.journal, policy, told)
        self._name = ("transaction", "")

    def named(self, label: str, once: str) -> Self:
        """The same chain, on which what is sent without a name of its own has this one."""
        named = copy(self)
        named._name = (label, once)
        return named

    def code_at(self, address: str) -> bytes:
        try:
            return bytes(self.web3.eth.get_code(Web3.to_checksum_address(address)))
        except Exception as error:  # whatever its connection raises
            raise ChainUnreachable(f"the node no longer answers: {reason(error)}") from None

    def call(self, to: str, data: bytes) -> bytes:
        call: TxParams = {"to": Web3.to_checksum_address(to), "data": Web3.to_hex(data), "gas": ETH_CALL_GAS}
        try:
            return bytes(self.web3.eth.call(call, ccip_read_enabled=False))
        except Exception as error:  # the node's refusal, or whatever its connection raises
            raise CallFailed(cause_of(error)) from None

    def measure(self, to: str, data: bytes) -> int:
        """As `Chain.measure`; the node must answer `debug_traceCall`, as anvil does."""
        self.call(to, data)
        try:
            return traced_call_gas(self.web3, Web3.to_checksum_address(to), data, ETH_CALL_GAS)
        except Exception as error:
            raise CallFailed(cause_of(error)) from None

    def send(self, to: str, data: bytes, value: int = 0, *, label: str = "", once: str = "") -> Receipt:
        with _failing():
            receipt = self.sending.send(Request(to, data, value, label or self._name[0], once or self._name[1]))
        return Receipt(receipt["gasUsed"], _logs(receipt))

    def finish(self, task: str) -> Receipt | None:
        """What came of a task of the journal's, however long that takes; None for nothing. As `Sender.finish`."""
        with _failing():
            receipt = self.sending.finish(task)
        return Receipt(receipt["gasUsed"], _logs(receipt)) if receipt else None

    def send_signed(self, transaction: bytes) -> Receipt:
        try:
            receipt = self.web3.eth.wait_for_transaction_receipt(
                self.web3.eth.send_raw_transaction(transaction), timeout=RECEIPT_SECONDS, poll_latency=0.05
            )
        except Exception as error:
            raise TransactionFailed(cause_of(error)) from None
        if receipt["status"] != 1:
            raise TransactionFailed(f"{Web3.to_hex(receipt['transactionHash'])} reverted")
        return Receipt(receipt["gasUsed"], _logs(receipt))

    def mend(self) -> bool:
        """Whether anything that was included had gone, as after a reorganisation: it is sent again."""
        with _failing():
            return self.sending.mend()

    def confirm(self) -> bool:
        """Wait until all that was included is as deep as the policy wants; whether anything was sent again."""
        with _failing():
            return self.sending.confirm()


@contextmanager
def answering() -> Iterator[None]:
    """Questions to a node; one that fails raises `ChainUnreachable`, with a line that shows no key."""
    try:
        yield
    except (NodeFailed, Web3Exception, OSError) as error:  # OSError: of a socket
        raise ChainUnreachable(f"the node no longer answers: {reason(error)}") from None


@contextmanager
def _failing() -> Iterator[None]:
    """Sending; whatever goes wrong with it raises `TransactionFailed`, but for a signer and a disk that refuse."""
    try:
        yield
    except (TransactionFailed, SignerRefused, JournalUnwritable):
        raise
    except ContractLogicError as error:
        raise WouldRevert(cause_of(error)) from None
    except Exception as error:
        raise TransactionFailed(cause_of(error)) from None


def _signer(web3: Web3, account: Signer | LocalAccount | str) -> Signer:
    if isinstance(account, str):
        return RemoteSigner(web3.provider, account)
    return KeySigner(account) if isinstance(account, LocalAccount) else account


def _logs(receipt: TxReceipt) -> tuple[Log, ...]:
    return tuple(
        Log(log["address"], tuple(bytes(topic) for topic in log["topics"]), bytes(log["data"]))
        for log in receipt["logs"]
    )


def cause_of(error: Exception) -> str:
    """Why a node refused, in one line: the error of a contract of ours by its name, where it was one."""
    data = getattr(error, "data", None)  # set by web3 where a contract reverted
    if isinstance(data, str) and data.startswith("0x"):
        return describe_revert(bytes.fromhex(data[2:])) or revert_cause(bytes.fromhex(data[2:]))
    return reason(error)
