"""A deployment cut off by `kill -9`, resumed, and its chain audited: a small campaign of `python -m tests.cut_off`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.chain, pytest.mark.node, pytest.mark.slow]

END = re.compile(r"(\d+) trials, (\d+) cut off .* but for (\d+); \d+ s")


def campaign(*arguments: str) -> tuple[int, int]:
    """How many trials there were, and how many were cut off before their end. A bad one fails the test."""
    command = [sys.executable, "-m", "tests.cut_off", *arguments]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, timeout=400)
    match = END.fullmatch(done.stdout.splitlines()[-1]) if done.stdout else None
    assert match and done.returncode == 0, done.stdout + done.stderr
    trials, killed, bad = map(int, match.groups())
    assert bad == 0
    return trials, killed


def test_cut_off_at_boundaries_instants_and_lines() -> None:
    trials, killed = campaign("--boundaries", "40", "--instants", "2", "--lines", "2")
    assert trials > 10 and killed >= trials - 3  # a moment by chance may come after the end


def test_cut_off_while_transactions_wait_and_are_forgotten() -> None:
    trials, killed = campaign("--block-time", "0.5", "--lossy", "--instants", "2")
    assert trials == 2 and killed


def test_a_bad_road_leads_to_the_same_end() -> None:
    assert campaign("--proxy", "--instants", "1", "--seed", "1")[0] == 1
