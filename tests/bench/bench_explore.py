"""Explorations in figures, as tables to paste: 10,000 tokens by one process and by all; traits over 100,000 seeds.

    python -m tests.bench.bench_explore                     both, for all examples
    python -m tests.bench.bench_explore traits rings loom   the traits of some
    python -m tests.bench.bench_explore speed               10,000 tokens of drift

`make bench` prints the same. A run ends with status 1 where a digest differs or a p-value is below one in a million.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from intaglio_studio.explore import explore
from intaglio_studio.explore_draw import draw, identity
from intaglio_studio.explore_executors import cores
from intaglio_studio.explore_findings import TraitTable
from intaglio_studio.explore_report import Exploration, lines_of
from intaglio_studio.explore_store import Store
from intaglio_studio.piece import open_piece
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
TOKENS = 10_000
SEEDS = 100_000
HARDLY = 1e-6  # a p-value that no honest run has


def speed(folder: Path, tokens: int = TOKENS) -> Iterator[str]:
    """Time, rate, peak memory and digest of drift's tokens, by one process and by one a core: a table's lines.

    Raises `AssertionError` where the digests differ.
    """
    piece = open_piece(ROOT / "examples" / "drift.py")
    yield f"{tokens:,} tokens of {piece.title}, {cores()} cores"
    yield ""
    yield "| | seconds | tokens a second | peak memory | stored | digest |"
    yield "|---|---|---|---|---|---|"
    for pictures in (True, False):
        digests = set()
        for processes in (1, cores()):
            store_folder = folder / f"{pictures}-{processes}"
            with Store.open(store_folder, identity(piece, pictures=pictures)) as store:
                one = draw(piece, store, tokens, processes=processes)
                digests.add(store.digest(tokens))
                what = "SVGs kept" if pictures else "measured only"
                who = "1 process" if processes == 1 else f"{processes} processes"
                yield (
                    f"| {what}, {who} | {one.seconds:.1f} | {one.rate:,.0f} | {one.peak_memory / 1e6:,.0f} MB "
                    f"| {store.size / 1e6:,.0f} MB | `{store.digest(tokens)[:16]}` |"
                )
        assert len(digests) == 1, "one process and several do not draw the same"


def traits(paths: Sequence[Path], folder: Path, seeds: int = SEEDS) -> Iterator[str]:
    """Each trait's frequencies beside its exact probabilities; then how well they fit: a table's lines.

    Raises `AssertionError` for a p-value that no honest run has.
    """
    rows: list[str] = []
    least = 1.0
    for path in paths:
        began = time.perf_counter()
        one, _ = explore(open_piece(path), folder / path.stem, seeds, pictures=False)
        seconds = time.perf_counter() - began
        yield from _frequencies(one)
        yield f"  {seconds:.0f} s, {one.drawing.rate:,.0f} tokens a second"
        yield ""
        rows += (f"| {one.title} | {trait.name} | {len(trait.rows):,} | {_fit(trait)} |" for trait in one.found.traits)
        least = min([least, *(trait.fit.p_value for trait in one.found.traits if trait.fit)])
    yield f"{seeds:,} seeds, Pearson's chi-square; values of which few are expected are counted together"
    yield ""
    yield "| piece | trait | values | chi-square | degrees of freedom | p |"
    yield "|---|---|---|---|---|---|"
    yield from rows
    assert least > HARDLY, f"p = {least}"


def _frequencies(one: Exploration) -> Iterator[str]:
    yield f"{one.title}: {one.found.tokens:,} tokens, {one.found.failures} without a picture"
    for trait in one.found.traits:
        yield f"  {trait.name:<24}{'tokens':>10}{'expected':>12}"
        for line in lines_of(trait):
            expected = "" if line.chance is None else f"{float(line.chance) * one.found.tokens:,.1f}"
            yield f"    {line.label:<22}{line.count:>10,}{expected:>12}".rstrip()


def _fit(trait: TraitTable) -> str:
    if trait.fit is None:
        return f"{trait.unknown or 'one value'} | | "
    return f"{trait.fit.statistic:,.2f} | {trait.fit.freedom} | {trait.fit.p_value:.3f}"


def bench_speed(tmp_path: Path) -> None:
    """The table of `speed`."""
    print("", *speed(tmp_path), sep="\n")


def bench_traits(tmp_path: Path) -> None:
    """The frequencies and the table of `traits`."""
    print("", *traits(EXAMPLES, tmp_path), sep="\n")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_explore", description="explorations in figures")
    parser.add_argument("what", nargs="?", choices=["all", "speed", "traits"], default="all")
    parser.add_argument("examples", nargs="*", metavar="EXAMPLE", help="by name (default: all)")
    parser.add_argument("--seeds", type=int, default=SEEDS, metavar="N", help=f"of each example (default {SEEDS:,})")
    parser.add_argument("--tokens", type=int, default=TOKENS, metavar="N", help=f"of drift (default {TOKENS:,})")
    options = parser.parse_args()
    paths = [path for path in EXAMPLES if not options.examples or path.stem in options.examples]
    with TemporaryDirectory(prefix="intaglio-bench-") as folder:
        try:
            if options.what != "traits":
                for line in (*speed(Path(folder), options.tokens), ""):
                    print(line, flush=True)
            if options.what != "speed":
                for line in traits(paths, Path(folder), options.seeds):
                    print(line, flush=True)
        except AssertionError as wrong:
            print(f"wrong: {wrong}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
