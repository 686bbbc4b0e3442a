"""`make demo`: the whole path of the examples, each on a local chain, and a gallery of what came out.

Each example is compiled, deployed, minted and verified: 100 seeds on every engine; the minted tokens again through
the node, their metadata, and their pages in every browser that is found. One byte that differs anywhere, and the demo
fails. As many examples as there are cores are under way at a time, each in a process of its own.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

from intaglio_studio import gallery, report
from intaglio_studio.command import guarded
from intaglio_studio.demo_plate import make_plate
from intaglio_studio.explore_executors import cores
from intaglio_studio.gallery import Plate
from intaglio_studio.mistake import Explained, explain
from intaglio_studio.outcome import AGREES, DISAGREES, Outcome
from intaglio_studio.progress import progress
from intaglio_studio.unforked import unforked

ROOT = Path(__file__).parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo; 0 where everything agrees."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return guarded(lambda: run(_options(given)), given)


def run(options: argparse.Namespace) -> Outcome:
    """Show every piece; the gallery's page is the result."""
    began = time.perf_counter()
    plates = _plates(sorted(options.examples.glob("*.py")), options)
    page = gallery.write(plates, options.output)
    agrees = bool(plates) and all(plate.agrees for plate in plates)
    lines = [gallery.table(plates), ""]
    for plate in plates:
        lines += [f"{plate.title}: {report.verdict_line(found)}" for found in plate.verifications]
        lines += [difference.text() for found in plate.verifications for difference in found.differences[:2]]
        lines += [failure.text() for found in plate.verifications for failure in found.failures[:2]]
    lines += [f"{plate.title} has no contract: {plate.no_contract}" for plate in plates if plate.no_contract]
    absent = {name: why for plate in plates for found in plate.verifications for name, why in found.absent.items()}
    lines += [f"without {name}, which is not on this machine: {why}" for name, why in absent.items()]
    lines += ["", f"{time.perf_counter() - began:.0f} s; gallery: {page}"]
    data = {"agrees": agrees, "gallery": str(page), "pieces": [plate.to_json() for plate in plates]}
    return Outcome("\n".join(lines), data, AGREES if agrees else DISAGREES)


def _options(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m intaglio_studio.demo", description="show the examples")
    parser.add_argument("--examples", type=Path, default=ROOT / "examples", metavar="DIR")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "gallery", metavar="DIR")
    parser.add_argument("-n", type=int, default=100, metavar="N", dest="count", help="seeds of each piece")
    parser.add_argument("--processes", type=int, default=cores(), metavar="K", help="examples under way at a time")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(given)


def _plates(paths: Sequence[Path], options: argparse.Namespace) -> list[Plate]:
    """All pieces, told of as they are done."""
    about = f"{len(paths)} pieces: compile, deploy, mint, verify {options.count} seeds of each"
    print(about, file=sys.stderr, flush=True)
    with progress(shown=not options.json) as board, _pool(options.processes) as pool:
        board.begin("pieces", len(paths))
        made: dict[Future[Plate], Path] = {
            pool.submit(_made, path, options.output / path.stem, options.count): path for path in paths
        }
        done: dict[Path, Plate] = {}
        for future in as_completed(made):
            plate = done[made[future]] = future.result()
            board.advance("pieces")
            print(f"  {plate.title}: {'agrees' if plate.agrees else 'DISAGREES'}", file=sys.stderr, flush=True)
        board.finish("pieces")
    return [done[path] for path in paths]


def _made(path: Path, folder: Path, count: int) -> Plate:
    """`make_plate`, whose errors can be handed to the process that asked."""
    try:
        return make_plate(path, folder, count)
    except Exception as error:
        explanation = explain(error)
        if explanation is None:
            raise
        raise Explained(explanation) from None


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """On Control-C each process ends its own chain."""
    pool = ProcessPoolExecutor(max(1, processes), mp_context=unforked())
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


if __name__ == "__main__":
    sys.exit(main())
