"""The chain's own picture, in process: a generated renderer contract run by pyrevm.

Everything that touches pyrevm is here, because not every Python has a build of it: where there is none,
this file imports all the same, `PYREVM_AVAILABLE` is false, and `new_evm` raises `PyrevmMissing`. Gas
figures count what the contract spent from its first opcode on: a transaction's 21,000 and its calldata are
taken off, because `tokenURI` calls the renderer from inside.
"""

try:
    import pyrevm
except ImportError:
    PYREVM_AVAILABLE = False
else:
    PYREVM_AVAILABLE = True

from eth_hash.auto import keccak

from intaglio.backends.evm.limits import intrinsic_gas
from intaglio.ir.nodes import Resolution
from intaglio_renderers.picture import Picture, Renderer, RenderError
from intaglio_renderers.render_call import decode_picture, encode_render_call, revert_cause

PYREVM_SPEC = "Cancun"  # exactly so: any other spelling silently means the latest
PYREVM_CODE_PADDING = 33  # zero bytes that pyrevm leaves behind the code of a deployed account
PYREVM_CALL_GAS = 10**12  # far beyond any chain: `last_gas` tells what would not fit there

_CALLER = "0x00000000000000000000000000000000000ca11e"
_CONTRACT = "0x0000000000000000000000000000000000c0de00"


class PyrevmMissing(RenderError):
    """There is no pyrevm for this Python."""


def new_evm() -> "pyrevm.EVM":
    """An empty chain with cancun's rules. Raises `PyrevmMissing`."""
    if not PYREVM_AVAILABLE:
        raise PyrevmMissing("pyrevm: not installed (it has no build for this Python); render on anvil instead")
    return pyrevm.EVM(spec_id=PYREVM_SPEC)


def put_code(evm: "pyrevm.EVM", address: str, code: bytes) -> None:
    """Place a contract without a transaction."""
    evm.insert_account_info(address, pyrevm.AccountInfo(code=code))


def code_at(evm: "pyrevm.EVM", address: str) -> bytes:
    """A contract's code; empty where there is none.

    pyrevm reports it as it is, or with zeros behind it, or as one zero where there is none: the hash tells.
    """
    account = evm.basic(address)
    reported = account.code or b""
    for code in (reported, reported[:-PYREVM_CODE_PADDING], b""):
        if keccak(code) == account.code_hash:
            return code
    raise AssertionError(f"pyrevm reports code for {address} that its hash does not match")


def begin_block(evm: "pyrevm.EVM", number: int, prevrandao: bytes, timestamp: int) -> None:
    """Let the next transaction be in block `number`, whose randomness is the 32 bytes `prevrandao`; `timestamp` is in
    seconds.
    """
    evm.set_block_env(pyrevm.BlockEnv(number=number, timestamp=timestamp, prevrandao=prevrandao))


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
        self._evm = new_evm()
        put_code(self._evm, _CONTRACT, runtime)

    @classmethod
    def from_initcode(cls, initcode: bytes, *, gas_limit: int = PYREVM_CALL_GAS) -> "PyrevmRenderer":
        """Run `initcode` first, as a deployment would, and render with the code that it returns."""
        evm = new_evm()
        try:
            address = evm.deploy(_CALLER, initcode, gas=PYREVM_CALL_GAS)
        except RuntimeError as error:
            raise RenderError(f"pyrevm: the renderer cannot be deployed: {failure_cause(str(error))}") from None
        return cls(code_at(evm, address), gas_limit=gas_limit)

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
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
