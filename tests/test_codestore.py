"""Bytes kept as contract code: the codec in Python, its contracts, and `CodeStore.sol` beside the codec."""

from functools import cache
from pathlib import Path

import pytest
from eth_abi.abi import decode, encode
from eth_hash.auto import keccak
from hypothesis import given, settings
from hypothesis import strategies as st

from intaglio.backends.evm.solc import compile_solidity
from intaglio_contracts import factory
from intaglio_contracts.artifacts import contract_sources
from intaglio_contracts.codestore import MAX_CHUNK, data_code, data_initcode, join, split
from intaglio_renderers.evm import new_evm, put_code
from intaglio_studio.chain import CallFailed
from intaglio_studio.pyrevm_chain import PyrevmChain
from tests.contract_fixtures import data_contract, returning

HARNESS = Path(__file__).parent / "contracts" / "CodeStoreHarness.sol"
READ = keccak(b"read(address[],bytes32)")[:4]

SIZES = (0, 1, MAX_CHUNK - 1, MAX_CHUNK, MAX_CHUNK + 1, 3 * MAX_CHUNK)


@pytest.mark.parametrize("size", SIZES)
def test_split_and_join_are_inverses(size: int) -> None:
    data = bytes(index % 251 for index in range(size))
    chunks = split(data)
    assert [len(chunk) for chunk in chunks[:-1]] == [MAX_CHUNK] * (len(chunks) - 1)
    assert join([data_code(chunk) for chunk in chunks]) == data


@given(st.binary(max_size=200))
def test_split_and_join_are_inverses_on_random_bytes(data: bytes) -> None:
    assert join([data_code(chunk) for chunk in split(data)]) == data


def test_a_chunk_is_neither_empty_nor_too_big() -> None:
    for size in (0, MAX_CHUNK + 1):
        with pytest.raises(ValueError, match="a chunk has 1 to 24,575 bytes"):
            data_code(bytes(size))


def test_join_refuses_what_is_no_data_contract() -> None:
    with pytest.raises(ValueError, match="part 1 is no data contract"):
        join([b"\x00data", b"\x60code"])
    with pytest.raises(ValueError, match="part 0 is no data contract"):
        join([b""])


@pytest.mark.parametrize("size", (1, 2, MAX_CHUNK - 1, MAX_CHUNK))
def test_initcode_deploys_the_data_at_the_foretold_address(size: int) -> None:
    chain = PyrevmChain()
    chunk = bytes(index % 253 for index in range(size))
    initcode = data_initcode(chunk)
    chain.send(factory.ADDRESS, factory.creation_calldata(initcode))
    assert chain.code_at(factory.create2_address(initcode)) == data_code(chunk)


def test_the_factory_is_what_its_signed_transaction_creates() -> None:
    from eth_account import Account

    assert Account.recover_transaction(factory.SIGNED_TRANSACTION) == factory.SIGNER
    first_contract = keccak(b"\xd6\x94" + bytes.fromhex(factory.SIGNER[2:]) + b"\x80")[12:]  # nonce 0, in RLP
    assert first_contract.hex() == factory.ADDRESS[2:].lower()


@cache
def harness_code() -> bytes:
    sources = contract_sources() | {"CodeStoreHarness.sol": HARNESS.read_text("utf-8")}
    compiled = compile_solidity(sources)["contracts"]["CodeStoreHarness.sol"]["CodeStoreHarness"]
    return bytes.fromhex(compiled["evm"]["deployedBytecode"]["object"])


def read_by_contract(parts: list[bytes], dirt: bytes = bytes(32)) -> tuple[bytes, int, int]:
    """What the harness returns for data contracts with these codes."""
    evm = new_evm()
    harness = f"0x{0xC0DE:040x}"
    put_code(evm, harness, harness_code())
    addresses = [f"0x{0x1000 + index:040x}" for index in range(len(parts))]
    for address, part in zip(addresses, parts):
        put_code(evm, address, part)
    calldata = READ + encode(["address[]", "bytes32"], [addresses, dirt])
    returned = evm.message_call(f"0x{0xCA11:040x}", harness, calldata=calldata, gas=10**9, is_static=True)
    data, slack, size = decode(["bytes", "uint256", "uint256"], returned)
    return data, slack, size


@settings(max_examples=60)
@given(st.lists(st.binary(max_size=100), max_size=6), st.binary(min_size=32, max_size=32))
def test_contract_reads_what_python_joins(parts: list[bytes], dirt: bytes) -> None:
    codes = [data_contract(part) for part in parts]
    data, slack, size = read_by_contract(codes, dirt)
    assert data == join(codes)
    assert size == len(data)
    assert 0 <= slack < 32


@pytest.mark.parametrize("size", SIZES)
def test_contract_reads_every_chunk_size(size: int) -> None:
    data = bytes(index % 251 for index in range(size))
    assert read_by_contract([data_code(chunk) for chunk in split(data)], b"\xff" * 32)[0] == data


def test_a_missing_part_reverts_with_its_address() -> None:
    chain = PyrevmChain()
    code = harness_code()
    harness = factory.create2_address(returning(code))
    chain.send(factory.ADDRESS, factory.creation_calldata(returning(code)))
    absent = f"0x{0xDEAD:040x}"
    with pytest.raises(CallFailed, match=rf"^PartMissing\({absent}\)$"):
        chain.call(harness, READ + encode(["address[]", "bytes32"], [[absent], bytes(32)]))
