"""The portfolio of minifiers: `candidates(script)` gives them all, `smallest(script, size)` the one that packs best.

terser, uglify-js and swc run in one resident node process (`worker.mjs`), each with several sets of options
(`option-sets.mjs`). Same script, same versions of the packages: the same bytes each time. Which of the candidates is
kept is asked of the packer, since smallest is not smallest packed; of two that pack alike the shorter is kept, then
the one that is tried first.

    >>> best = smallest("let size = 2; draw(size, size);", len, reserved=("draw",))
    >>> best.script
    'draw(2,2)'
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from intaglio.node_packages import package_folder

HERE = Path(__file__).parent
# Names with which a page or a library calls into a sketch: they stay, though the sketch itself uses none of them.
ENTRY_POINTS = (
    "setup", "draw", "preload", "windowResized", "mousePressed", "mouseReleased", "mouseMoved", "mouseDragged",
    "mouseClicked", "keyPressed", "keyReleased", "keyTyped", "touchStarted", "touchMoved", "touchEnded",
)  # fmt: skip


class MinifierFailed(Exception):
    """A script cannot be read, or the minifiers do not run. `line` and `column` count from 1 where they are known."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Candidate:
    """A minified script, and which minifier and options made it."""

    label: str
    script: str


def _listed(file: str) -> tuple[str, ...]:
    lines = (HERE / file).read_text("ascii").split("\n")
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def host_names() -> tuple[str, ...]:
    """The names that a page has before any script runs: `host-names.txt`."""
    return _listed("host-names.txt")


@cache
def host_properties() -> tuple[str, ...]:
    """Names of properties that objects of a page have and no minifier's own list: `host-properties.txt`."""
    return _listed("host-properties.txt")


@dataclass(frozen=True)
class Surroundings:
    """What a script is minified for.

    `reserved` are names that the page around it defines, `avoided` those that no variable may be given anew; `entries`
    must stay at the top level though the script itself does not use them. `locals` are names that a page of ours lets a
    script use without declaring them; with any, the script is made for such a page and for nothing else.
    """

    reserved: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()
    entries: tuple[str, ...] = ENTRY_POINTS
    locals: str = ""
    exposed: tuple[str, ...] = ()


def candidates(
    script: str, *, reserved: Iterable[str] = (), entries: Iterable[str] = ENTRY_POINTS
) -> tuple[Candidate, ...]:
    """`script` in every way that the portfolio knows, without repetitions.

    `reserved` are names that the page around it defines, `entries` what must stay at its top level though the script
    itself does not use it. Raises `MinifierFailed`.
    """
    return candidates_for(script, Surroundings(reserved=tuple(reserved), entries=tuple(entries)))


def candidates_for(script: str, around: Surroundings) -> tuple[Candidate, ...]:
    """The same, for what it is to run in."""
    job = {
        "kind": "minify",
        "script": script,
        "reserved": [*host_names(), *around.reserved],
        "avoided": list(around.avoided),
        "entries": list(around.entries),
        "locals": list(around.locals) or None,
        "exposed": list(around.exposed),
        "hostProperties": host_properties(),
    }
    found: dict[str, Candidate] = {}
    for candidate in run(job)["candidates"]:
        found.setdefault(candidate["script"], Candidate(**candidate))
    if not found:
        raise MinifierFailed("none of the minifiers takes this script")
    return tuple(found.values())


def smallest(
    script: str,
    size: Callable[[str], float],
    *,
    reserved: Iterable[str] = (),
    entries: Iterable[str] = ENTRY_POINTS,
) -> Candidate:
    """The candidate for which `size` is least."""
    known = candidates(script, reserved=reserved, entries=entries)
    return min(known, key=lambda candidate: (size(candidate.script), len(candidate.script)))


class _Worker:
    """The node process. `alive` says whether this process may talk to it: a forked child must start its own."""

    def __init__(self) -> None:
        node = shutil.which("node")
        if node is None:
            raise MinifierFailed("`node` is not on PATH; Intaglio needs node 20 or later to minify scripts")
        modules = package_folder("terser").parent
        self._owner = os.getpid()
        self._stderr: IO[str] = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            [node, str(HERE / "worker.mjs"), str(modules)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr, text=True, encoding="utf-8",
        )  # fmt: skip

    @property
    def alive(self) -> bool:
        return self._owner == os.getpid() and self._process.poll() is None

    def run(self, job: str) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            with contextlib.suppress(BrokenPipeError):  # what it said before it died is told below
                self._process.stdin.write(job + "\n")
                self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BaseException:  # Ctrl-C above all: this job's answer must not become the next one's
            self.close()
            raise
        if not line:
            self._process.wait()
            self._stderr.seek(0)
            raise MinifierFailed(f"the minifiers ended unexpectedly: {self._stderr.read().strip()[-500:]}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        if self._owner != os.getpid():
            return
        self._process.kill()
        self._process.wait()


_lock = threading.Lock()  # one job at a time on the resident process
_resident: _Worker | None = None


def run(job: dict[str, Any]) -> dict[str, Any]:
    """What `worker.mjs` answers to a job. Raises `MinifierFailed`."""
    global _resident
    with _lock:
        if _resident is None or not _resident.alive:
            _resident = _Worker()
        answer = _resident.run(json.dumps(job))
    if "failed" in answer:
        raise MinifierFailed(answer["failed"], answer.get("line") or 0, (answer.get("column") or -1) + 1)
    done: dict[str, Any] = answer["done"]
    return done


@atexit.register
def close() -> None:
    """End the resident process; the next job starts another."""
    global _resident
    with _lock:
        if _resident is not None:
            _resident.close()
            _resident = None
