"""A self-contained page's checksum: made by Python and by a contract alike, and no damage gets past it."""

import dataclasses
import json
import subprocess
import zlib
from functools import cache
from pathlib import Path

import pytest
from eth_abi.abi import decode, encode
from eth_hash.auto import keccak
from hypothesis import given, settings
from hypothesis import strategies as st

from intaglio.backends.evm.solc import compile_solidity
from intaglio.packing.codecs import SELF_INFLATING, Target
from intaglio.packing.damage import Damaged
from intaglio.packing.deflate import STORED_HEADER, stored
from intaglio.packing.page import ENDING, at_resolution, joined, packed_script, script_of
from intaglio.packing.self_inflating import ADLER, CHECK, HEADER, STUB, page_of
from intaglio_contracts.artifacts import contract_sources
from intaglio_renderers.evm import new_evm, put_code
from tests.contract_fixtures import deployable
from tests.edition_calls import OTHER, published

SEED = bytes(range(32))
SCRIPT = "for(o=`<svg viewBox='0 0 9 9'>`,i=9;i--;)o+=`<path d='M${i} 1v9'/>`;o+=`</svg>`"
HARNESS = Path(__file__).parent / "contracts" / "SelfContainedHarness.sol"
PAGE = keccak(b"page(bytes5,bytes,bytes,bytes32)")[:4]


@cache
def payload() -> bytes:
    return packed_script(SCRIPT, target=Target.SELF_CONTAINED).payload


def raw(content: bytes) -> bytes:
    """A payload whose stream has this content, and is not compressed."""
    check = (len(content) % 65_521).to_bytes(CHECK - ADLER) + zlib.adler32(content).to_bytes(ADLER)
    return stored(content, final=True) + check


# ---- the checksum ---------------------------------------------------------------------------------


@settings(max_examples=200)
@given(first=st.binary(max_size=300), rest=st.binary(max_size=300), zeros=st.sampled_from((0, 1, 65_520, 131_042)))
def test_a_page_is_one_zlib_stream(first: bytes, rest: bytes, zeros: int) -> None:
    rest += bytes(zeros)
    assert zlib.decompress(page_of(first, raw(rest))) == first + rest


@cache
def harness_code() -> bytes:
    sources = contract_sources() | {"SelfContainedHarness.sol": HARNESS.read_text("utf-8")}
    compiled = compile_solidity(sources)["contracts"]["SelfContainedHarness.sol"]["SelfContainedHarness"]
    return bytes.fromhex(compiled["evm"]["deployedBytecode"]["object"])


def page_by_contract(content: bytes, own: bytes, dirt: bytes) -> bytes:
    evm = new_evm()
    harness = f"0x{0xC0DE:040x}"
    put_code(evm, harness, harness_code())
    given = encode(["bytes5", "bytes", "bytes", "bytes32"], [stored(content)[:STORED_HEADER], content, own, dirt])
    returned = evm.message_call(f"0x{0xCA11:040x}", harness, calldata=PAGE + given, gas=10**9, is_static=True)
    page: bytes = decode(["bytes"], returned)[0]
    return page


@settings(max_examples=150)
@given(content=st.binary(max_size=5000), own=st.binary(max_size=200), dirt=st.binary(min_size=32, max_size=32))
def test_a_contract_makes_the_same_page(content: bytes, own: bytes, dirt: bytes) -> None:
    """Also of own bytes that are none of ours, or fewer than a checksum has."""
    assert page_by_contract(content, own, dirt) == page_of(content, own)


@pytest.mark.parametrize("own", [b"\xff" * CHECK, b"\xff" * (CHECK - 1), b"\0" * CHECK, b""])
def test_a_contract_makes_the_same_page_at_the_limits(own: bytes) -> None:
    content = b"\xff" * 5000
    assert page_by_contract(content, own, b"\xff" * 32) == page_of(content, own)


