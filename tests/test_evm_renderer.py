"""The EVM renderers on small hand-written contracts: decoding, gas, and every way a call can fail."""

import contextlib

import pytest
from eth_hash.auto import keccak
from hypothesis import given
from hypothesis import strategies as st

from intaglio.backends.evm.gas_rules import CANCUN, OSAKA
from intaglio.backends.evm.limits import calldata_gas, initcode_gas, intrinsic_gas
from intaglio.backends.evm.solc import CompiledYul, compile_yul
from intaglio_renderers.evm import PyrevmRenderer
from intaglio_renderers.picture import Picture, RenderError
from intaglio_renderers.render_call import RENDER_SELECTOR, decode_picture, encode_render_call

SEED = bytes(range(32))

OBJECT = """object "Renderer" {
    code { datacopy(0, dataoffset("runtime"), datasize("runtime")) return(0, datasize("runtime")) }
    object "runtime" { code { %s } }
}"""

# (bytes svg, bytes attributes): two offsets, then each length and its bytes padded to words.
CONSTANT_PICTURE = """
    mstore(0x00, 0x40) mstore(0x20, 0x80)
    mstore(0x40, 6) mstore(0x60, "<svg/>")
    mstore(0x80, 2) mstore(0xa0, "[]")
    return(0, 0xc0)"""

# The seed as the SVG and the parameters as the traits, so that both arguments are seen to arrive.
ECHO = """
    mstore(0x00, 0x40) mstore(0x20, 0x80)
    mstore(0x40, 32) mstore(0x60, calldataload(4))
    mstore(0x80, 32) mstore(0xa0, calldataload(36))
    return(0, 0xc0)"""


def compiled(body: str) -> CompiledYul:
    return compile_yul(OBJECT % body)


def test_selector_is_the_hash_of_the_signature() -> None:
    assert keccak(b"render(bytes32,uint256)")[:4] == RENDER_SELECTOR


def test_constant_picture_from_runtime_and_from_initcode() -> None:
    code = compiled(CONSTANT_PICTURE)
    expected = Picture(b"<svg/>", b"[]")
    with PyrevmRenderer(code.runtime) as renderer:
        assert renderer.render(SEED) == expected
    with PyrevmRenderer.from_initcode(code.initcode) as renderer:
        assert renderer.render(SEED) == expected


def test_deployed_code_is_seen_without_padding() -> None:
    """pyrevm appends zeros to the code it reports; one that returns its own code shows the truth."""
    code = compiled("""
        mstore(0, 0x40) mstore(0x20, 0x40)
        mstore(0x40, codesize()) codecopy(0x60, 0, codesize())
        return(0, add(codesize(), 0x60))""")
    assert PyrevmRenderer(code.runtime).render(SEED).svg == code.runtime
    assert PyrevmRenderer.from_initcode(code.initcode).render(SEED).svg == code.runtime


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**256 - 1))
def test_both_arguments_arrive(seed: bytes, params: int) -> None:
    picture = PyrevmRenderer(compiled(ECHO).runtime).render(seed, params)
    assert picture == Picture(seed, params.to_bytes(32, "big"))


def test_gas_counts_from_the_first_opcode() -> None:
    renderer = PyrevmRenderer(bytes.fromhex("60ff5f525f5ff3"))  # 3 + 2 + (3 + one word 3) + 2 + 2 + 0
    with pytest.raises(RenderError, match="0 bytes"):
        renderer.render(SEED)
    renderer = PyrevmRenderer(compiled(CONSTANT_PICTURE).runtime)
    renderer.render(SEED)
    first = renderer.last_gas
    renderer.render(bytes(32))
    assert renderer.last_gas == first  # zero bytes in calldata are cheaper, and that is not counted
    assert 0 < first < 200


def test_failures_tell_their_cause() -> None:
    error = """
        mstore(0, shl(224, 0x08c379a0)) mstore(4, 32)
        mstore(36, 11) mstore(68, "tile is odd")
        revert(0, 100)"""
    cases = {
        "revert(0, 0)": "pyrevm: reverted without a reason",
        error: "pyrevm: reverted: tile is odd",
        "mstore(0, shl(224, 0x4e487b71)) mstore(4, 0x12) revert(0, 36)": r"pyrevm: Panic\(0x12\)",
        "mstore(0, shl(224, 0xdeadbeef)) revert(0, 4)": "pyrevm: reverted with 0xdeadbeef",
        "invalid()": "pyrevm: halted: InvalidFEOpcode",
        "sstore(0, 1)": "pyrevm: halted: StateChangeDuringStaticCall",
        "return(0, 32)": r"pyrevm: the contract returned 32 bytes, which are no \(bytes, bytes\)",
    }
    for body, message in cases.items():
        with pytest.raises(RenderError, match=f"^{message}$"):
            PyrevmRenderer(compiled(body).runtime).render(SEED)


def test_a_renderer_over_its_gas_limit_fails() -> None:
    endless = compiled("for {} 1 {} {}").runtime
    with pytest.raises(RenderError, match="halted: OutOfGas"):
        PyrevmRenderer(endless, gas_limit=1_000_000).render(SEED)


def test_initcode_that_reverts_is_a_render_error() -> None:
    with pytest.raises(RenderError, match="cannot be deployed: reverted without a reason"):
        PyrevmRenderer.from_initcode(bytes.fromhex("5f5ffd"))


def test_a_seed_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="a seed has 32 bytes, not 31"):
        encode_render_call(bytes(31), 0)


@given(st.binary(max_size=300))
def test_returned_bytes_never_break_the_decoder(returned: bytes) -> None:
    with contextlib.suppress(RenderError):
        decode_picture(returned, "test")


def test_calldata_and_initcode_prices() -> None:
    data = b"\0\0\1"
    assert (calldata_gas(data), OSAKA.calldata_floor(data), intrinsic_gas(data)) == (24, 60, 21_024)
    assert CANCUN.calldata_floor(data) == 0
    assert [initcode_gas(bytes(n)) for n in (0, 1, 32, 33)] == [0, 2, 2, 4]
