"""What each piece of golf is worth, in bytes of all examples' scripts: `python -m tests.bench.bench_golf`.

`raw` is the scripts' length, `zopfli` what they pack to by themselves, `seen` what the names for a packer that has seen
other scripts pack to behind all other examples' scripts. A number is what leaving the golf out costs.
"""

from __future__ import annotations

from collections.abc import Mapping

from intaglio.backends.javascript.minify import GOLF, minified, seen_before
from intaglio.ir.nodes import Module
from intaglio.packing.deflate import deflate
from intaglio.packing.window_deflate import deflate_after
from intaglio_studio.piece import open_piece
from tests.conftest import ROOT

WINDOW = 32_768
ROUNDS = 15
NOTHING: frozenset[str] = frozenset()
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


def sizes(modules: Mapping[str, Module], without: frozenset[str]) -> tuple[int, int, int]:
    """Sums over the examples: raw, zopfli by itself, and behind the others' scripts."""
    scripts = {name: minified(module, without).text().encode() for name, module in modules.items()}
    seen = {name: seen_before(module, without).text().encode() for name, module in modules.items()}
    behind = 0
    for name, script in seen.items():
        others = b"".join(text for other, text in seen.items() if other != name)
        behind += len(deflate_after(others[-WINDOW:], script))
    packed = sum(len(deflate(script, rounds=ROUNDS)) for script in scripts.values())
    return sum(map(len, scripts.values())), packed, behind


def bench_golf() -> None:
    modules = {path.stem: open_piece(path).module for path in EXAMPLES}
    whole = sizes(modules, NOTHING)
    print(f"\n{'':20}{'raw':>9}{'zopfli':>9}{'seen':>9}")
    print(f"{'all of it':20}" + "".join(f"{size:9,}" for size in whole))
    for name in GOLF:
        less = sizes(modules, frozenset({name}))
        print(f"{name:20}" + "".join(f"{there - here:+9,}" for there, here in zip(less, whole, strict=True)))


if __name__ == "__main__":
    bench_golf()
