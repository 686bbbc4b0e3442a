"""The deterministic-deployment factory: where content-addressed contracts come from.

It lies at the same address on nearly every chain, takes `salt ++ initcode` as calldata and creates the
contract by CREATE2, so a contract's address is a hash of its initcode. A chain without it gets it by one
transaction that was signed once for all chains, by nobody: its signature is the number 0x22…, and whoever
funds the account that this happens to recover to can send it.
"""

from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

ADDRESS = "0x4e59b44847b379578588920cA78FbF26c0B4956C"
CODE = bytes.fromhex(
    "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0"
    "3601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3"
)

SIGNER = "0x3fAB184622Dc19b6109349B94811493BF2a45362"
SIGNED_TRANSACTION = bytes.fromhex(
    "f8a58085174876e800830186a08080b853604580600e600039806000f350fe"
    + CODE.hex()
    + "1ba0"
    + "22" * 32
    + "a0"
    + "22" * 32
)
SIGNED_TRANSACTION_COST = 100_000 * 100 * 10**9  # wei: its 100,000 gas at its 100 gwei

SALT = bytes(32)  # one content, one address: no reason to vary it


def creation_calldata(initcode: bytes) -> bytes:
    """What to send to the factory to create the contract that `initcode` returns."""
    return SALT + initcode


def create2_address(initcode: bytes) -> str:
    """The checksummed address that the factory gives the contract of `initcode` (EIP-1014)."""
    preimage = b"\xff" + bytes.fromhex(ADDRESS[2:]) + SALT + keccak(initcode)
    return to_checksum_address(keccak(preimage)[12:])
