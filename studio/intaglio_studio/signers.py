"""What signs transactions: a key in this process, or a signer elsewhere that keeps the key to itself.

`KeySigner` holds a key. `RemoteSigner` asks over JSON-RPC: clef's `account_signTransaction`, or `eth_signTransaction`
as web3signer, geth and anvil have it; hardware wallets are reached through clef. Whatever comes back is compared with
what was asked for, field by field, and its signature with the account: a signer may refuse, but not send otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Protocol

import rlp
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.address import to_checksum_address
from web3 import Web3
from web3.providers.base import BaseProvider
from web3.types import RPCEndpoint

from intaglio_renderers.node_address import without_addresses
from intaglio_renderers.rpc import reason

CLEF, PLAIN = "account_signTransaction", "eth_signTransaction"


class SignerRefused(Exception):
    """A signer does not sign, or signed something else. The text gives its words, never a key."""


@dataclass(frozen=True)
class Unsigned:
    """A transaction of a nonce and a fee: EIP-1559's, or where `tip` is None a legacy one at a gas price.

    `max_fee` and `tip` are in wei a unit of gas, `value` in wei; `to` is checksummed.
    """

    chain_id: int
    nonce: int
    to: str
    data: bytes
    value: int
    gas: int
    max_fee: int
    tip: int | None

    def transaction(self) -> dict[str, Any]:
        """As eth_account takes it."""
        shared = {"to": self.to, "value": self.value, "data": self.data, "gas": self.gas}
        shared |= {"nonce": self.nonce, "chainId": self.chain_id}
        if self.tip is None:
            return shared | {"gasPrice": self.max_fee}
        return shared | {"maxFeePerGas": self.max_fee, "maxPriorityFeePerGas": self.tip, "type": 2}

    def to_json(self, sender: str) -> dict[str, str]:
        """As JSON-RPC has it."""
        numbers = {name: hex(value) for name, value in self.transaction().items() if isinstance(value, int)}
        numbers.pop("type", None)
        return {"from": sender, "to": self.to, "data": f"0x{self.data.hex()}"} | numbers


class Signer(Protocol):
    """An account, and how it signs."""

    @property
    def address(self) -> str:
        """The account, a checksummed address."""

    def sign(self, transaction: Unsigned) -> bytes:
        """The signed transaction, as it is sent. Raises `SignerRefused`."""


class KeySigner:
    """A key in this process."""

    def __init__(self, account: LocalAccount) -> None:
        self._account = account
        self.address = str(account.address)

    def sign(self, transaction: Unsigned) -> bytes:
        return bytes(self._account.sign_transaction(transaction.transaction()).raw_transaction)


class RemoteSigner:
    """A key elsewhere; `method` is `CLEF` or `PLAIN`. A person may have to press a button: it may take minutes."""

    def __init__(self, provider: BaseProvider, address: str, method: str = PLAIN) -> None:
        self._provider = provider
        self._method = method
        self.address = to_checksum_address(address)

    def sign(self, transaction: Unsigned) -> bytes:
        result = ask(self._provider, self._method, [transaction.to_json(self.address)])
        raw = result.get("raw") if isinstance(result, dict) else result
        try:
            signed = bytes.fromhex(str(raw).removeprefix("0x"))
            check_signed(signed, transaction, self.address)
        except SignerRefused:
            raise
        except Exception:  # whatever decoding what is no transaction raises
            raise SignerRefused("the signer gave something that is no signed transaction") from None
        return signed


def ask(provider: BaseProvider, method: str, parameters: list[Any]) -> Any:
    """A signer's answer. Raises `SignerRefused` with its words, addresses in them masked."""
    try:
        answer = provider.make_request(RPCEndpoint(method), parameters)
    except Exception as error:  # whatever its connection raises
        raise SignerRefused(f"the signer does not answer: {reason(error)}") from None
    if "error" in answer:
        said: object = answer["error"]
        words = said.get("message", said) if isinstance(said, dict) else said
        raise SignerRefused(f"the signer refuses: {without_addresses(str(words))[:300]}")
    return answer.get("result")


def check_signed(signed: bytes, asked: Unsigned, address: str) -> None:
    """Hold a signed transaction against what was asked for. Raises `SignerRefused`."""
    have = parse_signed(signed)
    for field in fields(Unsigned):
        if getattr(have, field.name) != getattr(asked, field.name):
            name = field.name.replace("_", " ")
            raise SignerRefused(f"the signer changed the transaction's {name}; it must be signed as it is")
    by = Account.recover_transaction(signed)
    if by != address:
        raise SignerRefused(f"the signer signed for {by}, not for {address}")


def parse_signed(signed: bytes) -> Unsigned:
    """What a signed transaction says, EIP-1559's or a legacy one. Raises whatever decoding another thing raises."""
    if signed[:1] == b"\x02":
        chain, nonce, tip, most, gas, to, value, data, access, *_ = rlp.decode(signed[1:])
        if access:
            raise SignerRefused("the signer added an access list; the transaction must be signed as it is")
        return Unsigned(
            int.from_bytes(chain), int.from_bytes(nonce), to_checksum_address(to), data, int.from_bytes(value),
            int.from_bytes(gas), int.from_bytes(most), int.from_bytes(tip),
        )  # fmt: skip
    nonce, price, gas, to, value, data, v, _, _ = rlp.decode(signed)
    return Unsigned(
        (int.from_bytes(v) - 35) // 2, int.from_bytes(nonce), to_checksum_address(to), data, int.from_bytes(value),
        int.from_bytes(gas), int.from_bytes(price), None,
    )  # fmt: skip


def transaction_hash(signed: bytes) -> str:
    """A signed transaction's hash, in hex."""
    return Web3.to_hex(Web3.keccak(signed))
