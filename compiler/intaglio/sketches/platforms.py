"""What a sketch may count on: the names with which Art Blocks, fxhash and we ourselves give a sketch its seed.

A page of ours has `S`, the token's seed as 64 hex digits, and nothing else. Where a sketch uses the names of another
platform, a few lines go before it that make them of `S`: only the names that it uses and does not define itself, and
only those of their members that it mentions. They are minified with the sketch. `docs/pack.md` has them as a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

SEED = "S"

_SFC32 = (
    "(([a, b, c, d], w) => () => (w = a + b + d++ | 0, a = b ^ b >>> 9, b = c * 9 | 0, "
    "c = (c << 21 | c >>> 11) + w | 0, (w >>> 0) / 2 ** 32))(@.match(/.{8}/g).map(word => '0x' + word | 0))"
)


@dataclass(frozen=True)
class Provided:
    """A name: its value, where `@` stands for the seed, or else the members that it may have, each with its value."""

    value: str = ""
    members: dict[str, str] = field(default_factory=dict)


PROVIDED: dict[str, Provided] = {
    "tokenData": Provided(members={"hash": '"0x" + @', "hashes": '["0x" + @]', "tokenId": '"0"'}),
    "fxhash": Provided('"oo" + @.slice(15)'),
    "fxrand": Provided(_SFC32),
    "$fx": Provided(members={
        "hash": "fxhash", "rand": "fxrand", "features": "() => {}", "preview": "() => {}", "on": "() => {}",
        "isPreview": "false", "iteration": "1", "context": '"minting"',
    }),
    "fxpreview": Provided("() => {}"),
    "isFxpreview": Provided("false"),
}  # fmt: skip


def prelude(needed: Iterable[str], through_window: Iterable[str], source: str, seed: str = SEED) -> str:
    """The lines that define what a sketch needs of the names above.

    `through_window` are names that it reaches as `window.name`: those that are above go there too. `source` is its
    text, of which the words count. `seed` is how the seed is called there.
    """
    words = set(re.findall(r"[\w$]+", source))
    wanted = {name for name in [*needed, *through_window] if name in PROVIDED}
    members = {name: _members(PROVIDED[name], words) for name in wanted}
    used = {value for values in members.values() for value in values.values()}
    lines = []
    for name, provided in PROVIDED.items():
        if name in wanted or name in used:
            value = provided.value or _object(members[name])
            lines.append(f"const {name} = {value.replace('@', seed)};\n")
    lines += [f"self.{name} = {name};\n" for name in PROVIDED if name in set(through_window)]
    return "".join(lines)


def _members(provided: Provided, words: set[str]) -> dict[str, str]:
    return {name: value for name, value in provided.members.items() if name in words}


def _object(members: dict[str, str]) -> str:
    return f"{{ {', '.join(f'{name}: {value}' for name, value in members.items())} }}"
