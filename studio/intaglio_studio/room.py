"""What takes the room in a renderer contract: bytes of code by rule, from solc's map of bytecode to Yul.

`breakdown(contract)` sums up each rule's instructions, those of the support functions that it needs, and the
tables behind the code; `by_place` does so by source line. `check_size` refuses a renderer that no chain would
take, and says what is largest.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from intaglio.backends.evm.limits import MAX_CODE

SHOWN = 8  # of the largest items
TABLES = "tables and texts"
FRAME, SUPPORT = "the frame of the contract", "support "
_FUNCTION = re.compile(r"(?:// (?P<note>rule [^\n]*)\n\s*)?function (?P<name>[\w$.]+)\(")
_PUSH1, _PUSH32 = 0x60, 0x7F
_PLACE = re.compile(r"  // (?P<place>[^\n/]+?\.py:\d+)(?: '[^\n]*)?$")
_RULE = re.compile(r"\s*// rule [^\n]*?(?:, (?P<place>[^\n]+\.py:\d+))?$")
_DEFINED = re.compile(r"\s*function (?P<name>[\w$.]+)\(")
_SECTION = re.compile(r'\s*data "(?P<name>[^"]+)" hex"(?P<bytes>[0-9a-f]*)"')
_USED = re.compile(r'dataoffset\("(?P<name>[^"]+)"\)')


class RendererTooBig(Exception):
    """A piece's renderer does not fit into one contract. The text says what takes the room."""

    def __init__(self, title: str, size: int, items: tuple[Item, ...]) -> None:
        lines = [
            f"the renderer of {title} has {size:,} bytes, {size - MAX_CODE:,} more than the {MAX_CODE:,} "
            "that a contract may have (EIP-170)",
            "what takes the room:",
        ]
        lines += [f"  {item.size:>7,}  {100 * item.size / size:>3.0f}%  {item.name}" for item in items[:SHOWN]]
        super().__init__("\n".join(lines))
        self.size = size
        self.items = items


@dataclass(frozen=True)
class Item:
    """A rule, a function of ours or the tables, and its bytes in the contract."""

    name: str
    size: int


def check_size(title: str, yul: str, runtime: bytes, source_map: str) -> None:
    """Raise `RendererTooBig` where a contract is over EIP-170's limit."""
    if len(runtime) > MAX_CODE:
        raise RendererTooBig(title, len(runtime), breakdown(yul, runtime, source_map))


def breakdown(yul: str, runtime: bytes, source_map: str) -> tuple[Item, ...]:
    """Bytes by function of the Yul text, the largest first; together they are all of `runtime`."""
    found = list(_FUNCTION.finditer(yul))
    starts = [match.start("name") for match in found]
    names = [FRAME, *(match["note"] or match["name"] for match in found)]
    sizes: Counter[str] = Counter()
    end = 0
    for start, length, offset in _instructions(runtime, source_map):
        sizes[names[bisect.bisect_right(starts, offset)] if offset >= 0 else names[0]] += length
        end = start + length
    sizes[TABLES] += len(runtime) - end
    return tuple(Item(name, size) for name, size in sorted(sizes.items(), key=lambda i: (-i[1], i[0])) if size)


def _instructions(runtime: bytes, source_map: str) -> Iterator[tuple[int, int, int]]:
    """Start, length and offset in the Yul text (-1: solc's own) of every instruction that the map covers.

    An entry of the map is `start:length:file:jump:depth`; what is left out is as in the entry before.
    """
    position, offset, file = 0, -1, -1
    for entry in source_map.split(";"):
        fields = entry.split(":")
        offset = int(fields[0]) if fields[0] else offset
        file = int(fields[2]) if len(fields) > 2 and fields[2] else file
        if position >= len(runtime):
            return
        opcode = runtime[position]
        length = opcode - _PUSH1 + 2 if _PUSH1 <= opcode <= _PUSH32 else 1
        yield position, length, offset if file == 0 else -1
        position += length


# ---- by line --------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Section:
    """Data behind the code: its name in the Yul text, where that uses it first, and what it holds."""

    name: str
    place: str
    content: bytes


@dataclass(frozen=True)
class Places:
    """`code` has bytes by source line, `drift.py:21`, and by the name of what is at none; `rest` is neither that nor
    in a section: solc's own, and the byte between code and data."""

    code: dict[str, int]
    sections: tuple[Section, ...]
    rest: int


def by_place(yul: str, runtime: bytes, source_map: str) -> Places:
    """Where all the bytes of `runtime` come from."""
    starts, places, sections = _places(yul)
    sizes: Counter[str] = Counter()
    end = 0
    for start, length, offset in _instructions(runtime, source_map):
        sizes[places[bisect.bisect_right(starts, offset) - 1] if offset >= 0 else FRAME] += length
        end = start + length
    data = sum(len(section.content) for section in sections)
    if data > len(runtime) - end:  # some are alike, and stored once
        sections, data = (), 0
    return Places(dict(sizes), sections, len(runtime) - end - data)


def _places(yul: str) -> tuple[list[int], list[str], tuple[Section, ...]]:
    """Where each line of the Yul text starts, and what it belongs to; and the data."""
    starts: list[int] = []
    places: list[str] = []
    used: dict[str, str] = {}
    sections: list[Section] = []
    place, offset, of_rule = FRAME, 0, ""
    for line in yul.splitlines(keepends=True):
        rule, defined, said = _RULE.match(line.rstrip()), _DEFINED.match(line), _PLACE.search(line.rstrip())
        if rule:
            of_rule = place = rule["place"] or FRAME
        elif defined:
            place, of_rule = of_rule or f"{SUPPORT}{defined['name']}", ""
        elif said:
            place = said["place"]
        for use in _USED.finditer(line):
            used.setdefault(use["name"], place)
        section = _SECTION.match(line)
        if section:
            name = section["name"]
            sections.append(Section(name, used.get(name, FRAME), bytes.fromhex(section["bytes"])))
        starts.append(offset)
        places.append(place)
        offset += len(line.encode())
    return starts, places, tuple(sections)
