"""Primed context mixing: a script in the fewest bytes, for who has read the same primer before.

`Primed(primer)` reads a primer once; `encode`, `decode` and `costs` are for a single text. `decoder.js` is the decoder
that is stored on chain. Start with `kernel`, the model itself; `docs/packing.md` says what each of its parts gains.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from intaglio.packing.context_mixing.primed import LONGEST, Primed
from intaglio.packing.damage import Damaged

__all__ = ["DECODER", "LONGEST", "Damaged", "Primed", "costs", "decode", "encode", "primed"]

DECODER = Path(__file__).with_name("decoder.js")  # (payload: Uint8Array, primer: string) => string


@lru_cache(maxsize=2)
def primed(primer: bytes) -> Primed:
    """The model that has read a primer; kept, since that takes a third of a second."""
    return Primed(primer)


def encode(text: bytes, primer: bytes) -> bytes:
    """A payload that `decode` makes the text of. Raises `ValueError` where the text is not UTF-8, or too long."""
    return primed(primer).encode(text)


def decode(payload: bytes, primer: bytes, limit: int = LONGEST) -> bytes:
    """The text of a payload. Raises `Damaged`, also where more than `limit` symbols have no end."""
    return primed(primer).decode(payload, limit)


def costs(text: bytes, primer: bytes) -> list[float]:
    """What each byte of a text costs, in bits."""
    return primed(primer).costs(text)
