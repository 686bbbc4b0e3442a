"""From a save to the picture in the page, in Chromium: `python -m tests.bench.bench_watch [PIECE …]`.

Each piece is saved twenty times, with another color in place of its first, so that no cache knows it: numba and solc
are at work on the save before. The time runs from the write to the frame that shows it, on this machine's clock.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.watching import chromium, watched, window

SAVES = 20
COLOR = re.compile("#[0-9a-f]{6}")
PAUSE = 3.0  # s between two saves: the work for the one before is then at its height
PIECES = ("drift", "pebbles", "marble")


def saves(name: str, folder: Path, pause: float = PAUSE) -> list[float]:
    """Seconds from save to picture, of each save."""
    path = folder / f"{name}.py"
    text = (ROOT / "examples" / f"{name}.py").read_text("utf-8")
    path.write_text(text, "utf-8")
    times = []
    with watched(path) as address, chromium() as browser, window(browser, address) as page:
        page.wait_for_selector("#stage[data-version='1']")
        time.sleep(pause)
        for save in range(SAVES):
            began = time.time()
            path.write_text(COLOR.sub(f"#{time.time_ns() % 0xFFFFFF:06x}", text, count=1), "utf-8")
            page.wait_for_selector(f"#stage[data-version='{save + 2}']")
            times.append(int(page.get_attribute("#stage", "data-shown") or 0) / 1000 - began)
            time.sleep(pause)
    return times


def bench_watch() -> None:
    """The median and the worst of twenty saves."""
    for name in sys.argv[1:] if __name__ == "__main__" and sys.argv[1:] else PIECES:
        with tempfile.TemporaryDirectory() as folder:
            times = sorted(saves(name, Path(folder)))
        print(f"{name:<12}median {1000 * statistics.median(times):>5.0f} ms   worst {1000 * times[-1]:>5.0f} ms")


if __name__ == "__main__":
    bench_watch()
