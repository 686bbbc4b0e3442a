"""Text that knows where each stretch of it comes from: what `cost` counts by source line.

    >>> from intaglio.ir.span import Span
    >>> text = TracedText.of("<g>", Span("a.py", 1, 0, 1, 3)) + TracedText.of("<p/>", Span("a.py", 2, 0, 2, 4))
    >>> text == "<g><p/>", [(size, span.line) for size, span in text[1:].runs]
    (True, [(2, 1), (4, 2)])

It is a `str` in all else. What is made of it by other means than `+` and a slice is a plain one, which is no harm:
it then counts for the line of the statement around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import SupportsIndex

from intaglio.ir.span import NOWHERE, Span

Run = tuple[int, Span]  # so many characters, and where they come from


class TracedText(str):
    """A text and its `runs`, whose lengths sum up to the text's."""

    runs: tuple[Run, ...]

    def __new__(cls, text: str, runs: tuple[Run, ...]) -> TracedText:
        made = super().__new__(cls, text)
        made.runs = runs
        return made

    @classmethod
    def of(cls, text: str, span: Span) -> TracedText:
        """A text that comes from one place; one that has been traced stays as it is."""
        return text if isinstance(text, TracedText) else cls(text, ((len(text), span),))

    @classmethod
    def joined(cls, parts: Iterable[str], spans: Iterable[Span]) -> TracedText:
        """Texts one after the other, each from a place of its own."""
        known = list(zip(parts, spans, strict=True))
        return cls("".join(part for part, _ in known), tuple((len(part), span) for part, span in known))

    def __getnewargs__(self) -> tuple[str, tuple[Run, ...]]:  # type: ignore[override]  # to be pickled with its runs
        return str(self), self.runs

    def __add__(self, other: str) -> TracedText:
        return TracedText(super().__add__(other), self.runs + TracedText.of(other, NOWHERE).runs)

    def __radd__(self, other: str) -> TracedText:
        return TracedText(other + str(self), ((len(other), NOWHERE), *self.runs))

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        text = super().__getitem__(key)
        if not isinstance(key, slice) or key.step not in (None, 1):
            return text
        start, stop, _ = key.indices(len(self))
        return TracedText(text, tuple(self._within(start, stop)))

    def _within(self, start: int, stop: int) -> Iterator[Run]:
        at = 0
        for size, span in self.runs:
            shared = min(stop, at + size) - max(start, at)
            if shared > 0:
                yield shared, span
            at += size
