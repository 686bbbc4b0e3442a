"""The 32 bytes that stand for a build, and how they follow from what a chain holds: `manifest_root`.

    manifest root  SHA-256 of six words: rest, the SHA-256 of the runtime's, the script's and the renderer's bytes,
                   the sample's count, the sample's root
    sample root    SHA-256 of the leaves, one a seed, in order
    leaf           SHA-256 of five words: seed, params, the SHA-256 of the SVG, of the traits and of the pixels

A word has 32 bytes, numbers are big-endian: in Solidity `sha256(abi.encode(…))` of the same values. Runtime and script
are the data without the STOP byte of the contracts that hold them; the renderer is the code at its address. What a
piece does not have counts as no bytes. `rest` is the SHA-256 of what only the build's own manifest tells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORD = 32


@dataclass(frozen=True)
class Stored:
    """What a chain holds of a build: the page's shared head, the script's part of the page, the renderer's code."""

    runtime: bytes
    script: bytes
    renderer: bytes


@dataclass(frozen=True)
class Sample:
    """What a build promises of its pictures: `root` over those of the first `count` seeds of the published sample."""

    count: int
    root: bytes


def manifest_root(rest: bytes, stored: Stored, sample: Sample) -> bytes:
    """The root, 32 bytes. Raises `ValueError` where `rest` or the sample's root are no words."""
    parts = (stored.runtime, stored.script, stored.renderer)
    return _hash_words([rest, *map(_sha256, parts), sample.count.to_bytes(WORD, "big"), sample.root])


def leaf(seed: bytes, params: int, svg: bytes, traits: bytes, pixels: bytes = b"") -> bytes:
    """What stands for one picture, 32 bytes; `pixels` are RGBA, rows from the top, where the piece has a raster."""
    return _hash_words([seed, params.to_bytes(WORD, "big"), *map(_sha256, (svg, traits, pixels))])


def sample_root(leaves: Iterable[bytes]) -> bytes:
    """What stands for the pictures of a sample."""
    return _hash_words(list(leaves))



def sample_word(spans: Sequence[int], seed: bytes) -> int:
    """The collector's params with which a seed of the sample is drawn, packed as in `ir/params.py`.

    They follow from the params' numbers of values alone. One seed in four has all defaults. Raises `ValueError` for a
    param without values.

    >>> sample_word((), bytes(32)), sample_word((5, 3), bytes(32)) < 1 << 5
    (0, True)
    """
    if min(spans, default=1) < 1:
        raise ValueError("a param has at least one value")
    drawn, plain = divmod(int.from_bytes(hashlib.sha512(b"intaglio sample" + seed).digest(), "big"), 4)
    word = shift = 0
    for span in spans:
        drawn, value = divmod(drawn, span)
        word |= value << shift
        shift += (span - 1).bit_length()
    return word if plain else 0


def _hash_words(words: Sequence[bytes]) -> bytes:
    if any(len(word) != WORD for word in words):
        raise ValueError(f"a word has {WORD} bytes")
    return _sha256(b"".join(words))


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


NO_SAMPLE = Sample(0, sample_root(()))
