"""Editions on a chain of one's own, one for each way to seeds: `found(local, mode, folder)`, then `mint` and `reveal`.

The piece is small and has two params, one of them of more values than fit beside a token's owner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address
from web3.types import RPCEndpoint

from intaglio.bundle import Bundle
from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.merkle import StandardTree
from intaglio_contracts.plan import Settings
from intaglio_studio.anvil import LocalChain
from intaglio_studio.build import build, deployable
from intaglio_studio.chain import RpcChain
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.onchain import calldata
from intaglio_studio.piece import open_piece

DELAY = 3  # blocks
BATCH = 25  # tokens in one transaction, at most
SALT = sha256(b"salt").digest()
WORDS = (0, 5, 3 << 4, 1_999_999_999 << 4 | 8)  # params of tokens, in turn: the last has more than 32 bits
PIECE = '''"""Beads: a string of beads."""
from intaglio import Canvas, Seed, art

INKS = {"Rust": "#a4452c", "Sea \\"deep\\"": "#15616d", "Night": "#001524"}


@art("Beads", size=(300, 100))
def beads(seed: Seed, canvas: Canvas):
    count = seed.param("Beads", 1, 9, default=4)
    turn = seed.param("Turn", 0, 2000000000, default=7)
    ink = seed.pick("Ink", INKS)
    size = seed.integer("Size", 4, 14)
    seed.trait("Turned", turn % 360)
    for i in range(count):
        canvas.circle(20 + 30 * i, 50 + seed.uniform(-20, 20) + turn % 7, size, fill=ink)
'''


@dataclass
class Site:
    """An edition, its build and its chain."""

    local: LocalChain
    address: str
    mode: SeedMode
    bundle: Bundle
    seeds: tuple[bytes, ...]

    @property
    def chain(self) -> RpcChain:
        """The chain, sending from the owner."""
        return self.local.open()

    @property
    def edition(self) -> Edition:
        """The edition, to be read."""
        return Edition(self.chain, self.address)

    def ask(self, method: str, *parameters: object) -> Any:
        """One request to anvil."""
        return self.local.web3.manager.request_blocking(RPCEndpoint(method), list(parameters))

    def send(self, signature: str, *arguments: object) -> None:
        """Call one of the edition's functions as its owner."""
        self.chain.send(self.address, calldata(signature, *arguments))

    def owner_of(self, token: int) -> str:
        """Whose a token is."""
        return to_checksum_address(f"0x{self._number('ownerOf(uint256)', token):040x}")

    def mint(self, count: int, *, params: bool = True) -> None:
        """Mint so many tokens, to several people, with params of several kinds where the piece has the small one's."""
        words = WORDS if params else (0,)
        people = list(self.local.web3.eth.accounts)
        minted = self.edition.total_supply()
        if self.mode is SeedMode.CHOSEN:
            tree = _tree(self.seeds)
            for index in range(minted, minted + count):
                value = (index, self.seeds[index])
                arguments = (people[index % 5], words[index % len(words)], *value, tree.proof(index))
                self.send("mintChosen(address,uint256,uint256,bytes32,bytes32[])", *arguments)
            return
        size = min(BATCH, 1 + count // 5)
        for batch, first in enumerate(range(0, count, size)):
            self.edition.mint(min(size, count - first), people[batch % 5], words[batch % len(words)])

    def reveal(self) -> None:
        """Do all that gives every token its seed."""
        if self.mode is SeedMode.PROVENANCE:
            self.send("closeMint()")
        self.ask("anvil_mine", hex(DELAY + 1))
        for waited in self._waiting():
            self.send("reveal(uint256)", waited)
        if self.mode is SeedMode.PROVENANCE:
            self.send("revealSalt(bytes32)", SALT)
        self.ask("evm_mine")

    def _waiting(self) -> Iterator[int]:
        if self.mode not in (SeedMode.COMMIT_REVEAL, SeedMode.PROVENANCE):
            return
        rounds = {self._number("roundOf(uint256)", token) for token in range(1, self.edition.total_supply() + 1)}
        for waited in sorted(rounds):
            if not self._number("entropyOf(uint256)", waited):
                yield waited

    def _number(self, signature: str, *arguments: object) -> int:
        return int.from_bytes(self.chain.call(self.address, calldata(signature, *arguments)), "big")


def found(local: LocalChain, mode: SeedMode, folder: Path, supply: int, piece: Path | None = None) -> Site:
    """Deploy an edition of the small piece, or of another."""
    seeds = tuple(sha256(b"curated %d" % number).digest() for number in range(supply))
    source, delay = bytes(32), 0
    if mode is SeedMode.PROVENANCE:
        source, delay = keccak(SALT), DELAY
    elif mode is SeedMode.COMMIT_REVEAL:
        delay = DELAY
    elif mode is SeedMode.CHOSEN:
        source = _tree(seeds).root
    listed = seeds if mode is SeedMode.LISTED else ()
    settings = Settings(seeds=mode, delay=delay, seed_source=source, seed_list=listed)
    bundle = bundle_of(piece or written(folder))
    deployed = deploy(deployable(bundle, supply, settings), local.open())
    return Site(local, deployed.edition, mode, bundle, seeds)


def written(folder: Path) -> Path:
    """The small piece as a file."""
    path = folder / "beads.py"
    path.write_text(PIECE, "utf-8")
    return path


@cache
def bundle_of(path: Path) -> Bundle:
    """A piece, built."""
    return build(open_piece(path), sample=8)


@cache
def _tree(seeds: tuple[bytes, ...]) -> StandardTree:
    return StandardTree(("uint256", "bytes32"), tuple(enumerate(seeds)))
