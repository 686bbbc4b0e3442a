"""What an edition says of itself: `state_of(chain, address)` reads it, `EditionState.text()` and `.to_json()` show it.

Nothing here decides anything: phases are worked out from the chain's own clock and counters, as the contract does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_abi.abi import decode, encode
from eth_abi.exceptions import DecodingError
from eth_abi.grammar import TupleType, parse
from eth_hash.auto import keccak
from eth_utils.address import is_hex_address, to_checksum_address

from intaglio_studio.amounts import shown_amount, shown_moment
from intaglio_studio.chain import CallFailed, RpcChain, answering
from intaglio_studio.mistake import Mistake
from intaglio_studio.plain import one_line

MODES = ("immediate", "commit-reveal", "provenance", "curated", "chosen")
IMMEDIATE, COMMIT_REVEAL, PROVENANCE, CURATED, CHOSEN = MODES
TERMS = "(address,address,uint32,uint8,uint16,bytes32,address,uint16,address[],uint16[])"
SALE = "(uint96,uint40,uint40,uint40,uint32)"


@dataclass(frozen=True)
class Sale:
    """Who may mint when: moments in seconds since 1970, the price in wei; `per_wallet` 0 is no limit."""

    price: int = 0
    list_opens: int = 0
    opens: int = 0
    closes: int = 0
    per_wallet: int = 0

    @property
    def fields(self) -> tuple[int, int, int, int, int]:
        """In the contract's order."""
        return (self.price, self.list_opens, self.opens, self.closes, self.per_wallet)

    def phase(self, now: int) -> str:
        """Who may mint at a moment, in words."""
        if not self.closes:
            return "closed: nobody has opened it"
        if now >= self.closes:
            return f"over since {shown_moment(self.closes)}"
        if now >= self.opens:
            return f"open to everybody until {shown_moment(self.closes)}"
        if now >= self.list_opens:
            return f"open to the allowlist; to everybody from {shown_moment(self.opens)}"
        return f"opens {shown_moment(min(self.list_opens, self.opens))}"


@dataclass(frozen=True)
class Payee:
    """Who gets so many of all shares of what comes in; `due` is what lies there now, in wei."""

    address: str
    share: int
    due: int


