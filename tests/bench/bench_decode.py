"""How long a page takes to unpack in Chromium: `python -m tests.bench.bench_decode`.

For each example and each form of a page, in milliseconds, the browser running: to decode in a fresh window, where the
decoder has never run and V8 compiles it as it goes, as a collector's page does; to decode again in the same window; and
how many times as long the former is as to inflate the same script, in a window as fresh. Medians.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Page

from intaglio.backends.javascript import emit
from intaglio.frontend import compile_file
from intaglio.packing.codecs import CODECS, LOADED
from intaglio.packing.runtime import runtime
from intaglio.pipeline import lower
from intaglio_renderers.chromium import ChromiumRenderer
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
WINDOWS = 5
AGAIN = 5
CODED = ("deflate", *LOADED)
WIDTH = max(map(len, CODED)) + 8

# (decoder, payload in base64, primer, repetitions) => [milliseconds of each, the text].
TIMED = """async ([source, payload, primer, times]) => {
  const bytes = Uint8Array.from(atob(payload), char => char.charCodeAt(0));
  const decode = (0, eval)(source), taken = [];
  let text;
  while (times--) {
    const began = performance.now();
    text = await decode(bytes, primer);
    taken.push(performance.now() - began);
  }
  return [taken, text];
}"""


def bench_decode() -> None:
    """Print the table, a row as soon as it is known."""
    heads = [f"{name}{which}" for name in CODED for which in (" fresh", " again")]
    heads += [f"{name} ratio" for name in LOADED]
    print(f"\n{'piece':12}{'script':>8}" + "".join(f"{head:>{WIDTH}}" for head in heads))
    with ChromiumRenderer(lambda seed: b"") as chromium:
        for path in EXAMPLES:
            print(row(chromium, path), flush=True)


def row(chromium: ChromiumRenderer, path: Path) -> str:
    """One example's times."""
    script = emit(lower(compile_file(path).module).module)
    cells, fresh = [], {}
    for name in CODED:
        payload = CODECS[name].encode(script.encode())
        firsts, again = zip(*(timed(window, name, payload, script) for window in windows(chromium)))
        fresh[name] = median(firsts)
        cells += [f"{fresh[name]:.1f}", f"{median(again):.1f}"]
    cells += [f"{fresh[name] / fresh['deflate']:.0f}" for name in LOADED]
    return f"{path.stem:12}{len(script.encode()):>8,}" + "".join(f"{cell:>{WIDTH}}" for cell in cells)


def windows(chromium: ChromiumRenderer) -> Iterator[Page]:
    """Fresh windows."""
    for _ in range(WINDOWS):
        with chromium.window() as window:
            window.goto("data:text/html,<body>")
            yield window


def timed(window: Page, name: str, payload: bytes, script: str) -> tuple[float, float]:
    """The first time in a window, and the median of those after it."""
    primer = runtime(name).primer.decode() if name in LOADED else ""
    given = [CODECS[name].javascript, base64.b64encode(payload).decode(), primer, 1 + AGAIN]
    taken, text = window.evaluate(TIMED, given)
    assert text == script
    return taken[0], median(taken[1:])


if __name__ == "__main__":
    pytest.main([__file__, "-o", "python_functions=bench_*", "-s", "-q", "-p", "no:cacheprovider", "--timeout=0"])
