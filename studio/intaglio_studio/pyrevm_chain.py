"""A chain in process: pyrevm with the deployment factory in place. For costs and for fuzzing.

It runs cancun's rules without EIP-7623 and EIP-7825, and what an earlier transaction touched stays warm, so
gas can come out some thousands too low (2,000 a slot, 2,500 a contract; 26,000 in all for a `tokenURI`).
anvil is the authority; this one is a hundred times quicker.
"""

import pyrevm
from eth_hash.auto import keccak

from intaglio.backends.evm.limits import intrinsic_gas
from intaglio_contracts import factory
from intaglio_contracts.errors import describe_revert
from intaglio_renderers.evm import (
    PYREVM_CALL_GAS,
    PYREVM_CODE_PADDING,
    PYREVM_SPEC,
    failure_cause,
    revert_data,
)
from intaglio_studio.chain import CallFailed, Log, Receipt, TransactionFailed

SENDER = "0x00000000000000000000000000000000000A1157"


class PyrevmChain:
    """A fresh chain whose only contract is the factory. `last_call_gas` is what the last call spent in
    contracts.
    """

    def __init__(self, sender: str = SENDER, *, with_factory: bool = True) -> None:
        self.sender = sender
        self._evm = pyrevm.EVM(spec_id=PYREVM_SPEC)
        if with_factory:
            self._evm.insert_account_info(factory.ADDRESS, pyrevm.AccountInfo(code=factory.CODE))
        self._begin_block(1)

    def code_at(self, address: str) -> bytes:
        account = self._evm.basic(address)
        reported = account.code or b""
        # Reported as it is, or with zeros behind it, or as one zero where there is none: the hash tells.
        for code in (reported, reported[:-PYREVM_CODE_PADDING], b""):
            if keccak(code) == account.code_hash:
                return code
        raise AssertionError(f"pyrevm reports code for {address} that its hash does not match")

    def call(self, to: str, data: bytes) -> bytes:
        checkpoint = (
            self._evm.snapshot()
        )  # undone below, so that the next call finds cold what this one warmed
        try:
            return self._evm.message_call(self.sender, to, calldata=data, gas=PYREVM_CALL_GAS, is_static=True)
        except RuntimeError as error:
            raise CallFailed(_cause(str(error))) from None
        finally:
            self._evm.revert(checkpoint)

    def measure(self, to: str, data: bytes) -> int:
        self.call(to, data)
        return self._gas_used() - intrinsic_gas(data)

    def send(self, to: str, data: bytes, value: int = 0) -> Receipt:
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

    def _begin_block(self, number: int) -> None:
        self.block_number = number
        self._evm.set_block_env(pyrevm.BlockEnv(number=number, prevrandao=self.prevrandao))

    def _gas_used(self) -> int:
        assert self._evm.result is not None
        return self._evm.result.gas_used


def _cause(message: str) -> str:
    return describe_revert(revert_data(message) or b"") or failure_cause(message)
