"""Attacks on the shared code and its clones, on what art and seeds are stored in, and on the decoder of calldata."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intaglio_contracts.artifacts import SeedMode, edition_artifact
from intaglio_contracts.clone import clone_initcode
from intaglio_contracts.codestore import data_initcode
from intaglio_contracts.errors import describe_revert
from intaglio_renderers.evm import revert_data
from tests.edition_actors import (
    ALICE,
    BOB,
    CAROL,
    MALLORY,
    OWNER,
    SALT,
    TRUDY,
)
from tests.edition_world import CALL_GAS, Function, Reverted, World, functions
from tests.hostile_world import PRICE, SALE, opened, seed_of

pytestmark = pytest.mark.node


# -- the shared code and its clones


def implementation_of_all(world: World) -> str:
    """The address of the code that all editions share."""
    return next(step.address for step in world.plan.steps if step.label == "implementation")


def test_nobody_initialises_the_shared_code_or_an_edition() -> None:
    world = opened(SeedMode.IMMEDIATE)
    terms = world.plan.steps[-1].initcode[-200:]
    implementation = implementation_of_all(world)
    for at, sender in product((world.edition, implementation), (OWNER, CAROL)):
        for packed in (terms, b"", bytes(102)):
            with pytest.raises(Reverted, match=r"^AlreadyInitialized\(\)$"):
                world.call(sender, "initialize", packed, at=at)
    assert world.call(ALICE, "owner").lower() == OWNER
    assert int(world.call(ALICE, "owner", at=implementation), 16) == 0


def test_the_shared_code_itself_does_nothing() -> None:
    """It has no owner and no terms: nothing can be minted, set or paid there."""
    world = opened(SeedMode.IMMEDIATE)
    implementation = implementation_of_all(world)
    world.send(ALICE, implementation, b"", 10**18)
    calls: list[tuple[str, tuple[object, ...]]] = [
        ("mint", (ALICE, 1, 0)),
        ("mintByOwner", (ALICE, 1, 0)),
        ("release", (ALICE,)),
        ("setSale", (SALE,)),
        ("setPlate", (world.call(ALICE, "plateAddress"),)),
        ("freeze", ()),
        ("pause", (True,)),
        ("transferOwnership", (MALLORY,)),
        ("reveal", (1,)),
        ("closeMint", ()),
        ("revealSalt", (SALT,)),
    ]
    for name, arguments in calls:
        with pytest.raises(Reverted):
            world.call(CAROL, name, *arguments, at=implementation)
    assert world.balance(implementation) == 10**18


def test_a_clone_that_lies_about_its_terms_is_another_address() -> None:
    """Somebody may create a clone of the shared code with terms of their own: it is no edition of this plan."""
    world = opened(SeedMode.IMMEDIATE)
    implementation = implementation_of_all(world)
    terms = bytearray(world.plan.steps[-1].initcode[-168:])
    terms[20:40] = bytes.fromhex(MALLORY[2:])
    assert world.create(clone_initcode(implementation, bytes(terms))) != world.edition


@pytest.mark.parametrize("code", [b"\xef\x01\x00" + bytes(20), b"\x60\x00\x00", b"\x00data"], ids=bytes.hex)
def test_what_can_change_its_code_holds_no_seeds_and_no_art(code: bytes) -> None:
    """An account with EIP-7702's designator, or anything that is not where its content puts it."""
    world = opened(SeedMode.IMMEDIATE)
    world.place(TRUDY, code)
    with pytest.raises(Reverted):
        world.call(OWNER, "setPlate", TRUDY)
    plate = world.plan.plate
    plates = [replace(plate, runtime=(TRUDY,)), replace(plate, script=(TRUDY,))]
    for changed in [*plates, replace(plate, renderer=TRUDY)] if code[0] == 0xEF else plates:
        at = world.create(data_initcode(changed.encoded()))
        with pytest.raises(Reverted, match=rf"^PartMutable\({TRUDY}\)$"):
            world.call(OWNER, "setPlate", at)
    terms = replace(world.plan.terms, seeds=SeedMode.LISTED, seed_source=bytes(12) + bytes.fromhex(TRUDY[2:]))
    with pytest.raises(RuntimeError) as caught:
        world.evm.deploy(ALICE, clone_initcode(implementation_of_all(world), terms.packed()), gas=CALL_GAS)
    assert describe_revert(revert_data(str(caught.value)) or b"") == f"PartMutable({TRUDY})"
    assert world.call(ALICE, "plateAddress") == world.call(ALICE, "terms")[0]


# -- dirty calldata


NARROW = ("address", "bool", "uint8", "uint32", "uint40", "uint96", "bytes4")


def dirty(function: Function) -> list[bytes]:
    """Calls of a function whose narrow arguments have bits set where none belong."""
    clean: dict[str, object] = {"address": ALICE, "bool": True, "bytes": b"", "bytes4": b"1234", "bytes32": SALT}
    for kind in function.inputs:
        if kind not in clean:
            clean[kind] = [] if kind.endswith("]") else (1, 2, 3, 4, 5) if kind[0] == "(" else 1
    data = function.calldata(*(clean[kind] for kind in function.inputs))
    words: list[str] = []
    for kind in function.inputs:
        words += kind.strip("()").split(",") if kind[0] == "(" and not kind.endswith("]") else [kind]
    found = []
    for place, kind in enumerate(words):
        if kind in NARROW:
            bit = 4 + 32 * place + (31 if kind == "bytes4" else 0)
            found.append(data[:bit] + bytes([data[bit] | 1]) + data[bit + 1 :])
    return found


def test_dirty_calldata_is_refused_by_every_function() -> None:
    world = opened(SeedMode.IMMEDIATE)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    tried = 0
    for item in edition_artifact().abi:
        if item["type"] == "function":
            for data in dirty(Function(item)):
                with pytest.raises(Reverted):
                    world.send(OWNER, world.edition, data)
                tried += 1
    assert tried > 20


def state_of(world: World) -> list[object]:
    """What nobody but the owner may change, and what no random call should."""
    reads = ("owner", "frozen", "paused", "sale", "allowlistRoot", "plateAddress", "totalSupply", "round", "seedsFinal")
    return [world.call(BOB, name) for name in reads] + [world.call(BOB, "ownerOf", 1), seed_of(world, 1)]


SELECTORS = [function.selector for function in functions(edition_artifact().abi).values()]


@pytest.fixture(scope="module")
def fuzzed() -> World:
    world = opened(SeedMode.IMMEDIATE)
    world.call(ALICE, "mint", ALICE, 1, 0, value=PRICE)
    world.call(OWNER, "pause", True)
    return world


@settings(max_examples=300)
@given(
    selector=st.one_of(st.sampled_from(SELECTORS), st.binary(min_size=4, max_size=4)),
    words=st.lists(
        st.one_of(
            st.integers(0, 2**256 - 1),
            st.sampled_from((0, 1, 32, 64, 2**255, 2**64, int(BOB, 16), int(MALLORY, 16) | 1 << 160)),
        ),
        max_size=9,
    ),
    rest=st.binary(max_size=31),
    value=st.sampled_from((0, 0, 1)),
)
def test_random_calls_of_strangers_change_nothing(
    fuzzed: World, selector: bytes, words: list[int], rest: bytes, value: int
) -> None:
    before = state_of(fuzzed)
    data = selector + b"".join(word.to_bytes(32, "big") for word in words) + rest
    try:
        fuzzed.send(CAROL, fuzzed.edition, data, value)
    except Reverted:
        pass
    assert state_of(fuzzed) == before
