"""How long to wait before a request is repeated, and when to give up: exponential back-off with jitter."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True)
class Patience:
    """The first pause, the longest one, and what a request may take in all before no more try begins; in seconds."""

    first: float = 0.1
    longest: float = 8.0
    seconds: float = 60.0

    def pauses(self) -> Iterator[float]:
        """Each pause twice the one before, but for a random half, so that clients cut off together come back apart."""
        for tries in count():
            top = min(self.longest, self.first * 2.0 ** min(tries, 60))
            yield top / 2 + random.uniform(0, top / 2)
