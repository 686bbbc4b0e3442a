"""Names that are the same in every script: what a packer that knows other scripts has seen before costs little.

A helper and a rule of the library have a name each, for good: `N` draws the seed's next word wherever that stands.
The variables of every function are `a`, `b`, `c` and so on, in the order in which they stand there, parameters first,
but `i`, `j`, `k` those that loops count and `u`, `v`, `w` arrays: so a rule of the library is the same text in every
script. What is left goes to the piece's own rules and tables.

A primer (`intaglio.packing.primer`) is text in these names: a name that changes here needs another version of it.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from intaglio.backends.javascript.names import RESERVED
from intaglio.backends.javascript.slots import ARRAY, COUNTER
from intaglio.backends.javascript.syntax import PIXELS, RESOLUTION, Symbol

LOCALS = "abcdefghijklmnpqrsuvwxyz"  # all but o and t
COUNTERS, ARRAYS = "ijklmnpqrs", "uvwxyz"  # those of them that loops and arrays take first
# What nearly every script has, and what is called for every pixel: names of one letter are the fastest (`page.LOCALS`).
_LETTERS = """
N next F snap Z floored D decimal H hex K field I serial A a B b C c E d
W _wave V noise2 U _fade T _slope2 Q _linear Y sin X cos
"""
# All others, in an order that stays: a new rule comes last.
_MORE = """
least greatest modulo cyclic power2 exponent even params named
_sine _near_zero _odd _even tan _angle _arc atan2 atan asin acos hypot
_exp2 _log2 _exp2_below_1 _log2_of_millions pow _exp _parts _product _long_log exp log
ease_sine ease_expo _mix _slope1 noise1 fbm1 fbm2 _slope3 _layer noise3 fbm3
lerp unlerp remap clamp fract step smoothstep smootherstep ease_in ease_out ease_in_out ease_back ease_bounce
_byte rgb gray _hue hsl hsv luma _between mix _cube _encoded _from_cones oklch _cube_root _to_cones blend
_nearest worley worley_edge worley_cell dot cross distance polar rotate normalize segment
ngon star superellipse spiral arc rose _free poisson pack _cut voronoi elementary neighbours life gray_scott
_point _side _square contour _rule_for lsystem _turned turtle extent gauss seed$word seed$fork sprite$read
"""


def _named(letters: str, others: str) -> dict[str, str]:
    words = letters.split()
    pairs = map("".join, product("$_", string.ascii_letters + string.digits))
    return dict(zip(words[1::2], words[::2], strict=True)) | dict(zip(others.split(), pairs, strict=False))


OURS = _named(_LETTERS, _MORE)
_HOST_LETTERS = RESERVED | {RESOLUTION.text, PIXELS.text}
_SPARE = "GJLO$_" + "".join(c for c in reversed(string.ascii_uppercase) if c not in "GJLO")


def in_library_order(symbols: Iterable[Symbol]) -> list[Symbol]:
    """The symbols, those that have a name for good first, in the order of the list above."""
    order = {name: at for at, name in enumerate(OURS)}
    return sorted(symbols, key=lambda symbol: order.get(_known(symbol), len(order)))


def canonical_names(symbols: Iterable[Symbol], scopes: Sequence[Sequence[Symbol]]) -> dict[Symbol, str]:
    """A name for each symbol; `scopes` has the variables of each function, in their order."""
    names: dict[Symbol, str] = {}
    local = {symbol for scope in scopes for symbol in scope}
    own: list[Symbol] = []
    for symbol in dict.fromkeys(symbols):
        known = OURS.get(_known(symbol))
        if symbol in local:
            continue
        if known and known not in names.values():
            names[symbol] = known
        else:
            own.append(symbol)
    letters = [_letters(scope) for scope in scopes]
    spare = _spare({*names.values(), *(letter for some in letters for letter in some)})
    beyond = [next(spare) for _ in range(max((some.count("") for some in letters), default=0))]
    for scope, some in zip(scopes, letters, strict=True):
        further = iter(beyond)
        names |= {symbol: letter or next(further) for symbol, letter in zip(scope, some, strict=True)}
    return names | dict(zip(own, spare, strict=False))


def _letters(scope: Sequence[Symbol]) -> list[str]:
    """Letters for a function's variables, as far as they go."""
    kept = {COUNTER: COUNTERS, ARRAY: ARRAYS}
    letters: dict[Symbol, str] = {}
    for role in (COUNTER, ARRAY, ""):
        free = [letter for letter in kept.get(role, LOCALS) if letter not in letters.values()]
        some = [symbol for symbol in scope if symbol not in letters and symbol.hint.startswith(role)]
        letters |= dict(zip(some, free, strict=False))
    return [letters.get(symbol, "") for symbol in scope]


def _known(symbol: Symbol) -> str:
    """What a symbol of ours is called in the lists; a rule for arrays of several sizes is one there."""
    if not symbol.ours:
        return ""
    return symbol.hint if symbol.hint in OURS else symbol.hint.partition("$")[0]


def _spare(taken: set[str]) -> Iterator[str]:
    """Names that neither a function's variables nor anything of ours has, the short ones first."""
    free = (*_SPARE, *reversed(LOCALS), *map("".join, product(LOCALS, LOCALS)))
    return (name for name in free if name not in taken and name not in _HOST_LETTERS)
