"""How long one waits: building and rendering with an empty cache, and rendering from the cache.

`python -m tests.bench.bench_waiting` prints a table. Each is a command of its own, its start included, by the clock.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
AGAIN = 5  # renderings from the cache, of which the median is shown

HEAD = """\
| | build, cold | render, cold | render, from cache |
|---|---|---|---|"""


def bench_waiting() -> None:
    """Print the table, a row as soon as it is known."""
    print(f"\n{HEAD}")
    for path in EXAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            build = seconds(folder, "build", str(path), "-o", f"{folder}/piece.build", cache="build")
            cold = seconds(folder, "render", str(path), "--seed", "1", "-o", f"{folder}/1.svg", cache="render")
            again = sorted(
                seconds(folder, "render", str(path), "--seed", str(n), "-o", f"{folder}/{n}.svg", cache="render")
                for n in range(2, 2 + AGAIN)
            )
        print(f"| {path.stem.title()} | {build:.1f} s | {cold:.1f} s | {again[AGAIN // 2]:.2f} s |", flush=True)


def seconds(folder: str, *command: str, cache: str) -> float:
    """The time of one command of Intaglio's with a cache folder of this name."""
    environment = {**os.environ, "INTAGLIO_CACHE": str(Path(folder) / cache)}
    whole = [sys.executable, "-m", "intaglio_studio", *command]
    began = time.perf_counter()
    subprocess.run(whole, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    bench_waiting()
