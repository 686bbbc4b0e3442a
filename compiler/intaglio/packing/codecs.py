"""All codecs behind one interface, and `pack(text, target)`: the smallest form of a text that its reader can read.

A codec packs one text, and three things undo it that agree: `decode` here, `javascript` in a browser or in node, and
whatever reads it in the end, a page, a contract or a gateway. `Target` says which codecs which reader knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cache, partial
from pathlib import Path

from intaglio.packing import fastlz, self_inflating
from intaglio.packing.damage import Damaged
from intaglio.packing.deflate import deflate, inflate
from intaglio.packing.runtime import runtime

_DECODERS, _MIXING = (Path(__file__).with_name(folder) for folder in ("decoders", "context_mixing"))

CONTEXT_MIXING, BY_HAND = "context-mixing", "context-mixing-by-hand"  # which have read two kinds of primer
SHARED_DEFLATE = "shared-deflate"
SELF_INFLATING = "self-inflating"
WORTH_A_TRY = 1.1  # how much longer than the best a sketch may be for the whole to be tried
LOADED = (CONTEXT_MIXING, BY_HAND, SHARED_DEFLATE)  # the codecs whose decoder and primer are in a Runtime


@dataclass(frozen=True)
class Codec:
    """How a text, in UTF-8, becomes a payload and is got back. `decode` raises `Damaged`.

    `encode` raises `ValueError` for a text that is too long for it. `decoder` is the file of the JavaScript decoder,
    where it is not in `decoders`. `sketch` gives a payload that is a little longer, in much less time.
    """

    name: str
    encode: Callable[[bytes], bytes]
    decode: Callable[[bytes], bytes]
    decoder: Path | None = None
    sketch: Callable[[bytes], bytes] | None = None

    @property
    def javascript(self) -> str:
        """An expression: a function that gives the text or a promise of it, and throws where there is damage.

        It is given the payload, a `Uint8Array`, and the primer as text; most do without the latter.
        """
        return (self.decoder or _DECODERS / f"{self.name}.js").read_text("utf-8")


class Target(Enum):
    """Who reads a packed text, and which codecs it knows."""

    PAGE = LOADED
    """A browser with a page that begins with the Runtime."""
    SELF_CONTAINED = (SELF_INFLATING,)
    """A browser that is given the piece's own bytes and nothing else."""
    EVM = ("fastlz", "raw")
    """A contract that has to give the text itself."""
    GATEWAY = ("brotli", "deflate", "raw")
    """A server that may name a content encoding: what a `web3://` gateway answers (ERC-7618)."""


@dataclass(frozen=True)
class Packed:
    """A text packed. `tried` has the payload's size by codec, in the order of trying; of one that was far off, the size
    of a sketch.
    """

    codec: str
    payload: bytes
    tried: Mapping[str, int]


def pack(text: bytes, target: Target, codec: str | None = None) -> Packed:
    """The smallest payload that `target` can read; with a `codec`, by that alone.

    Raises `ValueError` where the target cannot read it, or the text is too long.
    """
    if codec is not None and codec not in target.value:
        raise ValueError(f"{target.name} reads {', '.join(target.value)}, not {codec}")
    if codec is not None:
        payload = CODECS[codec].encode(text)
        return Packed(codec, payload, {codec: len(payload)})
    payloads = {}
    for name in target.value:
        with suppress(ValueError):  # too long for this one
            payloads[name] = (CODECS[name].sketch or CODECS[name].encode)(text)
    least = min(map(len, payloads.values()))
    for name, payload in payloads.items():
        if CODECS[name].sketch and len(payload) < WORTH_A_TRY * least:
            payloads[name] = CODECS[name].encode(text)
    best = min(payloads, key=lambda name: len(payloads[name]))
    return Packed(best, payloads[best], {name: len(payload) for name, payload in payloads.items()})


def _context_mixing(name: str) -> Codec:
    """Context mixing that has read what the Runtime of this name holds."""

    def encode(text: bytes) -> bytes:
        from intaglio.packing import context_mixing

        return context_mixing.encode(text, runtime(name).primer)

    def decode(payload: bytes) -> bytes:
        from intaglio.packing import context_mixing

        return context_mixing.decode(payload, runtime(name).primer)

    return Codec(name, encode, decode, _MIXING / "decoder.js")


def _shared_deflate_encode(text: bytes, *, quick: bool = False) -> bytes:
    from intaglio.packing import shared_deflate

    return shared_deflate.encode(text, runtime(SHARED_DEFLATE).primer, quick=quick)


def _shared_deflate_decode(payload: bytes) -> bytes:
    from intaglio.packing import shared_deflate

    return shared_deflate.decode(payload, runtime(SHARED_DEFLATE).primer)


@cache
def _brotli() -> tuple[Callable[[bytes], bytes], Callable[[bytes], bytes], type[Exception]]:
    import brotli  # here, not above: it is for gateways alone

    return lambda data: brotli.compress(data, mode=brotli.MODE_TEXT), brotli.decompress, brotli.error


def _brotli_encode(data: bytes) -> bytes:
    return _brotli()[0](data)


def _brotli_decode(payload: bytes) -> bytes:
    _, decompress, error = _brotli()
    try:
        return decompress(payload)
    except error as fault:
        raise Damaged(f"not a brotli stream: {fault}") from None


CODECS = {
    codec.name: codec
    for codec in (
        _context_mixing(CONTEXT_MIXING),
        _context_mixing(BY_HAND),
        Codec(
            SHARED_DEFLATE,
            _shared_deflate_encode,
            _shared_deflate_decode,
            sketch=partial(_shared_deflate_encode, quick=True),
        ),
        Codec(SELF_INFLATING, self_inflating.encode, self_inflating.decode),
        Codec("deflate", deflate, inflate),
        Codec("raw", bytes, bytes),
        Codec("fastlz", fastlz.encode, fastlz.decode),
        Codec("brotli", _brotli_encode, _brotli_decode),
    )
}
