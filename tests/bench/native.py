"""Our rasters beside rasters written by hand: `python -m tests.bench.native [--side 1000] [--rounds 12]`.

Each of the three pieces of `tests/bench/rasters` is drawn by numba and by C (gcc, OpenMP), with one thread and with as
many as there are cores, in turn in one process; and by our script and one by hand in node, in turn, each time in a new
process, which like a page draws once. The least time of each counts, and all bytes must be the same. Other work on the
machine disturbs the clock: so the processor's time, of all threads together, has a ratio of its own.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.native.renderer import cores
from tests.bench.by_hand import FLAGS, KERNELS, NEVER, InC, Kernel, Times, compiler, in_node, least

SEED = bytes(range(32))
MOST_TO_C, MOST_TO_JAVASCRIPT = 1.25, 1.1  # the ratios that are promised


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--side", type=int, default=1000, help="pixels across and down (1000)")
    parser.add_argument("--rounds", type=int, default=12, help="how often each is run; the least time counts (12)")
    options = parser.parse_args()
    size = options.side, options.side
    print(f"{processor()}; {first_line(compiler())}; gcc {' '.join(FLAGS)}")
    print(f"{size[0]} × {size[1]} pixels, the least of {options.rounds} runs, milliseconds\n")
    print(f"{'raster':10}{'threads':>8}{'numba':>9}{'C':>9}{'ratio':>8}{'processor':>11}")
    with tempfile.TemporaryDirectory() as folder:
        for kernel in KERNELS:
            for line in beside_c(kernel, Path(folder), size, options.rounds):
                print(line, flush=True)
    print(f"\nnode {first_line('node')}\n{'raster':10}{'':8}{'ours':>9}{'by hand':>9}{'ratio':>8}{'processor':>11}")
    for kernel in KERNELS:
        found = in_node(kernel, SEED, size, options.rounds)
        assert len(set(found.pixels)) == 1, f"{kernel.name}: the two scripts give different bytes"
        print(row(kernel.name, "", *found.times, MOST_TO_JAVASCRIPT), flush=True)


def beside_c(kernel: Kernel, folder: Path, size: tuple[int, int], rounds: int) -> Iterator[str]:
    """A line for one thread, and one for all."""
    native, by_hand = NativeRenderer(kernel.module()), InC(kernel, folder)
    for threads in sorted({1, cores()}):
        with on_cores(threads):
            ours = theirs = NEVER
            for _ in range(rounds):
                took, picture = timed(lambda: native.render(SEED, 0, size))
                ours = least(ours, took)
                took, pixels = timed(lambda: by_hand.render(SEED, size, threads))  # noqa: B023
                theirs = least(theirs, took)
                assert picture.pixels.rgba == bytes(pixels), f"{kernel.name}: numba and C give different bytes"
        yield row(kernel.name, str(threads), ours, theirs, MOST_TO_C)


def timed(action: Callable[[], Any]) -> tuple[Times, Any]:
    """What an action takes, and what it gives."""
    began, processor = time.perf_counter(), time.process_time()
    result = action()
    return (time.perf_counter() - began, time.process_time() - processor), result


def row(name: str, threads: str, ours: Times, theirs: Times, most: float) -> str:
    """A line of a table."""
    ratio, processor = (a / b for a, b in zip(ours, theirs))
    more = "" if ratio <= most else f"  more than {most}"
    return f"{name:10}{threads:>8}{1000 * ours[0]:9.1f}{1000 * theirs[0]:9.1f}{ratio:8.2f}{processor:11.2f}{more}"


@contextmanager
def on_cores(number: int) -> Iterator[None]:
    """Let this process have only so many cores: numba takes as many threads as there are."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(before)[:number]))
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def first_line(program: str) -> str:
    """What a program says of its version."""
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.splitlines()[0]


def processor() -> str:
    """The processor's name, and how many cores there are."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    name = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    return f"{name}, {cores()} cores"


if __name__ == "__main__":
    main()
