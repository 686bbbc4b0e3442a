"""Attacks on an edition's limits and money: reentrancy on every way to mint, proofs, hostile payees, forced ether."""

from __future__ import annotations

import pytest

from intaglio_contracts.artifacts import SeedMode
from tests.edition_actors import (
    ALICE,
    BOB,
    CAROL,
    HOSTILE,
    LISTS,
    MALLORY,
    OWNER,
    PEOPLE,
    SEED_TREE,
    SEEDS,
    TRUDY,
    Way,
)
from tests.edition_world import Reverted, edition_functions
from tests.hostile_world import PRICE, WAYS_TO_MINT, acts, arm, opened, token_of

pytestmark = pytest.mark.node


# -- limits: reentrancy


def way_to_mint(name: str, account: str) -> tuple[tuple[object, ...], int]:
    """A mint by `account` for itself, and its price."""
    place = (*PEOPLE, *HOSTILE).index(account)
    allowance, price = LISTS[0].values[place][1:]
    assert isinstance(price, int)
    return {
        "mint": ((account, 1, 0), PRICE),
        "mintAllowed": ((account, 1, 0, allowance, price, LISTS[0].proof(place)), price),
        "mintByOwner": ((account, 1, 0), 0),
        "mintChosen": ((account, 0, 5, SEEDS[5], SEED_TREE.proof(5)), PRICE),
    }[name]


@pytest.mark.parametrize("name", WAYS_TO_MINT)
@pytest.mark.parametrize("inner", WAYS_TO_MINT)
def test_minting_again_from_within_a_mint_gains_nothing(name: str, inner: str) -> None:
    """Each mint made in `onERC721Received` is counted and paid like any other, and limits hold across all."""
    mode = SeedMode.CHOSEN if name == "mintChosen" else SeedMode.IMMEDIATE
    world = opened(mode, per_wallet=2)
    again, price = way_to_mint(inner, MALLORY)
    if inner == "mintChosen":
        again = (MALLORY, 0, 6, SEEDS[6], SEED_TREE.proof(6))
    arm(world, MALLORY, Way.CALL, edition_functions()[inner].calldata(*again), price, times=40)
    call, due = way_to_mint(name, MALLORY)
    if name == "mintByOwner":
        world.call(OWNER, name, *call)
    else:
        acts(world, MALLORY, name, *call, value=due)
    listed, in_public = world.call(ALICE, "mintedBy", MALLORY)
    allowance = LISTS[0].values[4][1]
    assert isinstance(allowance, int) and listed <= allowance and in_public <= 2
    free = 1 if name == "mintByOwner" else 0
    minted = token_of(world)
    assert minted == world.call(ALICE, "balanceOf", MALLORY) == listed + in_public + free
    assert world.balance(world.edition) == 7 * listed + PRICE * in_public
    if mode is SeedMode.IMMEDIATE and inner != "mintChosen" and inner != "mintByOwner":
        assert minted > 1  # it did come back in


def test_tokens_moved_on_while_they_arrive_are_moved_once() -> None:
    world = opened(SeedMode.IMMEDIATE)
    arm(world, MALLORY, Way.CALL, edition_functions()["transferFrom"].calldata(MALLORY, BOB, 2), times=5)
    acts(world, MALLORY, "mint", MALLORY, 3, 0, value=3 * PRICE)
    assert [world.call(ALICE, "ownerOf", token).lower() for token in (1, 2, 3)] == [MALLORY, BOB, MALLORY]
    assert world.call(ALICE, "balanceOf", MALLORY) == 2


@pytest.mark.parametrize("way", [Way.REFUSE, Way.REFUSE_SILENTLY, Way.WRONG_ANSWER, Way.BURN_GAS, Way.BOMB])
@pytest.mark.parametrize("name", WAYS_TO_MINT)
def test_who_refuses_a_token_gets_none_and_pays_none(name: str, way: Way) -> None:
    world = opened(SeedMode.CHOSEN if name == "mintChosen" else SeedMode.IMMEDIATE)
    arm(world, MALLORY, way)
    (_, *rest), due = way_to_mint(name, ALICE if name == "mintAllowed" else MALLORY)
    sender = OWNER if name == "mintByOwner" else ALICE
    with pytest.raises(Reverted):
        world.call(sender, name, MALLORY, *rest, value=due)
    assert token_of(world) == 0 and world.balance(world.edition) == 0
    assert world.call(ALICE, "mintedBy", sender) == (0, 0)


