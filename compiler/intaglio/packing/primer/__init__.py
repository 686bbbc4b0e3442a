"""Primers: text that a packer has read before it reads a piece, `primer(kind, version)`. The chain holds each once.

There are two kinds, as what a packer has read of another kind only makes it slower: `compiled`, scripts that the
compiler writes for some pieces, in which each rule of the library is met (`compiled.py`), and `by-hand`, idioms of
which scripts are made that were written by hand (`by_hand.py`). `of(codec)` is what a codec's Runtime holds.

`v1-compiled.txt` is such a text. What it says is settled: what was packed with a version needs that very text, so a
released version never changes, and `versions.json` has the hash of each. `python -m intaglio.packing.primer` writes
the newest ones.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
VERSION = 1
VERSIONS = HERE / "versions.json"
COMPILED, BY_HAND = KINDS = ("compiled", "by-hand")
# What the codecs that are primed have read; what comes last is remembered best, and deflate looks back 32 KB.
READ_BY = {
    "context-mixing": (COMPILED,),
    "context-mixing-by-hand": (BY_HAND,),
    "shared-deflate": (BY_HAND, COMPILED),
}


def path(kind: str, version: int = VERSION) -> Path:
    """The file of a version."""
    return HERE / f"v{version}-{kind}.txt"


@cache
def primer(kind: str, version: int = VERSION) -> bytes:
    """The text of a version, in ASCII."""
    return path(kind, version).read_bytes()


def of(codec: str, version: int = VERSION) -> bytes:
    """All that a codec has read, in order."""
    return b"".join(primer(kind, version) for kind in READ_BY[codec])


def sha256(kind: str, version: int = VERSION) -> str:
    """The hash that a version has for good, in hex."""
    return str(json.loads(VERSIONS.read_text("utf-8"))[str(version)][kind]["sha256"])


def write(kind: str, text: str) -> None:
    """Make a text the newest version."""
    data = text.encode("ascii")
    listed = json.loads(VERSIONS.read_text("utf-8")) if VERSIONS.exists() else {}
    entry = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    listed[str(VERSION)] = listed.get(str(VERSION), {}) | {kind: entry}
    path(kind).write_bytes(data)
    VERSIONS.write_text(json.dumps(listed, indent=1) + "\n", "utf-8")
