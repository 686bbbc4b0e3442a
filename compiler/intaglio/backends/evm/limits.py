"""The EVM's limits, and the prices that are the same on every fork, each with its EIP. Sizes are in bytes."""

MAX_CODE = 24_576  # EIP-170: a contract's deployed code
MAX_INITCODE = 49_152  # EIP-3860: a creation's initcode
MAX_TRANSACTION_GAS = 16_777_216  # EIP-7825 (osaka): 2**24
ETH_CALL_GAS = 50_000_000  # geth's default cap on an eth_call

TRANSACTION_GAS = 21_000
INITCODE_WORD_GAS = 2  # EIP-3860, a 32-byte word


def calldata_gas(data: bytes) -> int:
    """EIP-2028: 4 gas a zero byte, 16 any other."""
    return 16 * len(data) - 12 * data.count(0)


def intrinsic_gas(data: bytes) -> int:
    """What a call with this calldata has spent before its first opcode."""
    return TRANSACTION_GAS + calldata_gas(data)


def initcode_gas(initcode: bytes) -> int:
    """EIP-3860's charge for analysing `initcode`."""
    return INITCODE_WORD_GAS * -(-len(initcode) // 32)
