"""Would the tests of the contracts notice a mistake? `python -m tests.contract_mutants`: each mistake, made and tried.

A mutant is one of our Solidity files with one small change: a comparison or its bound the other way, a term's sign, a
number one higher, an `and` for an `or`, a check, a write or an event left out, `onlyOwner` gone. For each of them the
contract tests run in a process of their own; one that fails kills the mutant, and a mutant that all of them pass is
printed: either it means the same, or a test is missing. Takes some ten seconds a mutant. The tree is not touched.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from intaglio.backends.evm.solc import SolcError
from intaglio_contracts import artifacts

FILES = ("Seeds.sol", "Sales.sol", "Payees.sol", "Edition.sol")
TESTS = ("edition_bounds", "edition_seed_attacks", "edition_attacks", "edition", "edition_calldata", "edition_reads",
         "edition_injection")  # fmt: skip
PATIENCE = 400  # seconds for all tests of one mutant: one that never ends is noticed too
UNBUILT = 70  # exit status of a process whose mutant solc refuses

# What is written, and what is written instead.
SWAPS = (
    (" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "), (" == ", " != "), (" != ", " == "),
    (" && ", " || "), (" || ", " && "), (" + ", " - "), (" - ", " + "), (" += ", " -= "), (" * ", " / "),
    (" / ", " * "), (" << ", " >> "), (" >> ", " << "), (" onlyOwner", ""), ("!_", "_"), ("true", "false"),
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.\"])\d[\d_]*(?![\w.\"])")
_CALL_OR_WRITE = re.compile(r"\s+(?:emit |_\w+\(|_?\w+(?:\.\w+|\[[^\]]*\])* [+-]?= |if \(.*\) revert ).*;")


@dataclass(frozen=True)
class Mutant:
    """One change: `line` counts from 1, `after` is the line instead."""

    file: str
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        after = self.after.strip() or "(left out)"
        return f"{self.file}:{self.line}  {self.before.strip()}  ->  {after}"


def mutants(file: str) -> Iterator[Mutant]:
    """Every mutant of a file, in order."""
    text = (artifacts.SOURCES / file).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        code = line.split("//")[0]
        if re.match(r"\s*(/|\*|import|pragma|error|event|$)", code):
            continue
        for old, new in SWAPS:
            for found in re.finditer(re.escape(old), code):
                yield Mutant(file, number, line, line[: found.start()] + new + line[found.end() :])
        for found in _NUMBER.finditer(code):
            value = int(found[0].replace("_", "")) + 1
            yield Mutant(file, number, line, f"{line[: found.start()]}{value}{line[found.end() :]}")
        if _CALL_OR_WRITE.fullmatch(code.rstrip()):
            yield Mutant(file, number, line, "")


def tried(mutant: Mutant, folder: Path, tests: list[str]) -> str:
    """`killed`, `survived`, or `refused` by solc."""
    shutil.copytree(artifacts.SOURCES, folder / "src", dirs_exist_ok=True)
    path = folder / "src" / mutant.file
    lines = path.read_text("utf-8").splitlines()
    lines[mutant.line - 1] = mutant.after
    path.write_text("\n".join(lines) + "\n", "utf-8")
    child = os.fork()
    if not child:
        _become(folder, tests)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {0: "survived", UNBUILT: "refused"}.get(status, "killed")


def _become(folder: Path, tests: list[str]) -> None:
    """Be a run of the tests, in which the contracts are the mutant's."""
    signal.alarm(PATIENCE)
    os.environ["INTAGLIO_CACHE"] = str(folder / "cache")
    said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    status = 1
    try:
        artifacts.SOURCES = folder / "src"
        artifacts.edition_artifact()
        status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
    except SolcError:
        status = UNBUILT
    finally:
        os._exit(status)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.contract_mutants", description=__doc__)
    parser.add_argument("--file", action="append", choices=FILES, help="only of this file; may be repeated")
    parser.add_argument("--part", default="1/1", metavar="N/M", help="every Mth mutant, from the Nth on")
    parser.add_argument("--line", type=int, action="append", metavar="N", help="only of this line; may be repeated")
    options = parser.parse_args()
    part, parts = map(int, options.part.split("/"))
    tests = [str(Path(__file__).with_name(f"test_{name}.py")) for name in TESTS]
    chosen = [one for file in options.file or FILES for one in mutants(file)]
    chosen = [one for one in chosen if not options.line or one.line in options.line][part - 1 :: parts]
    counts: Counter[str] = Counter()
    began = time.monotonic()
    for mutant in chosen:
        with tempfile.TemporaryDirectory() as folder:
            end = tried(mutant, Path(folder), tests)
        counts[end] += 1
        if end == "survived":
            print(mutant, flush=True)
        done = sum(counts.values())
        print(f"\r{done} of {len(chosen)}, {counts['survived']} survived", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"{len(chosen)} mutants: {counts['killed']} killed, {counts['survived']} survived, {counts['refused']} that "
          f"solc refuses; {time.monotonic() - began:.0f} s")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
