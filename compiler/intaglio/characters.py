"""Characters that make trouble: those that no picture can hold, and those that make a name look like another.

XML 1.0 has no place for most control characters (section 2.2), not even escaped. A name, a title or a trait's, is
shown among other text, so it has neither a second line nor what turns the order of reading around (Unicode Annex 9).
"""

from __future__ import annotations

import re

_NOWHERE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks, embeddings, overrides, isolates
_IN_NO_NAME = re.compile(f"[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff{_REORDERING}]")


def unshowable(text: str) -> str:
    """The first character of a text that no picture can hold as `U+0001`, or nothing.

    >>> unshowable("bell \\a")
    'U+0007'
    """
    return _first(_NOWHERE, text)


def misleading(name: str) -> str:
    """The first character of a name that would not be seen for what it is as `U+202E`, or nothing.

    >>> misleading("Drift"), misleading("Dr\\u202etfi"), misleading("Drift\\n100 of 100 agree")
    ('', 'U+202E', 'U+000A')
    """
    return _first(_IN_NO_NAME, name)


def _first(kind: re.Pattern[str], text: str) -> str:
    found = kind.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
