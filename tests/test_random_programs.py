"""Random pieces mean the same on every engine, and so do those that once did not.

A few here; thousands by `python -m tests.random_programs`. What that finds, reduced, becomes a case in
`tests/cases/programs/`, whose first line says what was wrong.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from intaglio.frontend import compile_text
from tests.conftest import ROOT
from tests.four_engines import End, examine, seeds_of
from tests.program_generator import program_of, programs
from tests.program_reducer import reduce

CASES = sorted((ROOT / "tests" / "cases" / "programs").glob("*.py"))


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(programs())
@pytest.mark.slow
@pytest.mark.node
def test_random_piece(text: str) -> None:
    verdict = examine(text, seeds_of("hypothesis", 3), ("javascript", "evm"))
    assert not verdict.bad, verdict.detail


@pytest.mark.parametrize("number", range(3))
@pytest.mark.slow
@pytest.mark.node
def test_numbered_piece(number: int) -> None:
    verdict = examine(program_of(number), seeds_of(str(number), 3))
    assert not verdict.bad, verdict.detail


@pytest.mark.parametrize("number", (4, 8))
@pytest.mark.slow
@pytest.mark.node
def test_wild_piece_breaks_no_engine(number: int) -> None:
    verdict = examine(program_of(number, wild=True), seeds_of(str(number), 3))
    assert not verdict.bad, verdict.detail


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.slow
@pytest.mark.node
def test_case(path: Path) -> None:
    verdict = examine(path.read_text("utf-8"), seeds_of(path.stem, 3))
    assert verdict.end is End.AGREES, verdict.detail


def test_generated_pieces_compile() -> None:
    for number in range(25):
        compile_text(program_of(number))


def test_reducer_keeps_what_matters() -> None:
    text = next(text for text in map(program_of, range(100)) if "canvas.circle" in text)
    small = reduce(text, lambda candidate: "canvas.circle" in candidate and compiles(candidate), 150)
    assert len(small) < len(text) / 2


def compiles(text: str) -> bool:
    try:
        compile_text(text)
    except Exception:
        return False
    return True
