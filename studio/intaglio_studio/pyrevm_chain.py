"""A chain in process: pyrevm with the deployment factory in place. For costs and for fuzzing.

It runs cancun's rules without EIP-7623 and EIP-7825, and what an earlier transaction touched stays warm, so
gas can come out some thousands too low (2,000 a slot, 2,500 a contract; 26,000 in all for a `tokenURI`).
anvil is the authority; this one is a hundred times quicker.
"""

from eth_hash.auto import keccak

from intaglio.backends.evm.limits import intrinsic_gas
from intaglio_contracts import factory
from intaglio_contracts.errors import describe_revert
from intaglio_renderers.evm import (
    PYREVM_CALL_GAS,
    begin_block,
    code_at,
    failure_cause,
    new_evm,
    put_code,
    revert_data,
)
from intaglio_studio.chain import CallFailed, Log, Receipt, TransactionFailed

GENESIS = 1_700_000_000  # seconds
BLOCK_SECONDS = 12
SENDER = "0x00000000000000000000000000000000000A1157"


class PyrevmChain:
    """A fresh chain whose only contract is the factory. `last_call_gas` is what the last call spent in
    contracts.
    """

    def __init__(self, sender: str = SENDER, *, with_factory: bool = True) -> None:
        self.sender = sender
        self._evm = new_evm()
        if with_factory:
            put_code(self._evm, factory.ADDRESS, factory.CODE)
        self.timestamp = GENESIS
        self._begin_block(1)

    def code_at(self, address: str) -> bytes:
        return code_at(self._evm, address)

    def call(self, to: str, data: bytes) -> bytes:
        checkpoint = self._evm.snapshot()  # undone below, so that the next call finds cold what this one warmed
        try:
            return self._evm.message_call(self.sender, to, calldata=data, gas=PYREVM_CALL_GAS, is_static=True)
        except RuntimeError as error:
            raise CallFailed(_cause(str(error))) from None
        finally:
            self._evm.revert(checkpoint)

    def measure(self, to: str, data: bytes) -> int:
        self.call(to, data)
        return self._gas_used() - intrinsic_gas(data)

    def send(self, to: str, data: bytes, value: int = 0, *, label: str = "", once: str = "") -> Receipt:
        try:
            self._evm.message_call(self.sender, to, calldata=data, value=value, gas=PYREVM_CALL_GAS)
        except RuntimeError as error:
            raise TransactionFailed(_cause(str(error))) from None
        gas = self._gas_used()
        assert self._evm.result is not None
        self._begin_block(self.block_number + 1)
        logs = tuple(Log(log.address, tuple(log.data[0]), log.data[1]) for log in self._evm.result.logs)
        return Receipt(gas, logs)

    def send_signed(self, transaction: bytes) -> Receipt:
        raise TransactionFailed("a chain in process takes no signed transactions")

    @property
    def prevrandao(self) -> bytes:
        """The 32 random bytes of the block that the next transaction goes into: a hash of its number."""
        return keccak(self.block_number.to_bytes(32, "big"))

    @property
    def parent_hash(self) -> bytes:
        """The 32 bytes of the hash of the block before that."""
        return self.block_hash(self.block_number - 1)

    @property
    def now(self) -> int:
        """The seconds of the block that the next transaction goes into."""
        return self.timestamp + self.block_number * BLOCK_SECONDS

    def mine(self, blocks: int) -> None:
        """Let blocks pass without a transaction."""
        self._begin_block(self.block_number + blocks)

    def block_hash(self, number: int) -> bytes:
        """The hash of a block that there was, 32 bytes."""
        return self._evm.block_hash(number)

    def wait(self, seconds: int) -> None:
        """Let time pass besides the seconds that each block takes."""
        self.timestamp += seconds
        self._begin_block(self.block_number + 1)

    def balance(self, address: str) -> int:
        """The wei of an account."""
        return int(self._evm.get_balance(address))

    def fund(self, address: str, wei: int) -> None:
        """Give an account money from nowhere."""
        self._evm.set_balance(address, wei)

    def put_code(self, address: str, code: bytes) -> None:
        """Place a contract without a transaction."""
        put_code(self._evm, address, code)

    def _begin_block(self, number: int) -> None:
        self.block_number = number
        begin_block(self._evm, number, self.prevrandao, self.now)

    def _gas_used(self) -> int:
        assert self._evm.result is not None
        return self._evm.result.gas_used


def _cause(message: str) -> str:
    return describe_revert(revert_data(message) or b"") or failure_cause(message)
