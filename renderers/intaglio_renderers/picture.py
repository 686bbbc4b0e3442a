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

from intaglio.ir.nodes import Resolution
from intaglio.ir.params import OUT_OF_RANGE, WORD_BITS
from intaglio.language.card import card
from intaglio.language.chain_image import chain_image, taken_apart
from intaglio.language.raster import Raster, beneath

SEED_BYTES = 32


class RenderError(Exception):
    """An engine failed on a seed. The text says which engine and why, in one line."""


@dataclass(frozen=True)
class Picture:
    """One token's outputs: `svg`, a UTF-8 SVG document, or the text of a piece of plain text, `traits`, a UTF-8 JSON
    array in the order drawn, and `pixels`, the raster that lies beneath the document, where the piece has one.
    """

    svg: bytes
    traits: bytes
    pixels: Raster | None = None

    @classmethod
    def of_chain(cls, document: bytes, traits: bytes) -> "Picture":
        """What a contract says, with the raster of its document apart, where it has one."""
        svg, pixels = taken_apart(document) or (document, None)
        return cls(svg, traits, pixels)

    @property
    def chain_image(self) -> bytes:
        """The document of a contract that draws this; the inverse of `of_chain`."""
        return self.svg if self.pixels is None else chain_image(self.svg, self.pixels)

    def digest(self) -> str:
        """SHA-256, in hex, of the outputs, each behind its length as 8 big-endian bytes; of pixels, behind their width
        and their height.

        >>> Picture(b"ab", b"c").digest() == Picture(b"a", b"bc").digest()
        False
        """
        digest = hashlib.sha256()
        for part in (self.svg, self.traits):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        if self.pixels is not None:
            for side in (self.pixels.width, self.pixels.height):
                digest.update(side.to_bytes(8, "big"))
            digest.update(self.pixels.rgba)
        return digest.hexdigest()

    @property
    def drawing(self) -> bytes:
        """The SVG document of what is drawn above the pixels: of plain text, a card. A text may be one itself."""
        return self.svg if self.svg.startswith(b"<svg ") else card(self.svg.decode()).encode()

    def document(self, size: Resolution) -> bytes:
        """One SVG document that shows the whole picture; `size` is the piece's."""
        return self.drawing if self.pixels is None else beneath(self.svg.decode(), self.pixels, size).encode()


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
    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        """The token's picture, of its 32 seed bytes and the collector's packed parameters (0 to 2**256 - 1).

        `resolution`: of the raster, where the piece has one, instead of its own. Raises `RenderError`.
        """

    def close(self) -> None:  # noqa: B027  most engines hold nothing; those that do override it
        """Free what the engine holds. Harmless when repeated."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
