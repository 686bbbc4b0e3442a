"""Random modules in doubles: through the text, the passes, range analysis, JavaScript and numba.

`test_evm_random` has them in the EVM.
"""

import random

import pytest

from intaglio.ir.check import check
from intaglio.ir.text import parse, print_module
from intaglio.passes.lower_canvas import lower_canvas
from intaglio.passes.lower_seed import lower_seed
from intaglio_renderers.native import NativeRenderer
from tests.in_node import SEEDS, assert_same
from tests.ir_generator import module_of
from tests.test_javascript import faults
from tests.test_native import native_outcome, outcome
from tests.test_passes import keeps_its_picture
from tests.test_ranges import ranges_hold


def test_text_round_trip() -> None:
    for number in range(200):
        module = module_of(number, doubles=True)
        assert parse(print_module(module)) == module


def test_passes_keep_the_picture() -> None:
    assert sum(keeps_its_picture(module_of(number, doubles=True), 2) for number in range(100)) > 150


def test_ranges_hold_every_value() -> None:
    for number in range(60):
        ranges_hold(module_of(number, doubles=True))


@pytest.mark.node
@pytest.mark.parametrize("number", range(20))
def test_javascript(number: int) -> None:
    module = check(lower_canvas(lower_seed(module_of(number, doubles=True))), primitive=True)
    drawn = [seed for seed in SEEDS if not faults(module, seed)]
    if drawn:  # a number that cannot be written, else
        assert_same(module, drawn)


@pytest.mark.parametrize("number", range(4))
def test_numba(number: int) -> None:
    module = module_of(number, primitive=True, doubles=True)
    renderer = NativeRenderer(module)
    for draw in range(10):
        seed = random.Random(draw).randbytes(32)
        expected, found = outcome(module, seed), native_outcome(renderer, seed)
        assert expected in found if isinstance(expected, str) and isinstance(found, str) else expected == found
