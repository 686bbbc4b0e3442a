"""Which line of a contract's Yul text each instruction of its code comes from: `line_map(yul, runtime)`.

solc's map of its own speaks of the text that its optimizer leaves, which nobody has written. So the text is compiled
once more with its line numbers in it, as locations in a source that does not exist (`/// @src 0:12:13`, line 12): those
outlive the optimizer, are in the map, and leave the code as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intaglio.backends.evm.solc import compile_yul

NO_LINE = -1
_USE = '/// @use-src 0:"lines"'
_OBJECT = re.compile(r'\s*object "')
_NO_STATEMENT = re.compile(r'\s*(?://|}|\{|case |default |code |data "|$)')
_PUSH1, _PUSH32 = 0x60, 0x7F


@dataclass(frozen=True, slots=True)
class Instruction:
    """Where it starts in the code, its bytes, and the line, from 0; `NO_LINE` for what solc added."""

    start: int
    length: int
    line: int


def line_map(yul: str, runtime: bytes) -> list[Instruction]:
    """Every instruction of `runtime`, which solc made of the Yul text, in order.

    Raises `ValueError` where solc makes something else of it today.
    """
    compiled = compile_yul(_numbered(yul))
    if compiled.runtime != runtime:
        raise ValueError("solc makes another contract of this Yul text")
    return list(_instructions(runtime, compiled.source_map))


def _numbered(yul: str) -> str:
    """The text with each statement's line before it."""
    written: list[str] = []
    for number, line in enumerate(yul.splitlines()):
        if _OBJECT.match(line):
            written.append(_USE)
        elif not _NO_STATEMENT.match(line):
            written.append(f"/// @src 0:{number}:{number + 1}")
        written.append(line)
    return "\n".join(written)


def _instructions(runtime: bytes, source_map: str) -> Iterator[Instruction]:
    """An entry of the map is `start:length:file:jump:depth`; what is left out is as in the entry before."""
    position, line, known = 0, NO_LINE, True
    for entry in source_map.split(";"):
        fields = entry.split(":")
        line = int(fields[0]) if fields[0] else line
        known = fields[2] != "-1" if len(fields) > 2 and fields[2] else known
        if position >= len(runtime):
            return
        opcode = runtime[position]
        length = opcode - _PUSH1 + 2 if _PUSH1 <= opcode <= _PUSH32 else 1
        yield Instruction(position, length, line if known else NO_LINE)
        position += length
