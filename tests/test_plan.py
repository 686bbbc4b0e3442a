"""The deployment plan: addresses, exact gas, and what no chain would take."""

import dataclasses
from typing import Any

import pytest

from intaglio.backends.evm.gas_rules import AMSTERDAM, CANCUN, OSAKA
from intaglio.backends.evm.limits import MAX_CODE, MAX_INITCODE, MAX_TRANSACTION_GAS
from intaglio_contracts.codestore import MAX_CHUNK
from intaglio_contracts.plan import Deployable, LimitExceeded, plan
from intaglio_studio.deploy import deploy
from intaglio_studio.pyrevm_chain import SENDER, PyrevmChain
from tests.contract_fixtures import deployable, returning

OWNER = "0x" + "aa" * 20


def test_steps_come_in_the_order_in_which_they_need_each_other() -> None:
    piece = dataclasses.replace(deployable(), script_part=bytes(MAX_CHUNK + 1))
    planned = plan(piece, OWNER)
    assert [step.label for step in planned.steps] == [
        "runtime",
        "display",
        "implementation",
        "script 1/2",
        "script 2/2",
        "renderer",
        "plate",
        "edition",
    ]
    assert [step.label for step in planned.steps if step.shared] == ["runtime", "display", "implementation"]
    addresses = [step.address for step in planned.steps]
    plate = planned.plate
    assert (*plate.script, plate.renderer, planned.terms.plate, planned.edition) == tuple(addresses[3:])
    assert plate.runtime == (addresses[0],)
    assert planned.size == sum(step.code_size for step in planned.steps)


def test_an_address_is_a_hash_of_the_content() -> None:
    piece = deployable()
    first, again = plan(piece, OWNER), plan(piece, OWNER)
    assert first == again
    changed = plan(dataclasses.replace(piece, script_part=piece.script_part + b"\0"), OWNER)
    same = {step.label for step, other in zip(first.steps, changed.steps) if step.address == other.address}
    assert same == {"runtime", "display", "implementation", "renderer"}
    assert plan(piece, "0x" + "bb" * 20).edition != first.edition


def test_a_piece_without_page_has_an_edition_all_the_same() -> None:
    piece = dataclasses.replace(deployable(), runtime_part=b"", script_part=b"")
    assert [step.label for step in plan(piece, SENDER).steps] == [
        "display",
        "implementation",
        "renderer",
        "plate",
        "edition",
    ]
    deploy(piece, PyrevmChain())


def changed(**changes: Any) -> Deployable:
    """The usual piece with some fields changed."""
    return dataclasses.replace(deployable(), **changes)


BIG = bytes(MAX_CODE + 24)


@pytest.mark.parametrize(
    ("piece", "message"),
    [
        (
            changed(renderer_runtime=BIG, renderer_initcode=returning(BIG)),
            r"the renderer needs 24,600 bytes of code, 24 more than the 24,576 .* \(EIP-170\)",
        ),
        (
            changed(renderer_initcode=bytes(MAX_INITCODE + 1)),
            r"the renderer needs 49,153 bytes of initcode, 1 more than the 49,152 .* \(EIP-3860\)",
        ),
        (
            changed(description="long " * 6000),
            r"the plate needs 30,817 bytes of code, 6,241 more than the 24,576 .* \(EIP-170\)",
        ),
    ],
)
def test_what_no_chain_takes_is_refused_by_name(piece: Deployable, message: str) -> None:
    chain = PyrevmChain()
    with pytest.raises(LimitExceeded, match=f"^{message}$"):
        deploy(piece, chain)
    assert chain.block_number == 1  # nothing was sent


def test_gas_by_the_rules_of_each_fork() -> None:
    """What is stored decides: the floor of calldata never does, and a byte of code costs 1,330 more one day."""
    for step in plan(changed(script_part=bytes(5_000)), OWNER).steps:
        dearer = AMSTERDAM.create_gas - OSAKA.create_gas + (1_530 - 200) * step.code_size
        dearer += step.slots * (AMSTERDAM.slot_gas - OSAKA.slot_gas)
        assert step.gas(CANCUN) == step.gas(OSAKA) == step.gas() == step.gas(AMSTERDAM) - dearer
        assert (step.slots > 0) == (step.label == "edition")
    assert OSAKA.calldata_floor(b"\0\1") == 50


def test_the_limits_themselves_are_allowed() -> None:
    runtime = b"\xfe" * MAX_CODE
    piece = changed(renderer_runtime=runtime, renderer_initcode=returning(runtime))
    planned = plan(piece, OWNER)
    assert max(step.gas() for step in planned.steps) < MAX_TRANSACTION_GAS
    deploy(piece, PyrevmChain())
