"""Weighing many texts that begin alike: what they have in common is read once.

A search for the best of many scripts changes the end of one again and again. `Weigher(primed)` gives the size of each
in bytes and their fractions, the same as if it had read the whole.
"""

from __future__ import annotations

from intaglio.packing.context_mixing.primed import Primed

WORTH_KEEPING = 256  # characters: to go on from there takes a copy of the model


class Weigher:
    """`weigher(text)`: the size of a text's arithmetic code."""

    def __init__(self, primed: Primed) -> None:
        self._primed = primed
        self._last = self._begin = ""
        self._after, self._bits = primed, 0.0

    def __call__(self, text: str) -> float:
        if not self._begin or not text.startswith(self._begin):
            self._keep(_common(text, self._last))
        self._last = text
        return (self._bits + self._after.size(text.removeprefix(self._begin).encode())) / 8

    def _keep(self, begin: str) -> None:
        """Go on from here, as long as texts begin so."""
        if len(begin) < WORTH_KEEPING:
            begin = ""
        self._begin = begin
        self._after, self._bits = self._primed.after(begin.encode()) if begin else (self._primed, 0.0)


def _common(one: str, other: str) -> str:
    """How two texts begin."""
    differs = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return one[: next(differs, min(len(one), len(other)))]
