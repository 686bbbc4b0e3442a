"""Constant text: a word in the code where it fits one, else a data section.

A constant of 32 bytes costs 9 gas to store. `datacopy` costs 12 and 3 a word, and takes no more room in the
code than the text itself, so it wins from the second word on. Equal texts share a section.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from intaglio.backends.evm.memory import WORD
from intaglio.backends.evm.names import Names
from intaglio.backends.evm.tables import text_table_data
from intaglio.ir.nodes import Module

_SHOWN = 72  # characters of a text that its comment shows


def quoted(text: bytes) -> str:
    """A Yul literal of at most 32 bytes, left-aligned in its word."""
    if all(0x20 <= byte < 0x7F for byte in text):
        return '"' + text.decode().replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f'hex"{text.hex()}"'


def shown(text: bytes) -> str:
    """The start of a text as a comment may show it."""
    start = ascii(text.decode("utf-8", "replace"))
    return start if len(start) <= _SHOWN else start[: _SHOWN - 3] + "..."


@dataclass
class Texts:
    """The data sections of a module's texts and text tables, by name."""

    module: Module
    sections: dict[str, bytes] = field(default_factory=dict)
    _by_text: dict[bytes, str] = field(default_factory=dict)
    _by_table: dict[str, str] = field(default_factory=dict)
    _names: Names = field(default_factory=lambda: Names(("tables", "runtime", "runtime_deployed")))

    def store(self, text: bytes, out: str) -> tuple[str, str]:
        """The statement that writes a text to address `out`, and a comment."""
        if len(text) <= WORD:
            return f"mstore({out}, {quoted(text)})", ""
        if text not in self._by_text:
            name = self._names.new(f"text_{len(self._by_text) + 1}")
            self._by_text[text] = name
            self.sections[name] = text
        name = self._by_text[text]
        return f'datacopy({out}, dataoffset("{name}"), {len(text)})', f"  // {shown(text)}"

    def table(self, name: str) -> str:
        """The data section of a text table."""
        if name not in self._by_table:
            section = self._names.new(name)
            self._by_table[name] = section
            self.sections[section] = text_table_data(self.module.table(name))
        return self._by_table[name]
