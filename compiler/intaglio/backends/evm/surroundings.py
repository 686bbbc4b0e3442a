"""What the functions of one module share: memory, tables, texts, the names of all functions, who writes what."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from intaglio.backends.evm.image import Image
from intaglio.backends.evm.liveness import reachable, writers
from intaglio.backends.evm.memory import WORD, Memory, hexadecimal
from intaglio.backends.evm.tables import NumberTables
from intaglio.backends.evm.texts import Texts
from intaglio.ir.nodes import Module
from intaglio.ir.span import NOWHERE, Span


@dataclass
class Surroundings:
    """What the functions of one module share."""

    module: Module
    memory: Memory
    tables: NumberTables
    texts: Texts
    names: dict[str, str]  # of functions, in Yul
    taken: frozenset[str]  # no variable may have these names
    flat: bool = False  # every rule keeps its variables in memory, as recursive ones do
    largest_frame: int = 0
    reaches: dict[str, frozenset[str]] = field(init=False)
    svg_writers: frozenset[str] = field(init=False)
    mailbox: list[int] = field(default_factory=list)

    image: Image | None = field(init=False)  # with the raster in it, where the contract draws one

    def __post_init__(self) -> None:
        size = self.module.chain_size
        self.image = Image(size, self.memory, self.texts) if size else None
        self.reaches = reachable(self.module)
        self.svg_writers = writers(self.module, "svg")

    def letter(self, number: int) -> str:
        """The address of a word of the mailbox."""
        while len(self.mailbox) <= number:
            self.mailbox.append(self.memory.reserve(WORD))
        return hexadecimal(self.mailbox[number])


def place_of(span: Span) -> str:
    """`drift.py:21`, of the library `noise.py:68 in drift.py:25`, or nothing where the compiler made the node up."""
    if span == NOWHERE:
        return ""
    here, own = f"{PurePath(span.file).name}:{span.line}", span.own
    return here if own is None or own == span else f"{here} in {place_of(own)}"


def with_place(line: str, where: str) -> str:
    """A line of Yul with the place that it comes from behind it: before the text that it shows, where it shows one."""
    code, mark, text = line.partition("  // ") if "dataoffset(" in line else (line, "", "")
    return f"{code}  // {where}{' ' if mark else ''}{text}"
