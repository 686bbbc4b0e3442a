"""The ABI of a generated renderer, for every EVM: encode `render`, decode the picture, read a refusal."""

from intaglio.ir.params import OUT_OF_RANGE
from intaglio_renderers.picture import SEED_BYTES, Picture, RenderError

PARAMS_OUT_OF_RANGE = bytes.fromhex("15bb9e58")  # keccak256("ParamsOutOfRange()")[:4]
RENDER_SELECTOR = bytes.fromhex("6e03a496")  # keccak256("render(bytes32,uint256)")[:4]


def encode_render_call(seed: bytes, params: int) -> bytes:
    """The calldata of `render(seed, params)`."""
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes, not {len(seed)}")
    return RENDER_SELECTOR + seed + params.to_bytes(32, "big")


def decode_picture(returned: bytes, engine: str) -> Picture:
    """The ABI's `(bytes svg, bytes attributes)`, as `Picture.of_chain` has them.

    Raises `RenderError`, naming `engine`, where it is cut short.
    """
    svg, traits = (_bytes_at(returned, head, engine) for head in (0, 32))
    return Picture.of_chain(svg, traits)


def _bytes_at(returned: bytes, head: int, engine: str) -> bytes:
    offset = int.from_bytes(returned[head : head + 32], "big")
    length = int.from_bytes(returned[offset : offset + 32], "big")
    value = returned[offset + 32 : offset + 32 + length]
    if len(returned) < 64 or offset + 32 > len(returned) or len(value) != length:
        raise RenderError(f"{engine}: the contract returned {len(returned)} bytes, which are no (bytes, bytes)")
    return value


def revert_cause(data: bytes) -> str:
    """What a contract's revert data say, in words.

    >>> revert_cause(bytes.fromhex("4e487b71") + (0x12).to_bytes(32, "big"))
    'Panic(0x12)'
    """
    if not data:
        return "reverted without a reason"
    if data == PARAMS_OUT_OF_RANGE:
        return OUT_OF_RANGE
    if data[:4] == bytes.fromhex("08c379a0"):  # Error(string)
        length = int.from_bytes(data[36:68], "big")
        return f"reverted: {data[68 : 68 + length].decode('utf-8', 'replace')}"
    if data[:4] == bytes.fromhex("4e487b71"):  # Panic(uint256)
        return f"Panic({int.from_bytes(data[4:36], 'big'):#x})"
    return f"reverted with 0x{data.hex()}"
