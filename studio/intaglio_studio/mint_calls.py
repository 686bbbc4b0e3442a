"""How a token was minted, where its transaction called the edition itself: `minted_by(chain, edition, mint)`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eth_abi.abi import decode
from eth_abi.exceptions import DecodingError
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

from intaglio_studio.events import Mint
from intaglio_studio.pinned import Pinned

# Signature -> which argument is the params, and which the seed and its proof.
_MINTS: Mapping[str, tuple[int, int | None, int | None]] = {
    "mint(address,uint256,uint256)": (2, None, None),
    "mintAllowed(address,uint256,uint256,uint256,uint256,bytes32[])": (2, None, None),
    "mintByOwner(address,uint256,uint256)": (2, None, None),
    "mintChosen(address,uint256,uint256,bytes32,bytes32[])": (1, 3, 4),
}
_BY_SELECTOR = {keccak(signature.encode())[:4]: signature for signature in _MINTS}


@dataclass(frozen=True)
class MintCall:
    """What a mint was asked for. `seed` and `proof` only where the collector chose a seed."""

    params: int
    seed: bytes | None
    proof: tuple[bytes, ...]


def minted_by(chain: Pinned, edition: str, mint: Mint) -> MintCall | None:
    """The call that minted a token; None where it came through another contract, or the node has forgotten it."""
    transaction = chain.transaction(mint.transaction)
    if transaction is None or not transaction.get("to"):
        return None
    data = bytes(transaction["input"])
    signature = _BY_SELECTOR.get(data[:4])
    if signature is None or to_checksum_address(transaction["to"]) != edition:
        return None
    try:
        values: tuple[Any, ...] = decode(signature[signature.index("(") + 1 : -1].split(","), data[4:])
    except (DecodingError, OverflowError):
        return None
    params, seed, proof = _MINTS[signature]
    return MintCall(values[params], None if seed is None else values[seed], () if proof is None else values[proof])
