"""Whether each token has the seed that its edition's way to seeds gives it: `check_seeds(chain, onchain, events)`.

What a way to seeds draws from is worked out anew, from the blocks and transactions that the events name, and never
asked of the edition: a mint's block, the hash of the block that it waited for, the artist's salt, a stored list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from eth_abi.abi import encode
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address
from web3.types import BlockData

from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.merkle import leaf_hash, root_of
from intaglio_studio.chain import ChainUnreachable
from intaglio_studio.events import MINT_CLOSED, REVEALED, SALT_MISSED, SALT_REVEALED, Event, Events, Mint, ordered
from intaglio_studio.mint_calls import minted_by
from intaglio_studio.onchain import OnChain, data_at
from intaglio_studio.pinned import Pinned
from intaglio_studio.state_check import NOT_OF_ETHEREUM
from intaglio_studio.state_proof import header_hash
from intaglio_studio.verification import Check, Difference, Witness, first_difference

NAME = "every seed follows from its mint"
WINDOW = 8191  # blocks whose hashes a chain knows (EIP-2935)
PER_PART = 767  # seeds in a data contract of a list


_MODES = {
    SeedMode.IMMEDIATE: "drawn from their mints' blocks",
    SeedMode.COMMIT_REVEAL: "drawn from the hashes of the blocks that their mints waited for",
    SeedMode.PROVENANCE: "drawn from the artist's salt and the hash of a block after the sale",
    SeedMode.LISTED: "from the stored list",
    SeedMode.CHOSEN: "chosen from the tree of seeds",
}


class Unknown(Exception):
    """A seed cannot be worked out here. The text says why, of how many tokens is added."""


class Broken(Exception):
    """What a seed follows from is not as it should be. The text says what."""


@dataclass(frozen=True)
class _Ways:
    """What all ways to seeds draw from."""

    chain: Pinned
    onchain: OnChain
    events: Events

    def immediate(self, mint: Mint) -> bytes:
        """64 bits of the mint's block, of who got it, of the token and of the edition."""
        block = self.header(mint.block)
        seen = [int(bytes(block["mixHash"]).hex(), 16), bytes(block["parentHash"]), mint.to, mint.token, self.edition]
        drawn = keccak(encode(["uint256", "bytes32", "address", "uint256", "address"], seen))
        return self.seed(bytes(24) + drawn[24:], mint.token)

    def commit_reveal(self, mint: Mint) -> bytes | None:
        """The hash of the block that the mint waited for, or of a later one where nobody revealed it in time."""
        entropy = self.entropy(self.rounds[mint.token])
        return None if entropy is None else self.seed(entropy, mint.token)

    def provenance(self, mint: Mint) -> bytes | None:
        """The artist's salt and the hash of a block after the last mint."""
        closed = self.events.of(MINT_CLOSED)
        if not closed:
            return None
        waited = closed[0].number(0)
        if waited != closed[0].block + self.onchain.clone.terms.delay:
            raise Broken(f"the mints of block {closed[0].block:,} wait for block {waited:,}")
        entropy, salt = self.entropy(waited), self.salt()
        if entropy is None or salt is None:
            return None
        return self.seed(keccak(salt + entropy), mint.token)

    def listed(self, mint: Mint) -> bytes:
        """The seed at the token's place in a list that is stored."""
        parts = data_at(self.chain, [to_checksum_address(self.onchain.clone.terms.seed_source[12:])])
        part, place = divmod(mint.token - 1, PER_PART)
        address = parts.data[20 * part : 20 * part + 20]
        held = data_at(self.chain, [to_checksum_address(address)])
        for data in (parts, held):
            if data.fault:
                raise Broken(f"the list of seeds: {data.fault}")
        return held.data[32 * place : 32 * place + 32]

    def chosen(self, mint: Mint) -> bytes:
        """The seed that the mint's transaction took out of the tree, with a proof that it is in there."""
        call = minted_by(self.chain, self.edition, mint)
        if call is None or call.seed is None:
            raise Unknown("the transaction that took the seed out of the tree cannot be read")
        leaf = leaf_hash(("uint256", "bytes32"), (mint.token - 1, call.seed))
        if root_of(leaf, call.proof) != self.onchain.clone.terms.seed_source:
            raise Broken("the seed that was chosen is not in the tree")
        return call.seed

    @property
    def edition(self) -> str:
        return self.onchain.address

    @cached_property
    def rounds(self) -> dict[int, int]:
        """The block that each mint waits for: the last one while that is to come, else a new one."""
        found, waited = {}, 0
        for mint in sorted(self.events.mints.values(), key=lambda mint: mint.block):
            if waited <= mint.block:
                waited = mint.block + self.onchain.clone.terms.delay
            found[mint.token] = waited
        return found

    def entropy(self, waited: int) -> bytes | None:
        """What follows from the hash of a block that was waited for; None where nobody revealed it yet."""
        for event in self.events.of(REVEALED):
            if int.from_bytes(event.topics[0], "big") == waited:
                return self._entropy(event, waited)
        return None

    def _entropy(self, event: Event, waited: int) -> bytes:
        source = source_of(waited, event.block)
        if event.block <= waited or event.number(0) != source:
            raise Broken(f"block {waited:,} was revealed by block {event.number(0):,}, not {source:,}")
        return keccak(bytes(self.header(source)["hash"]))

    def salt(self) -> bytes | None:
        """What the artist committed to, zeros where it was not shown in time; None before."""
        for event in self.events.of(SALT_REVEALED):
            if keccak(event.words[0]) != self.onchain.clone.terms.seed_source:
                raise Broken("the salt that was shown is not the one that the artist committed to")
            return event.words[0]
        return bytes(32) if self.events.of(SALT_MISSED) else None

    def seed(self, entropy: bytes, token: int) -> bytes:
        """A token's seed."""
        return keccak(encode(["bytes32", "uint256", "address"], [entropy, token, self.edition]))

    def header(self, number: int) -> BlockData:
        """A block's header, which must have its own hash."""
        try:
            block = self.chain.header(number)
        except ChainUnreachable as error:
            raise Unknown(f"a block is missing ({error})") from None
        if any(field in block for field in NOT_OF_ETHEREUM):
            raise Unknown("contracts of this chain see other blocks than it shows")
        if header_hash(block) != bytes(block["hash"]):
            raise Broken(f"the header of block {number:,} has another hash than it says")
        return block


