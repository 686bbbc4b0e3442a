"""Every kind of stored byte flipped in turn, and whether `intaglio verify` finds it: `python -m tests.flipped_bytes`.

For each way to seeds an edition is deployed on an anvil, minted, traded, revealed. Then a byte of a contract or of the
edition's storage is altered by hand, a block is mined, so that the chain stands by it, and what is stored is verified.
Every slot of storage gets its turn, and every contract; the rest falls evenly on all bytes of code.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from eth_utils.address import to_checksum_address

from intaglio_contracts.artifacts import SeedMode, display_artifact
from intaglio_contracts.factory import create2_address
from intaglio_studio.anvil import LocalChain
from intaglio_studio.mistake import Mistake
from intaglio_studio.onchain import data_at, read, read_clone
from intaglio_studio.pinned import pin
from intaglio_studio.selection import Selection
from intaglio_studio.verification import Verification
from intaglio_studio.verify_chain import Scope, verify_edition
from tests.editions import Site, found

TOKENS = 12


@dataclass(frozen=True)
class Place:
    """A byte on the chain: of a contract's code, or of a slot of the edition's storage."""

    what: str
    address: str
    at: int
    slot: int | None = None


@dataclass
class Tally:
    """What was found: by what was flipped, and by which promise it showed first."""

    flipped: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    missed: list[Place] = field(default_factory=list)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.flipped_bytes", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="bytes to flip in all (default 1,000)")
    parser.add_argument("--seed", type=int, default=1, help="of the choice (default 1)")
    options = parser.parse_args()
    began = time.perf_counter()
    tally = Tally()
    for mode in SeedMode:
        flip_all(mode, -(-options.count // len(SeedMode)), random.Random(options.seed), tally)
    print(f"\n{'flipped in':<34} {'bytes':>6} {'found':>6}")
    for what, count in sorted(tally.flipped.items()):
        print(f"{what:<34} {count:>6,} {tally.found[what]:>6,}")
    print(f"{'in all':<34} {tally.flipped.total():>6,} {tally.found.total():>6,}\n\nfirst seen by")
    for promise, count in tally.first.most_common():
        print(f"  {count:>6,}  {promise}")
    for place in tally.missed:
        print(f"MISSED: {place}")
    print(f"{time.perf_counter() - began:.0f} s")
    return 1 if tally.missed else 0


def flip_all(mode: SeedMode, count: int, chance: random.Random, tally: Tally) -> None:
    """Flip `count` bytes of an edition of this kind, one at a time."""
    with tempfile.TemporaryDirectory() as folder, LocalChain() as local:
        site = traded(local, mode, Path(folder))
        assert verified(site).agrees, [check for check in verified(site).checks if not check.passed]
        for done, place in enumerate(places(site, count, chance), 1):
            flip_one(site, place, chance.randrange(1, 256), tally)
            if sys.stderr.isatty():
                print(f"\r{mode.name.lower()}: {done} of {count}", end="", file=sys.stderr)


def flip_one(site: Site, place: Place, change: int, tally: Tally) -> None:
    """Flip a byte, verify, and set the chain back."""
    before = site.ask("evm_snapshot")
    _flip(site, place, change)
    site.ask("evm_mine")
    tally.flipped[place.what] += 1
    shown = first_broken(site)
    if shown:
        tally.found[place.what] += 1
        tally.first[shown] += 1
    else:
        tally.missed.append(place)
    assert site.ask("evm_revert", before)


def first_broken(site: Site) -> str:
    """The first promise that does not hold any more; empty where all do."""
    try:
        verification = verified(site)
    except Mistake as refused:
        return f"refused: {str(refused).replace(site.address, '0x…')}"
    broken = [check.name for check in verification.checks if not check.passed]
    return next(iter(broken), "" if verification.agrees else "a difference")


def verified(site: Site) -> Verification:
    """What is stored, verified from chain data alone."""
    return verify_edition(site.chain, site.address, node=site.local.url, scope=Scope(stored_only=True))


def traded(local: LocalChain, mode: SeedMode, folder: Path) -> Site:
    """An edition with a history: minted, sold, revealed, with a sale that is set."""
    site = found(local, mode, folder, supply=TOKENS)
    site.mint(TOKENS)
    people = list(local.web3.eth.accounts)
    site.send("setSale((uint96,uint40,uint40,uint40,uint32))", (10**17, 1, 2, 2**39, 5))
    site.send("setAllowlist(bytes32)", bytes(range(32)))
    owned = [token for token in range(1, TOKENS + 1) if site.owner_of(token) == people[0]]
    site.send("transferFrom(address,address,uint256)", people[0], people[7], owned[0])
    site.send("approve(address,uint256)", people[8], owned[1])
    site.reveal()
    site.ask("evm_mine")  # the state of the last event stays known as it was
    return site


def places(site: Site, count: int, chance: random.Random) -> list[Place]:
    """Bytes to flip: one of each slot, then of all contracts' code, at least one each."""
    held = [Place("storage", site.address, chance.randrange(32), slot) for slot in slots(site)]
    chance.shuffle(held)
    codes = contracts(site)
    sizes = {name: len(code) for name, (_, code) in codes.items()}
    chosen = list(codes)
    chosen += chance.choices(list(sizes), list(sizes.values()), k=max(0, count - len(held) - len(chosen)))
    code_places = [Place(name, codes[name][0], chance.randrange(sizes[name])) for name in chosen]
    return (held[: max(0, count - len(codes))] + code_places)[:count]


def contracts(site: Site) -> dict[str, tuple[str, bytes]]:
    """Every contract that the edition is made of: what it is, where it lies, and its code."""
    chain = pin(site.local.web3)
    clone = read_clone(chain, site.address)
    onchain = read(chain, clone, Selection(), None)
    named = {
        "the edition's own code": site.address,
        "the code that editions share": clone.implementation,
        "the code that shows tokens": create2_address(display_artifact().initcode),
        "the plate": onchain.plate_address,
        "the page's shared head": onchain.runtime.addresses[0],
        "the script": onchain.script.addresses[0],
        "the renderer": onchain.plate.renderer,
    }
    if site.mode is SeedMode.LISTED:
        listed = data_at(chain, [to_checksum_address(clone.terms.seed_source[12:])])
        named |= {"the list of seeds": listed.addresses[0], "its part": to_checksum_address(listed.data[:20])}
    return {what: (address, chain.code_at(to_checksum_address(address))) for what, address in named.items()}


def slots(site: Site) -> list[int]:
    """The edition's slots of storage that hold something."""
    dumped = gzip.decompress(bytes.fromhex(site.ask("anvil_dumpState")[2:]))
    storage = json.loads(dumped)["accounts"][site.address.lower()]["storage"]
    return sorted(int(slot, 16) for slot, word in storage.items() if int(word, 16))


def _flip(site: Site, place: Place, change: int) -> None:
    web3, address = site.local.web3, place.address
    if place.slot is None:
        code = bytearray(web3.eth.get_code(web3.to_checksum_address(address)))
        code[place.at] ^= change
        site.ask("anvil_setCode", address, f"0x{code.hex()}")
        return
    word = bytearray(web3.eth.get_storage_at(web3.to_checksum_address(address), place.slot))
    word[place.at] ^= change
    site.ask("anvil_setStorageAt", address, f"0x{place.slot:064x}", f"0x{word.hex()}")


if __name__ == "__main__":
    sys.exit(main())
