"""Attacks on the seeds of every mode: taking a bad one back, choosing the block, withholding the reveal, sniping.

Where an attack works, the mode is documented so (docs/contracts.md), and the test shows how far it goes.
"""

from __future__ import annotations

from itertools import product

import pytest
from eth_abi.abi import encode
from eth_hash.auto import keccak

from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.merkle import StandardTree, leaf_hash, pair_hash
from tests.edition_actors import (
    ALICE,
    BOB,
    CAROL,
    DELAY,
    MALLORY,
    OWNER,
    SALT,
    SEED_TREE,
    SEEDS,
    SUPPLY,
    TRUDY,
    Way,
)
from tests.edition_world import WINDOW, Reverted, World
from tests.hostile_world import PRICE, acts, arm, opened, passing, seed_of, token_of

pytestmark = pytest.mark.node


# -- seeds: reverting on a bad one


def gamble(world: World, tries: int) -> list[int]:
    """The tokens that a contract keeps which takes back every mint whose seed it does not like."""
    arm(world, MALLORY, Way.GAMBLE)
    kept = []
    for _ in range(tries):
        passing(world, 1)
        try:
            acts(world, MALLORY, "mint", MALLORY, 1, 0, value=PRICE)
        except Reverted:
            continue
        kept.append(token_of(world))
    return kept


def test_immediate_seeds_can_be_gambled_for() -> None:
    """As documented: whoever mints takes back what it does not like, and pays gas alone."""
    world = opened(SeedMode.IMMEDIATE)
    kept = gamble(world, 40)
    assert 0 < len(kept) < 20
    assert all(seed_of(world, token)[-1] % 4 == 0 for token in kept)


@pytest.mark.parametrize("mode", [SeedMode.COMMIT_REVEAL, SeedMode.PROVENANCE])
def test_seeds_to_come_cannot(mode: SeedMode) -> None:
    """Nothing is known at the mint: the gambler keeps all, good and bad."""
    world = opened(mode)
    kept = gamble(world, 20)
    assert len(kept) == 20
    settle(world, mode)
    assert {seed_of(world, token)[-1] % 4 for token in kept} == {0, 1, 2, 3}


def test_a_listed_seed_taken_back_comes_again() -> None:
    """It is known, but the next one who mints gets it: nobody re-rolls."""
    world = opened(SeedMode.LISTED)
    kept = gamble(world, 10)
    first_bad = next(place for place, seed in enumerate(SEEDS) if seed[-1] % 4)
    assert len(kept) == first_bad
    world.call(BOB, "mint", BOB, 1, 0, value=PRICE)
    assert seed_of(world, token_of(world)) == SEEDS[first_bad]


def settle(world: World, mode: SeedMode, salt: bytes | None = SALT) -> None:
    """Let all seeds be known."""
    if mode is SeedMode.PROVENANCE:
        world.call(OWNER, "closeMint")
    passing(world, DELAY + 1)
    for waited in {world.call(ALICE, "roundOf", token) for token in range(1, token_of(world) + 1)}:
        if not any(world.call(ALICE, "entropyOf", waited)):
            world.call(BOB, "reveal", waited)
    if mode is SeedMode.PROVENANCE and salt:
        world.call(OWNER, "revealSalt", salt)


# -- seeds: choosing the block


def test_no_mint_joins_a_round_whose_hash_can_be_known() -> None:
    world = opened(SeedMode.COMMIT_REVEAL)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    waited = world.call(ALICE, "round")
    assert waited == world.block + DELAY
    for _ in range(3 * DELAY):
        world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
        assert world.call(ALICE, "roundOf", token_of(world)) > world.block
        passing(world, 1)


def test_who_reveals_cannot_choose_when() -> None:
    """Every block of a window gives the same entropy; missing the window gives one that is fixed as well."""
    world = opened(SeedMode.COMMIT_REVEAL)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    waited = world.call(ALICE, "round")
    found: dict[int, set[bytes]] = {0: set(), 1: set(), 2: set()}
    for window, offset in product(found, (1, 2, 100, 256, 257, 4000, WINDOW)):
        checkpoint = world.evm.snapshot()
        start = world.block
        passing(world, waited + WINDOW * window + offset - world.block)
        world.call(BOB, "reveal", waited)
        found[window].add(world.call(ALICE, "entropyOf", waited))
        assert world.call(ALICE, "entropyOf", waited) == keccak(world.block_hash(waited + WINDOW * window))
        world.evm.revert(checkpoint)
        world.move(start - world.block, 0)
    assert [len(entropies) for entropies in found.values()] == [1, 1, 1]
    assert len(set().union(*found.values())) == 3


def test_nothing_is_revealed_before_its_block_or_twice() -> None:
    world = opened(SeedMode.COMMIT_REVEAL)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    waited = world.call(ALICE, "round")
    for _ in range(DELAY + 1):
        with pytest.raises(Reverted, match=rf"^HashNotAvailable\({waited}\)$"):
            world.call(CAROL, "reveal", waited)
        passing(world, 1)
    world.call(CAROL, "reveal", waited)
    seed = seed_of(world, 1)
    passing(world, 2 * WINDOW)
    with pytest.raises(Reverted, match=r"^AlreadyRevealed\(\)$"):
        world.call(CAROL, "reveal", waited)
    assert seed_of(world, 1) == seed
    with pytest.raises(Reverted, match=r"^NoSuchRound\(\)$"):
        world.call(CAROL, "reveal", waited + 1)


