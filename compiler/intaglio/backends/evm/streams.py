"""Writing text: the part of a function's writer that knows where the two streams end.

The SVG's end is a variable that every function which writes hands on; that of the traits lies in memory.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from intaglio.backends.evm.expressions import Expressions
from intaglio.backends.evm.memory import TRAITS_END, hexadecimal
from intaglio.backends.evm.surroundings import Surroundings
from intaglio.backends.evm.tables import Bounds, highest
from intaglio.ir.nodes import Perform


class Streams(ABC):
    """Writes constant texts, and texts of tables."""

    around: Surroundings
    expressions: Expressions
    bounds: Bounds
    lines: list[str]
    out: str  # the variable with the address of the SVG's next byte

    @abstractmethod
    def line(self, text: str) -> None:
        """Write one line; a line ending in `{` opens a block, `}` closes it."""

    def end(self, stream: str) -> str:
        """The address of a stream's next byte."""
        return self.out if stream == "svg" else f"mload({hexadecimal(TRAITS_END)})"

    def write_to(self, stream: str, written: str) -> None:
        """Move a stream's end to `written`, in which `{out}` stands for the end so far."""
        written = written.replace("{out}", self.end(stream))
        if stream == "svg":
            self.line(f"{self.out} := {written}")
        else:
            self.line(f"mstore({hexadecimal(TRAITS_END)}, {written})")

    def constant_text(self, statement: Perform) -> None:
        """One word is stored as a constant, a longer text is copied from the code's data."""
        text = statement.text.encode()
        if not text:
            return
        store, comment = self.around.texts.store(text, self.end(statement.stream))
        self.line(store)
        self.lines[-1] += comment
        self.write_to(statement.stream, f"add({{out}}, {len(text)})")

    def table_text(self, statement: Perform) -> None:
        """A text of a table: stored as a number where all of them have one length, else copied from the code's data."""
        (index,), name = statement.args, statement.text
        length = self.around.tables.lengths.get(name, 0)
        if not length:
            table = f'dataoffset("{self.around.texts.table(name)}")'
            self.write_to(statement.stream, f"write_entry({{out}}, {table}, {self.expressions.value(index)})")
            return
        end, known = self.end(statement.stream), highest(index, self.bounds)
        self.line(self.around.tables.store_text(name, end, self.expressions.value(index), known))
        self.write_to(statement.stream, f"add({{out}}, {length})")
