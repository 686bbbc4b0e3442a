"""A contract that somebody else writes calls a renderer directly: the one that docs/export.md shows, on an EVM."""

import re

import pytest
from eth_abi.abi import decode, encode
from eth_hash.auto import keccak

from intaglio.backends.evm.compile import compile_module
from intaglio.backends.evm.solc import compile_solidity
from intaglio_contracts.artifacts import contract_sources
from intaglio_renderers.evm import new_evm, put_code
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.piece import open_piece, program
from tests.conftest import ROOT

SOLIDITY = re.compile(r"^```solidity\n(.*?)^```$", re.M | re.S)
CALLER, TRIPTYCH, RENDERER = (f"0x{number:040x}" for number in (0xCA11, 0x33, 0xDA))


@pytest.mark.node
def test_the_triptych_of_the_docs_hangs_three_pictures() -> None:
    (source,) = SOLIDITY.findall((ROOT / "docs" / "export.md").read_text("utf-8"))
    compiled = compile_solidity({**contract_sources(), "Triptych.sol": source})["contracts"]["Triptych.sol"]["Triptych"]
    piece = open_piece(ROOT / "examples" / "rings.py")
    evm = new_evm()
    put_code(evm, TRIPTYCH, bytes.fromhex(compiled["evm"]["deployedBytecode"]["object"]))
    put_code(evm, RENDERER, compile_module(piece.module).code.runtime)
    seeds = [keccak(bytes([number])) for number in range(3)]
    arguments = encode(["address", "bytes32[3]"], [RENDERER, seeds])
    selector = bytes.fromhex(compiled["evm"]["methodIdentifiers"]["draw(address,bytes32[3])"])
    returned = evm.message_call(CALLER, TRIPTYCH, calldata=selector + arguments, gas=10**9, is_static=True)
    (svg,) = decode(["string"], returned)
    reference = ReferenceRenderer(program(piece))
    hung = "".join(
        f'<svg width="100" height="100" x="{place}">{reference.render(seed).svg.decode()}</svg>'
        for place, seed in zip((0, 110, 220), seeds)
    )
    assert svg == f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 100">{hung}</svg>'
