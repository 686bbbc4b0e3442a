"""Verbs of `intaglio edition` cut off by `kill -9` and run again: part of `python -m tests.edition_cut_off`."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.chain, pytest.mark.node, pytest.mark.slow]


def test_each_verb_cut_off_once() -> None:
    command = [sys.executable, "-m", "tests.edition_cut_off", "--some"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    end = done.stdout.splitlines()[-1:] or [""]
    assert done.returncode == 0 and re.match(r"16 trials of 14 verbs: .* but for 0;", end[0]), done.stdout + done.stderr
