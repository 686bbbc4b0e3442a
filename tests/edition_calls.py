"""An edition in process, called by signature: `Published.sent("pause(bool)", True)`. No test in here.

`published(supply=3, settings=Settings(...))` puts the usual piece on a fresh chain. `Published` is the edition of
`studio/edition.py` and all of its other functions too.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from eth_abi.abi import decode, encode
from eth_abi.grammar import parse
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

from intaglio_contracts.plan import Deployable, Settings
from intaglio_studio.chain import Receipt
from intaglio_studio.deploy import Deployed, deploy
from intaglio_studio.edition import Edition
from intaglio_studio.pyrevm_chain import PyrevmChain
from tests.contract_fixtures import deployable

ETHER = 10**18
OTHER = to_checksum_address(f"0x{0xB0B:040x}")
THIRD = to_checksum_address(f"0x{0xC0C0:040x}")
ZERO = f"0x{0:040x}"
SALE = "(uint96,uint40,uint40,uint40,uint32)"  # price, listOpens, opens, closes, perWallet
FOREVER = 2**40 - 1


def calldata(signature: str, *arguments: object) -> bytes:
    """A call of the function of this signature."""
    listed = signature[signature.index("(") :]
    types = [part.to_type_str() for part in parse(listed).components] if arguments else []
    return keccak(signature.encode())[:4] + encode(types, arguments)


class Published(Edition):
    """A deployed edition on a chain in process. `owner` deployed it; `chain.sender` is who calls."""

    def __init__(self, chain: PyrevmChain, deployed: Deployed) -> None:
        super().__init__(chain, deployed.edition)
        self.chain, self.deployed, self.owner = chain, deployed, chain.sender

    def sent(self, signature: str, *arguments: object, value: int = 0, by: str | None = None) -> Receipt:
        """Send a transaction, by default as who sent the last one. Raises `TransactionFailed`."""
        before, self.chain.sender = self.chain.sender, by or self.chain.sender
        try:
            return self.chain.send(self.address, calldata(signature, *arguments), value)
        finally:
            self.chain.sender = before

    def told(self, signature: str, result: str, *arguments: object) -> Any:
        """What a call gives. Raises `CallFailed`."""
        (value,) = decode([result], self.chain.call(self.address, calldata(signature, *arguments)))
        return value

    def sell(self, *, price: int = 0, list_opens: int = FOREVER, opens: int = 0, closes: int = FOREVER,
             per_wallet: int = 0) -> None:  # fmt: skip
        """Set the sale, by default one that is open to everybody and free."""
        self.sent(f"setSale({SALE})", (price, list_opens, opens, closes, per_wallet), by=self.owner)

    def bought(self, count: int, *, to: str = OTHER, params: int = 0, value: int = 0, by: str = OTHER) -> Receipt:
        """Mint in the public sale."""
        return self.sent("mint(address,uint256,uint256)", to, count, params, value=value, by=by)

    def owner_of(self, token: int) -> str:
        """Who owns a token."""
        return to_checksum_address(self.told("ownerOf(uint256)", "address", token))


def published(piece: Deployable | None = None, chain: PyrevmChain | None = None, **changes: Any) -> Published:
    """A piece on a fresh chain, nothing minted; `changes` are of the usual piece's fields or of its `Settings`."""
    chain = chain or PyrevmChain()
    names = {field.name for field in dataclasses.fields(Settings)}
    settings = Settings(**{name: value for name, value in changes.items() if name in names})
    fields = {name: value for name, value in changes.items() if name not in names}
    made = dataclasses.replace(piece or deployable(), settings=settings, **fields) if changes else piece or deployable()
    edition = Published(chain, deploy(made, chain))
    for wallet in (OTHER, THIRD):
        chain.fund(wallet, 100 * ETHER)
    return edition
