"""OpenZeppelin's standard Merkle tree: `StandardTree(types, values)` has a root, and a proof for each value.

A leaf is `keccak(keccak(abi.encode(value)))`, hashed twice so that no inner node can pass for one; a pair is hashed in
order of size, so that a proof needs no directions. Leaves are sorted. Solady's `MerkleProofLib` and OpenZeppelin's
`MerkleProof` accept the proofs; `dump()` is what `StandardMerkleTree.load` of @openzeppelin/merkle-tree reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from eth_abi.abi import encode
from eth_hash.auto import keccak

Value = tuple[object, ...]


def leaf_hash(types: Sequence[str], value: Value) -> bytes:
    """The 32 bytes of one leaf."""
    return keccak(keccak(encode(types, value)))


def pair_hash(a: bytes, b: bytes) -> bytes:
    """The node above two others, whichever is left."""
    return keccak(min(a, b) + max(a, b))


def root_of(leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """The root that a proof leads to from a leaf."""
    for sibling in proof:
        leaf = pair_hash(leaf, sibling)
    return leaf


@dataclass(frozen=True)
class StandardTree:
    """A tree over at least one value; `types` are those of a value's fields, as Solidity spells them.

    Raises `ValueError` for no values, and eth_abi's `EncodingError` for one that is not of these types.
    """

    types: tuple[str, ...]
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("a tree has at least one leaf")

    @cached_property
    def nodes(self) -> tuple[bytes, ...]:
        """All hashes, the root first: the children of number n are 2n + 1 and 2n + 2. The smallest leaf is the last."""
        leaves = sorted(self._leaves, reverse=True)
        nodes = [b""] * (len(leaves) - 1) + leaves
        for at in reversed(range(len(leaves) - 1)):
            nodes[at] = pair_hash(nodes[2 * at + 1], nodes[2 * at + 2])
        return tuple(nodes)

    @cached_property
    def _leaves(self) -> tuple[bytes, ...]:
        return tuple(leaf_hash(self.types, value) for value in self.values)

    @cached_property
    def _places(self) -> dict[bytes, int]:
        return {node: at for at, node in enumerate(self.nodes)}

    @property
    def root(self) -> bytes:
        """32 bytes that stand for all values."""
        return self.nodes[0]

    def proof(self, index: int) -> tuple[bytes, ...]:
        """The siblings from the leaf of value number `index` up to the root."""
        at, siblings = self._places[self._leaves[index]], []
        while at:
            siblings.append(self.nodes[at + 1 if at % 2 else at - 1])
            at = (at - 1) // 2
        return tuple(siblings)

    def dump(self) -> dict[str, Any]:
        """The tree in OpenZeppelin's format `standard-v1`; numbers as text, since JavaScript's are too short."""
        return {
            "format": "standard-v1",
            "leafEncoding": list(self.types),
            "tree": [f"0x{node.hex()}" for node in self.nodes],
            "values": [
                {"value": [str(field) for field in value], "treeIndex": self._places[leaf]}
                for value, leaf in zip(self.values, self._leaves)
            ],
        }
