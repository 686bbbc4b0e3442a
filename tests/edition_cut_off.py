"""Cut verbs of `intaglio edition` off by kill -9 and run them again: `python -m tests.edition_cut_off`.

Each trial has an edition of its own. A verb is killed once what it sends is signed, or sent, or sent and forgotten by
the node, or included; then the same command is run again, which must be the rest of the first: nothing is sent twice,
the verb has had its effect, every wei is accounted for and nothing is left open. Ends with 1 where anything was astray.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eth_account import Account
from eth_hash.auto import keccak
from web3.types import RPCEndpoint

from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.plan import Settings
from intaglio_renderers import http_node
from intaglio_studio import journal
from intaglio_studio.anvil import LocalChain
from intaglio_studio.chain import RpcChain
from intaglio_studio.command import main as intaglio
from intaglio_studio.deploy import deploy
from intaglio_studio.edition_state import calldata
from intaglio_studio.salt import new_salt
from intaglio_studio.terms import seed_tree
from tests.contract_fixtures import deployable
from tests.cutting import KEY, die

MOMENTS = ("signed", "sent", "forgotten", "included")
OWNER = str(Account.from_key(KEY).address)
FRIEND = str(Account.from_key("0x" + "5a" * 32).address)
PRICE = 10**15
SALE = ("setSale((uint96,uint40,uint40,uint40,uint32))", (PRICE, 0, 0, 2**40 - 1, 0))
WEEK = 7 * 24 * 3600
SEEDS = tuple(keccak(bytes([number])) for number in range(5))
Json = dict[str, Any]


@dataclass(frozen=True)
class Verb:
    """A verb with its arguments, behind the edition's address. `before` are calls of the owner's, `mined` blocks and
    `later` seconds that pass after them; `shows` is whether what the command says has its effect.
    """

    arguments: tuple[str, ...]
    shows: Callable[[Json], bool]
    before: tuple[tuple[Any, ...], ...] = ()
    mined: int = 0
    later: int = 0
    mode: SeedMode = SeedMode.IMMEDIATE
    sent: int = 1


def verbs(folder: Path) -> dict[str, Verb]:
    """Every verb that sends, some of them in several ways."""
    salt, seeds, friends = folder / "salt.json", folder / "seeds.txt", folder / "friends.csv"
    if not salt.exists():
        new_salt(salt)
        seeds.write_text("\n".join(f"0x{seed.hex()}" for seed in SEEDS), "utf-8")
        friends.write_text(f"address,allowance,price\n{OWNER},2,0.5\n", "utf-8")
    minted = ("mintByOwner(address,uint256,uint256)", OWNER, 2, 0)
    closed = (minted, ("closeMint()",))
    provenance, revealing = SeedMode.PROVENANCE, SeedMode.COMMIT_REVEAL
    return {
        "sale": Verb(("--price", "3", "--opens", "now", "--closes", "in 1 day"),
                     lambda said: said["sale"]["price"] == str(3 * 10**18)),
        "allowlist": Verb((str(friends),), lambda said: said["allowlistRoot"] == said["root"]),
        "pause": Verb((), lambda said: bool(said["paused"])),
        "resume": Verb((), lambda said: not said["paused"], before=(("pause(bool)", True),)),
        "mint": Verb(("2",), lambda said: list(said["tokens"]) == ["1", "2"], before=(SALE,)),
        "mint as owner": Verb(("2", "--as-owner"), lambda said: list(said["tokens"]) == ["3", "4"], before=(minted,)),
        "mint chosen": Verb(("--seeds", str(seeds), "--index", "3"),
                            lambda said: said["tokens"] == {"4": f"0x{SEEDS[3].hex()}"}, mode=SeedMode.CHOSEN),
        "reveal": Verb((), lambda said: said["revealed"] == 1 and not said["waiting"], before=(minted,), mined=8,
                       mode=revealing),
        "close-mint": Verb((), lambda said: bool(said["round"]), before=(minted,), mode=provenance),
        "reveal-salt": Verb((str(salt),), lambda said: bool(said["seedsFinal"]),
                            before=(*closed, ("reveal(uint256)", "round")), mined=8, mode=provenance),
        "reveal-without-salt": Verb((), lambda said: bool(said["seedsFinal"]),
                                    before=(*closed, ("reveal(uint256)", "round")), mined=8, later=WEEK + 60,
                                    mode=provenance),
        "release": Verb((), lambda said: said["paid"] == {OWNER: "300", FRIEND: "100"}, before=(("", 400),), sent=2),
        "plate": Verb(("PLATE",), lambda said: said["title"] == "Another"),
        "freeze": Verb((), lambda said: bool(said["frozen"])),
    }  # fmt: skip


@dataclass
class Stage:
    """A chain, and a folder for what commands need and remember."""

    local: LocalChain
    folder: Path
    number: int = 0

    @property
    def chain(self) -> RpcChain:
        """The chain, sending from the owner."""
        return RpcChain(self.local.web3, Account.from_key(KEY))

    def ask(self, method: str, *parameters: object) -> Any:
        """A request to anvil."""
        return self.local.web3.manager.request_blocking(RPCEndpoint(method), list(parameters))

    def edition(self, verb: Verb) -> str:
        """A fresh edition, ready for a verb."""
        self.number += 1
        self.ask("anvil_setBalance", OWNER, hex(10**20))
        source = {
            SeedMode.PROVENANCE: bytes.fromhex(json.loads((self.folder / "salt.json").read_text())["commitment"][2:]),
            SeedMode.CHOSEN: seed_tree(SEEDS).root,
        }.get(verb.mode, bytes(32))
        delay = 2 if verb.mode in (SeedMode.PROVENANCE, SeedMode.COMMIT_REVEAL) else 0
        settings = Settings(seeds=verb.mode, delay=delay, seed_source=source, payees=(OWNER, FRIEND), shares=(3, 1))
        piece = replace(deployable(title=f"Trial {self.number}", supply=5), settings=settings)
        address = deploy(piece, self.chain).edition
        for signature, *arguments in verb.before:
            if arguments == ["round"]:
                self.ask("anvil_mine", hex(verb.mined))
                arguments = [int.from_bytes(self.chain.call(address, calldata("round()")), "big")]
            data, value = (calldata(signature, *arguments), 0) if signature else (b"", arguments[0])
            self.chain.send(address, data, value)
        self.ask("evm_increaseTime", verb.later)
        self.ask("anvil_mine", hex(max(verb.mined, 1)))
        return address

    def run(self, command: list[str], moment: str = "") -> tuple[int, Json]:
        """A command in a process, which dies at a moment; its status and what it said."""
        said = self.folder / "said"
        child = os.fork()
        if not child:
            _become(command, said, self.folder / f"state {self.number}", moment)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        text = said.read_text("utf-8")
        return status, json.loads(text) if text else {}

    def trial(self, name: str, verb: Verb, moment: str) -> list[str]:
        """What was wrong with a verb that was cut off at a moment."""
        address = self.edition(verb)
        plate = [deploy(deployable(title="Another"), self.chain).plan.terms.plate] if name == "plate" else []
        word, given = name.split(" ")[0], plate or list(verb.arguments)
        given = [*given, address] if word == "allowlist" else [address, *given]
        command = ["edition", word, *given, "--rpc", self.local.url, "--yes", "--json"]
        web3, block = self.local.web3, self.local.web3.eth.block_number
        if moment == "forgotten":
            self.ask("evm_setAutomine", False)
        status, _ = self.run(command, moment)
        if moment == "forgotten":
            self.ask("anvil_dropAllTransactions")
            self.ask("evm_setAutomine", True)
        if status != -9:
            return [f"it was not cut off, but ended with {status}"]
        status, said = self.run(command)
        faults = [] if status == 0 and verb.shows(said) else [f"run again it ended with {status}: {said}"]
        if not said.get("resumed"):
            faults.append("it does not say that it went on")
        sent: list[Any] = [
            transaction
            for number in range(block + 1, web3.eth.block_number + 1)
            for transaction in web3.eth.get_block(number, full_transactions=True)["transactions"]
        ]
        if len(sent) != verb.sent:
            faults.append(f"{len(sent)} transactions for {verb.sent}")
        receipts = [web3.eth.get_transaction_receipt(transaction["hash"]) for transaction in sent]
        spent = sum(receipt["gasUsed"] * receipt["effectiveGasPrice"] for receipt in receipts)
        spent += sum(transaction["value"] for transaction in sent) - (300 if name == "release" else 0)
        owner = web3.to_checksum_address(OWNER)
        before, after = (web3.eth.get_balance(owner, at) for at in (block, web3.eth.block_number))
        if before - after != spent:
            faults.append(f"{before - after - spent} wei are astray")
        (path,) = (self.folder / f"state {self.number}" / "journals").glob("*.jsonl")
        first = json.loads(path.read_text("utf-8").splitlines()[0])
        of = journal.Owner(first["chain_id"], first["first_block"], first["account"])
        if journal.read_journal(path, of).open_tasks():
            faults.append("something is left open")
        return faults


def _become(command: list[str], said: Path, state: Path, moment: str) -> None:
    """Be a command, to the end or until a moment."""
    status = 70
    try:
        os.environ["INTAGLIO_PRIVATE_KEY"], os.environ["INTAGLIO_STATE"] = KEY, str(state)
        descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(descriptor, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        _die_at(moment)
        status = intaglio(command)
        sys.stdout.flush()
    finally:
        os._exit(status)


def _die_at(moment: str) -> None:
    asked, written = http_node.HttpNode.make_request, journal.Journal.included

    def make_request(self: Any, method: Any, params: Any) -> Any:
        sends = method == "eth_sendRawTransaction"
        if sends and moment == "signed":
            die()
        answer = asked(self, method, params)
        if sends and moment in ("sent", "forgotten"):
            die()
        return answer

    def included(self: journal.Journal, seen: journal.Inclusion) -> None:
        written(self, seen)
        if moment == "included":
            die()

    http_node.HttpNode.make_request = make_request  # type: ignore[method-assign]
    journal.Journal.included = included  # type: ignore[method-assign]


def twice_on_purpose(stage: Stage, verb: Verb) -> list[str]:
    """The same mint twice, each to its end: two mints."""
    address = stage.edition(verb)
    command = ["edition", "mint", address, "2", "--rpc", stage.local.url, "--yes", "--json"]
    said = [stage.run(command)[1] for _ in range(2)]
    right = [list(one["tokens"]) for one in said] == [["1", "2"], ["3", "4"]]
    return [] if right and not any(one["resumed"] for one in said) else [f"two mints on purpose: {said}"]


def another_first(stage: Stage, verb: Verb) -> list[str]:
    """Another command after one that was cut off: that one is finished first, and both have their effect."""
    address = stage.edition(verb)
    common = ["--rpc", stage.local.url, "--yes", "--json"]
    stage.run(["edition", "mint", address, "2", *common], "signed")
    _, said = stage.run(["edition", "pause", address, *common])
    right = said["paused"] and said["minted"] == 2 and not said["resumed"]
    return [] if right else [f"another command first: {said}"]


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.edition_cut_off", description=__doc__)
    parser.add_argument("--some", action="store_true", help="each verb at one moment only")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp())
    try:
        with LocalChain() as local:
            stage, todo = Stage(local, folder), verbs(folder)
            for place, (name, verb) in enumerate(todo.items()):
                for moment in MOMENTS if not options.some else (MOMENTS[place % len(MOMENTS)],):
                    faults = stage.trial(name, verb, moment)
                    counts["trials"] += 1
                    counts["bad"] += bool(faults)
                    if faults:
                        print(f"{name}, {moment}: {'; '.join(faults)}", flush=True)
            for faults in (twice_on_purpose(stage, todo["mint"]), another_first(stage, todo["mint"])):
                counts["trials"] += 1
                counts["bad"] += bool(faults)
                print(*faults, sep="\n", end="\n" if faults else "")
    finally:
        shutil.rmtree(folder)
    print(f"{counts['trials']} trials of {len(todo)} verbs: all were finished by the next run, nothing twice, no wei "
          f"astray, but for {counts['bad']}; {time.monotonic() - began:.0f} s")  # fmt: skip
    return 1 if counts["bad"] else 0


if __name__ == "__main__":
    sys.exit(main())