def source_of(waited: int, revealed_in: int) -> int:
    """The block whose hash is taken for one that was waited for, where a block as late as this reveals it."""
    return waited + (revealed_in - 1 - waited) // WINDOW * WINDOW


def check_seeds(chain: Pinned, onchain: OnChain, events: Events) -> Witness:
    """Hold the tokens' seeds against what they should follow from."""
    ways = _Ways(chain, onchain, events)
    way: Callable[[Mint], bytes | None] = {
        SeedMode.IMMEDIATE: ways.immediate,
        SeedMode.COMMIT_REVEAL: ways.commit_reveal,
        SeedMode.PROVENANCE: ways.provenance,
        SeedMode.LISTED: ways.listed,
        SeedMode.CHOSEN: ways.chosen,
    }[onchain.mode]
    differences: list[Difference] = []
    wrong: dict[int, str] = {}
    unknown: dict[str, list[int]] = {}
    for token, mint in _mints(onchain, events, wrong):
        try:
            drawn = way(mint)
        except Unknown as why:
            unknown.setdefault(str(why), []).append(token)
            continue
        except Broken as why:
            wrong[token] = str(why)
            continue
        seed = next(each.seed for each in onchain.tokens if each.number == token)
        if (drawn is None) != (seed is None):
            wrong[token] = "it is revealed without a reason" if drawn is None else "it should be revealed"
        elif drawn is not None and seed is not None:
            difference = first_difference("seed", ("its mint", drawn), ("the chain", seed), seed=seed, token=token)
            if difference:
                differences.append(difference)
                wrong[token] = ""
    checked = len(onchain.tokens) - sum(map(len, unknown.values()))
    waiting = sum(token.seed is None for token in onchain.tokens)
    detail = f"{checked - waiting:,} seeds, {_MODES[onchain.mode]}"
    detail += f"; {waiting:,} not revealed yet" if waiting else ""
    if wrong:
        cause = next(filter(None, wrong.values()), "")
        detail = f"not so for token {ordered(list(wrong))}" + (f": {cause}" if cause else "")
    checks = (Check(NAME, not wrong, detail),) if checked else ()
    said = tuple(f"The seeds of {len(tokens):,} tokens were not checked: {why}." for why, tokens in unknown.items())
    return Witness(checks, tuple(differences), said)


def _mints(onchain: OnChain, events: Events, wrong: dict[int, str]) -> Iterator[tuple[int, Mint]]:
    for token in onchain.tokens:
        if token.fault:
            wrong[token.number] = token.fault
        elif token.number not in events.mints:
            wrong[token.number] = "no event tells of its mint"
        else:
            yield token.number, events.mints[token.number]
