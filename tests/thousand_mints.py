"""End to end in each way to seeds: deploy, a thousand mints, reveal, verify from chain data alone.

`python -m tests.thousand_mints` does that on an anvil with mainnet's rules, and prints a row for each: how long it
took, and how many tokens agree. Verifying draws every token by the stored script in V8, by the stored contract in a
local EVM and on the node, and compares pictures, traits and the whole JSON: a trait that is one thing in the image,
another in the script or a third in the metadata would show as a mismatch.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from intaglio_contracts.artifacts import SeedMode
from intaglio_studio import report
from intaglio_studio.anvil import LocalChain
from intaglio_studio.engines import Choice
from intaglio_studio.selection import Selection
from intaglio_studio.verification import Verification
from intaglio_studio.verify_chain import Scope, verify_edition
from tests.editions import Site, found

HEAD = f"{'seeds':<16}{'tokens':>8}{'minted':>9}{'revealed':>10}{'verified':>10}{'promises':>10}{'mismatches':>12}"
ENGINES = ("javascript", "evm")  # with the node's own answers, and tokenURI's


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.thousand_mints", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="tokens of each edition (default 1,000)")
    parser.add_argument("--piece", type=Path, help="a piece's file (default: a small one with params)")
    parser.add_argument("--mode", action="append", choices=[mode.name for mode in SeedMode], help="these ways only")
    parser.add_argument("--report", type=Path, help="a folder for the reports")
    options = parser.parse_args()
    print(HEAD, flush=True)
    wrong = 0
    for mode in SeedMode:
        if options.mode is None or mode.name in options.mode:
            verification = one(mode, options.count, options.piece)
            wrong += not verification.agrees
            if options.report:
                report.write(verification, options.report / mode.name.lower())
    return 1 if wrong else 0


def one(mode: SeedMode, count: int, piece: Path | None) -> Verification:
    """Deploy, mint, reveal and verify an edition of this kind, and print its row."""
    with tempfile.TemporaryDirectory() as folder, LocalChain() as local:
        site = found(local, mode, Path(folder), supply=count, piece=piece)
        began = time.perf_counter()
        site.mint(count, params=piece is None)
        minted = time.perf_counter()
        site.reveal()
        revealed = time.perf_counter()
        verification = verified(site, count)
    ended = time.perf_counter()
    mismatches = len(verification.differences) + len(verification.failures)
    promises = f"{sum(check.passed for check in verification.checks)}/{len(verification.checks)}"
    times = f"{minted - began:>7.0f} s{revealed - minted:>8.1f} s{ended - revealed:>8.0f} s"
    name = mode.name.lower().replace("_", "-")
    print(f"{name:<16}{len(verification.seeds):>8,}{times}{promises:>10}{mismatches:>12}", flush=True)
    for check in verification.checks:
        if not check.passed:
            print(f"  broken: {check.name}: {check.detail}")
    return verification


def verified(site: Site, count: int) -> Verification:
    """All tokens, from chain data alone."""
    return verify_edition(
        site.chain, site.address, node=site.local.url, scope=Scope(Selection(count)), choice=Choice(ENGINES, pages=0)
    )


if __name__ == "__main__":
    sys.exit(main())
