"""The primer: text that a packer has read before it reads a piece, `primer(version)`. The chain holds it once.

`v1.txt` is that text. What it says is settled: what was packed with a version needs that very text, so a released
version never changes, and `versions.json` has the hash of each. `python -m intaglio.packing.primer` writes the newest
one, of two parts: the idioms of which scripts are made that were written by hand (`by_hand`), then the scripts that
the compiler writes for some pieces (`compiled`), as what was read last is remembered best.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
VERSION = 1
VERSIONS = HERE / "versions.json"


def path(version: int = VERSION) -> Path:
    """The file of a version."""
    return HERE / f"v{version}.txt"


@cache
def primer(version: int = VERSION) -> bytes:
    """The text of a version, in ASCII."""
    return path(version).read_bytes()


def sha256(version: int = VERSION) -> str:
    """The hash that a version has for good, in hex."""
    return str(json.loads(VERSIONS.read_text("utf-8"))[str(version)]["sha256"])


def write(text: str) -> None:
    """Make a text the newest version."""
    data = text.encode("ascii")
    listed = json.loads(VERSIONS.read_text("utf-8")) if VERSIONS.exists() else {}
    listed[str(VERSION)] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    path().write_bytes(data)
    VERSIONS.write_text(json.dumps(listed, indent=1) + "\n", "utf-8")
