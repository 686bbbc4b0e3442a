"""What was signed, on disk before it is sent: `Journal`, all that who sends knows besides the chain itself.

One line of JSON a record, each with a checksum, appended and synced before the step that it announces. A process that
dies at any instruction leaves either all of a record or a torn last line, which is cut off. Records:

    journal   which chain (its id and first block) and which account; the first line
    signed    a transaction, whole, with its nonce: from here on it may be on its way
    included  the block that a transaction is in, and what it cost
    final     deep enough under other blocks
    lost      a nonce that went to a transaction of somebody else's: what was signed with it can never be included

A transaction is not a secret: whoever sends it does what its signer wanted. Keys are never written.
"""

from __future__ import annotations

import fcntl
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

FORMAT = 1
_SUM = ',"sum":"'
_SUM_SIZE = len(_SUM) + 8 + len('"}')

Json = dict[str, Any]


class JournalDamaged(Exception):
    """A journal is not what was written, or belongs to another chain or account."""


class JournalUnwritable(Exception):
    """A record cannot be put on disk, so nothing may be sent."""


class JournalInUse(Exception):
    """Another process works with the same journal, or sends from the same account."""


@dataclass(frozen=True)
class Owner:
    """Whose transactions a journal has: a chain, by its id and its first block's hash in hex, and an account."""

    chain_id: int
    first_block: str
    account: str

    @property
    def name(self) -> str:
        """Short and fit for a file's name: two chains that share an id have other first blocks."""
        return f"{self.chain_id}-{self.first_block[2:10]}-{self.account[2:10].lower()}"


@dataclass(frozen=True)
class Attempt:
    """A signed transaction, `raw` in hex. Several of one `nonce` are bids for the same place: at most one is included.

    `label` is what people call the task.
    """

    task: str
    label: str
    nonce: int
    hash: str
    raw: str


@dataclass(frozen=True)
class Inclusion:
    """The block that an attempt was seen in. `price` is in wei a unit of gas."""

    task: str
    nonce: int
    hash: str
    block: int
    block_hash: str
    gas: int
    price: int
    succeeded: bool


