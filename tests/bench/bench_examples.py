"""The examples in figures: bytes, gas over many seeds, tokens a second. `make bench` prints them.

Gas is that of `render` in pyrevm, from the contract's first opcode on. Tokens a second are numba's, on one
core, the kernel compiled before.
"""

import hashlib
import time
from pathlib import Path
from statistics import median

import pytest

from intaglio.backends import evm, javascript
from intaglio.backends.evm.limits import ETH_CALL_GAS, MAX_CODE
from intaglio.backends.evm.solc import compile_yul
from intaglio.frontend import compile_file
from intaglio.pipeline import lower
from intaglio_renderers.evm import PyrevmRenderer
from intaglio_renderers.native import NativeRenderer
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
GAS_SEEDS = 1000
SPEED_SEEDS = 2000


def seeds(count: int) -> list[bytes]:
    """The same seeds in every run."""
    return [hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(count)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def bench_example(path: Path) -> None:
    module = lower(compile_file(path).module).module
    if evm.refusal(module):
        pytest.skip(f"{evm.refusal(module)}")
    compiled = compile_yul(evm.emit(module))
    script = javascript.emit(module)
    gas = []
    with PyrevmRenderer.from_initcode(compiled.initcode) as contract:
        for seed in seeds(GAS_SEEDS):
            contract.render(seed)
            gas.append(contract.last_gas)
    with NativeRenderer(module) as native:
        native.render(seeds(1)[0])
        began = time.process_time()
        pictures = native.render_many(seeds(SPEED_SEEDS))
        speed = SPEED_SEEDS / (time.process_time() - began)
    sizes = [len(picture.svg) for picture in pictures]
    print(
        f"\n{path.stem}: renderer {len(compiled.runtime):,} B of {MAX_CODE:,}, script {len(script):,} B\n"
        f"  gas of {GAS_SEEDS:,} renders: {min(gas):,} to {max(gas):,}, median {int(median(gas)):,},"
        f" of {ETH_CALL_GAS:,}\n"
        f"  svg {min(sizes):,} to {max(sizes):,} B; numba {speed:,.0f} tokens a second"
    )
    assert len(compiled.runtime) <= MAX_CODE
    assert max(gas) < ETH_CALL_GAS
