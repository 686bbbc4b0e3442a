"""Errors and warnings in the artist's words: a code, a span, the cause under a caret, and a way out.

::

    error[I021]: cannot add `color` and `int`
      --> drift.py:21:9
       |
    21 |     ink = base + shift
       |           ^^^^^^^^^^^^ `base` is a color, `shift` is an int
       = help: to blend two colors write `mix(base, other, 0.5)`
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intaglio.ir.span import Span


@dataclass(frozen=True)
class Note:
    """A second place that explains the first."""

    message: str
    span: Span
    label: str = ""


@dataclass(frozen=True)
class Diagnostic:
    """One thing to tell the artist. `label` stands beside the carets."""

    code: str
    message: str
    span: Span
    label: str = ""
    notes: tuple[Note, ...] = ()
    help: str = ""
    severity: str = "error"

    def to_json(self) -> dict[str, object]:
        """For `--json`: lines and columns count from 1."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "file": self.span.file,
            "line": self.span.line,
            "column": self.span.column + 1,
            "label": self.label,
            "help": self.help,
        }


class Refused(Exception):
    """The piece does not compile; `diagnostics` says why, `sources` maps shown file names to their text."""

    def __init__(self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> None:
        self.diagnostics = tuple(diagnostics)
        self.sources = dict(sources)
        super().__init__(render(self.diagnostics, self.sources))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`did you mean `cos`?`, or nothing."""
    close = difflib.get_close_matches(name, sorted(set(known)), n=1, cutoff=0.7)
    return f"did you mean `{close[0]}`?" if close else ""


def _excerpt(span: Span, label: str, sources: Mapping[str, str], gutter: int) -> list[str]:
    lines = [f"{' ' * gutter}--> {span}"]
    text = sources.get(span.file, "")
    source = text.split("\n") if text else []  # as a syntax tree counts them: U+2028 ends no line
    if not 1 <= span.line <= len(source):
        return lines
    # columns of a syntax tree count UTF-8 bytes; carets count characters
    raw = source[span.line - 1]
    start = len(raw.encode()[: span.column].decode(errors="ignore"))
    end = len(raw.encode()[: span.end_column].decode(errors="ignore")) if span.end_line == span.line else len(raw)
    line = raw.expandtabs(1)
    carets = "^" * max(1, end - start)
    blank = " " * gutter + " |"
    lines += [blank, f"{span.line:>{gutter}} | {line}", f"{blank} {' ' * start}{carets} {label}".rstrip()]
    return lines


def render(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> str:
    """All diagnostics as text, in the order given, a blank line between two."""
    blocks = []
    for d in diagnostics:
        widest = max([d.span.line, *(n.span.line for n in d.notes)])
        gutter = len(str(widest))
        lines = [f"{d.severity}[{d.code}]: {d.message}", *_excerpt(d.span, d.label, sources, gutter)]
        for note in d.notes:
            lines += [f"note: {note.message}", *_excerpt(note.span, note.label, sources, gutter)]
        if d.help:
            lines.append(f"{' ' * gutter} = help: {d.help}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)
