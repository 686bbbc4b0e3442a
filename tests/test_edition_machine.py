"""A few hundred random steps of `Edition` beside its model; `python -m tests.edition_machine` makes more of them."""

import pytest

from tests.edition_machine import EditionMachine, run


@pytest.mark.slow
@pytest.mark.node
@pytest.mark.parametrize("seed", range(3))
def test_the_edition_does_what_its_model_does(seed: int) -> None:
    EditionMachine.seen.clear()
    run(8, seed)
    assert sum(EditionMachine.seen.values()) > 300
    assert len(EditionMachine.seen) > 25  # ends of all kinds: a machine that is always refused shows nothing
