"""What every engine has in common: `render(seed, params)` gives a `Picture`, and pictures are compared as
bytes.

`Picture` holds the two outputs of a piece, the SVG document and the JSON array of traits. `Renderer` is
what the reference, numba, node, the browsers and the EVM all are. A failed render raises `RenderError`,
with the engine's cause in words, so that one comparison loop serves every engine.
"""

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from intaglio.ir.params import OUT_OF_RANGE, WORD_BITS

SEED_BYTES = 32


class RenderError(Exception):
    """An engine failed on a seed. The text says which engine and why, in one line."""


@dataclass(frozen=True)
class Picture:
    """One token's outputs: `svg`, a UTF-8 SVG document, and `traits`, a UTF-8 JSON array in the order
    drawn.
    """

    svg: bytes
    traits: bytes

    def digest(self) -> str:
        """SHA-256, in hex, of both outputs, each behind its length as 8 big-endian bytes.

        >>> Picture(b"ab", b"c").digest() == Picture(b"a", b"bc").digest()
        False
        """
        digest = hashlib.sha256()
        for part in (self.svg, self.traits):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()


def token_bytes(seed: bytes, params: int = 0) -> bytes:
    """What a script is given of a token: its seed and, where the collector has chosen any, its params as 32 bytes.

    Raises `RenderError` for params that are no word.
    """
    if not 0 <= params < 1 << WORD_BITS:
        raise RenderError(OUT_OF_RANGE)
    return seed + (params.to_bytes(32, "big") if params else b"")


class Renderer(ABC):
    """An engine that draws one piece. A context manager: leaving it frees processes and connections."""

    name: str
    """Names the engine in reports, for instance `numba` or `pyrevm`."""

    @abstractmethod
    def render(self, seed: bytes, params: int = 0) -> Picture:
        """The token's picture, of its 32 seed bytes and the collector's packed parameters (0 to 2**256 - 1).

        Raises `RenderError`.
        """

    def close(self) -> None:  # noqa: B027  most engines hold nothing; those that do override it
        """Free what the engine holds. Harmless when repeated."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
