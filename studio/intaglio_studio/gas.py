"""Gas over many tokens: `Spread.of(values)` keeps the least, the median and the most."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """Gas over many tokens, in whole gas."""

    least: int
    median: int
    most: int

    @classmethod
    def of(cls, values: Iterable[int]) -> Spread:
        """The spread of at least one value.

        >>> Spread.of([5, 1, 2])
        Spread(least=1, median=2, most=5)
        """
        ordered = sorted(values)
        return cls(ordered[0], int(statistics.median(ordered)), ordered[-1])

    def to_json(self) -> dict[str, int]:
        """For reports."""
        return {"min": self.least, "median": self.median, "max": self.most}
