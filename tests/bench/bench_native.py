"""The numba engine on the examples: to compile once, to load in a new process, tokens a second on one core.

Times are of the processor, so that other work on the machine disturbs them less. `cold` compiles with an empty cache,
`edit` with the runtime's functions kept from an earlier piece, `warm` loads machine code.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from intaglio.frontend import compile_file
from intaglio.ir.text import print_module
from intaglio.pipeline import lower
from intaglio_renderers.native import NativeRenderer

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))
TOKENS = 3000

# In a process of its own: seconds from the import of the engine to the first picture.
FIRST_PICTURE = """
import sys, time
from intaglio.ir.text import parse
module = parse(sys.stdin.read())
began = time.process_time()
from intaglio_renderers.native import NativeRenderer
NativeRenderer(module).render(bytes(32))
print(time.process_time() - began)
"""


def first_picture(module: str, folder: Path) -> float:
    """Processor seconds to the first picture in a new process that has this cache folder."""
    environment = {**os.environ, "INTAGLIO_CACHE": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE], input=module, env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def bench_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Print a line for each example."""
    print(f"\n{'':10}{'cold s':>8}{'edit s':>8}{'warm s':>8}{'tokens/s':>10}{'MB/s':>8}")
    for number, path in enumerate(EXAMPLES):
        module = lower(compile_file(path).module).module
        text, folder = print_module(module), tmp_path / str(number)
        cold = first_picture(text, folder)
        warm = min(first_picture(text, folder) for _ in range(3))
        for kernel in folder.glob("*.kernel"):
            kernel.unlink()
        edit = first_picture(text, folder)
        monkeypatch.setenv("INTAGLIO_CACHE", str(folder))
        native = NativeRenderer(module)
        seeds = [random.Random(seed).randbytes(32) for seed in range(TOKENS)]
        began = time.process_time()
        size = sum(len(picture.svg) for picture in native.render_many(seeds))
        seconds = time.process_time() - began
        rate, volume = TOKENS / seconds, size / seconds / 1e6
        print(f"{path.stem:10}{cold:8.2f}{edit:8.2f}{warm:8.2f}{rate:10.0f}{volume:8.0f}")


def bench_loops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Print what counting fuel costs: a turn of a loop that is paid for at once, and turn by turn."""
    from intaglio.ir.text import parse

    monkeypatch.setenv("INTAGLIO_CACHE", str(tmp_path))
    turns = 10_000_000
    work = "x: int = add(mul(x, 1103515245), i)\n y: int = xor(y, ushr(x, 7))\n"
    head = 'module "L" 1 1 digits 2\nfunction main() {\nx = word()\ny: int = 1\n'
    counted = f"for i in 0, {turns}, 1 {{\n{work}}}\n"
    while_ = f"i: int = 0\nwhile lt(i, {turns}) {{\n{work}i: int = add.fits(i, 1)\n}}\n"
    for name, loop in (("for", counted), ("while", while_)):
        native = NativeRenderer(parse(f"{head}{loop}emit.int svg(y)\n}}\n"))
        times = []
        for _ in range(5):
            began = time.process_time()
            native.render(bytes(32))
            times.append(time.process_time() - began)
        print(f"{name:6} {min(times) / turns * 1e9:.2f} ns a turn")
