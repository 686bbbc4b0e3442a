"""Sizes and speed of the examples' scripts: readable beside minified, zlib beside zopfli, node's pictures a second."""

import time
import zlib

import pytest

from intaglio.backends.javascript import emit
from intaglio.frontend import compile_file
from intaglio.packing.deflate import deflate
from intaglio.packing.page import packed_script, page
from intaglio.pipeline import lower
from intaglio_renderers.javascript import JavaScriptRenderer
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
SEEDS = [number.to_bytes(32, "big") for number in range(200)]


def bench_sizes() -> None:
    """Bytes of each example: its script in both forms, packed, the page; the ratio is packed to minified."""
    heads = ("readable", "minified", "zlib", "zopfli", "packed", "page", "ratio")
    print(f"\n{'piece':10}" + "".join(f"{head:>9}" for head in heads))
    for path in EXAMPLES:
        module = lower(compile_file(path).module).module
        readable, minified = emit(module, readable=True), emit(module)
        packed = packed_script(minified)
        by_zopfli, by_zlib = deflate(minified.encode()), zlib.compress(minified.encode(), 9, wbits=-15)
        whole = page(SEEDS[0], packed)
        row = [len(data) for data in (readable.encode(), minified.encode(), by_zlib, by_zopfli, packed.payload, whole)]
        print(f"{path.stem:10}" + "".join(f"{size:9}" for size in row) + f"{row[4] / row[1]:9.2f}")


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
