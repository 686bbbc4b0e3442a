"""What a block's hash says of a chain's state: `header_hash(block)`, and `proved(root, key, proof)`.

A block's hash is that of its header, and the header has the root of a tree of all accounts; an account has the root of
a tree of its storage (Merkle Patricia tries, of Ethereum's yellow paper, appendix D). `eth_getProof` (EIP-1186) gives
the nodes from a root to a value, so whoever knows the right hash of one block need not believe the node anything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rlp
from eth_hash.auto import keccak

# The fields of a header in their order; a chain has the later ones from a hard fork on.
FIELDS = (
    "parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom", "difficulty",
    "number", "gasLimit", "gasUsed", "timestamp", "extraData", "mixHash", "nonce", "baseFeePerGas", "withdrawalsRoot",
    "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot", "requestsHash",
)  # fmt: skip
NO_CODE = keccak(b"")
EMPTY_ROOT = keccak(rlp.encode(b""))


class ProofBroken(Exception):
    """A proof does not lead from its root to what it should prove. The text says where it breaks."""


@dataclass(frozen=True)
class Account:
    """What the state's tree has of an account: the root of its storage and the hash of its code, 32 bytes each."""

    nonce: int
    balance: int
    storage_root: bytes
    code_hash: bytes


NO_ACCOUNT = Account(0, 0, EMPTY_ROOT, NO_CODE)


def header_hash(block: Mapping[str, Any]) -> bytes:
    """The hash of a block's header, as `eth_getBlock` gives it."""
    return keccak(rlp.encode([_field(block[name]) for name in FIELDS if block.get(name) is not None]))


def proved_account(state_root: bytes, address: bytes, proof: Sequence[bytes]) -> Account:
    """The account of an address of 20 bytes. Raises `ProofBroken`."""
    found = proved(state_root, keccak(address), proof)
    if not found:
        return NO_ACCOUNT
    nonce, balance, storage, code = rlp.decode(found)
    return Account(int.from_bytes(nonce, "big"), int.from_bytes(balance, "big"), storage, code)


def proved_slot(storage_root: bytes, slot: int, proof: Sequence[bytes]) -> int:
    """What a storage slot holds. Raises `ProofBroken`."""
    found = proved(storage_root, keccak(slot.to_bytes(32, "big")), proof)
    return int.from_bytes(rlp.decode(found), "big") if found else 0


def proved(root: bytes, key: bytes, proof: Sequence[bytes]) -> bytes:
    """The value at `key` in the tree of this root, empty where there is none. Raises `ProofBroken`.

    `proof` are the nodes on the way, the root's first; those that have under 32 bytes lie in their parents.
    """
    path = key.hex()
    if root == EMPTY_ROOT:
        return b""
    rest = list(proof)
    node: Any = _opened(root, rest)
    while True:
        if len(node) == 17:  # a branch: a child for each digit, and a value
            if not path:
                return bytes(node[16])
            child, path = node[int(path[0], 16)], path[1:]
        elif len(node) == 2:
            digits, is_leaf = _digits(node[0])
            if is_leaf:
                return bytes(node[1]) if digits == path else b""
            if not path.startswith(digits):
                return b""
            child, path = node[1], path[len(digits) :]
        else:
            raise ProofBroken("a node of the proof is none of a tree")
        if child == b"":
            return b""
        node = child if isinstance(child, list) else _opened(child, rest)


def _opened(wanted: bytes, rest: list[bytes]) -> Any:
    if not rest:
        raise ProofBroken("the proof ends too soon")
    data = rest.pop(0)
    if keccak(data) != wanted:
        raise ProofBroken("a node of the proof has another hash than its parent says")
    try:
        return rlp.decode(data)
    except rlp.DecodingError:
        raise ProofBroken("a node of the proof is not RLP") from None


def _digits(packed: bytes) -> tuple[str, bool]:
    """The hexadecimal digits of a short node's path, and whether the node is a leaf."""
    text = bytes(packed).hex()
    flag = int(text[0], 16)
    return text[1:] if flag & 1 else text[2:], bool(flag & 2)


def _field(value: Any) -> bytes:
    if isinstance(value, int):
        return value.to_bytes((value.bit_length() + 7) // 8, "big")
    return bytes.fromhex(value.removeprefix("0x")) if isinstance(value, str) else bytes(value)
