"""Explorations in figures: 10,000 tokens by one process and by all; 100,000 tokens of each example for their traits.

`pytest tests/bench/bench_explore.py -o python_files='bench_*.py' -o python_functions='bench_*' -s`. The second takes
minutes: `-k drift` is the first alone.
"""

from pathlib import Path

import pytest

from intaglio_studio.explore import explore
from intaglio_studio.explore_draw import draw, identity
from intaglio_studio.explore_executors import cores
from intaglio_studio.explore_report import fit_line
from intaglio_studio.explore_store import Store
from intaglio_studio.piece import open_piece
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
TOKENS = 10_000
SEEDS = 100_000


def bench_drift(tmp_path: Path) -> None:
    """Time, rate, peak memory and digest of 10,000 tokens: SVGs kept, and only measured."""
    piece = open_piece(ROOT / "examples" / "drift.py")
    print(f"\n{TOKENS:,} tokens of {piece.title} on {cores()} cores")
    print(f"  {'':22}{'seconds':>9}{'tokens/s':>10}{'memory':>10}{'stored':>10}  digest")
    for pictures in (True, False):
        digests = []
        for processes in (1, cores()):
            folder = tmp_path / f"{pictures}-{processes}"
            with Store.open(folder, identity(piece, pictures=pictures)) as store:
                drawing = draw(piece, store, TOKENS, processes=processes)
                digests.append(store.digest(TOKENS))
                what = "SVGs kept" if pictures else "measured"
                print(
                    f"  {f'{what}, {processes} process' + 'es' * (processes > 1):22}{drawing.seconds:9.2f}"
                    f"{drawing.rate:10,.0f}{drawing.peak_memory / 1e6:7,.0f} MB{store.size / 1e6:7,.0f} MB"
                    f"  {digests[-1][:16]}"
                )
        assert len(set(digests)) == 1


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def bench_chi_square(path: Path, tmp_path: Path) -> None:
    """The traits of 100,000 tokens against their exact probabilities."""
    one, _ = explore(open_piece(path), tmp_path / "store", SEEDS, pictures=False)
    found = one.found
    rate = f"{one.drawing.rate:,.0f} a second"
    print(f"\n{path.stem}: {found.tokens:,} tokens, {rate}; {found.failures} without a picture")
    for trait in found.traits:
        print(f"  {trait.name:16}{len(trait.rows):6} values  {fit_line(trait)}")
        assert trait.fit is None or trait.fit.p_value > 1e-6
