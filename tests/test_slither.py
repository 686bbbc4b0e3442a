"""Slither finds nothing in our Solidity that docs/contracts.md does not answer, and nothing there is out of date."""

import pytest

from tests.conftest import SLITHER
from tests.slither import report


@pytest.mark.slither
@pytest.mark.node
def test_every_finding_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(str(SLITHER)) == 0, capsys.readouterr().out
