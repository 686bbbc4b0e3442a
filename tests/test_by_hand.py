"""The rasters of `tests/bench/rasters`: the same bytes from every engine as from C and JavaScript written by hand."""

from pathlib import Path

import pytest

from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.reference import ReferenceRenderer
from tests.bench.by_hand import KERNELS, InC, Kernel, in_node

SEED = bytes(range(32))
SIZE = 23, 17


@pytest.mark.gcc
@pytest.mark.node
@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
def test_rasters_are_those_written_by_hand(kernel: Kernel, tmp_path: Path) -> None:
    pixels = bytes(InC(kernel, tmp_path).render(SEED, SIZE, threads=2))
    drawn = NativeRenderer(kernel.module()).render(SEED, 0, SIZE).pixels
    assert drawn is not None and drawn.rgba == pixels
    assert in_node(kernel, SEED, SIZE).pixels == (pixels.hex(), pixels.hex())


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
def test_numba_vectors_give_the_reference(kernel: Kernel) -> None:
    """Few pixels, as the reference is slow, of odd width, so that vectors do not end with the row."""
    size = 11, 4
    native, reference = NativeRenderer(kernel.module()), ReferenceRenderer(kernel.compiled().program)
    assert native.render(SEED, 0, size) == reference.render(SEED, 0, size)