@dataclass
class Journal:
    """Signed transactions and what became of them; in memory alone where there is no `path`.

    Open a file by `open_journal`, which locks it.
    """

    owner: Owner
    path: Path | None = None
    _attempts: dict[str, list[Attempt]] = field(default_factory=dict)
    _included: dict[tuple[str, int], Inclusion] = field(default_factory=dict)
    _final: set[tuple[str, int]] = field(default_factory=set)
    _lost: set[tuple[str, int]] = field(default_factory=set)
    _file: int | None = None
    _locks: list[IO[str]] = field(default_factory=list)

    def attempts(self, task: str) -> tuple[Attempt, ...]:
        """The bids for a task at the nonce that it still has; none where that went to somebody else, or failed."""
        made = self._attempts.get(task, [])
        if not made or (task, made[-1].nonce) in self._lost:
            return ()
        included = self._included.get((task, made[-1].nonce))
        if included is not None and not included.succeeded:
            return ()
        return tuple(attempt for attempt in made if attempt.nonce == made[-1].nonce)

    def begun(self, once: str) -> tuple[Attempt, ...]:
        """The bids for what is named by `once`, whatever its content, that may yet be included."""
        tasks = [task for task in self._attempts if task.startswith(f"{once} ")]
        return self.attempts(tasks[-1]) if tasks else ()

    def inclusion(self, task: str, nonce: int) -> Inclusion | None:
        """Where a task's transaction was last seen."""
        return self._included.get((task, nonce))

    def open_tasks(self) -> tuple[str, ...]:
        """Every task that may yet be included, or is in a block that may yet go, by nonce."""
        bids = {task: self.attempts(task) for task in self._attempts}
        waiting = [task for task, made in bids.items() if made and (task, made[-1].nonce) not in self._final]
        return tuple(sorted(waiting, key=lambda task: bids[task][-1].nonce))

    def unsettled(self) -> tuple[Inclusion, ...]:
        """What is in a block that may yet go, by nonce."""
        open_ones = (seen for key, seen in self._included.items() if key not in self._final)
        return tuple(sorted(open_ones, key=lambda seen: seen.nonce))

    def next_nonce(self) -> int:
        """One more than the highest nonce in a block that may yet go: a node may not count that one."""
        return max((seen.nonce + 1 for seen in self.unsettled()), default=0)

    def inclusions(self) -> tuple[Inclusion, ...]:
        """Every transaction that was seen in a block, where it was seen last, by nonce."""
        return tuple(sorted(self._included.values(), key=lambda seen: seen.nonce))

    def label(self, task: str) -> str:
        """What people call a task."""
        return self._attempts[task][-1].label

    def signed(self, attempt: Attempt) -> None:
        """Remember a transaction. When this returns, it is on disk and may be sent."""
        self._append({"record": "signed", **vars(attempt)})

    def included(self, seen: Inclusion) -> None:
        """Remember the block that a transaction is in; a later record counts instead of an earlier one."""
        self._append({"record": "included", **vars(seen)})

    def final(self, seen: Inclusion) -> None:
        """Remember that a transaction is deep enough."""
        self._append({"record": "final", "task": seen.task, "nonce": seen.nonce})

    def lost(self, task: str, nonce: int) -> None:
        """Remember that a task's nonce went to a transaction of somebody else's."""
        self._append({"record": "lost", "task": task, "nonce": nonce})

    def close(self) -> None:
        """Close the file and let others have it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        while self._locks:
            self._locks.pop().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _append(self, record: Json) -> None:
        if self._file is not None:
            try:
                _write(self._file, _line(record))
            except OSError as error:
                raise JournalUnwritable(f"cannot write {self.path}: {error.strerror}") from None
        self._apply(record)

    def _apply(self, record: Json) -> None:
        """What a record, read or just written, means."""
        values = {name: value for name, value in record.items() if name not in ("record", "sum")}
        key = (values.get("task", ""), values.get("nonce", 0))
        match record["record"]:
            case "signed":
                self._attempts.setdefault(values["task"], []).append(Attempt(**values))
            case "included":
                self._included[key] = Inclusion(**values)
                self._final.discard(key)
            case "final":
                self._final.add(key)
            case "lost":
                self._lost.add(key)
            case other:
                raise ValueError(f"no record is called {other}")


def open_journal(path: Path, owner: Owner, locks: Path | None = None) -> Journal:
    """The journal in a file, made if need be, and locked until it is closed or its process ends, however it ends.

    `locks` is a folder in which the account is locked too, against commands with another journal.
    Raises `JournalDamaged`, `JournalInUse` or `JournalUnwritable`.
    """
    journal = Journal(owner, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        journal._locks.append(_lock(path.with_suffix(".lock"), f"the journal {path}"))
        if locks is not None:
            locks.mkdir(parents=True, exist_ok=True)
            journal._locks.append(_lock(locks / f"{owner.name}.lock", f"account {owner.account} on this chain"))
        journal._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        _load(journal, journal._file)
    except OSError as error:
        journal.close()
        raise JournalUnwritable(f"cannot write {error.filename or path}: {error.strerror}") from None
    except BaseException:
        journal.close()
        raise
    return journal


def read_journal(path: Path, owner: Owner) -> Journal:
    """What a journal says, to look at only: it stays as it is, and whoever works with it is not disturbed.

    An empty one where there is no file. Raises `JournalDamaged`, `JournalUnwritable`.
    """
    journal = Journal(owner, path)
    try:
        _replay(journal, path.read_bytes())
    except FileNotFoundError:
        pass
    except OSError as error:
        raise JournalUnwritable(f"cannot read {path}: {error.strerror}") from None
    return journal


def _load(journal: Journal, file: int) -> None:
    """Read the records; cut a torn last line off; write the first line where there is none."""
    with open(file, "rb", closefd=False) as reader:
        kept = _replay(journal, reader.read())
    os.ftruncate(file, kept)
    if not kept:
        assert journal.path is not None
        _write(file, _line({"record": "journal", "format": FORMAT, **vars(journal.owner)}))
        _sync_folder(journal.path.parent)


def _replay(journal: Journal, content: bytes) -> int:
    """Apply all records; how many bytes are whole. Raises `JournalDamaged` where any but the last is not."""
    whole = 0
    for number, (end, record) in enumerate(_records(content), 1):
        if record is None:
            if end < len(content):
                raise JournalDamaged(f"line {number} of {journal.path} is not what was written")
            break
        if number == 1:
            _check_owner(journal, record)
        else:
            journal._apply(record)
        whole = end
    return whole


def _check_owner(journal: Journal, record: Json) -> None:
    if record.get("record") != "journal" or record.get("format") != FORMAT:
        raise JournalDamaged(f"{journal.path} is no journal of this version of Intaglio")
    of = Owner(record["chain_id"], record["first_block"], record["account"])
    if of.chain_id != journal.owner.chain_id:
        raise JournalDamaged(f"{journal.path} is of chain {of.chain_id}, and the node is of {journal.owner.chain_id}")
    if of.first_block != journal.owner.first_block:
        raise JournalDamaged(f"{journal.path} is of another chain with the id {of.chain_id}: its first block differs")
    if of.account.lower() != journal.owner.account.lower():
        raise JournalDamaged(f"{journal.path} is of account {of.account}, not of {journal.owner.account}")


def _records(content: bytes) -> Iterator[tuple[int, Json | None]]:
    """Where each line ends, and its record; None for one that is torn or altered."""
    start = 0
    while start < len(content):
        end = content.find(b"\n", start) + 1
        if not end:
            yield len(content), None
            return
        yield end, _record(content[start : end - 1])
        start = end


def _record(line: bytes) -> Json | None:
    body, tail = line[:-_SUM_SIZE], line[-_SUM_SIZE:]
    if tail != _seal(body):
        return None
    record: Json = json.loads(line)
    return record


def _line(record: Json) -> bytes:
    body = json.dumps(record, separators=(",", ":")).encode()[:-1]
    return body + _seal(body) + b"\n"


def _seal(body: bytes) -> bytes:
    return f'{_SUM}{zlib.crc32(body):08x}"}}'.encode()


def _write(file: int, data: bytes) -> None:
    """All of `data`, and on the disk itself when this returns."""
    while data:
        data = data[os.write(file, data) :]
    os.fsync(file)


def _lock(path: Path, what: str) -> IO[str]:
    """A lock that ends with the process; the file says which process has it."""
    held = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.seek(0)
        process = held.read().strip() or "unknown"
        held.close()
        raise JournalInUse(f"another command, process {process}, is at work with {what}") from None
    held.truncate(0)
    held.write(str(os.getpid()))
    held.flush()
    return held


def _sync_folder(folder: Path) -> None:
    """Make a new file's name survive a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
