"""The journal: what is written is read again, a torn end is cut off, and nothing else passes for a record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intaglio_studio import journal as journal_file
from intaglio_studio.journal import (
    Attempt,
    Inclusion,
    Journal,
    JournalDamaged,
    JournalInUse,
    JournalUnwritable,
    Owner,
    open_journal,
    read_journal,
)

OWNER = Owner(31337, "0x" + "ab" * 32, "0x" + "Cd" * 20)


def attempt(task: str = "a", nonce: int = 0, number: int = 1) -> Attempt:
    return Attempt(task, f"label of {task}", nonce, f"0x{number:064x}", "0x02f8")


def inclusion(task: str = "a", nonce: int = 0, *, succeeded: bool = True, block: int = 7) -> Inclusion:
    return Inclusion(task, nonce, f"0x{1:064x}", block, "0x" + "ee" * 32, 21_000, 10**9, succeeded)


def fill(journal: Journal) -> None:
    """Two bids for `a`, which is in a block; `b`, which is deep; `c`, whose nonce is lost; `d`, which failed."""
    journal.signed(attempt("a", 0, 1))
    journal.signed(attempt("a", 0, 2))
    journal.signed(attempt("b", 1, 3))
    journal.included(inclusion("a", 0))
    journal.included(inclusion("b", 1))
    journal.final(inclusion("b", 1))
    journal.signed(attempt("c", 2, 4))
    journal.lost("c", 2)
    journal.signed(attempt("d", 3, 5))
    journal.included(inclusion("d", 3, succeeded=False))


def state(journal: Journal) -> tuple[object, ...]:
    tasks = {task: journal.attempts(task) for task in "abcd"}
    return tasks, journal.unsettled(), journal.inclusions(), journal.next_nonce()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "journal.jsonl"
    with open_journal(path, OWNER) as journal:
        fill(journal)
        written = state(journal)
    assert path.stat().st_mode & 0o777 == 0o600
    with open_journal(path, OWNER) as journal:
        assert state(journal) == written
    assert state(read_journal(path, OWNER)) == written
    tasks, unsettled, _, nonce = written
    assert tasks == {"a": (attempt("a", 0, 1), attempt("a", 0, 2)), "b": (attempt("b", 1, 3),), "c": (), "d": ()}
    assert unsettled == (inclusion("a", 0), inclusion("d", 3, succeeded=False)) and nonce == 4


def test_a_later_block_counts_and_is_not_deep_yet(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal", OWNER) as journal:
        fill(journal)
        moved = replace(inclusion("b", 1), block=9)
        journal.included(moved)
        assert journal.inclusion("b", 1) == moved and moved in journal.unsettled()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 3000), st.binary(max_size=20))
def test_a_torn_end_is_cut_off(tmp_path: Path, kept: int, garbage: bytes) -> None:
    """Whatever of a record reached the disk, and whatever lay behind it: the records before it are read, and go on."""
    path = tmp_path / "journal"
    path.unlink(missing_ok=True)
    with open_journal(path, OWNER) as journal:
        fill(journal)
    whole = path.read_bytes()
    torn = whole[: min(kept, len(whole) - 1)]
    lines = torn.count(b"\n")
    path.write_bytes(torn + garbage.replace(b"\n", b""))
    with open_journal(path, OWNER) as journal:
        assert path.read_bytes() == b"".join(whole.splitlines(keepends=True)[: max(lines, 1)])
        journal.signed(attempt("z", 9, 9))
    with open_journal(path, OWNER) as journal:
        assert journal.attempts("z") == (attempt("z", 9, 9),)


def test_a_record_in_the_middle_that_was_altered_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with open_journal(path, OWNER) as journal:
        fill(journal)
    whole = path.read_bytes()
    for old, new in ((b'"nonce":0', b'"nonce":1'), (b'"label of a"', b'"label of e"'), (b"{", b"[")):
        path.write_bytes(whole.replace(old, new, 1))
        with pytest.raises(JournalDamaged, match=r"line \d of .* is not what was written"):
            open_journal(path, OWNER)
        with pytest.raises(JournalDamaged):
            read_journal(path, OWNER)
        assert path.read_bytes() == whole.replace(old, new, 1)


@pytest.mark.parametrize(
    ("owner", "words"),
    [
        (replace(OWNER, chain_id=1), "is of chain 31337, and the node is of 1"),
        (replace(OWNER, first_block="0x" + "ac" * 32), "is of another chain with the id 31337"),
        (replace(OWNER, account="0x" + "11" * 20), f"is of account {OWNER.account}, not of 0x1111"),
    ],
)
def test_a_journal_of_something_else_is_refused(tmp_path: Path, owner: Owner, words: str) -> None:
    open_journal(tmp_path / "journal", OWNER).close()
    with pytest.raises(JournalDamaged, match=words):
        open_journal(tmp_path / "journal", owner)
    assert owner.name != OWNER.name


def test_another_file_is_refused_and_left(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_text("my notes\nof today\n")
    with pytest.raises(JournalDamaged):
        open_journal(path, OWNER)
    assert path.read_text() == "my notes\nof today\n"


def test_one_process_at_a_time(tmp_path: Path) -> None:
    """The same journal, and another journal of the same account; and a process that is killed leaves no lock behind."""
    path, locks = tmp_path / "journal", tmp_path / "locks"
    program = (
        "import sys, time; from pathlib import Path; from intaglio_studio.journal import Owner, open_journal\n"
        f"journal = open_journal(Path({str(path)!r}), Owner(31337, {OWNER.first_block!r}, {OWNER.account!r}),"
        f" Path({str(locks)!r}))\nprint('open', flush=True)\ntime.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert other.stdout is not None and other.stdout.readline() == b"open\n"
    with pytest.raises(JournalInUse, match=f"another command, process {other.pid}, is at work with the journal"):
        open_journal(path, OWNER, locks)
    with pytest.raises(JournalInUse, match=f"process {other.pid}, is at work with account {OWNER.account}"):
        open_journal(tmp_path / "elsewhere", OWNER, locks)
    other.kill()
    other.wait()
    open_journal(path, OWNER, locks).close()
    open_journal(tmp_path / "elsewhere", OWNER, locks).close()


def test_nothing_is_remembered_that_is_not_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: the record is refused, so that nothing is sent; what was half written is cut off the next time."""
    with open_journal(tmp_path / "journal", OWNER) as journal:
        written = os.write

        class FullDisk:
            def __getattr__(self, name: str) -> object:
                return getattr(os, name)

            def write(self, file: int, data: bytes) -> int:
                if len(data) < 20:
                    raise OSError(28, "No space left on device")
                return written(file, data[: len(data) // 2])

        monkeypatch.setattr(journal_file, "os", FullDisk())
        with pytest.raises(JournalUnwritable, match="cannot write .*: No space left on device"):
            journal.signed(attempt())
        assert journal.attempts("a") == ()
    monkeypatch.undo()
    with open_journal(tmp_path / "journal", OWNER) as journal:
        assert journal.attempts("a") == ()
        journal.signed(attempt())
    assert read_journal(tmp_path / "journal", OWNER).attempts("a") == (attempt(),)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalUnwritable, match=r"cannot write .*: (Not a directory|File exists)"):
        open_journal(tmp_path / "file" / "journal", OWNER)
    with pytest.raises(JournalUnwritable):
        read_journal(tmp_path, OWNER)
    assert state(read_journal(tmp_path / "absent", OWNER)) == state(Journal(OWNER))


def test_every_record_is_synced_before_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this order: written, synced, remembered."""
    done: list[str] = []
    with open_journal(tmp_path / "journal", OWNER) as journal:
        synced = os.fsync

        def sync(file: int) -> None:
            done.append(f"synced {len(journal.attempts('a'))}")
            synced(file)

        monkeypatch.setattr(os, "fsync", sync)
        journal.signed(attempt())
        done.append(f"returned {len(journal.attempts('a'))}")
    assert done == ["synced 0", "returned 1"]
    lines = (tmp_path / "journal").read_text().splitlines()
    assert [json.loads(line)["record"] for line in lines] == ["journal", "signed"]
