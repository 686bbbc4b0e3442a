"""Seeds as people write them. A seed is 32 bytes; `7` is the number in 32 big-endian bytes, `0x…` the bytes.

`parse_seed("7")`, `parse_seeds("0-99,0xdecade…")`, `sample(100)`, `written(seed)`.
"""

from __future__ import annotations

import hashlib

from intaglio_renderers.picture import SEED_BYTES
from intaglio_studio.mistake import Mistake

LARGEST_RANGE = 1_000_000  # seeds in `5-8`
_HELP = "a seed is a whole number, such as 7, or 0x and up to 64 hexadecimal digits"


def number_seed(number: int) -> bytes:
    """The seed of a whole number: its 32 big-endian bytes."""
    return number.to_bytes(SEED_BYTES, "big")


def parse_seed(text: str) -> bytes:
    """One seed. Raises `Mistake`.

    >>> parse_seed("7") == parse_seed("0x07") == bytes(31) + b"\\x07"
    True
    """
    try:
        number = int(text, 16) if text.lower().startswith("0x") else int(text)
        return number_seed(number)
    except (ValueError, OverflowError):
        raise Mistake(f"`{text}` is no seed", help=_HELP) from None


def parse_seeds(text: str) -> tuple[bytes, ...]:
    """Seeds separated by commas; `5-8` stands for 5, 6, 7, 8. Raises `Mistake`."""
    seeds: list[bytes] = []
    for item in text.split(","):
        first, dash, last = item.strip().partition("-")
        if dash and first.isdecimal() and last.isdecimal():
            numbers = range(int(first), int(last) + 1)
            if not 0 < len(numbers) <= LARGEST_RANGE:
                raise Mistake(f"`{item.strip()}` is no range of 1 to {LARGEST_RANGE:,} seeds", help=_HELP)
            seeds += map(number_seed, numbers)
        else:
            seeds.append(parse_seed(item.strip()))
    return tuple(dict.fromkeys(seeds))


def sample(count: int) -> tuple[bytes, ...]:
    """`count` seeds to verify with: one half numbers from 0 on, the other 32 random-looking bytes each.

    A chain's seeds are of the second kind; the first are those that `render --seed N` is tried with. They
    are the same in every run and in every version.
    """
    numbers = [number_seed(number) for number in range((count + 1) // 2)]
    hashes = [hashlib.sha256(b"intaglio seed %d" % number).digest() for number in range(count // 2)]
    return tuple(numbers + hashes)


def written(seed: bytes) -> str:
    """A seed in its shortest readable form: `7` or `0x…`."""
    number = int.from_bytes(seed, "big")
    return str(number) if number < 1 << 32 else f"0x{seed.hex()}"


def short(seed: bytes) -> str:
    """A seed for a table's cell: `7` or `0x1234…cdef`."""
    text = written(seed)
    return text if len(text) <= 12 else f"{text[:6]}…{text[-4:]}"
