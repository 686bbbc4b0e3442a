"""A span: the stretch of a source file that a node came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Lines count from 1, columns from 0; the end is exclusive, as in Python's own syntax trees."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column + 1}"


NOWHERE = Span("<generated>", 0, 0, 0, 0)
