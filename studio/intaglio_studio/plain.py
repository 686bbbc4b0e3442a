"""Text as a terminal may get it: what a piece, a file's name or a chain says can move no cursor and color nothing.

`printable` is for all that is printed, `one_line` for a name among other words, `json_text` for machines. A contract
that somebody else deployed may call itself anything.
"""

from __future__ import annotations

import json
import re
from typing import Any

# Control characters but for tab and line feed, what turns the order of reading around, and halves of characters.
_UNSAFE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
LONGEST_NAME = 120  # characters


def printable(text: str) -> str:
    """`text` with every character that a terminal obeys, or shows out of place, spelled out.

    >>> print(printable("\\x1b[2Jgone"))
    \\u001b[2Jgone
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(name: str) -> str:
    """A name as part of a line: printable, with no second line of its own, and no longer than a name is.

    >>> print(one_line("Drift\\nall agree"))
    Drift\\u000aall agree
    """
    shown = printable(name).replace("\n", "\\u000a").replace("\t", "\\u0009")
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}…"


def json_text(value: Any) -> str:
    """A value as JSON that a person can read and a terminal may get; the same value to whoever parses it.

    >>> print(json_text("\\x9b2J"))
    "\\u009b2J"
    """
    return printable(json.dumps(value, indent=1, ensure_ascii=False))
