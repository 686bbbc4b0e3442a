"""What takes the room in a renderer contract, and where its instructions come from: `breakdown(yul, runtime)`.

Each instruction has a line of the Yul text (`backends.evm.line_map`), and each of those a place: the source line that
the comment behind it names, or the function that it is in. `breakdown` sums up bytes by function, with the tables
behind the code; `by_place` by source line; `callers` has the place that each instruction works for. `check_size`
refuses a renderer that no chain would take, and says what is largest.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from intaglio.backends.evm.limits import MAX_CODE
from intaglio.backends.evm.line_map import line_map

SHOWN = 8  # of the largest items
TABLES = "tables and texts"
FRAME, SUPPORT = "the frame of the contract", "support "
_PLACE = re.compile(
    r"  // (?P<place>[^\n/]+?\.py:\d+)(?: in (?P<caller>[^\n/]+?\.py:\d+))?(?: '[^\n]*)?$"
)
_RULE = re.compile(r"\s*// (?P<note>rule [^\n]*?(?:, (?P<place>[^\n]+\.py:\d+))?)$")
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


def check_size(title: str, yul: str, runtime: bytes) -> None:
    """Raise `RendererTooBig` where a contract is over EIP-170's limit."""
    if len(runtime) > MAX_CODE:
        raise RendererTooBig(title, len(runtime), breakdown(yul, runtime))


def breakdown(yul: str, runtime: bytes) -> tuple[Item, ...]:
    """Bytes by function of the Yul text, the largest first; together they are all of `runtime`."""
    lines = _read(yul).lines
    sizes: Counter[str] = Counter()
    end = 0
    for instruction in line_map(yul, runtime):
        sizes[lines[instruction.line].function if instruction.line >= 0 else FRAME] += instruction.length
        end = instruction.start + instruction.length
    sizes[TABLES] += len(runtime) - end
    return tuple(Item(name, size) for name, size in sorted(sizes.items(), key=lambda i: (-i[1], i[0])) if size)


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


def by_place(yul: str, runtime: bytes) -> Places:
    """Where all the bytes of `runtime` come from."""
    text = _read(yul)
    sizes: Counter[str] = Counter()
    end = 0
    for instruction in line_map(yul, runtime):
        sizes[text.lines[instruction.line].place if instruction.line >= 0 else FRAME] += instruction.length
        end = instruction.start + instruction.length
    sections, data = text.sections, sum(len(section.content) for section in text.sections)
    if data > len(runtime) - end:  # some are alike, and stored once
        sections, data = (), 0
    return Places(dict(sizes), sections, len(runtime) - end - data)


def callers(yul: str, runtime: bytes) -> list[str]:
    """For each byte of the code that starts an instruction its place, as in `Places.code`, but of what was put in the
    place of a call the call's; nothing for all other bytes and for what solc added.
    """
    lines = _read(yul).lines
    found = [""] * len(runtime)
    for instruction in line_map(yul, runtime):
        if instruction.line >= 0:
            found[instruction.start] = lines[instruction.line].caller
    return found


@dataclass(frozen=True)
class _Line:
    """A line of the Yul text: the function that it is in, the place it comes from, and that or who called it."""

    function: str
    place: str
    caller: str


@dataclass(frozen=True)
class _Text:
    lines: tuple[_Line, ...]
    sections: tuple[Section, ...]


def _read(yul: str) -> _Text:
    """What each line of the Yul text belongs to; and the data."""
    used: dict[str, str] = {}
    sections: list[Section] = []
    lines: list[_Line] = []
    function, place, caller, rule = FRAME, FRAME, FRAME, None
    for line in yul.splitlines():
        noted, defined, said = _RULE.match(line), _DEFINED.match(line), _PLACE.search(line)
        if noted:
            rule = noted
        elif defined:
            function = rule["note"] if rule else defined["name"]
            place = caller = (rule["place"] or FRAME) if rule else f"{SUPPORT}{defined['name']}"
            rule = None
        elif said:
            place, caller = said["place"], said["caller"] or said["place"]
        for use in _USED.finditer(line):
            used.setdefault(use["name"], place)
        section = _SECTION.match(line)
        if section:
            name = section["name"]
            sections.append(Section(name, used.get(name, FRAME), bytes.fromhex(section["bytes"])))
        lines.append(_Line(function, place, caller))
    return _Text(tuple(lines), tuple(sections))
