"""The examples in figures: bytes as `intaglio build` stores them, gas over many seeds, tokens a second.

    python -m tests.bench.bench_examples

Gas is that of `render` in pyrevm, from the contract's first opcode on. Tokens a second are numba's, on one
core, the kernel compiled before; of a piece with pixels, at its own resolution on all cores.
"""

import hashlib
import time
from pathlib import Path
from statistics import median

from intaglio.backends import evm
from intaglio.backends.evm.compile import compile_module
from intaglio.backends.evm.limits import ETH_CALL_GAS, MAX_CODE
from intaglio.ir.nodes import Module
from intaglio.packing.codecs import CONTEXT_MIXING
from intaglio.packing.page import packed_script
from intaglio_renderers.evm import PyrevmRenderer
from intaglio_renderers.native import NativeRenderer
from intaglio_studio.piece import open_piece
from intaglio_studio.script import TRIALS, script_for
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
GAS_SEEDS = 1000
SPEED_SEEDS = 2000
SPEED_RASTERS = 10

HEAD = """\
| | script | packed | renderer | gas of `render`: least | median | worst | tokens a second |
|---|---|---|---|---|---|---|---|"""


def seeds(count: int) -> list[bytes]:
    """The same seeds in every run."""
    return [hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(count)]


def bench_examples() -> None:
    """Print the table, a row as soon as it is known."""
    print(f"\n{HEAD}")
    for path in EXAMPLES:
        print(row(path), flush=True)


def row(path: Path) -> str:
    """One example's figures."""
    piece = open_piece(path)
    module, script = piece.module, script_for(piece, CONTEXT_MIXING, TRIALS).text()
    sizes = [f"{size:,} B" for size in (len(script.encode()), len(packed_script(script).payload))]
    cells = [*sizes, *contract(module), speed(module)]
    return f"| {module.title} | {' | '.join(cells)} |"


def contract(module: Module) -> list[str]:
    """The bytes of the contract, and its gas; dashes where there is none."""
    if evm.refusal(module):
        return ["–"] * 4
    compiled = compile_module(module).code
    gas = []
    with PyrevmRenderer.from_initcode(compiled.initcode) as renderer:
        for seed in seeds(GAS_SEEDS):
            renderer.render(seed)
            gas.append(renderer.last_gas or 0)
    assert len(compiled.runtime) <= MAX_CODE
    assert max(gas) < ETH_CALL_GAS
    return [f"{len(compiled.runtime):,} B", f"{min(gas):,}", f"{int(median(gas)):,}", f"{max(gas):,}"]


def speed(module: Module) -> str:
    """Tokens a second: by the processor's time, of pixels by the clock."""
    many, clock = (SPEED_RASTERS, time.perf_counter) if module.resolution else (SPEED_SEEDS, time.process_time)
    with NativeRenderer(module) as native:
        native.render(seeds(1)[0])
        began = clock()
        native.render_many(seeds(many))
        return f"{many / (clock() - began):,.0f}"


if __name__ == "__main__":
    bench_examples()
