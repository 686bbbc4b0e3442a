"""Explorations in figures, as tables to paste: 10,000 tokens by one process and by all; traits over 100,000 seeds.

    python -m tests.bench.bench_explore                     both, for all examples
    python -m tests.bench.bench_explore traits rings loom   the traits of some: no pictures, so seconds a piece
    python -m tests.bench.bench_explore speed               10,000 tokens of drift

`make bench` prints the same. A run ends with status 1 where a digest differs or a p-value is below one in a million.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from intaglio.chances import chances
from intaglio.frontend import compile_file
from intaglio_renderers.native import NativeRenderer
from intaglio_studio.explore_draw import draw, identity
from intaglio_studio.explore_executors import cores
from intaglio_studio.explore_findings import TraitTable, trait_tables
from intaglio_studio.explore_report import lines_of
from intaglio_studio.explore_store import Store
from intaglio_studio.piece import Piece, open_piece
from intaglio_studio.resolution import small_resolution
from intaglio_studio.seeds import number_seed
from tests.bench.traits_only import traits_only
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
TOKENS = 10_000
SEEDS = 100_000
CHECKED = 50  # tokens whose traits are drawn with their pictures too
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

    What is drawn is `traits_only` of a piece, and the first tokens' traits are held against those of the whole piece.
    Raises `AssertionError` for one that differs, and for a p-value that no honest run has.
    """
    rows: list[str] = []
    least = 1.0
    for path in paths:
        piece = open_piece(path)
        module = compile_file(path).module
        without = replace(piece, module=traits_only(module))
        with Store.open(folder / path.stem, identity(without, pictures=False)) as store:
            rate = draw(without, store, seeds).rate
            _check_first(piece, store)
            tables = trait_tables(store, seeds, chances(module))
        yield f"{piece.title}: {seeds:,} tokens, {rate:,.0f} a second"
        for trait in tables:
            yield from _frequencies(trait, seeds)
            rows.append(f"| {piece.title} | {trait.name} | {len(trait.rows):,} | {_fit(trait)} |")
            least = min(least, trait.fit.p_value if trait.fit else 1.0)
        yield ""
    yield f"{seeds:,} seeds, Pearson's chi-square; values of which few are expected are counted together"
    yield ""
    yield "| piece | trait | values | chi-square | degrees of freedom | p |"
    yield "|---|---|---|---|---|---|"
    yield from rows
    assert least > HARDLY, f"p = {least}"


def _check_first(piece: Piece, store: Store) -> None:
    """Hold the first tokens' traits against those that the whole piece draws."""
    with NativeRenderer(piece.module) as renderer:
        for token, record in enumerate(store.records(CHECKED)):
            whole = renderer.render(number_seed(token), 0, small_resolution(piece.module))
            assert whole.traits == store.traits(record), f"{piece.title}: token {token} has other traits"


def _frequencies(trait: TraitTable, total: int) -> Iterator[str]:
    yield f"  {trait.name:<24}{'tokens':>10}{'expected':>12}"
    for line in lines_of(trait):
        expected = "" if line.chance is None else f"{float(line.chance) * total:,.1f}"
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
