"""Gas of every transaction that an edition takes, and of its mints beside others': `python -m tests.bench.mint`.

All on one anvil with Osaka's rules; figures are the receipts', the 21,000 of a transaction and its calldata included.
A mint is the first of its wallet, in a contract that has tokens already, paid, to a wallet without code. The yardsticks
are ERC721A and Solady's ERC-721 with a price and a supply and nothing else: no seeds, limits, times or params.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path

from eth_abi.abi import encode
from eth_account import Account
from eth_hash.auto import keccak
from web3 import Web3

from intaglio.backends.evm.solc import compile_solidity
from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.merkle import StandardTree
from intaglio_contracts.plan import Deployable, Settings, plan
from intaglio_studio.anvil import LocalChain
from intaglio_studio.chain import RpcChain
from intaglio_studio.deploy import deploy
from tests.contract_fixtures import deployable
from tests.edition_calls import FOREVER, SALE, calldata

PRICE = 10**16
SUPPLY = 1_000  # tokens; as many wallets on the allowlist and seeds in the tree
BOTH = (1, 5)  # tokens at a time
DELAY = 3  # blocks: mint, mint and reveal in passing take more
SALT = keccak(b"a salt")
MINT = "mint(address,uint256,uint256)"
ALLOWED = "mintAllowed(address,uint256,uint256,uint256,uint256,bytes32[])"
CHOSEN = "mintChosen(address,uint256,uint256,bytes32,bytes32[])"
LARGE = 1 << 32  # a params word that needs a slot of its own
SPANS = (1 << 16, 1 << 17)  # of its params

Rows = dict[str, list[int]]


class Site:
    """A chain, and wallets that have minted nothing."""

    def __init__(self, local: LocalChain) -> None:
        self.chain = local.open()
        self.web3 = local.web3
        self._numbers = itertools.count(1)
        self._wallets: dict[str, RpcChain] = {}

    def wallet(self) -> str:
        """Somebody new, with money."""
        account = Account.from_key(keccak(b"wallet %d" % next(self._numbers)))
        self.chain.send(account.address, b"", 10**18)
        self._wallets[account.address] = RpcChain(self.web3, account)
        return str(account.address)

    def gas(self, to: str, data: bytes, value: int = 0, by: str = "") -> int:
        """What a transaction used."""
        return self._wallets.get(by, self.chain).send(to, data, value).gas

    def mine(self, blocks: int) -> None:
        """Let blocks pass."""
        self.web3.provider.make_request("anvil_mine", [hex(blocks)])  # type: ignore[arg-type]

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.web3.provider.make_request("evm_increaseTime", [hex(seconds)])  # type: ignore[arg-type]
        self.mine(1)

    def edition(self, seeds: SeedMode, **settings: object) -> tuple[str, Deployable]:
        """An edition with a public sale, and one token already."""
        made = dataclasses.replace(
            deployable(title=f"{seeds.name} {next(self._numbers)}", supply=SUPPLY),
            param_spans=SPANS,
            settings=dataclasses.replace(Settings(seeds=seeds), **settings),  # type: ignore[arg-type]
        )
        address = deploy(made, self.chain).edition
        self.gas(address, calldata(f"setSale({SALE})", (PRICE, FOREVER, 0, FOREVER, 10)))
        if seeds != SeedMode.CHOSEN:
            self.gas(address, calldata("mintByOwner(address,uint256,uint256)", self.chain.sender, 1, 0))
        return address, made


def yardsticks(site: Site) -> Rows:
    """Mints of contracts that do less."""
    path = Path(__file__).with_name("Yardsticks.sol")
    compiled = compile_solidity({path.name: path.read_text("utf-8")})["contracts"][path.name]
    rows: Rows = {}
    for name, title in (("SaleERC721A", "ERC721A 4.3.0"), ("SaleSolady", "Solady's ERC-721")):
        code = compiled[name]["evm"]["bytecode"]["object"]
        sent = site.web3.eth.send_transaction({"from": Web3.to_checksum_address(site.chain.sender), "data": code})
        address = site.web3.eth.wait_for_transaction_receipt(sent)["contractAddress"]
        assert address is not None
        mint = keccak(b"mint(uint256)")[:4]
        site.gas(address, mint + encode(["uint256"], [1]), PRICE)
        rows[title] = [
            site.gas(address, mint + encode(["uint256"], [count]), count * PRICE, site.wallet()) for count in BOTH
        ]
    return rows


def mints(site: Site) -> Rows:
    """Mints of editions."""
    rows: Rows = {}

    def bought(address: str, count: int, params: int = 0) -> int:
        wallet = site.wallet()
        return site.gas(address, calldata(MINT, wallet, count, params), count * PRICE, wallet)

    immediate, _ = site.edition(SeedMode.IMMEDIATE)
    rows["immediate"] = [bought(immediate, count) for count in BOTH]
    rows["immediate, params of up to 32 bits"] = [bought(immediate, count, 1) for count in BOTH]
    rows["immediate, params of more"] = [bought(immediate, count, LARGE) for count in BOTH]
    rows["immediate, by allowlist of 1,000"] = list(_allowed(site, immediate))
    delayed, _ = site.edition(SeedMode.COMMIT_REVEAL, delay=100)
    rows["commit-reveal, joining a round"] = [bought(delayed, count) for count in BOTH]
    passing, _ = site.edition(SeedMode.COMMIT_REVEAL, delay=DELAY)
    rows["commit-reveal, a new round; the last revealed in passing"] = []
    for count in BOTH:
        site.mine(DELAY + 1)
        rows["commit-reveal, a new round; the last revealed in passing"].append(bought(passing, count))
    salted, _ = site.edition(SeedMode.PROVENANCE, delay=DELAY, seed_source=keccak(SALT))
    rows["provenance"] = [bought(salted, count) for count in BOTH]
    seeds = tuple(keccak(b"seed %d" % number) for number in range(SUPPLY))
    listed, _ = site.edition(SeedMode.LISTED, seed_list=seeds)
    rows["listed"] = [bought(listed, count) for count in BOTH]
    tree = StandardTree(("uint256", "bytes32"), tuple(enumerate(seeds)))
    chosen, _ = site.edition(SeedMode.CHOSEN, seed_source=tree.root)
    wallet = site.wallet()
    site.gas(chosen, calldata(CHOSEN, wallet, 0, 1, seeds[1], tree.proof(1)), PRICE, wallet)
    wallet = site.wallet()
    data = calldata(CHOSEN, wallet, 0, 7, seeds[7], tree.proof(7))
    rows["chosen, of 1,000"] = [site.gas(chosen, data, PRICE, wallet)]
    return rows


def _allowed(site: Site, edition: str) -> Iterator[int]:
    wallets = [site.wallet() for _ in BOTH]
    rest = [f"0x{number:040x}" for number in range(1, SUPPLY + 1 - len(wallets))]
    tree = StandardTree(("address", "uint256", "uint256"), tuple((wallet, 5, PRICE) for wallet in [*wallets, *rest]))
    site.gas(edition, calldata("setAllowlist(bytes32)", tree.root))
    site.gas(edition, calldata(f"setSale({SALE})", (PRICE, 0, 0, FOREVER, 10)))
    for at, (wallet, count) in enumerate(zip(wallets, BOTH, strict=True)):
        data = calldata(ALLOWED, wallet, count, 0, 5, PRICE, tree.proof(at))
        yield site.gas(edition, data, count * PRICE, wallet)


def others(site: Site) -> dict[str, int]:
    """All other transactions, each the first of its kind."""
    found: dict[str, int] = {}
    owner = site.chain.sender
    payees = (owner, site.wallet())
    edition, made = site.edition(
        SeedMode.PROVENANCE, delay=DELAY, seed_source=keccak(SALT), payees=payees, shares=(7, 3)
    )
    wallet = site.wallet()
    site.gas(edition, calldata(MINT, wallet, 2, 0), 2 * PRICE, wallet)

    def does(signature: str, *arguments: object) -> None:
        found[signature.partition("(")[0]] = site.gas(edition, calldata(signature, *arguments))

    found["mintByOwner"] = site.gas(edition, calldata("mintByOwner(address,uint256,uint256)", site.wallet(), 1, 0))
    does(f"setSale({SALE})", (2 * PRICE, 0, 0, FOREVER, 10))
    does("setAllowlist(bytes32)", keccak(b"root"))
    does("pause(bool)", True)
    other = plan(dataclasses.replace(made, description="another plate"), owner)
    deploy(dataclasses.replace(made, description="another plate"), site.chain)
    does("setPlate(address)", other.terms.plate)
    does("freeze()")
    does("closeMint()")
    site.mine(DELAY + 1)
    does("reveal(uint256)", _round(site, edition))
    does("revealSalt(bytes32)", SALT)
    does("release(address)", payees[1])
    found["transferFrom"] = site.gas(
        edition, calldata("transferFrom(address,address,uint256)", wallet, site.wallet(), 2), by=wallet
    )
    late, _ = site.edition(SeedMode.PROVENANCE, delay=DELAY, seed_source=keccak(SALT))
    site.gas(late, calldata("closeMint()"))
    site.mine(DELAY + 1)
    site.gas(late, calldata("reveal(uint256)", _round(site, late)))
    site.wait(8 * 86_400)
    found["revealWithoutSalt"] = site.gas(late, calldata("revealWithoutSalt()"))
    return found


def _round(site: Site, edition: str) -> int:
    return int.from_bytes(site.chain.call(edition, calldata("round()")), "big")


def main() -> None:
    """Measure and print, as the tables of `docs/contracts.md` are."""
    with LocalChain() as local:
        site = Site(local)
        print("| mint | 1 token | 5 tokens | a token of 5 |\n|---|--:|--:|--:|")
        for name, (one, *five) in (yardsticks(site) | mints(site)).items():
            more = f"{five[0]:,} | {five[0] // BOTH[1]:,}" if five else "| "
            print(f"| {name} | {one:,} | {more} |")
        print("\n| transaction | gas |\n|---|--:|")
        for name, gas in others(site).items():
            print(f"| `{name}` | {gas:,} |")


if __name__ == "__main__":
    main()
