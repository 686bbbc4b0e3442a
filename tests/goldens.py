"""Which test owns which golden, over a whole run and all its processes: a plugin that `conftest.py` registers.

A test notes its goldens with `owned`; its report carries them to the process that collects reports. There, when a full
run has passed, a golden that no test owns or that two share becomes one more failure.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

NOTE = "golden"  # the name of the property of a report


def owned(node: pytest.Item, name: str) -> None:
    """Note that this test compares itself with the golden of this name."""
    if (NOTE, name) not in node.user_properties:
        node.user_properties.append((NOTE, name))


class Goldens:
    """The owners of goldens in one run. `complete`: whether the run has every test."""

    def __init__(self, folder: Path, *, complete: bool) -> None:
        self._folder = folder
        self._complete = complete
        self._owners: dict[str, set[str]] = defaultdict(set)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take note of a test's goldens. After a skip nobody knows whose the rest are."""
        for name, value in report.user_properties:
            if name == NOTE:
                self._owners[str(value)].add(report.nodeid)
        if report.skipped:
            self._complete = False

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Report what is wrong, and let the run fail."""
        wrong = [f"{name} is the golden of {' and of '.join(sorted(of))}" for name, of in self._shared()]
        if self._complete and exitstatus == pytest.ExitCode.OK and self._folder.is_dir():
            orphans = {path.name for path in self._folder.iterdir()} - self._owners.keys()
            wrong += [f"{name} is the golden of no test: delete it" for name in sorted(orphans)]
        if wrong and exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            place = f"{self._folder.parent.name}/{self._folder.name}"
            report = pytest.TestReport(
                nodeid=f"{place}::every golden has its test",
                location=(place, None, "every golden has its test"),
                keywords={},
                outcome="failed",
                longrepr="\n".join(wrong),
                when="call",
            )
            session.config.hook.pytest_runtest_logreport(report=report)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _shared(self) -> list[tuple[str, set[str]]]:
        return [(name, of) for name, of in sorted(self._owners.items()) if len(of) > 1]
