"""Characters that no picture can hold: XML 1.0 has no place for them (section 2.2), not even escaped."""

from __future__ import annotations

import re

_NOWHERE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def unshowable(text: str) -> str:
    """The first character of a text that no picture can hold as `U+0001`, or nothing.

    >>> unshowable("bell \\a")
    'U+0007'
    """
    found = _NOWHERE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