@dataclass(frozen=True)
class EditionState:
    """An edition at one block. `royalty` is in ten-thousandths of a price."""

    address: str
    title: str
    owner: str
    mode: str
    minted: int
    supply: int
    delay: int
    sale: Sale
    paused: bool
    frozen: bool
    allowlist: bytes
    round: int
    seeds_final: bool
    royalty_receiver: str
    royalty: int
    payees: tuple[Payee, ...]
    plate: str
    renderer: str
    root: bytes
    block: int
    now: int

    @property
    def phase(self) -> str:
        """Who may mint now, in words."""
        if self.minted >= self.supply:
            return "sold out"
        return "paused by the owner" if self.paused else self.sale.phase(self.now)

    @property
    def seeds(self) -> str:
        """How far the seeds are, in words."""
        if self.mode == COMMIT_REVEAL:
            return f"{self.mode}, {self.delay} blocks after a mint"
        if self.mode == PROVENANCE and not self.seeds_final:
            return f"{self.mode}, not revealed yet" + (f"; drawn from block {self.round:,}" if self.round else "")
        return self.mode

    def text(self) -> str:
        """For people."""
        sale = self.sale
        lines = [f"{one_line(self.title)}: edition {self.address}", f"  {'owner':<10} {self.owner}"]
        lines.append(f"  {'tokens':<10} {self.minted:,} of {self.supply:,}")
        lines.append(f"  {'seeds':<10} {self.seeds}")
        lines.append(f"  {'sale':<10} {self.phase}")
        limit = f", at most {sale.per_wallet} a wallet" if sale.per_wallet else ""
        lines.append(f"  {'price':<10} {shown_amount(sale.price)}{limit}")
        if any(self.allowlist):
            lines.append(f"  {'allowlist':<10} 0x{self.allowlist.hex()}")
        shares = sum(payee.share for payee in self.payees)
        for payee in self.payees:
            part = f"{100 * payee.share / shares:.4g}%"
            lines.append(f"  {'payee':<10} {payee.address}  {part}, {shown_amount(payee.due)} due")
        royalty = f"{self.royalty / 100:g}% to {self.royalty_receiver}" if self.royalty else "none"
        lines.append(f"  {'royalty':<10} {royalty}")
        frozen = "frozen: nothing about the art can change" if self.frozen else "not frozen: the owner may change it"
        lines.append(f"  {'art':<10} {frozen}")
        lines.append(f"  {'plate':<10} {self.plate}, build 0x{self.root.hex()}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """For machines: wei as text, moments in seconds since 1970."""
        price, list_opens, opens, closes, per_wallet = self.sale.fields
        return {
            "edition": self.address,
            "title": self.title,
            "owner": self.owner,
            "mode": self.mode,
            "minted": self.minted,
            "supply": self.supply,
            "delay": self.delay,
            "sale": {
                "price": str(price),
                "listOpens": list_opens,
                "opens": opens,
                "closes": closes,
                "perWallet": per_wallet,
            },
            "phase": self.phase,
            "paused": self.paused,
            "frozen": self.frozen,
            "allowlistRoot": f"0x{self.allowlist.hex()}",
            "round": self.round,
            "seedsFinal": self.seeds_final,
            "royalty": {"receiver": self.royalty_receiver, "basisPoints": self.royalty},
            "payees": [{"address": p.address, "share": p.share, "due": str(p.due)} for p in self.payees],
            "plate": self.plate,
            "renderer": self.renderer,
            "manifestRoot": f"0x{self.root.hex()}",
            "block": self.block,
            "time": self.now,
        }


def calldata(signature: str, *arguments: object) -> bytes:
    """What to send to call a function."""
    selector = keccak(signature.encode())[:4]
    if not arguments:
        return selector
    fields = parse(signature[signature.index("(") :])
    assert isinstance(fields, TupleType)
    return selector + encode([field.to_type_str() for field in fields.components], arguments)


def read(chain: RpcChain, address: str, signature: str, result: str, *arguments: object) -> Any:
    """What a function of an edition gives. Raises `CallFailed`, or `Mistake` where the contract is no edition."""
    returned = chain.call(address, calldata(signature, *arguments))
    try:
        return decode([result], returned)[0]
    except (DecodingError, UnicodeDecodeError):
        raise _no_edition(address) from None


def checked_address(text: str) -> str:
    """An address as people give it, checksummed. Raises `Mistake`."""
    if not is_hex_address(text) or not text.startswith("0x"):
        raise Mistake(f"`{text}` is no address", help="an address is 0x and 40 hexadecimal digits")
    return to_checksum_address(text)


def edition_at(chain: RpcChain, text: str) -> str:
    """The address of a contract that is there, checksummed. Raises `Mistake`."""
    address = checked_address(text)
    if not chain.code_at(address):
        raise Mistake(f"there is no contract at {address} on this chain", code="no-edition")
    return address


def state_of(chain: RpcChain, address: str) -> EditionState:
    """Everything about the edition at `address`. Raises `Mistake` where there is none."""

    def get(signature: str, result: str, *arguments: object) -> Any:
        return read(chain, address, signature, result, *arguments)

    try:
        _, _, supply, mode, delay, _, receiver, royalty, payees, shares = get("terms()", TERMS)
    except CallFailed:
        raise _no_edition(address) from None
    with answering():
        latest = chain.web3.eth.get_block("latest")
    due = [get("releasable(address)", "uint256", payee) for payee in payees]
    return EditionState(
        address=address,
        title=get("name()", "string"),
        owner=to_checksum_address(get("owner()", "address")),
        mode=MODES[mode],
        minted=get("totalSupply()", "uint256"),
        supply=supply,
        delay=delay,
        sale=Sale(*get("sale()", SALE)),
        paused=get("paused()", "bool"),
        frozen=get("frozen()", "bool"),
        allowlist=get("allowlistRoot()", "bytes32"),
        round=get("round()", "uint256"),
        seeds_final=get("seedsFinal()", "bool"),
        royalty_receiver=to_checksum_address(receiver),
        royalty=royalty,
        payees=tuple(Payee(to_checksum_address(a), share, owed) for a, share, owed in zip(payees, shares, due)),
        plate=to_checksum_address(get("plateAddress()", "address")),
        renderer=to_checksum_address(get("renderer()", "address")),
        root=get("manifestRoot()", "bytes32"),
        block=latest["number"],
        now=latest["timestamp"],
    )


def _no_edition(address: str) -> Mistake:
    return Mistake(f"the contract at {address} is no edition of Intaglio's", code="no-edition")
