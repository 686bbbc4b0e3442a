"""What each pass takes on the examples, in milliseconds of one core, and how many nodes it leaves."""

import time
from pathlib import Path

import pytest

from intaglio.frontend import compile_file
from intaglio.ir.check import check
from intaglio.ir.nodes import Module, expressions, parts, walk
from intaglio.pipeline import PASSES
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


def nodes(module: Module) -> int:
    """Statements and expressions of a module."""
    statements = [s for function in module.functions for s in walk(function.body)]
    return len(statements) + sum(1 for s in statements for e in expressions(s) for _ in parts(e))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def bench_passes(path: Path) -> None:
    module = compile_file(path).module
    print(f"\n{path.stem}: {nodes(module):,} nodes")
    total = 0.0
    for name, run in PASSES:
        began = time.process_time()
        module = check(run(module))
        took = (time.process_time() - began) * 1000
        total += took
        print(f"  {name:22} {took:6.1f} ms {nodes(module):6,} nodes")
    print(f"  together               {total:6.1f} ms")
