"""`intaglio deploy` cut off by `kill -9`, resumed, and the chain audited. No test in here.

`Scene` is a fresh chain with a rich account and a build. `deploy(scene, cut)` runs the command in a process of its own,
forked so that it starts at once, which dies by SIGKILL where `cut` says: before or after the nth thing that it does to
the outside (a request to the node, a write or a sync of the journal), with half of a write done, at its nth line of
Python, or after some seconds. `audit(scene)` reads every block and holds it against what a deployment may have sent.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Self

from eth_account import Account
from web3.types import RPCEndpoint

from intaglio_renderers import http_node
from intaglio_studio import journal, sending
from intaglio_studio.anvil import LocalChain
from intaglio_studio.command import main

KEY = "0x" + "c7" * 32
START = 10**18  # wei
TRACED = ("sending.py", "journal.py", "deploy.py", "chain.py", "signers.py")


@dataclass(frozen=True)
class Cut:
    """When the process dies. `kind`: `never`, `point`, `torn`, `line` or `time`; `at` counts from 1, or is seconds."""

    kind: str = "never"
    at: float = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.at:g}" if self.kind != "never" else "never"


@dataclass
class Run:
    """How a process ended: `status` is its exit status, or minus the signal that killed it."""

    status: int
    said: str
    points: int
    writes: int
    lines: int
    seconds: float

    @property
    def killed(self) -> bool:
        """Whether it was cut off."""
        return self.status == -signal.SIGKILL

    @property
    def result(self) -> dict[str, Any]:
        """What it printed as JSON."""
        found: dict[str, Any] = json.loads(self.said)
        return found


@dataclass
class Scene:
    """A fresh chain, on which an account has `START` wei, and a folder with a build. `url` is what a user gives."""

    build: Path
    folder: Path
    options: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    url: str = ""
    met: Counter[str] = field(default_factory=Counter)  # faults of the road
    local: LocalChain = field(init=False)

    def __enter__(self) -> Self:
        self.local = LocalChain(options=self.options)
        self.local.__enter__()
        self.url = self.url or self.local.url
        self.address = str(Account.from_key(KEY).address)
        self.ask("anvil_setBalance", self.address, hex(START))
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.build, self.folder / "toy.build")
        return self

    def __exit__(self, *_: object) -> None:
        self.local.close()

    def ask(self, method: str, *parameters: object) -> Any:
        """A request to the chain itself."""
        answer = self.local.web3.provider.make_request(RPCEndpoint(method), list(parameters))
        assert "error" not in answer, answer
        return answer["result"]


def deploy(scene: Scene, cut: Cut = Cut()) -> Run:
    """Run the command in a process, which ends as `cut` says; what became of it."""
    assert threading.active_count() == 1, "a fork takes one thread along, and the locks of all"
    said, counted = scene.folder / "said", scene.folder / "counted"
    counted.write_bytes(bytes(24))
    began = time.monotonic()
    child = os.fork()
    if not child:
        _become(scene, cut, said, counted)
    status = _wait(child, began + cut.at if cut.kind == "time" else None)
    points, writes, lines = struct.unpack(">3Q", counted.read_bytes())
    return Run(status, said.read_text("utf-8"), points, writes, lines, time.monotonic() - began)


def _wait(child: int, deadline: float | None) -> int:
    while deadline is not None and time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.0005)
    if deadline is not None:
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


# -- in the process that may die


def _become(scene: Scene, cut: Cut, said: Path, counted: Path) -> None:
    """Be `intaglio deploy`, to the end or until the cut."""
    status = 70
    try:
        os.environ["INTAGLIO_PRIVATE_KEY"] = KEY
        os.environ["INTAGLIO_STATE"] = str(scene.folder / "state")
        descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(descriptor, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        count = os.open(counted, os.O_WRONLY)
        _count_points(cut, lambda points, writes: os.pwrite(count, struct.pack(">2Q", points, writes), 0))
        if cut.kind in ("line", "never"):
            _count_lines(cut, lambda lines: os.pwrite(count, struct.pack(">Q", lines), 16))
        command = ["deploy", str(scene.folder / "toy.build"), "--rpc", scene.url, "--yes", "--json", *scene.arguments]
        status = main(command)
        sys.stdout.flush()
    finally:
        os._exit(status)


def die() -> None:
    """As by `kill -9`, at this very instruction."""
    os.kill(os.getpid(), signal.SIGKILL)


def _count_points(cut: Cut, note: Callable[[int, int], object]) -> None:
    """Count what the process does to the outside, before and after each, and the writes among that."""
    points = writes = 0

    def pass_point() -> None:
        nonlocal points
        points += 1
        note(points, writes)
        if cut.kind == "point" and points == cut.at:
            die()

    class Os:
        """The journal's `os`."""

        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def write(self, file: int, data: bytes) -> int:
            nonlocal writes
            pass_point()
            writes += 1
            if cut.kind == "torn" and writes == cut.at:
                os.write(file, data[: len(data) // 2])
                die()
            written = os.write(file, data)
            pass_point()
            return written

        def fsync(self, file: int) -> None:
            pass_point()
            os.fsync(file)
            pass_point()

    asked = http_node.HttpNode.make_request

    def make_request(self: Any, method: Any, params: Any) -> Any:
        pass_point()
        answer = asked(self, method, params)
        pass_point()
        return answer

    journal.os = Os()  # type: ignore[assignment, attr-defined]
    http_node.HttpNode.make_request = make_request  # type: ignore[method-assign]


def _count_lines(cut: Cut, note: Callable[[int], object]) -> None:
    """Count lines of Python in what sends and remembers."""
    folder = str(Path(sending.__file__).parent)
    number = 0

    def line(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal number
        if event == "line":
            number += 1
            if cut.kind == "line":
                if number == cut.at:
                    die()
            elif number % 64 == 0:
                note(number)
        return line

    def call(frame: FrameType, event: str, argument: object) -> Any:
        path = frame.f_code.co_filename
        return line if path.startswith(folder) and path.endswith(TRACED) else None

    sys.settrace(call)


# -- afterwards


@dataclass(frozen=True)
class Audit:
    """What a chain holds of a deployment. `faults` is empty where all is as it must be."""

    addresses: dict[str, str]
    transactions: int
    spent: int
    faults: tuple[str, ...]


def audit(scene: Scene, addresses: dict[str, str]) -> Audit:
    """Read every block: one transaction a contract, one nonce each and no gap, none twice, no wei astray."""
    web3, faults = scene.local.web3, []
    sent: list[Any] = [
        transaction
        for number in range(web3.eth.block_number + 1)
        for transaction in web3.eth.get_block(number, full_transactions=True)["transactions"]
    ]
    ours = [transaction for transaction in sent if transaction["from"] == scene.address]
    if len(ours) != len(sent):
        faults.append(f"{len(sent) - len(ours)} transactions of somebody else")
    if sorted(transaction["nonce"] for transaction in ours) != list(range(len(ours))):
        faults.append(f"nonces {[transaction['nonce'] for transaction in ours]}")
    twice = [content for content, times in Counter((t["to"], t["input"]) for t in ours).items() if times > 1]
    if twice:
        faults.append(f"{len(twice)} creations were sent twice")
    if len(ours) != len(addresses):
        faults.append(f"{len(ours)} transactions for {len(addresses)} contracts")
    receipts = [web3.eth.get_transaction_receipt(transaction["hash"]) for transaction in ours]
    if any(receipt["status"] != 1 for receipt in receipts):
        faults.append("a transaction failed")
    spent = sum(receipt["gasUsed"] * receipt["effectiveGasPrice"] for receipt in receipts)
    balance = web3.eth.get_balance(web3.to_checksum_address(scene.address))
    if balance != START - spent:
        faults.append(f"{START - spent - balance} wei are astray")
    for label, address in addresses.items():
        if not web3.eth.get_code(web3.to_checksum_address(address)):
            faults.append(f"no {label} at {address}")
    pool = scene.ask("txpool_status")
    if int(pool["pending"], 16) + int(pool["queued"], 16):
        faults.append("transactions are left in the pool")
    return Audit(addresses, len(ours), spent, tuple(faults) + tuple(_journal_faults(scene)))


def _journal_faults(scene: Scene) -> list[str]:
    """One journal, whole, in which each task has one nonce and none is still open."""
    paths = list((scene.folder / "toy.deploy").glob("*.jsonl"))
    if len(paths) != 1:
        return [f"{len(paths)} journals"]
    records = [json.loads(line) for line in paths[0].read_text("utf-8").splitlines()]
    nonces: dict[str, set[int]] = {}
    for record in records:
        if record["record"] == "signed":
            nonces.setdefault(record["task"], set()).add(record["nonce"])
    faults = [f"{task} was signed with nonces {found}" for task, found in nonces.items() if len(found) > 1]
    owner = journal.Owner(records[0]["chain_id"], records[0]["first_block"], scene.address)
    if journal.read_journal(paths[0], owner).unsettled():
        faults.append("a transaction was never confirmed")
    if KEY[2:] in paths[0].read_text("utf-8"):
        faults.append("the key is in the journal")
    return faults
