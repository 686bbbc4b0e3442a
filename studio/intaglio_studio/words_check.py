"""Whether tokens are what the words of the edition's storage say: `check_words(chain, onchain)`.

What a contract answers had to be believed, but its code and its words can be proved against a block's hash
(`state_check.py`). So the words that a token is kept in are read as such, and taken apart as `Edition.sol` does.
"""

from __future__ import annotations

from eth_abi.abi import encode
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

from intaglio_contracts.artifacts import SeedMode
from intaglio_studio.chain import CallFailed
from intaglio_studio.events import ordered
from intaglio_studio.onchain import BadAnswer, OnChain, Token, ask
from intaglio_studio.pinned import Pinned
from intaglio_studio.verification import Check, Witness

NAME = "tokens are what the edition's storage says"
# Slots of `Edition.sol`, as solc lays them out.
STATE, ENTROPY, FINAL_ENTROPY, CHOSEN, LARGE_PARAMS = 0, 1, 2, 4, 9
LARGE = (1 << 32) - 1  # the params are in a slot of their own
_OWNERSHIP = bytes.fromhex("7d882553")  # of Solady's ERC721: the start of its slots' seed


def ownership_slot(token: int) -> int:
    """Where Solady keeps a token's owner, and beside it 96 bits of the contract's own."""
    return (2 * token + int.from_bytes(keccak(token.to_bytes(32, "big")[:28] + _OWNERSHIP), "big")) % (1 << 256)


def mapped_slot(mapping: int, key: int) -> int:
    """Where a mapping keeps the value of a key."""
    return int.from_bytes(keccak(key.to_bytes(32, "big") + mapping.to_bytes(32, "big")), "big")


def check_words(chain: Pinned, onchain: OnChain) -> Witness:
    """Hold what the edition answered about its tokens against its words."""
    wrong = [token.number for token in onchain.tokens if not token.fault and not _is_so(chain, onchain, token)]
    words = chain.slot(onchain.address, STATE)
    count = words & (1 << 32) - 1
    detail = f"{len(onchain.tokens):,} tokens"
    if wrong:
        detail = f"not so for token {ordered(wrong)}"
    elif count != onchain.minted:
        detail = f"it counts {count:,} tokens, not {onchain.minted:,}"
    return Witness((Check(NAME, not wrong and count == onchain.minted, detail),))


def _is_so(chain: Pinned, onchain: OnChain, token: Token) -> bool:
    address = onchain.address
    word = chain.slot(address, ownership_slot(token.number))
    owner, origin, params = word & (1 << 160) - 1, word >> 160 & (1 << 64) - 1, word >> 224
    if params == LARGE:
        params = chain.slot(address, mapped_slot(LARGE_PARAMS, token.number))
    try:
        answered = to_checksum_address(ask(chain, address, str, "ownerOf(uint256)", "address", token.number))
    except (CallFailed, BadAnswer):
        return False
    kept = to_checksum_address(owner.to_bytes(20, "big"))
    return answered == kept and params == token.params and _seed(chain, onchain, token, origin) == token.seed


def _seed(chain: Pinned, onchain: OnChain, token: Token, origin: int) -> bytes | None:
    """What the words say of a token's seed; None where they have none yet."""
    address = onchain.address
    if onchain.mode is SeedMode.LISTED:
        return token.seed  # in contracts, which have been checked
    if onchain.mode is SeedMode.CHOSEN:
        return chain.slot(address, mapped_slot(CHOSEN, token.number)).to_bytes(32, "big")
    entropy = origin
    if onchain.mode is SeedMode.COMMIT_REVEAL:
        entropy = chain.slot(address, mapped_slot(ENTROPY, origin))
    elif onchain.mode is SeedMode.PROVENANCE:
        entropy = chain.slot(address, FINAL_ENTROPY)
    if not entropy and onchain.mode is not SeedMode.IMMEDIATE:
        return None
    return keccak(encode(["bytes32", "uint256", "address"], [entropy.to_bytes(32, "big"), token.number, address]))
