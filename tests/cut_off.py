"""Cut `intaglio deploy` off by kill -9 and resume it: `python -m tests.cut_off --boundaries --instants 50 --lines 50`.

Each trial has a fresh chain and the same key and build. A deployment is cut off, once or again while it resumes, then
let run to its end, and once more, which must send nothing. The chain is audited: the addresses that an undisturbed
deployment gets, one transaction a contract, one nonce each, every wei accounted for. Between the cut and the resumption
the node may also lose what waits in its pool (`--lossy`), and blocks may come at intervals (`--block-time`). `--proxy`
puts a bad road between. Ends with 1 where anything was astray.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from intaglio_contracts.artifacts import display_artifact, edition_artifact
from tests.chaos_proxy import ChaosProxy
from tests.cutting import Cut, Run, Scene, audit, deploy
from tests.toy import toy_bundle


@dataclass
class Campaign:
    """Trials of one kind of chain. `first` is an undisturbed deployment, which the others must equal."""

    build: Path
    folder: Path
    options: argparse.Namespace
    random: random.Random

    def scene(self) -> Scene:
        """A fresh chain."""
        block_time = ("--block-time", f"{self.options.block_time:g}") if self.options.block_time else ()
        return Scene(self.build, self.folder / "scene", block_time, ("--patience", "30"))

    def undisturbed(self) -> Run:
        """How a deployment goes that nobody cuts off: its addresses, its points and lines, its seconds."""
        with self.scene() as scene:
            run = deploy(scene)
            found = audit(scene, run.result["addresses"]) if run.status == 0 else None
        if found is None or found.faults:
            raise SystemExit(f"even undisturbed it fails: {found.faults if found else run.said}")
        return run

    def trial(self, cut: Cut, first: Run) -> tuple[bool, list[str]]:
        """Whether the cut came before the end, and what was wrong in the end."""
        with self.scene() as scene, road(scene, self.options.proxy, self.random.randrange(2**32)):
            killed = deploy(scene, cut)
            if killed.killed and self.options.lossy:
                scene.ask("anvil_dropAllTransactions")
            if killed.killed and self.random.random() < 0.3:  # cut off again while it resumes
                deploy(scene, Cut("time", self.random.uniform(0.05, first.seconds)))
            resumed = deploy(scene)
            height = scene.local.web3.eth.get_transaction_count(scene.local.web3.to_checksum_address(scene.address))
            again = deploy(scene)
            faults = [f"{name} ended with {run.status}: {run.said}" for name, run in
                      (("resuming", resumed), ("repeating", again)) if run.status]  # fmt: skip
            if faults:
                return killed.killed, faults
            if resumed.result["addresses"] != first.result["addresses"]:
                faults.append("other addresses")
            faults += audit(scene, first.result["addresses"]).faults
            if again.result["gas"] or height != len(first.result["addresses"]):
                faults.append("repeating it sent something")
            return killed.killed, faults


@contextmanager
def road(scene: Scene, bad: bool, seed: int) -> Iterator[None]:
    """Between the command and the chain of `scene`: nothing, or a proxy in a process of its own."""
    if not bad:
        yield
        return
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_stand_between, args=(scene.local.url, seed, theirs), daemon=True)
    process.start()
    scene.url = ours.recv()
    try:
        yield
    finally:
        ours.send("enough")
        process.join()
        scene.met.update(ours.recv())


def _stand_between(url: str, seed: int, pipe: Connection) -> None:
    with ChaosProxy(url, seed=seed) as proxy:
        pipe.send(proxy.url)
        pipe.recv()
        pipe.send(dict(proxy.counts))


def cuts(options: argparse.Namespace, first: Run, chance: random.Random) -> list[Cut]:
    """Boundaries where wanted, and instants and lines by chance."""
    chosen = []
    if options.boundaries:
        chosen += [Cut("point", point) for point in range(1, first.points + 1, options.boundaries)]
        chosen += [Cut("torn", write) for write in range(1, first.writes + 1, 1 + options.boundaries // 8)]
    chosen += [Cut("time", chance.uniform(0, first.seconds)) for _ in range(options.instants)]
    chosen += [Cut("line", chance.randint(1, first.lines)) for _ in range(options.lines)]
    return chosen


def run(options: argparse.Namespace, folder: Path) -> Counter[str]:
    """All trials; how many were made, cut off, and bad."""
    toy_bundle(folder).write(folder / "toy.build")
    edition_artifact(), display_artifact()  # compiled here, or each trial's first deployment does it
    campaign = Campaign(folder / "toy.build", folder, options, random.Random(options.seed))
    first = campaign.undisturbed()
    print(f"undisturbed: {len(first.result['addresses'])} transactions, {first.points} points, {first.writes} writes, "
          f"{first.lines} lines, {first.seconds:.1f} s", flush=True)  # fmt: skip
    counts: Counter[str] = Counter()
    began = time.monotonic()
    for cut in cuts(options, first, campaign.random):
        killed, faults = campaign.trial(cut, first)
        counts["trials"] += 1
        counts["cut off"] += killed
        counts["bad"] += bool(faults)
        counts[f"by {cut.kind}"] += killed
        if faults:
            print(f"{cut}: {'; '.join(faults)}", flush=True)
        elif counts["trials"] % 50 == 0:
            print(f"{counts['trials']} trials, {counts['bad']} bad; {time.monotonic() - began:.0f} s", flush=True)
    kinds = ", ".join(f"{counts[name]} {name}" for name in sorted(counts) if name.startswith("by"))
    print(f"{counts['trials']} trials, {counts['cut off']} cut off ({kinds}): all resumed to the same addresses, no "
          f"transaction twice, no wei astray, but for {counts['bad']}; {time.monotonic() - began:.0f} s")  # fmt: skip
    return counts


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.cut_off", description=__doc__)
    parser.add_argument(
        "--boundaries", type=int, nargs="?", const=1, metavar="EVERY",
        help="before and after every request, write and sync, or every so many, and in half of a write",
    )  # fmt: skip
    parser.add_argument("--instants", type=int, default=0, metavar="N", help="at N random moments")
    parser.add_argument("--lines", type=int, default=0, metavar="N", help="at N random lines of what sends")
    parser.add_argument("--block-time", type=float, default=0, metavar="SECONDS", help="0: a block a transaction")
    parser.add_argument("--lossy", action="store_true", help="the node forgets what waits, at each cut")
    parser.add_argument("--proxy", action="store_true", help="half of the answers are dropped, late, repeated, refused")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts = run(options, Path(folder))
    return 1 if counts["bad"] or not counts["trials"] else 0


if __name__ == "__main__":
    sys.exit(main())
