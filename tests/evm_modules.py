"""What the tests of the EVM backend share: a module's contract, and its comparison with the interpreter."""

import random

from intaglio.backends.evm import emit
from intaglio.backends.evm.compile import compile_module
from intaglio.backends.evm.solc import compile_yul
from intaglio.ir.check import check
from intaglio.ir.interpret import Run, Sfc32, finish_traits
from intaglio.ir.nodes import (
    Module,
)
from intaglio.ir.text import parse
from intaglio_renderers.evm import PyrevmRenderer

SEEDS = [bytes(32), bytes(range(32)), b"\xff" * 32, random.Random(1).randbytes(32)]
GAS = 10**9


def renderer_of(module: Module, *, flat: bool = False) -> PyrevmRenderer:
    """The module's contract, deployed."""
    check(module, primitive=True)
    code = compile_yul(emit(module, flat=True)) if flat else compile_module(module).code
    return PyrevmRenderer(code.runtime, gas_limit=GAS)


def assert_same(module: Module, seeds: list[bytes] = SEEDS, *, flat: bool = False) -> None:
    """The contract answers what the interpreter computes."""
    renderer = renderer_of(module, flat=flat)
    for seed in seeds:
        run = Run(module, Sfc32.from_seed(seed), seed=seed)
        run.call("main")
        svg, traits = ("".join(run.out[stream]) for stream in ("svg", "traits"))
        picture = renderer.render(seed)
        assert picture.svg.decode() == svg
        assert picture.traits.decode() == finish_traits(traits)


def piece(body: str, rest: str = "", digits: int = 2) -> Module:
    """A module with these statements in main; `rest` holds tables and functions, each on lines of its own."""
    tables = "\n".join(line for line in rest.splitlines() if line.startswith(("table", "texts")))
    functions = "\n".join(line for line in rest.splitlines() if not line.startswith(("table", "texts")))
    return parse(f'module "T" 10 10 digits {digits}\n{tables}\nfunction main() {{\n{body}\n}}\n{functions}')
