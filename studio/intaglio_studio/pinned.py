"""A chain as it was in one block, to be read only: `pin(web3)`. Whatever is read twice is asked for once.

What a verification says must hold together, while blocks go on coming; so all that it reads is of one block, whose hash
its report names. `Pinned` is a `Chain` that refuses to send.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Never

from hexbytes import HexBytes
from web3 import Web3
from web3.types import BlockData, FilterParams, LogReceipt, RPCEndpoint, TxParams

from intaglio.backends.evm.limits import ETH_CALL_GAS
from intaglio_renderers.node_trouble import NodeFailed
from intaglio_renderers.rpc import reason
from intaglio_studio.chain import CallFailed, ChainUnreachable, Receipt, TransactionFailed, cause_of
from intaglio_studio.mistake import Mistake

NOBODY = "0x" + 40 * "0"
LOG_BLOCKS = 10_000  # that most providers search at once, where they do not search all
FEWEST_BLOCKS = 16

Topics = Sequence[bytes | Sequence[bytes] | None]


class NoLogs(Exception):
    """The node gives no logs of the blocks that were asked for. The text says why."""


def pin(web3: Web3, number: int | None = None, since: int = 0) -> Pinned:
    """The chain as of a block, the latest where no number is given; logs are looked for from block `since` on.

    Raises `ChainUnreachable`, and `Mistake` where there is no such block.
    """
    try:
        block = web3.eth.get_block("latest" if number is None else number)
        return Pinned(web3, block, web3.eth.chain_id, since)
    except Exception as error:  # whatever its connection raises, and "not found"
        if number is None:
            raise ChainUnreachable(f"the node does not tell its latest block: {reason(error)}") from None
        raise Mistake(f"the node has no block {number:,}: {reason(error)}", help="leave `--block` out") from None


class Pinned:
    """A chain in one block. `block` is its header."""

    def __init__(self, web3: Web3, block: BlockData, chain_id: int, since: int = 0) -> None:
        self.web3 = web3
        self.chain_id = chain_id
        self.block = block
        self.number = block["number"]
        self.sender = NOBODY
        self._since = since
        self._codes: dict[str, bytes] = {}
        self._slots: dict[tuple[str, int], int] = {}
        self._transactions: dict[bytes, dict[str, Any]] = {}
        self._headers: dict[int, BlockData] = {self.number: block}

    def code_at(self, address: str, number: int | None = None) -> bytes:
        """The code of a contract, of an earlier block where that is said. Raises `ChainUnreachable`."""
        if number is None and address in self._codes:
            return self._codes[address]
        try:
            block = self.number if number is None else number
            code = bytes(self.web3.eth.get_code(Web3.to_checksum_address(address), block))
        except Exception as error:  # whatever its connection raises
            raise ChainUnreachable(f"the node gives no code of {address}: {reason(error)}") from None
        if number is None:
            self._codes[address] = code
        return code

    def slot(self, address: str, slot: int) -> int:
        """What a storage slot holds. Raises `ChainUnreachable`."""
        if (address, slot) not in self._slots:
            try:
                held = self.web3.eth.get_storage_at(Web3.to_checksum_address(address), slot, self.number)
            except Exception as error:
                raise ChainUnreachable(f"the node gives no storage of {address}: {reason(error)}") from None
            self._slots[address, slot] = int.from_bytes(bytes(held), "big")
        return self._slots[address, slot]

    def call(self, to: str, data: bytes) -> bytes:
        return self.call_at(self.number, to, data)

    def call_at(self, number: int, to: str, data: bytes) -> bytes:
        """What a contract returned as of an earlier block. Raises `CallFailed` or `ChainUnreachable`."""
        call: TxParams = {"to": Web3.to_checksum_address(to), "data": Web3.to_hex(data), "gas": ETH_CALL_GAS}
        try:
            return bytes(self.web3.eth.call(call, number, ccip_read_enabled=False))
        except NodeFailed as failed:
            raise ChainUnreachable(f"the node no longer answers: {failed}") from None
        except Exception as error:  # the node's refusal, or whatever its connection raises
            raise CallFailed(cause_of(error)) from None

    def header(self, number: int) -> BlockData:
        """An earlier block's header. Raises `ChainUnreachable`."""
        if number not in self._headers:
            try:
                self._headers[number] = self.web3.eth.get_block(number)
            except Exception as error:
                raise ChainUnreachable(f"the node has forgotten block {number:,}: {reason(error)}") from None
        return self._headers[number]

    def transaction(self, hash: bytes) -> dict[str, Any] | None:
        """An earlier transaction; None where the node does not know it any more."""
        if hash not in self._transactions:
            try:
                self._transactions[hash] = dict(self.web3.eth.get_transaction(HexBytes(hash)))
            except Exception:  # "not found", in each library's and node's own words
                return None
        return self._transactions[hash]

    def is_still_there(self) -> bool:
        """Whether the block is still the chain's at its height: no reorganisation has replaced it."""
        try:
            return bool(self.web3.eth.get_block(self.number)["hash"] == self.block["hash"])
        except Exception:  # gone altogether, or the node is
            return False

    def logs(self, address: str, topics: Topics) -> list[LogReceipt]:
        """A contract's events up to the block, in order. Raises `NoLogs`."""
        try:
            return self._logs(address, topics, self._since, self.number)
        except Exception as error:  # too many blocks for this node
            cause = reason(error)
        if not self._since:
            raise NoLogs(cause)
        return [log for first, last in self._windows() for log in self._searched(address, topics, first, last)]

    def _windows(self) -> Iterator[tuple[int, int]]:
        for first in range(self._since, self.number + 1, LOG_BLOCKS):
            yield first, min(first + LOG_BLOCKS - 1, self.number)

    def _searched(self, address: str, topics: Topics, first: int, last: int) -> list[LogReceipt]:
        """The same of some blocks, in halves where the node finds them too many."""
        try:
            return self._logs(address, topics, first, last)
        except Exception as error:
            if last - first < FEWEST_BLOCKS:
                raise NoLogs(reason(error)) from None
        middle = (first + last) // 2
        return self._searched(address, topics, first, middle) + self._searched(address, topics, middle + 1, last)

    def _logs(self, address: str, topics: Topics, first: int, last: int) -> list[LogReceipt]:
        named = [_topic(topic) for topic in topics]
        wanted: FilterParams = {
            "fromBlock": first, "toBlock": last, "address": Web3.to_checksum_address(address), "topics": named,
        }  # fmt: skip
        return sorted(self.web3.eth.get_logs(wanted), key=lambda log: (log["blockNumber"], log["logIndex"]))

    @property
    def read(self) -> dict[str, tuple[bytes, dict[int, int]]]:
        """All that was read so far: the code of each contract, and its slots."""
        slots: dict[str, dict[int, int]] = {address: {} for address in self._codes}
        for (address, slot), held in self._slots.items():
            slots.setdefault(address, {})[slot] = held
        return {address: (self.code_at(address), held) for address, held in slots.items()}

    def proof(self, address: str, slots: Sequence[int], number: int | None = None) -> Any:
        """`eth_getProof` of an account and some of its slots, as the node gives it; `number` is an earlier block."""
        keys = [f"0x{slot:064x}" for slot in slots]
        asked = [address, keys, hex(self.number if number is None else number)]
        return self.web3.manager.request_blocking(RPCEndpoint("eth_getProof"), asked)

    def measure(self, to: str, data: bytes) -> Never:
        """Not here."""
        raise CallFailed("gas is not measured while verifying")

    def send(self, to: str, data: bytes, value: int = 0, *, label: str = "", once: str = "") -> Receipt:
        """Not here."""
        raise TransactionFailed("a verification sends nothing")

    def send_signed(self, transaction: bytes) -> Receipt:
        """Not here."""
        raise TransactionFailed("a verification sends nothing")


def _topic(topic: bytes | Sequence[bytes] | None) -> HexBytes | list[HexBytes] | None:
    if topic is None or isinstance(topic, bytes):
        return None if topic is None else HexBytes(topic)
    return [HexBytes(each) for each in topic]
