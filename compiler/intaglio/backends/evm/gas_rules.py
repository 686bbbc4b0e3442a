"""What storing costs under the rules of each hard fork: a row each, so that a plan's gas is a function of the row.

`TODAY` is the row of the chain as it is; `ANNOUNCED` that of EIP-8037, which charges for all state by the byte.
"""

from __future__ import annotations

from dataclasses import dataclass

STATE_BYTE = 1_530  # EIP-8037: gas a byte of new state
ACCOUNT_BYTES, SLOT_BYTES = 120, 64  # EIP-8037: what a new account and a new storage slot count for
COLD_SLOT_GAS = 2_100  # EIP-2929


@dataclass(frozen=True)
class Rules:
    """The prices of one hard fork. `floor_gas` are EIP-7623's, for a zero byte of calldata and for any other."""

    name: str
    about: str
    code_byte_gas: int
    create_gas: int
    slot_gas: int
    """The first write of a storage slot, the access to a cold one included."""
    floor_gas: tuple[int, int] = (10, 40)

    def calldata_floor(self, data: bytes) -> int:
        """The least that a transaction with this calldata pays besides its 21,000."""
        zero, other = self.floor_gas
        return other * len(data) - (other - zero) * data.count(0)


CANCUN = Rules("cancun", "no floor for calldata", 200, 32_000, 20_000 + COLD_SLOT_GAS, (0, 0))
OSAKA = Rules("osaka", "today; calldata has a floor since prague (EIP-7623)", 200, 32_000, 20_000 + COLD_SLOT_GAS)
AMSTERDAM = Rules(
    "amsterdam",
    f"announced: {STATE_BYTE:,} gas a byte of state (EIP-8037)",
    STATE_BYTE,
    9_000 + ACCOUNT_BYTES * STATE_BYTE,
    SLOT_BYTES * STATE_BYTE + 2_900 + COLD_SLOT_GAS,
)
FORKS = (CANCUN, OSAKA, AMSTERDAM)
TODAY, ANNOUNCED = OSAKA, AMSTERDAM
