"""The Runtime: what a chain stores once, and every page begins with. `runtime("context-mixing")`.

It is a stream of raw deflate that browsers also take for HTML: a stored block with the stub, HTML that fetches the
page's own bytes and inflates as many as are the Runtime's; then, compressed, the loader with a codec's decoder
(`loader.js`) and the primer. A Runtime is known by its version, which is its primer's, its codec and the SHA-256 of its
bytes. Those bytes are kept here, as `make.py` made them: a chain that has them needs them to stay what they are.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from intaglio.packing.primer import VERSION

__all__ = ["VERSION", "Runtime", "known", "runtime", "runtimes"]

HERE = Path(__file__).parent
LIST = HERE / "runtimes.json"


@dataclass(frozen=True)
class Runtime:
    """One version for one codec: its bytes, and where in its text the primer begins."""

    version: int
    codec: str
    data: bytes
    primer_at: int

    @cached_property
    def sha256(self) -> str:
        """The hash of its bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def text(self) -> bytes:
        """What its bytes inflate to: the stub, the loader and the primer."""
        return zlib.decompress(self.data, wbits=-zlib.MAX_WBITS)

    @property
    def primer(self) -> bytes:
        """The text that the codec's encoder and decoder have read before any piece."""
        return self.text[self.primer_at :]


@cache
def runtimes() -> tuple[Runtime, ...]:
    """All that there are, the newest version of a codec first."""
    kept = json.loads(LIST.read_text("utf-8"))
    found = [
        Runtime(entry["version"], entry["codec"], (HERE / entry["file"]).read_bytes(), entry["primer_at"])
        for entry in kept
    ]
    return tuple(sorted(found, key=lambda runtime: -runtime.version))


@cache
def runtime(codec: str) -> Runtime:
    """The newest Runtime for a codec. Raises `KeyError` for a codec that needs none."""
    return next(iter(_of(codec)))


def known(data: bytes) -> Runtime | None:
    """The Runtime that these bytes are, if any."""
    return next((runtime for runtime in runtimes() if runtime.data == data), None)


def _of(codec: str) -> list[Runtime]:
    found = [runtime for runtime in runtimes() if runtime.codec == codec]
    if not found:
        raise KeyError(codec)
    return found
