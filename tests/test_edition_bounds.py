"""Where one thing of `Edition` ends and the next begins, to the second, the block, the token and the wei.

Each test holds what random steps may miss: `python -m tests.contract_mutants` moves such a bound by one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from eth_abi.abi import encode
from eth_hash.auto import keccak

from intaglio_contracts.artifacts import SeedMode
from tests.edition_actors import ALICE, ALL, BOB, CAROL, DELAY, LISTS, OWNER, SALT, SEED_TREE, SEEDS, SUPPLY
from tests.edition_calls import OTHER, SALE, THIRD, published
from tests.edition_world import Reverted, World
from tests.hostile_world import PRICE, opened, passing, token_of

pytestmark = pytest.mark.node

WEEK = 7 * 24 * 3600
NEVER = 2**40 - 1
MODES_OF_MINT = [SeedMode.IMMEDIATE, SeedMode.CHOSEN]


def buying(world: World, mode: SeedMode, listed: bool = False) -> Callable[[int], Any]:
    """Mints one token of a sale or of the allowlist; the number chooses a seed where collectors do."""

    def buy(number: int) -> Any:
        if mode is SeedMode.CHOSEN:
            offer = (0, number, SEEDS[number], SEED_TREE.proof(number))
            return world.call(ALICE, "mintChosen", ALICE, *offer, value=PRICE)
        if listed:
            place = ALL.index(BOB)
            _, allowance, price = LISTS[1].values[place]
            assert isinstance(price, int)
            return world.call(BOB, "mintAllowed", BOB, 1, 0, allowance, price, LISTS[1].proof(place), value=price)
        return world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)

    return buy


def refused(error: str, call: Callable[..., Any], *arguments: object, **value: int) -> None:
    """Assert that a call is refused with exactly this error."""
    with pytest.raises(Reverted) as found:
        call(*arguments, **value)
    assert str(found.value) == error


# -- the sale


@pytest.mark.parametrize(
    ("mode", "listed"), [(SeedMode.IMMEDIATE, False), (SeedMode.CHOSEN, False), (SeedMode.IMMEDIATE, True)]
)
def test_a_sale_opens_and_closes_to_the_second(mode: SeedMode, listed: bool) -> None:
    world = opened(mode)
    start, end = world.time + 100, world.time + 200
    times = (start, NEVER) if listed else (0, start)  # the other way in says nothing about this one
    world.call(OWNER, "setSale", (PRICE, *times, end, 0))
    world.call(OWNER, "setAllowlist", LISTS[1].root)
    buy = buying(world, mode, listed)
    for moment, number in ((start - 1, None), (start, 0), (end - 1, 1), (end, None), (end + 1, None)):
        world.move(1, moment - world.time)
        if number is None:
            refused("SaleClosed()", buy, 2)
        else:
            buy(number)
    assert token_of(world) == 2


@pytest.mark.parametrize(
    ("mode", "listed"), [(SeedMode.IMMEDIATE, False), (SeedMode.CHOSEN, False), (SeedMode.IMMEDIATE, True)]
)
def test_a_pause_stops_buyers_and_not_the_owner(mode: SeedMode, listed: bool) -> None:
    world = opened(mode)
    world.call(OWNER, "setAllowlist", LISTS[1].root)
    buy = buying(world, mode, listed)
    world.call(OWNER, "pause", True)
    assert world.call(ALICE, "paused") is True
    refused("SalePaused()", buy, 0)
    if mode is SeedMode.CHOSEN:
        world.call(OWNER, "mintChosen", OWNER, 0, 1, SEEDS[1], SEED_TREE.proof(1))
    else:
        world.call(OWNER, "mintByOwner", OWNER, 1, 0)
    world.call(OWNER, "pause", False)
    assert world.call(ALICE, "paused") is False
    buy(0)


@pytest.mark.parametrize("mode", MODES_OF_MINT)
def test_exactly_the_price_is_paid(mode: SeedMode) -> None:
    world = opened(mode)
    offer = (0, 3, SEEDS[3], SEED_TREE.proof(3))
    for wrong in (0, PRICE - 1, PRICE + 1):
        if mode is SeedMode.CHOSEN:
            refused(f"WrongPayment({PRICE})", world.call, ALICE, "mintChosen", ALICE, *offer, value=wrong)
        else:
            refused(f"WrongPayment({2 * PRICE})", world.call, ALICE, "mint", ALICE, 2, 0, value=2 * wrong)
    before = world.balance(world.edition)
    buying(world, mode)(3)
    assert world.balance(world.edition) == before + PRICE
    if mode is SeedMode.CHOSEN:  # the owner owes nothing, and can give nothing by mistake
        refused("WrongPayment(0)", world.call, OWNER, "mintChosen", OWNER, *offer, value=1)


def test_a_wallet_may_mint_all_that_it_may() -> None:
    world = opened(SeedMode.IMMEDIATE, per_wallet=3)
    mint = "mint"
    refused("WalletLimit(3)", world.call, ALICE, mint, ALICE, 4, 0, value=4 * PRICE)
    world.call(ALICE, mint, BOB, 2, 0, value=2 * PRICE)  # who sends is counted, not who gets
    refused("WalletLimit(1)", world.call, ALICE, mint, ALICE, 2, 0, value=2 * PRICE)
    world.call(ALICE, mint, ALICE, 1, 0, value=PRICE)
    refused("WalletLimit(0)", world.call, ALICE, mint, ALICE, 1, 0, value=PRICE)
    world.call(BOB, mint, BOB, 3, 0, value=3 * PRICE)  # at once
    assert world.call(ALICE, "mintedBy", ALICE) == (0, 3)
    world.call(OWNER, "setSale", (PRICE, 0, 0, NEVER, 2))  # fewer than it has
    refused("WalletLimit(0)", world.call, ALICE, mint, ALICE, 1, 0, value=PRICE)
    world.call(OWNER, "setSale", (PRICE, 0, 0, NEVER, 0))  # no limit
    world.call(ALICE, mint, ALICE, 5, 0, value=5 * PRICE)
    assert world.call(ALICE, "mintedBy", ALICE) == (0, 8)


def test_the_list_and_the_sale_are_counted_apart() -> None:
    world = opened(SeedMode.IMMEDIATE, per_wallet=1)
    world.call(OWNER, "setAllowlist", LISTS[1].root)
    place = ALL.index(ALICE)
    _, allowance, price = LISTS[1].values[place]
    assert isinstance(allowance, int) and isinstance(price, int) and allowance > 1
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    world.call(ALICE, "mintAllowed", ALICE, allowance, 0, allowance, price, LISTS[1].proof(place),
               value=allowance * price)  # fmt: skip
    assert world.call(ALICE, "mintedBy", ALICE) == (allowance, 1)
    refused("WalletLimit(0)", world.call, ALICE, "mintAllowed", ALICE, 1, 0, allowance, price,
                                                 LISTS[1].proof(place), value=price)  # fmt: skip
    refused("WalletLimit(0)", world.call, ALICE, "mint", ALICE, 1, 0, value=PRICE)


def test_a_chosen_seed_counts_against_the_limit() -> None:
    world = opened(SeedMode.CHOSEN, per_wallet=2)
    buy = buying(world, SeedMode.CHOSEN)
    buy(0), buy(SUPPLY - 1)
    refused("WalletLimit(0)", buy, 1)
    world.call(OWNER, "setSale", (PRICE, 0, 0, NEVER, 0))
    buy(1)
    assert token_of(world) == 3 and world.call(ALICE, "mintedBy", ALICE) == (0, 3)


def test_when_a_sale_may_be_prolonged() -> None:
    """With a provenance not once there are both tokens and an end; else always."""
    world = opened(SeedMode.PROVENANCE)
    world.call(OWNER, "setSale", (PRICE, 0, 0, 0, 0))  # no tokens yet: even the end may go
    world.call(OWNER, "mintByOwner", OWNER, 1, 0)
    end = world.time + 1000
    world.call(OWNER, "setSale", (PRICE, 0, 0, end, 0))  # tokens and no end yet: one may come
    world.call(OWNER, "setSale", (2 * PRICE, 0, 0, end, 0))  # the same end
    refused("SaleCannotBeProlonged()", world.call, OWNER, "setSale", (PRICE, 0, 0, end + 1, 0))
    world.call(OWNER, "setSale", (PRICE, 0, 0, end - 1, 0))
    world = opened(SeedMode.COMMIT_REVEAL)
    world.call(OWNER, "setSale", (PRICE, 0, 0, end, 0))
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    for later in (end + 1, 0):
        world.call(OWNER, "setSale", (PRICE, 0, 0, later, 0))


def test_what_the_owner_sets_is_told() -> None:
    edition = published()
    sale = (5, 1, 2, 3, 4)
    for signature, value, event, data in (
        (f"setSale({SALE})", sale, f"SaleSet({SALE})", encode([SALE], [sale])),
        ("setAllowlist(bytes32)", bytes(range(32)), "AllowlistSet(bytes32)", bytes(range(32))),
        ("pause(bool)", True, "Paused(bool)", encode(["bool"], [True])),
        ("freeze()", None, "Frozen()", b""),
    ):
        (log,) = edition.sent(signature, *([] if value is None else [value])).logs
        assert (log.topics[0], log.data) == (keccak(event.encode()), data)


# -- seeds


def test_minting_ends_for_everybody_to_the_second() -> None:
    world = opened(SeedMode.PROVENANCE)
    end = world.time + 100
    world.call(OWNER, "setSale", (PRICE, 0, 0, end, 0))
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    world.move(1, 99)
    refused("MintGoesOn()", world.call, BOB, "closeMint")
    world.move(1, 1)
    world.call(BOB, "closeMint")
    assert world.call(ALICE, "round") == world.block + DELAY


def test_minting_without_an_end_is_ended_by_its_owner_or_by_the_last_token() -> None:
    world = opened(SeedMode.PROVENANCE)
    world.call(OWNER, "setSale", (PRICE, 0, 0, 0, 0))
    refused("MintGoesOn()", world.call, OWNER, "closeMint")  # no token yet
    world.call(OWNER, "mintByOwner", ALICE, SUPPLY - 1, 0)
    refused("MintGoesOn()", world.call, BOB, "closeMint")
    world.call(OWNER, "mintByOwner", ALICE, 1, 0)
    world.call(BOB, "closeMint")
    world = opened(SeedMode.PROVENANCE)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    world.call(OWNER, "closeMint")
    refused("MintOver()", world.call, OWNER, "closeMint")


def test_the_salt_is_due_to_the_second() -> None:
    world = opened(SeedMode.PROVENANCE)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    world.call(OWNER, "closeMint")
    passing(world, DELAY)
    waited = world.call(ALICE, "round")
    assert world.block == waited
    refused(f"HashNotAvailable({waited})", world.call, BOB, "reveal", waited)
    refused("NoSuchRound()", world.call, OWNER, "revealSalt", SALT)
    refused("NoSuchRound()", world.call, BOB, "revealWithoutSalt")
    passing(world, 1)
    refused("NoSuchRound()", world.call, BOB, "reveal", waited - 1)
    world.call(BOB, "reveal", waited)
    due = world.time + WEEK
    world.move(1, WEEK - 1)
    refused(f"SaltStillDue({due})", world.call, BOB, "revealWithoutSalt")
    world.move(1, 1)
    world.call(BOB, "revealWithoutSalt")
    assert world.call(ALICE, "seedsFinal") and world.call(ALICE, "isRevealed", 1)
    refused("AlreadyRevealed()", world.call, BOB, "revealWithoutSalt")


def test_a_mint_in_a_rounds_own_block_begins_the_next() -> None:
    world = opened(SeedMode.COMMIT_REVEAL)
    assert world.call(ALICE, "round") == 0
    refused("NoSuchRound()", world.call, BOB, "reveal", 0)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    first = world.call(ALICE, "round")
    passing(world, DELAY - 1)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    assert world.call(ALICE, "roundOf", 2) == first  # its block is to come still
    passing(world, 1)
    assert world.block == first
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    assert world.call(ALICE, "roundOf", 3) == first + DELAY
    assert not any(world.call(ALICE, "entropyOf", first))
    passing(world, 1)
    world.call(BOB, "reveal", first)
    assert [world.call(ALICE, "isRevealed", token) for token in (1, 2, 3)] == [True, True, False]


def test_a_token_to_come_has_no_round_and_no_seed() -> None:
    for mode in SeedMode:
        world = opened(mode)
        for name in ("roundOf", "seedOf", "isRevealed", "paramsOf", "tokenOf"):
            refused("TokenDoesNotExist()", world.call, ALICE, name, 1)


def test_rounds_and_salts_are_of_their_modes_alone() -> None:
    for mode in SeedMode:
        world = opened(mode)
        if mode is not SeedMode.PROVENANCE:
            for call in (("closeMint",), ("revealSalt", SALT), ("revealWithoutSalt",)):
                refused("WrongSeedMode()", world.call, OWNER, *call)
            assert world.call(ALICE, "seedsFinal") is True
        if mode not in (SeedMode.COMMIT_REVEAL, SeedMode.PROVENANCE):
            refused("WrongSeedMode()", world.call, OWNER, "reveal", 1)
        if mode is SeedMode.CHOSEN:
            refused("WrongSeedMode()", world.call, ALICE, "mint", ALICE, 1, 0, value=PRICE)
            refused("WrongSeedMode()", world.call, OWNER, "mintByOwner", ALICE, 1, 0)
        else:
            refused("WrongSeedMode()", world.call, OWNER, "mintChosen", ALICE, 0, 0, SEEDS[0], ())


@pytest.mark.parametrize("with_salt", [True, False])
def test_how_seeds_come_is_told(with_salt: bool) -> None:
    """Keepers, marketplaces and `intaglio verify` read these."""
    edition = published(seeds=SeedMode.PROVENANCE, delay=2, seed_source=keccak(SALT), supply=9)
    refreshed = (keccak(b"BatchMetadataUpdate(uint256,uint256)"), encode(["uint256", "uint256"], [1, 9]))
    edition.sent("mintByOwner(address,uint256,uint256)", OTHER, 2, 0)
    waited = edition.chain.block_number + 2
    (closed,) = edition.sent("closeMint()").logs
    assert (closed.topics[0], closed.data) == (keccak(b"MintClosed(uint256)"), waited.to_bytes(32, "big"))
    edition.chain.mine(3)
    revealed, told = edition.sent("reveal(uint256)", waited).logs
    entropy = keccak(edition.chain.block_hash(waited))
    assert revealed.topics == (keccak(b"Revealed(uint256,uint256,bytes32)"), waited.to_bytes(32, "big"))
    assert revealed.data == waited.to_bytes(32, "big") + entropy
    assert (told.topics[0], told.data) == refreshed
    if with_salt:
        told, ended = edition.sent("revealSalt(bytes32)", SALT).logs
        assert (ended.topics[0], ended.data) == (keccak(b"SaltRevealed(bytes32)"), SALT)
    else:
        edition.chain.wait(WEEK)
        told, ended = edition.sent("revealWithoutSalt()").logs
        assert (ended.topics[0], ended.data) == (keccak(b"SaltMissed()"), b"")
    assert (told.topics[0], told.data) == refreshed


# -- money


def test_money_is_shared_to_the_wei_however_it_is_taken() -> None:
    """What rounding leaves stays until it makes a whole wei for somebody; nobody's turn changes another's part."""
    edition = published(payees=(OTHER, THIRD), shares=(2, 1))
    got = {OTHER: 0, THIRD: 0}
    for paid, payee, due in ((100, OTHER, 66), (1, THIRD, 33), (1, OTHER, 2), (3, THIRD, 2), (5, OTHER, 5)):
        edition.chain.sender = THIRD
        edition.chain.send(edition.address, b"", paid)
        assert edition.told("releasable(address)", "uint256", payee) == due
        (log,) = edition.sent("release(address)", payee, by=CAROL).logs
        assert log.topics[0] == keccak(b"Released(address,uint256)") and int.from_bytes(log.data, "big") == due
        got[payee] += due
        assert edition.told("released(address)", "uint256", payee) == got[payee]
        assert edition.told("releasable(address)", "uint256", payee) == 0
    assert edition.told("releasable(address)", "uint256", OWNER) == 0
    assert sum(got.values()) == 108 <= 110
