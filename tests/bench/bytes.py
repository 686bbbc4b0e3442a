"""Bytes stored for one more piece, beside what others make of the same script: `python -m tests.bench.bytes`.

    python -m tests.bench.bytes              every example and every sketch, a row each
    python -m tests.bench.bytes --quick      without Roadroller and RegPack, and one form a codec
    python -m tests.bench.bytes drift lagoon --json

Sketches (`tests/bench/sketches`) were written by hand in the manner of different artists, and nothing of them is in the
primer. Their B is that of the script alone; what our codecs pack also has what the platform would have provided, such
as `tokenData`, and what puts a page's markup in place.

Examples are measured against B of the *readable* script that the compiler emitted before packing was worked on
(`tests/bench/before`); `then` is B of the script it emitted for deployment at that time, by the same portfolio.

Of our codecs those that a page reads count what is stored for the piece; `self-inflating` is the self-contained one,
its stub of 167 bytes and its checksum of 6 counted: 42 more than B's 131, which says nothing of damage. The others are
for contracts and gateways, and stand here as yardsticks.
What is slow is kept in the cache folder by its content, so that a second run is quick.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from intaglio.packing.codecs import CODECS, CONTEXT_MIXING, SELF_INFLATING, Codec, Target
from intaglio.packing.minify.minifiers import Candidate
from intaglio.sketches.assemble import assemble
from intaglio.sketches.prepare import CLEARINGS, texts
from intaglio.sketches.refusals import examine
from intaglio.sketches.source import Sketch, read
from intaglio_studio.piece import open_piece
from intaglio_studio.script import TRIALS, script_for
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
BEFORE = HERE / "before"
EXAMPLES = sorted(p for p in (ROOT / "examples").glob("*.py") if (BEFORE / "readable" / f"{p.stem}.js").exists())
SKETCHES = sorted((HERE / "sketches").iterdir())
PAGE_NAMES = ("S", "o", "t", "P", "R")  # what an emitted script shares with its page
# Sketches whose pixels need the page cleared of its style first; `tests/test_sketches.py` holds this to Chromium.
CLEARED = {"hatchwork.js": "style cleared", "weft.html": "style cleared"}
LIKELY = 10  # forms of a sketch that every codec packs: those that zopfli packs best
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
    def shared(self) -> int:
        """The least that is stored where decoder and primer are on chain already."""
        return min(self.codecs[name] for name in Target.PAGE.value)

    @property
    def alone(self) -> int:
        """The least that is stored where nothing is on chain already."""
        return min(self.codecs[name] for name in Target.SELF_CONTAINED.value)

    def to_json(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "name": self.name, "raw": self.raw, "B": self.best.size, "minifier": self.best.label, "then": self.then,
            "others": self.others, "codecs": self.codecs, "shared": self.shared, "alone": self.alone,
        }  # fmt: skip



def ours(forms: Sequence[str]) -> dict[str, int]:
    """What each of our codecs stores: the least over the forms."""
    return {name: min(encoded_size(codec, form) for form in forms) for name, codec in CODECS.items()}


def encoded_size(codec: Codec, text: str) -> int:
    """The bytes of one payload."""
    made_by = digest(PACKING, without="minify")
    size = kept(codec.name, text, made_by, lambda: len(codec.encode(text.encode())))
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
    before = (BEFORE / "readable" / f"{name}.js").read_text("utf-8")
    short = (BEFORE / "minified" / f"{name}.js").read_text("utf-8")
    best = baseline(minified(before, PAGE_NAMES, ("o", "t", "P")))
    then = baseline([Candidate("as emitted", short), *minified(short, PAGE_NAMES, ("o", "t", "P"))])
    piece = open_piece(path)
    now = [script_for(piece, codec, TRIALS).text() for codec in (CONTEXT_MIXING, SELF_INFLATING)]
    return Row(name, len(before.encode()), best, then.size, others(best.script, quick), ours(now))


def sketch(path: Path, quick: bool) -> Row:
    """A sketch's row."""
    text = path.read_text("utf-8")
    source = read(path.name, text)
    best = baseline(minified(assemble(source), ("S",), ()))
    forms = sorted(forms_of(source), key=zopfli)[: 1 if quick else LIKELY]
    return Row(path.name, len(text.encode()), best, None, others(best.script, quick), ours(forms))


def forms_of(source: Sketch) -> list[str]:
    """All that a sketch may be stored as, with what it needs of its platform."""
    made_by = digest(PACKING / "minify", ROOT / "compiler" / "intaglio" / "sketches")
    forms = kept("forms", source.name + source.source, made_by,
                 lambda: [form.script for form in texts(source, examine(source))])  # fmt: skip
    assert isinstance(forms, list)
    return [CLEARINGS[CLEARED.get(source.name, "")] + str(form) for form in forms]


def table(title: str, rows: Sequence[Row]) -> list[str]:
    """The rows as a table, with totals and what was aimed at."""
    codecs = list(rows[0].codecs)
    rivals = list(rows[0].others)
    heads = ["raw", "B", *(["then"] if rows[0].then is not None else []), *rivals, *(f"our {name}" for name in codecs),
             "shared/B", "alone/B"]  # fmt: skip
    widths = [max(9, len(head) + 2) for head in heads]
    lines = ["", f"{title:<18}" + "".join(f"{head:>{width}}" for head, width in zip(heads, widths))]
    for row in [*rows, total(rows)]:
        ratios = [f"{size / row.best.size:.3f}" for size in (row.shared, row.alone)]
        numbers = [row.raw, row.best.size, *([row.then] if row.then is not None else []),
                   *(row.others[name] for name in rivals), *(row.codecs[name] for name in codecs)]  # fmt: skip
        cells = [*(f"{number:,}" for number in numbers), *ratios]
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
