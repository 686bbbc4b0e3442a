"""Choose the letters: the shortest names for what is written most often.

Names are ranked by use (`slots.py` has made the conflicts go); the letters are ranked by how often they occur
in the rest of the script, so that the packer meets few different ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import count, product

from intaglio.backends.javascript.syntax import PIXELS, RESOLUTION, Host, Node, Symbol

_KEYWORDS = """
as await break case catch class const continue debugger default delete do else enum export extends false finally
for function get if import in instanceof interface let new null of package private protected public return set
static super switch this throw true try typeof undefined var void while with yield eval arguments
"""
# What browsers and node define and a piece could overwrite: the short names, and what scripts and pages use.
_HOST = """
top URL CSS Map Set NaN Math Text Node self name open stop find print close status document window location
history parent frames event origin length screen focus blur alert global process
"""
RESERVED = frozenset(("S o t" + _KEYWORDS + _HOST).split())
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_"


def reserved(script: Iterable[Node]) -> frozenset[str]:
    """The names that a script's own variables may not have."""
    raster = any(node in (RESOLUTION, PIXELS) for node in script if isinstance(node, Host))
    return RESERVED | {RESOLUTION.text, PIXELS.text} if raster else RESERVED


def short_names(uses: Counter[Symbol], text: str, taken: frozenset[str] = RESERVED) -> dict[Symbol, str]:
    """A name for each symbol; `text` is the script with nothing in the names' place, `taken` what `reserved` gave."""
    seen = Counter(char for char in text if char in LETTERS)
    letters = sorted(LETTERS, key=lambda char: (-seen[char], LETTERS.index(char)))
    names = (name for name in _words(letters) if name not in taken)
    return dict(zip((symbol for symbol, _ in uses.most_common()), names, strict=False))


def _words(letters: list[str]) -> Iterator[str]:
    for length in count(1):
        yield from map("".join, product(letters, repeat=length))


def readable_names(
    globals_: Iterable[Symbol], scopes: Iterable[Iterable[Symbol]], taken: frozenset[str] = RESERVED
) -> Callable[[Symbol], str]:
    """The names that the piece used, made different within each scope and from all globals and host names."""
    names: dict[Symbol, str] = {}
    common = set(taken)
    _name_all(globals_, names, common)
    for scope in scopes:
        _name_all(scope, names, set(common))
    return names.__getitem__


def _name_all(symbols: Iterable[Symbol], names: dict[Symbol, str], taken: set[str]) -> None:
    for symbol in symbols:
        if symbol not in names:
            base = re.sub(r"\W", "_", symbol.hint, flags=re.ASCII) or "_"
            base = f"_{base}" if base[0].isdigit() else base
            names[symbol] = next(name for name in _numbered(base) if name not in taken)
            taken.add(names[symbol])


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}{at}" for at in count(2))
