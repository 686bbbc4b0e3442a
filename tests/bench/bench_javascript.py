"""Sizes and speed of the examples' scripts: readable beside minified, zlib beside zopfli, node's pictures a second."""

import time
import zlib

import pytest

from intaglio.backends.javascript import emit
from intaglio.frontend import compile_file
from intaglio.packing.page import EPILOGUE, RUNTIME, script_part, seed_block
from intaglio.pipeline import lower
from intaglio_renderers.javascript import JavaScriptRenderer
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
SEEDS = [number.to_bytes(32, "big") for number in range(200)]


def bench_sizes() -> None:
    """Bytes of each example: its script in both forms, packed, the page; the ratio is packed to minified."""
    print(f"\n{'piece':10} {'readable':>9} {'minified':>9} {'zlib':>6} {'zopfli':>6} {'page':>6} {'ratio':>6}")
    for path in EXAMPLES:
        module = lower(compile_file(path).module).module
        readable, minified = emit(module, readable=True), emit(module)
        part = script_part(minified)
        by_zlib = zlib.compress((minified + EPILOGUE).encode(), 9, wbits=-15)
        page = len(RUNTIME) + len(seed_block(SEEDS[0])) + len(part)
        sizes = f"{len(readable.encode()):9} {len(minified.encode()):9} {len(by_zlib):6} {len(part):6} {page:6}"
        print(f"{path.stem:10} {sizes} {len(part) / len(minified.encode()):6.2f}")


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def bench_node(path: object) -> None:
    """Pictures a second by node, of the readable and of the minified script, start-up left out."""
    module = lower(compile_file(str(path)).module).module
    rates = []
    for readable in (True, False):
        with JavaScriptRenderer(emit(module, readable=readable)) as renderer:
            renderer.render_many(SEEDS[:20])
            started = time.perf_counter()
            renderer.render_many(SEEDS)
            rates.append(len(SEEDS) / (time.perf_counter() - started))
    print(f"\n{path}: readable {rates[0]:.0f}/s, minified {rates[1]:.0f}/s ({rates[1] / rates[0]:.2f}x)")
