"""Compare the engines on many random pieces: `python -m tests.random_programs --count 2000 --seeds 3`.

Counts only pieces that were compared on every seed. Each bad one is written to a folder, and again with
everything taken out that it stays bad without. Ends with 1 where an engine differed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.four_engines import ENGINES, End, Verdict, examine, seeds_of
from tests.program_generator import program_of
from tests.program_reducer import reduce


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.random_programs", description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="pieces to compare")
    parser.add_argument("--seeds", type=int, default=3, help="seeds of each")
    parser.add_argument("--first", type=int, default=0, help="number of the first piece")
    parser.add_argument("--engines", default=",".join(ENGINES), help=f"of {', '.join(ENGINES)}")
    parser.add_argument("--wild", action="store_true", help="pieces that may fault: no engine may crash on them")
    parser.add_argument("--doubles", action="store_true", help="pieces in doubles only")
    parser.add_argument("--pixels", action="store_true", help="pieces only whose contract draws pixels")
    parser.add_argument("--longest", type=int, default=1 << 20, help="leave out pieces of more characters than this")
    parser.add_argument("--out", type=Path, default=Path("out/random_programs"), help="folder for bad pieces")
    options = parser.parse_args()
    engines = tuple(options.engines.split(","))
    with tempfile.TemporaryDirectory() as cache:
        os.environ["INTAGLIO_CACHE"] = cache  # thousands of kernels that nobody asks for again
        ends = run(options, engines)
    return 1 if ends[End.DIFFERS] + ends[End.BROKEN] else 0


def run(options: argparse.Namespace, engines: tuple[str, ...]) -> Counter[End]:
    """Compare until `count` pieces have been; how often each end came."""
    ends: Counter[End] = Counter()
    began, number = time.monotonic(), options.first - 1
    while ends[End.AGREES] + ends[End.DIFFERS] + ends[End.BROKEN] < options.count:
        number += 1
        text, drawn = program_of(number, wild=options.wild), seeds_of(str(number), options.seeds)
        if len(text) > options.longest or (options.doubles and "numbers='double'" not in text):
            continue
        if options.pixels and "chain_size=" not in text:
            continue
        verdict = examine(text, drawn, engines)
        ends[verdict.end] += 1
        if verdict.bad:
            report(number, text, verdict, drawn, engines, options.out)
        shown = ", ".join(f"{ends[end]} {end.value}" for end in End if ends[end])
        tried, seconds = sum(ends.values()), time.monotonic() - began
        line = f"{tried} pieces, {options.seeds} seeds, {'+'.join(engines)}: {shown}; {seconds:.0f} s"
        if sys.stdout.isatty():
            print(f"\r{line}", end="", flush=True)
        elif tried % 20 == 0:
            print(line, flush=True)
    print(f"\r{line}" if sys.stdout.isatty() else line)
    return ends


def report(
    number: int, text: str, verdict: Verdict, seeds: list[bytes], engines: tuple[str, ...], out: Path
) -> None:
    """Write a bad piece, and the smallest that is bad in the same way."""
    out.mkdir(parents=True, exist_ok=True)
    said = "".join(f"# {line}\n" for line in verdict.detail.splitlines())
    (out / f"{number}.py").write_text(f"{text}\n{said}", "utf-8")
    blamed = tuple(e for e in engines if f"{NAMES[e]}:" in verdict.detail or f"{NAMES[e]}," in verdict.detail)
    kind = verdict.detail.split(":")[0]

    def still_bad(candidate: str) -> bool:
        found = examine(candidate, seeds, blamed or engines)
        return found.end is verdict.end and (found.end is End.DIFFERS or found.detail.split(":")[0] == kind)

    small = reduce(text, still_bad)
    detail = "\n".join(f"# {line}" for line in examine(small, seeds, blamed or engines).detail.splitlines())
    (out / f"{number}.small.py").write_text(f"{small}\n{detail}\n", "utf-8")
    print(f"\npiece {number}: {verdict.detail.splitlines()[0]}\n  {out / f'{number}.small.py'}")


NAMES = {
    "native": "numba", "javascript": "node", "evm": "pyrevm", "spidermonkey": "spidermonkey", "quickjs": "quickjs",
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
