"""Bytes stored for one more piece, beside what others make of the same script: `python -m tests.bench.bytes`.

    python -m tests.bench.bytes              every example and every sketch, a row each
    python -m tests.bench.bytes --quick      without Roadroller and RegPack, and one candidate a codec
    python -m tests.bench.bytes drift lagoon --json

Sketches (`tests/bench/sketches`) were written by hand in the manner of different artists, and nothing of them is in the
primer. Their B is that of the script alone; what our codecs pack also has what the platform would have provided, such
as `tokenData`, and what puts a page's markup in place.

Examples are measured against B of the *readable* script that the compiler emitted before packing was worked on
(`tests/bench/before`); `then` is B of the script it emitted for deployment at that time, by the same portfolio.

`deflate` is self-contained and counts its stub of 131 bytes; every other codec's decoder is shared or the reader's own.
What is slow is kept in the cache folder by its content, so that a second run is quick.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from intaglio.packing.codecs import CODECS, Codec
from intaglio.packing.minify.minifiers import Candidate
from intaglio.sketches.assemble import assemble
from intaglio.sketches.source import read
from intaglio_studio.build import script as emitted
from intaglio_studio.piece import open_piece
from tests.bench.yardsticks import (
    PACKING,
    STUB,
    Baseline,
    baseline,
    brotli_size,
    digest,
    kept,
    minified,
    packed_by,
    zopfli,
)
from tests.conftest import ROOT

HERE = Path(__file__).parent
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
SKETCHES = sorted((HERE / "sketches").iterdir())
PAGE_NAMES = ("S", "o", "t", "P", "R")  # what an emitted script shares with its page
SELF_CONTAINED = "deflate"
NOT_STORED = ("brotli", "fastlz", "raw")  # for gateways and for contracts that read text: yardsticks here
GOALS = {"sketches": {"shared": 0.68}, "examples": {"shared": 0.45, "self-contained": 0.80}}


@dataclass
class Row:
    """One script's figures, all in bytes. `codecs` are ours, each with all that is stored for the piece."""

    name: str
    raw: int
    best: Baseline
    then: int | None = None
    others: dict[str, int] = field(default_factory=dict)
    codecs: dict[str, int] = field(default_factory=dict)

    @property
    def shared(self) -> int | None:
        """The least that is stored where decoder and primer are on chain already."""
        sizes = [size for name, size in self.codecs.items() if name not in (SELF_CONTAINED, *NOT_STORED)]
        return min(sizes, default=None)

    def to_json(self) -> dict[str, object]:
        """For `--json`."""
        return {"name": self.name, "raw": self.raw, "B": self.best.size, "minifier": self.best.label,
                "then": self.then, "others": self.others, "codecs": self.codecs}  # fmt: skip


def ours(texts: Sequence[str]) -> dict[str, int]:
    """What each of our codecs stores: the least over the texts."""
    sizes = {}
    for name, codec in CODECS.items():
        stub = STUB if name == SELF_CONTAINED else 0
        sizes[name] = min(encoded_size(codec, text) for text in texts) + stub
    return sizes


def encoded_size(codec: Codec, text: str) -> int:
    """The bytes of one payload."""
    size = kept(codec.name, text, digest(PACKING), lambda: len(codec.encode(text.encode())))
    assert isinstance(size, int)
    return size


def others(script: str, quick: bool) -> dict[str, int]:
    """What the packers of others make of the script that gives B."""
    sizes = {"brotli": brotli_size(script)}
    if not quick:
        rolled = packed_by("roadroller", script)
        sizes["roadroller"] = len(rolled.encode())
        sizes["roadroller+deflate"] = zopfli(rolled) + STUB
        sizes["regpack"] = len(packed_by("regpack", script).encode())
    return sizes


def example(path: Path, quick: bool) -> Row:
    """An example's row."""
    name = path.stem
    before = (HERE / "before" / "readable" / f"{name}.js").read_text("utf-8")
    short = (HERE / "before" / "minified" / f"{name}.js").read_text("utf-8")
    best = baseline(minified(before, PAGE_NAMES, ("o", "t", "P")))
    then = baseline([Candidate("as emitted", short), *minified(short, PAGE_NAMES, ("o", "t", "P"))])
    now = emitted(open_piece(path))
    return Row(name, len(before.encode()), best, then.size, others(best.script, quick), ours([now]))


def sketch(path: Path, quick: bool) -> Row:
    """A sketch's row."""
    text = path.read_text("utf-8")
    script = assemble(read(path.name, text))
    known = minified(script, ("S",))
    best = baseline(known)
    texts = [best.script] if quick else [candidate.script for candidate in known]
    return Row(path.name, len(text.encode()), best, None, others(best.script, quick), ours(texts))


def table(title: str, rows: Sequence[Row]) -> list[str]:
    """The rows as a table, with totals and what was aimed at."""
    codecs = list(rows[0].codecs)
    rivals = list(rows[0].others)
    heads = ["raw", "B", *(["then"] if rows[0].then is not None else []), *rivals, *(f"our {name}" for name in codecs),
             "shared/B", "alone/B"]  # fmt: skip
    widths = [max(9, len(head) + 2) for head in heads]
    lines = ["", f"{title:<18}" + "".join(f"{head:>{width}}" for head, width in zip(heads, widths))]
    for row in [*rows, total(rows)]:
        shared = f"{row.shared / row.best.size:.3f}" if row.shared else "-"
        alone = f"{row.codecs[SELF_CONTAINED] / row.best.size:.3f}"
        numbers = [row.raw, row.best.size, *([row.then] if row.then is not None else []),
                   *(row.others[name] for name in rivals), *(row.codecs[name] for name in codecs)]  # fmt: skip
        cells = [*(f"{number:,}" for number in numbers), shared, alone]
        lines.append(f"{row.name:<18}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths)))
    goals = ", ".join(f"{kind} at most {goal:.2f}" for kind, goal in GOALS[title].items())
    return [*lines, f"aimed at, of B in total: {goals}"]


def total(rows: Sequence[Row]) -> Row:
    """The sums of all columns."""
    def sums(columns: Sequence[dict[str, int]]) -> dict[str, int]:
        return {name: sum(column[name] for column in columns) for name in columns[0]}

    then = [row.then for row in rows if row.then is not None]
    best = Baseline("", "", sum(row.best.size for row in rows))
    return Row("total", sum(row.raw for row in rows), best, sum(then) if then else None,
               sums([row.others for row in rows]), sums([row.codecs for row in rows]))  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.bench.bytes", description="bytes stored for one more piece")
    parser.add_argument("names", nargs="*", help="only these examples and sketches")
    parser.add_argument("--quick", action="store_true", help="no Roadroller, no RegPack, one candidate a codec")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    result = {}
    for title, paths, measure in (("sketches", SKETCHES, sketch), ("examples", EXAMPLES, example)):
        chosen = [path for path in paths if not options.names or path.stem in options.names]
        if chosen:
            rows = [measure(path, options.quick) for path in chosen]
            result[title] = {"rows": [row.to_json() for row in rows], "total": total(rows).to_json()}
            if not options.json:
                print("\n".join(table(title, rows)), flush=True)
    if options.json:
        print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
