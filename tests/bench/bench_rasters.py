"""Rasters beside C and JavaScript written by hand (`native.py`), within `make bench`."""

import sys

import pytest

from tests.bench import native


def bench_rasters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print the tables of `python -m tests.bench.native`."""
    monkeypatch.setattr(sys, "argv", ["native"])
    print()
    native.main()
