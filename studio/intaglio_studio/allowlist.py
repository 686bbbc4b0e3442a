"""An allowlist: a CSV file of who may mint, how many and for how much; as a Merkle tree with everybody's proof.

`read_allowlist(path)` reads the lines, `tree_of(entries)` is the tree whose root an edition keeps, and `document(tree)`
is the JSON that a minting page needs: `StandardMerkleTree.load` of @openzeppelin/merkle-tree reads it too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eth_utils.address import (
    is_checksum_address,
    is_checksum_formatted_address,
    is_hex_address,
    to_checksum_address,
)

from intaglio_contracts.merkle import StandardTree
from intaglio_studio.amounts import parse_amount
from intaglio_studio.mistake import Mistake

LEAF = ("address", "uint256", "uint256")  # wallet, allowance, unit price in wei, as the edition hashes them
COLUMNS = ("address", "allowance", "price")
MOST_TOKENS = 0xFFFF_FFFF  # an edition counts tokens in 32 bits
SHOWN = 10  # mistakes of one file
_HELP = "a line is: address, how many tokens it may mint, and the price of one: `0x…, 2, 0.05`"


@dataclass(frozen=True)
class Entry:
    """Who may mint: a checksummed address, how many tokens in all, and the price of one in wei."""

    wallet: str
    allowance: int
    price: int


def read_allowlist(path: Path) -> tuple[Entry, ...]:
    """The entries of a CSV file; a first line of `address,allowance,price` is a heading. Raises `Mistake`."""
    try:
        text = path.read_text("utf-8-sig")  # Excel begins a file with a byte order mark
    except OSError as error:
        raise Mistake(f"cannot read {path}: {error.strerror}", code="file") from None
    except UnicodeDecodeError:
        raise Mistake(f"{path} is not UTF-8 text", help=_HELP, code="allowlist") from None
    return parse_allowlist(text, str(path))


def parse_allowlist(text: str, name: str) -> tuple[Entry, ...]:
    """The entries of CSV text; `name` is what messages call it. All wrong lines are told at once."""
    separator = ";" if ";" in text.partition("\n")[0] else ","
    entries: dict[str, Entry] = {}
    wrong: list[str] = []
    for number, fields in enumerate(csv.reader(io.StringIO(text), delimiter=separator), 1):
        cells = [field.strip() for field in fields]
        if not any(cells) or (number == 1 and tuple(cell.lower() for cell in cells) == COLUMNS):
            continue
        try:
            entry = _entry(cells)
        except Mistake as mistake:
            wrong.append(f"{name}:{number}: {mistake.message}")
            continue
        if entry.wallet in entries:
            wrong.append(f"{name}:{number}: {entry.wallet} has a line already")
        entries[entry.wallet] = entry
    if wrong:
        more = [f"… and {len(wrong) - SHOWN:,} more"] if len(wrong) > SHOWN else []
        raise Mistake("\n  ".join(["the allowlist has mistakes", *wrong[:SHOWN], *more]), help=_HELP, code="allowlist")
    if not entries:
        raise Mistake(f"{name} names nobody", help=_HELP, code="allowlist")
    return tuple(entries.values())


def tree_of(entries: Sequence[Entry]) -> StandardTree:
    """The tree over at least one entry."""
    return StandardTree(LEAF, tuple((entry.wallet, entry.allowance, entry.price) for entry in entries))


def document(tree: StandardTree) -> dict[str, Any]:
    """The tree as JSON: OpenZeppelin's, and beside it the root and each wallet's allowance, price and proof."""
    wallets = {}
    for index, (wallet, allowance, price) in enumerate(tree.values):
        proof = [f"0x{node.hex()}" for node in tree.proof(index)]
        wallets[str(wallet)] = {"allowance": allowance, "price": str(price), "proof": proof}
    return tree.dump() | {"root": f"0x{tree.root.hex()}", "wallets": wallets}


def _entry(cells: list[str]) -> Entry:
    if len(cells) != len(COLUMNS):
        raise Mistake(f"it has {len(cells)} fields, not {len(COLUMNS)}")
    address, allowance, price = cells
    if not is_hex_address(address) or not address.startswith("0x"):
        raise Mistake(f"`{address}` is no address")
    if is_checksum_formatted_address(address) and not is_checksum_address(address):
        raise Mistake(f"`{address}` is mistyped: its capitals do not fit (EIP-55)")
    if not re.fullmatch(r"[0-9]{1,10}", allowance) or not 1 <= int(allowance) <= MOST_TOKENS:
        raise Mistake(f"`{allowance}` is no number of tokens")
    return Entry(to_checksum_address(address), int(allowance), parse_amount(price))
