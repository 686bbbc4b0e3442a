"""A chain, as deployment and verification see one: read code, call, send.

`Chain` is the interface; `RpcChain` is one over JSON-RPC, `pyrevm_chain.py` one in process. `connect` gives
the Web3 that an `RpcChain` speaks through, or raises `ChainUnreachable`. An account is either an address
that the node itself signs for, or a key (`accounts.py`).
"""

import warnings
from dataclasses import dataclass
from typing import Any, Protocol, cast

from eth_account.signers.local import LocalAccount
from web3 import Web3
from web3.exceptions import TimeExhausted
from web3.types import TxParams, TxReceipt

from intaglio.backends.evm.limits import ETH_CALL_GAS, MAX_TRANSACTION_GAS
from intaglio_contracts.errors import describe_revert
from intaglio_renderers.render_call import revert_cause
from intaglio_renderers.rpc import ChainUnreachable, connect, reason, traced_call_gas

__all__ = [
    "CallFailed",
    "Chain",
    "ChainUnreachable",
    "Log",
    "Receipt",
    "RpcChain",
    "TransactionFailed",
    "connect",
]

RECEIPT_SECONDS = 300.0  # some 25 blocks of mainnet
_GAS_MARGIN = 1.02  # over eth_estimateGas: a later block may find other slots cold


class CallFailed(Exception):
    """A contract refused a call. The text gives its reason."""


class TransactionFailed(Exception):
    """A transaction was refused, ran out or was never included. The text gives the cause."""


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

    def send(self, to: str, data: bytes, value: int = 0) -> Receipt:
        """Send a transaction and wait until it is included. Raises `TransactionFailed`."""

    def send_signed(self, transaction: bytes) -> Receipt:
        """Send a transaction that somebody else signed. Raises `TransactionFailed`."""


class RpcChain:
    """A chain behind a JSON-RPC node. Every transaction stays within EIP-7825's 16,777,216 gas."""

    def __init__(self, web3: Web3, account: LocalAccount | str) -> None:
        self.web3 = web3
        self._key = account if isinstance(account, LocalAccount) else None
        self.sender = account.address if isinstance(account, LocalAccount) else web3.to_checksum_address(account)

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
            raise CallFailed(_cause(error)) from None

    def measure(self, to: str, data: bytes) -> int:
        """As `Chain.measure`; the node must answer `debug_traceCall`, as anvil does."""
        self.call(to, data)
        try:
            return traced_call_gas(self.web3, Web3.to_checksum_address(to), data, ETH_CALL_GAS)
        except Exception as error:
            raise CallFailed(_cause(error)) from None

    def send(self, to: str, data: bytes, value: int = 0) -> Receipt:
        transaction: TxParams = {
            "from": Web3.to_checksum_address(self.sender),
            "to": Web3.to_checksum_address(to),
            "data": Web3.to_hex(data),
            "value": Web3.to_wei(value, "wei"),
        }
        try:
            transaction["gas"] = self._gas_limit(transaction)
            return self._include(self._submit(transaction))
        except TransactionFailed:
            raise
        except Exception as error:
            raise TransactionFailed(_cause(error)) from None

    def send_signed(self, transaction: bytes) -> Receipt:
        try:
            return self._include(self.web3.eth.send_raw_transaction(transaction))
        except TransactionFailed:
            raise
        except Exception as error:
            raise TransactionFailed(_cause(error)) from None

    def _gas_limit(self, transaction: TxParams) -> int:
        estimate = self.web3.eth.estimate_gas(transaction)
        if estimate > MAX_TRANSACTION_GAS:
            raise TransactionFailed(
                f"it needs {estimate:,} gas; a transaction may use {MAX_TRANSACTION_GAS:,} (EIP-7825)"
            )
        return min(int(estimate * _GAS_MARGIN), MAX_TRANSACTION_GAS)

    def _submit(self, transaction: TxParams) -> bytes:
        if self._key is None:
            return self.web3.eth.send_transaction(transaction)
        transaction["chainId"] = self.web3.eth.chain_id
        transaction["nonce"] = self.web3.eth.get_transaction_count(self._key.address, "pending")
        transaction |= self._fees()
        signed = self._key.sign_transaction(cast(dict[str, Any], transaction))
        return self.web3.eth.send_raw_transaction(signed.raw_transaction)

    def _fees(self) -> TxParams:
        """EIP-1559's fees, good for six full blocks of rising base fee; a plain gas price where there are
        none.
        """
        history = self.web3.eth.fee_history(1, "latest")
        base = history["baseFeePerGas"][-1] if history.get("baseFeePerGas") else 0
        if not base:
            return {"gasPrice": self.web3.eth.gas_price}
        with warnings.catch_warnings():  # web3's, where a node names no tip and web3 works one out
            warnings.simplefilter("ignore")
            tip = self.web3.eth.max_priority_fee
        return {"maxFeePerGas": Web3.to_wei(2 * base + tip, "wei"), "maxPriorityFeePerGas": tip}

    def _include(self, transaction_hash: bytes) -> Receipt:
        try:
            receipt = self.web3.eth.wait_for_transaction_receipt(
                Web3.to_hex(transaction_hash), timeout=RECEIPT_SECONDS, poll_latency=0.05
            )
        except TimeExhausted:
            raise TransactionFailed(
                f"{Web3.to_hex(transaction_hash)} was not included within {RECEIPT_SECONDS:.0f} s"
            ) from None
        if receipt["status"] != 1:
            raise TransactionFailed(f"{Web3.to_hex(transaction_hash)} reverted after {receipt['gasUsed']:,} gas")
        return Receipt(receipt["gasUsed"], _logs(receipt))


def _logs(receipt: TxReceipt) -> tuple[Log, ...]:
    return tuple(
        Log(log["address"], tuple(bytes(topic) for topic in log["topics"]), bytes(log["data"]))
        for log in receipt["logs"]
    )


def _cause(error: Exception) -> str:
    data = getattr(error, "data", None)  # set by web3 where a contract reverted
    if isinstance(data, str) and data.startswith("0x"):
        return describe_revert(bytes.fromhex(data[2:])) or revert_cause(bytes.fromhex(data[2:]))
    return reason(error)
