"""Slither on our Solidity: every finding is answered in docs/contracts.md, and every answer answers one.

    make slither        # in an environment of its own, since its web3 is another than ours
    python -m tests.slither --slither PATH/TO/slither

Slither gets the syntax trees that our pinned solc made, in the layout of a Hardhat project, so it runs no compiler.
Status 1 where a finding has no answer or an answer no finding. Dependencies (Solady) are read but not reported.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from intaglio.backends.evm.solc import SOLC_VERSION, compile_standard_json, with_imports
from intaglio_contracts.artifacts import contract_sources

ANSWERS = Path(__file__).parent.parent / "docs" / "contracts.md"
_ROW = re.compile(r"^\| `(?P<detector>[\w-]+)` \| `(?P<place>[^`]+)` \| (?P<answer>[^|]+) \|$", re.MULTILINE)
_OUTPUTS = ["abi", "metadata", "devdoc", "userdoc", "evm.bytecode", "evm.deployedBytecode"]

Place = tuple[str, str]  # a detector, and the function or variable it points at


def write_project(folder: Path) -> None:
    """Our sources and solc's output on them, as Hardhat leaves a compiled project."""
    sources = with_imports(contract_sources())
    job = {
        "language": "Solidity",
        "sources": {name: {"content": text} for name, text in sorted(sources.items())},
        "settings": {
            "evmVersion": "cancun",
            "optimizer": {"enabled": False},
            "viaIR": True,
            "outputSelection": {"*": {"*": _OUTPUTS, "": ["ast"]}},
        },
    }
    build = {"solcVersion": SOLC_VERSION, "input": job, "output": compile_standard_json(job)}
    for name, text in (sources | {"hardhat.config.js": "", "artifacts/build-info/all.json": json.dumps(build)}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def findings(slither: str) -> dict[Place, str]:
    """What Slither reports: for each place its impact and words."""
    with tempfile.TemporaryDirectory(prefix="intaglio-slither-") as name:
        write_project(Path(name))
        options = ["--hardhat-ignore-compile", "--npx-disable", "--filter-paths", "solady", "--json", "-"]
        done = subprocess.run([slither, name, *options], capture_output=True, text=True)
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        sys.exit(f"slither ended with status {done.returncode}: {done.stderr.strip()[-2000:]}")
    if not told["success"]:
        sys.exit(f"slither failed: {told['error']}")
    found: dict[Place, str] = {}
    for finding in told["results"].get("detectors", []):
        words = f"{finding['impact'].lower()}: {finding['description'].strip()}".replace(f"{name}/", "")
        place = (str(finding["check"]), _place(finding["elements"]))
        found[place] = f"{found[place]}\n{words}" if place in found else words
    return found


def answers() -> dict[Place, str]:
    """The rows of the page's table."""
    return {(row["detector"], row["place"]): row["answer"] for row in _ROW.finditer(ANSWERS.read_text("utf-8"))}


def _place(elements: list[dict[str, Any]]) -> str:
    """The first function or variable that a finding points at, with its contract: `Edition.seedOf(uint256)`."""
    if not elements:
        return "everywhere"
    first = elements[0]
    fields = first.get("type_specific_fields", {})
    name = str(fields.get("signature", first["name"]))
    parent = fields.get("parent", {})
    if parent.get("type") == "function":  # a statement or a local variable
        return _place([parent])
    return f"{parent['name']}.{name}" if parent.get("type") == "contract" else name


def report(slither: str) -> int:
    """Print findings with their answers. How many have none, and how many answers no finding."""
    found, answered = findings(slither), answers()
    for place, words in sorted(found.items()):
        print(f"{' at '.join(place)}\n  {words}\n  answer: {answered.get(place, 'NONE')}\n")
    idle = sorted(set(answered) - set(found))
    for place in idle:
        print(f"{' at '.join(place)} is answered, but Slither no longer says it")
    missing = len(set(found) - set(answered))
    print(f"{len(found)} findings, {missing} without an answer, {len(idle)} answers without a finding")
    return missing + len(idle)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Run Slither; hold its findings against the answers written down.")
    parser.add_argument("--slither", default="slither", help="the executable (default: the one on PATH)")
    sys.exit(min(report(parser.parse_args().slither), 1))
