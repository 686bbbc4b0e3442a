"""An edition with an open sale on a chain with hostile accounts, as the attacks on it begin. No test in here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from intaglio_contracts.artifacts import SeedMode
from tests.edition_actors import (
    ALICE,
    HOSTILE,
    LISTS,
    OWNER,
    PEOPLE,
    Way,
    piece_of,
)
from tests.edition_world import WINDOW, World, edition_functions, hostile_code

PRICE = 10**15
SALE = (PRICE, 0, 0, 2**40 - 1, 0)
WAYS_TO_MINT = ("mint", "mintAllowed", "mintByOwner", "mintChosen")


def opened(mode: SeedMode, *, per_wallet: int = 0, **terms: Any) -> World:
    """An edition whose sale is open, with two hostile accounts on its chain."""
    piece = piece_of(mode)
    world = World(replace(piece, settings=replace(piece.settings, **terms)), OWNER, PEOPLE)
    for account in HOSTILE:
        world.place(account, hostile_code()[0])
    world.call(OWNER, "setSale", (*SALE[:4], per_wallet))
    world.call(OWNER, "setAllowlist", LISTS[0].root)
    return world


def arm(world: World, account: str, way: Way, data: bytes = b"", value: int = 0, times: int = 0, at: str = "") -> None:
    """Tell a hostile account what to do from now on."""
    order = hostile_code()[1]["arm"].calldata(way, at or world.edition, value, data, times)
    world.send(ALICE, account, order)


def acts(world: World, account: str, name: str, *arguments: object, value: int = 0) -> bytes:
    """A hostile account calls the edition."""
    call = edition_functions()[name].calldata(*arguments)
    return world.send(ALICE, account, hostile_code()[1]["act"].calldata(world.edition, value, call), value)


def token_of(world: World) -> int:
    return int(world.call(ALICE, "totalSupply"))


def seed_of(world: World, token: int) -> bytes:
    return bytes(world.call(ALICE, "seedOf", token))


def passing(world: World, blocks: int) -> None:
    """Let blocks pass; the chain then knows the hash of whichever a round may wait for."""
    world.move(blocks, 12 * blocks)
    waited = world.call(ALICE, "round")
    if 0 < waited < world.block:
        world.remember(waited + (world.block - 1 - waited) // WINDOW * WINDOW)
