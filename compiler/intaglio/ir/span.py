"""A span: the stretch of a source file that a node came from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Span:
    """Lines count from 1, columns from 0; the end is exclusive, as in Python's own syntax trees.

    `call` is the call that a pass has put this in the place of; it may have such a span itself.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    call: Span | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column + 1}"

    def called_from(self, call: Span) -> Span:
        """The same stretch, in the place of a call."""
        return replace(self, call=self.call.called_from(call) if self.call else call)

    @property
    def own(self) -> Span | None:
        """The stretch of a person's file that this is, or that called it; None where there is none: <library>."""
        if not self.file.startswith("<"):
            return self
        return self.call.own if self.call else None


NOWHERE = Span("<generated>", 0, 0, 0, 0)
