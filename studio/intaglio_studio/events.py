"""The events of an edition, read once and taken apart: `read_events(chain, address)`.

Everything that changes an edition's state says so in an event, so today's state can be worked out from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address
from web3.types import LogReceipt

from intaglio_studio.pinned import Pinned


def topic(signature: str) -> bytes:
    """What an event's log begins with."""
    return keccak(signature.encode())


TRANSFER = topic("Transfer(address,address,uint256)")
OWNER = topic("OwnershipTransferred(address,address)")
SALE_SET = topic("SaleSet((uint96,uint40,uint40,uint40,uint32))")
ALLOWLIST_SET = topic("AllowlistSet(bytes32)")
PAUSED = topic("Paused(bool)")
PLATE_SET = topic("PlateSet(address)")
FROZEN = topic("Frozen()")
REVEALED = topic("Revealed(uint256,uint256,bytes32)")
MINT_CLOSED = topic("MintClosed(uint256)")
SALT_REVEALED = topic("SaltRevealed(bytes32)")
SALT_MISSED = topic("SaltMissed()")
RELEASED = topic("Released(address,uint256)")


@dataclass(frozen=True)
class Mint:
    """A token's coming: for whom, in which block and by which transaction."""

    token: int
    to: str
    block: int
    transaction: bytes


@dataclass(frozen=True)
class Event:
    """An event's block, its topics after the first, and its data in words of 32 bytes."""

    block: int
    topics: tuple[bytes, ...]
    words: tuple[bytes, ...]

    def number(self, word: int) -> int:
        """A word of the data as a number."""
        return int.from_bytes(self.words[word], "big")


@dataclass(frozen=True)
class Events:
    """All events of an edition, in order."""

    logs: tuple[LogReceipt, ...]

    @cached_property
    def mints(self) -> dict[int, Mint]:
        """The coming of each token, in order of tokens."""
        found = {}
        for log in self._of(TRANSFER):
            if not any(log["topics"][1]):
                token = int.from_bytes(log["topics"][3], "big")
                to, transaction = address_of(log["topics"][2]), bytes(log["transactionHash"])
                found[token] = Mint(token, to, log["blockNumber"], transaction)
        return dict(sorted(found.items()))

    @cached_property
    def owners(self) -> dict[int, str]:
        """Whose each token is."""
        return {int.from_bytes(log["topics"][3], "big"): address_of(log["topics"][2]) for log in self._of(TRANSFER)}

    @property
    def last_block(self) -> int:
        """The block of the last event."""
        return self.logs[-1]["blockNumber"]

    @property
    def first_block(self) -> int:
        """The block in which the edition came."""
        return self.logs[0]["blockNumber"]

    def of(self, signature: bytes) -> list[Event]:
        """The events of a kind."""
        return [
            Event(log["blockNumber"], tuple(map(bytes, log["topics"][1:])), _words(bytes(log["data"])))
            for log in self._of(signature)
        ]

    def _of(self, signature: bytes) -> list[LogReceipt]:
        return self._by_kind.get(signature, [])

    @cached_property
    def _by_kind(self) -> dict[bytes, list[LogReceipt]]:
        found: dict[bytes, list[LogReceipt]] = {}
        for log in self.logs:
            found.setdefault(bytes(log["topics"][0]), []).append(log)
        return found


def read_events(chain: Pinned, address: str) -> Events:
    """All events of the contract at an address. Raises `NoLogs`."""
    return Events(tuple(log for log in chain.logs(address, []) if log["topics"]))


def address_of(word: bytes) -> str:
    """The address in a word of 32 bytes."""
    return to_checksum_address(bytes(word)[12:])


def _words(data: bytes) -> tuple[bytes, ...]:
    return tuple(data[at : at + 32] for at in range(0, len(data), 32))


def ordered(tokens: Sequence[int]) -> str:
    """Tokens as a report names them: `3, 5, 9, 11, 12 and 7 more`."""
    shown = ", ".join(f"{token:,}" for token in sorted(tokens)[:5])
    return shown + (f" and {len(tokens) - 5:,} more" if len(tokens) > 5 else "")