@pytest.mark.parametrize("params", [0, 1, (1 << 252) - 1])
def test_an_edition_serves_pages_that_hold(params: int) -> None:
    piece = dataclasses.replace(deployable(), runtime_part=b"", script_part=payload(), param_spans=(1 << 63,) * 4)
    edition = published(piece)
    edition.mint(2, to=OTHER, params=params)
    for token in (1, 2):
        seed = edition.seed(token) + (params.to_bytes(32) if params else b"")
        assert edition.page(token) == joined(b"", seed, payload())
        text = zlib.decompress(edition.page(token)).decode()
        assert text == f'S="{seed.hex()}";{STUB[STORED_HEADER:].decode()}{SCRIPT}{ENDING}'


# ---- damage ---------------------------------------------------------------------------------------

READER = """
const read = async (page) => {
  const stream = new Blob([Buffer.from(page, "hex")]).stream().pipeThrough(new DecompressionStream("deflate"));
  try { return await new Response(stream).text() } catch { return null }
};
const pages = JSON.parse(require("fs").readFileSync(0));
Promise.all(pages.map(read)).then(texts => process.stdout.write(JSON.stringify(texts)));
"""


def inflated_by_node(pages: list[bytes]) -> list[str | None]:
    """What the page's own `DecompressionStream` gives, None where it refuses."""
    given = json.dumps([page.hex() for page in pages])
    done = subprocess.run(["node", "-e", READER], input=given.encode(), capture_output=True, check=True, timeout=120)
    texts: list[str | None] = json.loads(done.stdout)
    return texts


def flipped(data: bytes, bit: int) -> bytes:
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]


@pytest.mark.node
def test_every_flipped_bit_and_every_cut_is_refused() -> None:
    """But for bits that fill up a byte, behind a stored block's flags and the compressed part, and say nothing."""
    own, good = payload(), joined(b"", SEED, payload())
    last, seed_block = 8 * (len(own) - CHECK - 1), 9 * len(own) + 8 * len(HEADER)  # where they begin, below
    damaged = [joined(b"", SEED, flipped(own, bit)) for bit in range(8 * len(own))]
    damaged += [joined(b"", SEED, own[:size]) for size in range(len(own))]
    damaged += [flipped(good, bit) for bit in range(8 * (len(good) - len(own)))]  # what the contract writes itself
    text, *texts = inflated_by_node([good, *damaged])
    assert text is not None and text.endswith(SCRIPT + ENDING)
    passed = {at for at, found in enumerate(texts) if found is not None}
    fillers = {*range(3, 8), *range(seed_block + 3, seed_block + 8)}
    assert fillers < passed < fillers | set(range(last + 1, last + 8))
    assert {texts[at] for at in passed} == {text}


def test_python_refuses_what_a_page_does() -> None:
    own = payload()
    given = set()
    for altered in [*(flipped(own, bit) for bit in range(8 * len(own))), *(own[:size] for size in range(len(own)))]:
        try:
            given.add(script_of(SELF_INFLATING, altered))
        except Damaged:
            given.add("")
    assert given == {SCRIPT, ""}  # the first by the bits that fill up a byte


def test_another_script_under_the_checksum_of_one_is_damage() -> None:
    """That is what a flipped bit may come to: a stream that inflates and gives a script that works."""
    other = packed_script(SCRIPT.replace("1v9", "2v9"), target=Target.SELF_CONTAINED).payload
    assert script_of(SELF_INFLATING, other) != SCRIPT
    altered = other[:-CHECK] + payload()[-CHECK:]
    with pytest.raises(Damaged, match="another than its checksum says"):
        script_of(SELF_INFLATING, altered)
    page = joined(b"", SEED, altered)
    for found in (page, at_resolution(page, 40, 30)):
        with pytest.raises(zlib.error, match="incorrect data check"):
            zlib.decompress(found)
        assert found.startswith(HEADER)


@pytest.mark.parametrize("size", [0, 1, len(HEADER), 60])
def test_a_page_that_does_not_inflate_has_another_resolution_all_the_same(size: int) -> None:
    page = joined(b"", SEED, payload()[: CHECK + size])
    other = at_resolution(page, 40, 30)
    assert b"this.R=[40,30];" in other
    with pytest.raises(zlib.error):
        zlib.decompress(other)