# -- seeds: withholding the reveal


def test_a_round_kept_back_is_revealed_by_anybody_and_by_the_next_mint() -> None:
    world = opened(SeedMode.COMMIT_REVEAL)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    first = world.call(ALICE, "round")
    passing(world, DELAY + 1)
    world.call(BOB, "mint", BOB, 1, 0, value=PRICE)
    assert world.call(ALICE, "entropyOf", first) == keccak(world.block_hash(first))
    assert world.call(ALICE, "isRevealed", 1) and not world.call(ALICE, "isRevealed", 2)


def test_a_salt_kept_back_costs_a_week_and_changes_nothing_else() -> None:
    """The artist, who knows the salt, has two outcomes and no third; without it no money leaves."""
    world = opened(SeedMode.PROVENANCE)
    for _ in range(3):
        world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    settle(world, SeedMode.PROVENANCE, salt=None)
    for payee in (OWNER, MALLORY, BOB):
        with pytest.raises(Reverted, match=r"^SeedsNotFinal\(\)$"):
            world.call(OWNER, "release", payee)
    with pytest.raises(Reverted, match=r"^SaltStillDue\("):
        world.call(BOB, "revealWithoutSalt")
    with pytest.raises(Reverted, match=r"^WrongSalt\(\)$"):
        world.call(OWNER, "revealSalt", keccak(b"a better one"))
    world.move(1, 7 * 24 * 3600)
    world.call(BOB, "revealWithoutSalt")
    entropy = world.call(ALICE, "entropyOf", world.call(ALICE, "round"))
    final = keccak(bytes(32) + entropy)
    expected = [keccak(encode(["bytes32", "uint256", "address"], [final, t, world.edition])) for t in (1, 2, 3)]
    assert [seed_of(world, token) for token in (1, 2, 3)] == expected
    with pytest.raises(Reverted, match=r"^AlreadyRevealed\(\)$"):
        world.call(OWNER, "revealSalt", SALT)
    world.call(BOB, "release", OWNER)


def test_the_end_of_a_sale_cannot_be_put_off() -> None:
    """Else the artist could let nobody end the minting but itself, on the day that it likes."""
    world = opened(SeedMode.PROVENANCE)
    closes = world.time + 1000
    world.call(OWNER, "setSale", (PRICE, 0, 0, closes, 0))
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    for later in (closes + 1, 2**40 - 1, 0):
        with pytest.raises(Reverted, match=r"^SaleCannotBeProlonged\(\)$"):
            world.call(OWNER, "setSale", (PRICE, 0, 0, later, 0))
    world.move(1, 1000)
    world.call(BOB, "closeMint")
    with pytest.raises(Reverted, match=r"^MintOver\(\)$"):
        world.call(OWNER, "mintByOwner", OWNER, 1, 0)


# -- seeds: sniping


def test_a_chosen_seed_goes_to_the_first_and_nobody_pays_for_nothing() -> None:
    world = opened(SeedMode.CHOSEN)
    offer = (4, 2, SEEDS[2], SEED_TREE.proof(2))
    world.call(CAROL, "mintChosen", TRUDY, *offer, value=PRICE)
    before = world.balance(ALICE)
    with pytest.raises(Reverted, match=r"^TokenAlreadyExists\(\)$"):
        world.call(ALICE, "mintChosen", ALICE, *offer, value=PRICE)
    assert world.balance(ALICE) == before
    assert seed_of(world, 3) == SEEDS[2]


def test_only_seeds_of_the_tree_at_their_own_places_can_be_chosen() -> None:
    world = opened(SeedMode.CHOSEN)
    left, right = SEED_TREE.nodes[1], SEED_TREE.nodes[2]
    inner = [SEED_TREE.nodes[number] for number in (3, 4)]
    cases: list[tuple[int, bytes, tuple[bytes, ...]]] = [
        (0, SEEDS[1], SEED_TREE.proof(1)),  # a seed at another's place
        (0, SEEDS[1], SEED_TREE.proof(0)),
        (0, keccak(b"mine"), SEED_TREE.proof(0)),
        (0, SEED_TREE.root, ()),
        (int.from_bytes(left, "big"), right, ()),  # the root's children as a leaf's content
        (int.from_bytes(min(inner), "big"), max(inner), (right,)),
        (0, right, (left,)),
        (0, bytes(32), SEED_TREE.proof(0)),
        (SUPPLY, SEEDS[0], SEED_TREE.proof(0)),
        (0, SEEDS[0], (*SEED_TREE.proof(0), bytes(32))),
    ]
    for index, seed, proof in cases:
        with pytest.raises(Reverted, match=r"^SeedNotListed\(\)$"):
            world.call(OWNER, "mintChosen", ALICE, 0, index, seed, proof)


def test_an_inner_node_of_the_seeds_tree_is_no_leaf() -> None:
    """With leaves hashed once, (index, seed) could be two hashes of the tree: the place in the supply is no guard."""
    tree = StandardTree(("uint256", "bytes32"), ((0, SEEDS[0]), (1, SEEDS[1])))
    pair = sorted(leaf_hash(tree.types, value) for value in tree.values)
    assert pair_hash(*pair) == tree.root == keccak(pair[0] + pair[1])
    assert keccak(keccak(pair[0] + pair[1])) != tree.root  # what the contract would look for