# -- limits: proofs


def test_proofs_cannot_be_replayed() -> None:
    world = opened(SeedMode.IMMEDIATE)
    place = PEOPLE.index(BOB)
    _, allowance, price = LISTS[0].values[place]
    assert isinstance(allowance, int) and isinstance(price, int)
    proof = LISTS[0].proof(place)
    for _ in range(allowance):
        world.call(BOB, "mintAllowed", BOB, 1, 0, allowance, price, proof, value=price)
    with pytest.raises(Reverted, match=r"^WalletLimit\(0\)$"):
        world.call(BOB, "mintAllowed", BOB, 1, 0, allowance, price, proof, value=price)
    refused = [
        (CAROL, allowance, price, proof),  # another's
        (BOB, allowance + 1, price, proof),
        (BOB, allowance, 0, proof),
        (BOB, allowance, price, proof[:-1]),
        (BOB, allowance, price, (*proof, proof[0])),
        (BOB, allowance, price, ()),
        (BOB, allowance, price, LISTS[1].proof(place)),
    ]
    for sender, most, unit, path in refused:
        with pytest.raises(Reverted, match=r"^NotAllowed\(\)$"):
            world.call(sender, "mintAllowed", sender, 1, 0, most, unit, path, value=unit)
    world.call(OWNER, "setAllowlist", bytes(32))  # none: no proof leads there
    with pytest.raises(Reverted, match=r"^NotAllowed\(\)$"):
        world.call(CAROL, "mintAllowed", CAROL, 1, 0, 4, 7, LISTS[0].proof(PEOPLE.index(CAROL)), value=7)


# -- money


@pytest.mark.parametrize("way", list(Way))
def test_a_hostile_payee_blocks_itself_alone(way: Way) -> None:
    world = opened(SeedMode.IMMEDIATE)
    for _ in range(9):
        world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    arm(world, MALLORY, way, edition_functions()["release"].calldata(MALLORY), times=5)
    own, income = world.balance(MALLORY), 9 * PRICE
    takes = way in (Way.ACCEPT, Way.WRONG_ANSWER, Way.CALL, Way.GAMBLE)
    try:
        world.call(CAROL, "release", MALLORY)
    except Reverted as error:
        assert not takes and str(error) == "PaymentFailed()"
    assert world.balance(MALLORY) - own == (income * 3 // 9 if takes else 0)
    for payee, shares in ((OWNER, 5), (BOB, 1)):
        before = world.balance(payee)
        world.call(CAROL, "release", payee)
        assert world.balance(payee) - before == income * shares // 9
        with pytest.raises(Reverted, match=r"^NothingToRelease\(\)$"):
            world.call(CAROL, "release", payee)
    with pytest.raises(Reverted, match=r"^NothingToRelease\(\)$"):
        world.call(CAROL, "release", TRUDY)
    arm(world, MALLORY, Way.ACCEPT)  # what is due stays due
    if not takes:
        world.call(CAROL, "release", MALLORY)
    assert world.balance(MALLORY) - own == income * 3 // 9 and world.balance(world.edition) == 0


def test_a_receiver_of_royalties_is_named_and_never_called() -> None:
    world = opened(SeedMode.IMMEDIATE, royalty_receiver=MALLORY, royalty_bps=10_000)
    arm(world, MALLORY, Way.BURN_GAS)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    world.call(ALICE, "transferFrom", ALICE, BOB, 1)
    for price in (0, 1, 9999, 10**18, 2**256 - 1):
        receiver, amount = world.call(ALICE, "royaltyInfo", 1, price)
        assert receiver.lower() == MALLORY and amount == price


def test_forced_ether_is_shared_and_breaks_nothing() -> None:
    world = opened(SeedMode.IMMEDIATE)
    world.evm.deploy(ALICE, bytes.fromhex(f"73{world.edition[2:]}ff"), value=900)  # SELFDESTRUCT to the edition
    assert world.balance(world.edition) == 900
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    with pytest.raises(Reverted, match=rf"^WrongPayment\({PRICE}\)$"):
        world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE - 900)
    assert world.call(ALICE, "releasable", BOB) == (900 + PRICE) // 9
    world.call(ALICE, "release", BOB)
