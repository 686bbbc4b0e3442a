"""The chain's own picture: a generated renderer contract, run in process by pyrevm.

The ABI's side is here for every EVM: `render(bytes32,uint256)` is encoded, its two byte strings are decoded,
and a failure is put in words; `rpc.py` uses the same on a node. Gas figures count what the contract spent
from its first opcode on: a transaction's 21,000 and its calldata are taken off, because `tokenURI` calls the
renderer from inside.
"""

import pyrevm

from intaglio.backends.evm.limits import intrinsic_gas
from intaglio_renderers.picture import SEED_BYTES, Picture, Renderer, RenderError

RENDER_SELECTOR = bytes.fromhex("6e03a496")  # keccak256("render(bytes32,uint256)")[:4]
PYREVM_SPEC = "Cancun"  # exactly so: any other spelling silently means the latest
PYREVM_CODE_PADDING = 33  # zero bytes that pyrevm leaves behind the code of a deployed account
PYREVM_CALL_GAS = 10**12  # far beyond any chain: `last_gas` tells what would not fit there

_CALLER = "0x00000000000000000000000000000000000ca11e"
_CONTRACT = "0x0000000000000000000000000000000000c0de00"


def encode_render_call(seed: bytes, params: int) -> bytes:
    """The calldata of `render(seed, params)`."""
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed has {SEED_BYTES} bytes, not {len(seed)}")
    return RENDER_SELECTOR + seed + params.to_bytes(32, "big")


def decode_picture(returned: bytes, engine: str) -> Picture:
    """The ABI's `(bytes svg, bytes attributes)`; `RenderError`, naming `engine`, where it is cut short."""
    return Picture(*(_bytes_at(returned, head, engine) for head in (0, 32)))


def _bytes_at(returned: bytes, head: int, engine: str) -> bytes:
    offset = int.from_bytes(returned[head : head + 32], "big")
    length = int.from_bytes(returned[offset : offset + 32], "big")
    value = returned[offset + 32 : offset + 32 + length]
    if len(returned) < 64 or offset + 32 > len(returned) or len(value) != length:
        raise RenderError(
            f"{engine}: the contract returned {len(returned)} bytes, which are no (bytes, bytes)"
        )
    return value


def revert_cause(data: bytes) -> str:
    """What a contract's revert data say, in words.

    >>> revert_cause(bytes.fromhex("4e487b71") + (0x12).to_bytes(32, "big"))
    'Panic(0x12)'
    """
    if not data:
        return "reverted without a reason"
    if data[:4] == bytes.fromhex("08c379a0"):  # Error(string)
        length = int.from_bytes(data[36:68], "big")
        return f"reverted: {data[68 : 68 + length].decode('utf-8', 'replace')}"
    if data[:4] == bytes.fromhex("4e487b71"):  # Panic(uint256)
        return f"Panic({int.from_bytes(data[4:36], 'big'):#x})"
    return f"reverted with 0x{data.hex()}"


def revert_data(message: str) -> bytes | None:
    """The data that a call reverted with, from pyrevm's account of it; None where it did not revert."""
    if "output: 0x" not in message:
        return None
    return bytes.fromhex(message.split("output: 0x", 1)[1].split(" ", 1)[0])


def failure_cause(message: str) -> str:
    """pyrevm's account of a failed call, in words: what a revert says, or the name of the halt.

    >>> failure_cause("Halt { reason: InvalidFEOpcode, gas_used: 50000000 }")
    'halted: InvalidFEOpcode'
    """
    data = revert_data(message)
    if data is not None:
        return revert_cause(data)
    return f"halted: {message.split('reason: ', 1)[-1].split(', gas_used', 1)[0]}"


class PyrevmRenderer(Renderer):
    """Runs a renderer's runtime code in process, at about 12 µs a call plus 1 ms a million gas."""

    def __init__(self, runtime: bytes, *, gas_limit: int = PYREVM_CALL_GAS) -> None:
        self.name = "pyrevm"
        self.last_gas = 0
        """Gas of the last render that succeeded, from the contract's first opcode on."""
        self._gas_limit = gas_limit
        self._evm = pyrevm.EVM(spec_id=PYREVM_SPEC)
        self._evm.insert_account_info(_CONTRACT, pyrevm.AccountInfo(code=runtime))

    @classmethod
    def from_initcode(cls, initcode: bytes, *, gas_limit: int = PYREVM_CALL_GAS) -> "PyrevmRenderer":
        """Run `initcode` first, as a deployment would, and render with the code that it returns."""
        evm = pyrevm.EVM(spec_id=PYREVM_SPEC)
        try:
            address = evm.deploy(_CALLER, initcode, gas=PYREVM_CALL_GAS)
        except RuntimeError as error:
            raise RenderError(
                f"pyrevm: the renderer cannot be deployed: {failure_cause(str(error))}"
            ) from None
        code = evm.basic(address).code
        assert code is not None
        return cls(code[:-PYREVM_CODE_PADDING], gas_limit=gas_limit)

    def render(self, seed: bytes, params: int = 0) -> Picture:
        calldata = encode_render_call(seed, params)
        checkpoint = self._evm.snapshot()  # undone below: every render finds the same chain
        try:
            returned = self._evm.message_call(
                _CALLER, _CONTRACT, calldata=calldata, gas=self._gas_limit, is_static=True
            )
        except RuntimeError as error:
            raise RenderError(f"{self.name}: {failure_cause(str(error))}") from None
        finally:
            self._evm.revert(checkpoint)
        picture = decode_picture(returned, self.name)
        result = self._evm.result
        assert result is not None
        self.last_gas = result.gas_used - intrinsic_gas(calldata)
        return picture
