"""A card: an SVG document that shows plain text, for whatever shows pictures: sheets, galleries, PNG files.

    "a<b\\n"   ->   <svg …><text …><tspan x="0" dy="12">a&lt;b </tspan></text></svg>

A letter is 6 wide and a line 12 high. A line ends in a space: one without any letter would not move the next one down.
A text that is itself the address of plain text, `data:text/plain,…`, is shown as what it holds.
"""

from __future__ import annotations

import re

LETTER, LINE, SIZE = 6, 12, 10  # units: how wide a letter is and how high a line, in a font of that size
PAPER, INK = "#fff", "#000"
_ADDRESS = "data:text/plain"


def card_size(columns: int, lines: int) -> tuple[int, int]:
    """The width and height of a card for text of so many columns and lines."""
    return LETTER * columns, LINE * lines


def card(text: str) -> str:
    """The SVG document that shows a text, as large as its longest line and its lines ask for."""
    lines = shown_lines(text)
    width, height = card_size(max(1, *map(len, lines)), len(lines))
    spans = "".join(f'<tspan x="0" dy="{LINE}">{_escaped(line)} </tspan>' for line in lines)
    style = f'font-family="monospace" font-size="{SIZE}" fill="{INK}" xml:space="preserve"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/><text y="-2" {style}>{spans}</text></svg>'
    )


def shown_lines(text: str) -> list[str]:
    """The lines that a text shows: at least one, a tab as the spaces to the next eighth column."""
    if text.startswith(_ADDRESS):
        held = re.sub(b"%([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), text.partition(",")[2].encode())
        text = held.decode("utf-8", "replace")
    lines = [line.expandtabs() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
