"""What each piece of golf is worth, in bytes of all examples' scripts: `python -m tests.bench.bench_golf`.

`raw` is the scripts' length, `zopfli` what they pack to by themselves, `primed` what context mixing makes of the form
that the primer knows. A number is what leaving the golf out costs. The primer is the one at hand, which has the golf in
it: what `primed` says of a helper is what another primer would win back.
"""

from __future__ import annotations

from collections.abc import Mapping

from intaglio.backends.javascript.minify import GOLF, minified, seen_before
from intaglio.ir.nodes import Module
from intaglio.packing.context_mixing import Primed
from intaglio.packing.deflate import deflate
from intaglio.packing.primer import of
from intaglio.pipeline import lower_whole
from intaglio_studio.piece import open_piece
from tests.conftest import ROOT

ROUNDS = 15
NOTHING: frozenset[str] = frozenset()
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
Pieces = Mapping[str, tuple[Module, Module]]  # each as it packs by itself, and with the library's rules whole


def sizes(pieces: Pieces, primed: Primed, without: frozenset[str]) -> tuple[int, int, int]:
    """Sums over the examples: raw, zopfli, and primed."""
    scripts = [minified(module, without).text().encode() for module, _ in pieces.values()]
    seen = [seen_before(whole, without).text().encode() for _, whole in pieces.values()]
    packed = sum(len(deflate(script, rounds=ROUNDS)) for script in scripts)
    return sum(map(len, scripts)), packed, round(sum(map(primed.size, seen)) / 8)


def bench_golf() -> None:
    opened = {path.stem: open_piece(path) for path in EXAMPLES}
    pieces = {name: (piece.module, lower_whole(piece.typed)) for name, piece in opened.items()}
    primed = Primed(of("context-mixing"))
    whole = sizes(pieces, primed, NOTHING)
    print(f"\n{'':20}{'raw':>9}{'zopfli':>9}{'primed':>9}")
    print(f"{'all of it':20}" + "".join(f"{size:9,}" for size in whole))
    for name in GOLF:
        less = sizes(pieces, primed, frozenset({name}))
        costs = [there - here for there, here in zip(less, whole, strict=True)]
        print(f"{name:20}" + "".join(f"{cost:+9,}" for cost in costs), flush=True)


if __name__ == "__main__":
    bench_golf()
