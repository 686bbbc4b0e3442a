"""Which tokens of an edition are verified: `parse_tokens("1-20,77")`, `spread(supply, most)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from intaglio_studio.mistake import Mistake

MOST = 1_000_000
DEFAULT_COUNT = 100
_ITEM = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


@dataclass(frozen=True)
class Selection:
    """At most `count` tokens, spread over all there are, or those of these `numbers`."""

    count: int = DEFAULT_COUNT
    numbers: tuple[int, ...] = ()

    def of(self, minted: tuple[int, ...]) -> tuple[int, ...]:
        """Those of the minted tokens, which are in order. Raises `Mistake` for one that there is not."""
        if not self.numbers:
            return tuple(minted[number - 1] for number in spread(len(minted), self.count))
        known = set(minted)
        for number in self.numbers:
            if number not in known:
                there = f"there are {len(minted):,}, the last is {minted[-1]:,}" if minted else "there are none yet"
                raise Mistake(f"there is no token {number:,}: {there}", code="no-token")
        return self.numbers


def parse_tokens(text: str) -> tuple[int, ...]:
    """Tokens separated by commas; `5-8` stands for 5, 6, 7, 8. Raises `Mistake`.

    >>> parse_tokens("1-3,77,2")
    (1, 2, 3, 77)
    """
    numbers: list[int] = []
    for item in text.split(","):
        match = _ITEM.fullmatch(item.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not 0 < last - first + 1 <= MOST:
            raise Mistake(f"`{item.strip()}` is no token", help="tokens are numbers, for instance `--tokens 1-20,77`")
        numbers += range(first, last + 1)
    return tuple(dict.fromkeys(numbers))


def spread(supply: int, most: int) -> list[int]:
    """At most `most` of the numbers 1 to `supply`, the first and the last among them.

    >>> spread(3, 100), spread(100, 4)
    ([1, 2, 3], [1, 34, 67, 100])
    """
    if supply <= most:
        return list(range(1, supply + 1))
    if most == 1:
        return [1]
    return [1 + round(i * (supply - 1) / (most - 1)) for i in range(most)]
