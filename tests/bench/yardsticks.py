"""What others make of a script: B, brotli, Roadroller, RegPack, each kept in the cache folder by what it was made from.

B is the best practice measured: of all that three tuned minifiers make of a script the one that zopfli packs smallest,
and the stub that a page needs to inflate itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli

from intaglio.node_packages import package_folder
from intaglio.packing.deflate import deflate
from intaglio.packing.minify.minifiers import ENTRY_POINTS, Candidate, candidates
from tests.conftest import ROOT

STUB = 131  # bytes of the smallest HTML that fetches its own address, inflates it and runs the result
HERE = Path(__file__).parent
PACKING = ROOT / "compiler" / "intaglio" / "packing"


@dataclass(frozen=True)
class Baseline:
    """B of a script, and the minified script that gives it."""

    label: str
    script: str
    size: int


def kept(kind: str, content: str, made_by: str, make: Callable[[], object]) -> object:
    """What `make` gives, from the cache where the same was made of this content before."""
    name = hashlib.sha256("\0".join([kind, made_by, content]).encode()).hexdigest()
    folder = os.environ.get("INTAGLIO_CACHE")
    path = (Path(folder) if folder else Path.home() / ".cache" / "intaglio") / "bytes" / f"{name}.json"
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        value = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value), "utf-8")
        return value


@cache
def digest(*folders: Path, without: str = "") -> str:
    """A hash of all files in the folders, but those below a folder called `without`: other code, another result."""
    sha = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc"):
        if path.is_file() and without not in path.parts:
            sha.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return sha.hexdigest()


def minified(script: str, reserved: Iterable[str], entries: Iterable[str] = ENTRY_POINTS) -> list[Candidate]:
    """All that the portfolio makes of a script."""
    names = (tuple(reserved), tuple(entries))
    made_by = digest(PACKING / "minify") + (ROOT / "package-lock.json").read_text("utf-8")
    found = kept("minified", f"{names}{script}", made_by, lambda: [
        [candidate.label, candidate.script] for candidate in candidates(script, reserved=names[0], entries=names[1])
    ])  # fmt: skip
    assert isinstance(found, list)
    return [Candidate(label, text) for label, text in found]


def zopfli(script: str) -> int:
    """Bytes of a script, deflated as well as can be."""
    made_by = digest(PACKING / "deflate.py") + (PACKING / "deflate.py").read_text("utf-8")
    size = kept("zopfli", script, made_by, lambda: len(deflate(script.encode())))
    assert isinstance(size, int)
    return size


def baseline(known: Iterable[Candidate]) -> Baseline:
    """B, of all candidates."""
    best = min(known, key=lambda candidate: (zopfli(candidate.script), len(candidate.script)))
    return Baseline(best.label, best.script, zopfli(best.script) + STUB)


def brotli_size(script: str) -> int:
    """Bytes under brotli at its best: what a gateway may answer with; nothing to unpack it counted."""
    return len(brotli.compress(script.encode(), mode=brotli.MODE_TEXT, quality=11, lgwin=24))


def packed_by(packer: str, script: str) -> str:
    """The script that Roadroller or RegPack makes of a script."""
    version = json.loads((package_folder(packer) / "package.json").read_text("utf-8"))["version"]
    made_by = version + (HERE / "yardsticks.mjs").read_text("utf-8")
    modules = package_folder(packer).resolve().parent
    command = ["node", str(HERE / "yardsticks.mjs"), str(modules), packer]

    def make() -> str:
        return subprocess.run(command, input=script.encode(), capture_output=True, check=True).stdout.decode()

    return str(kept(packer, script, made_by, make))
