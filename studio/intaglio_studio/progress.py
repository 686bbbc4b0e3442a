"""Progress of long work, on standard error: `with progress() as board: board.begin("numba", 100)`.

Bars by rich where a person looks on; nothing at all in a pipe, a log or under `--json`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Board(Protocol):
    """Where long work tells how far it is."""

    def begin(self, label: str, total: int | None = None) -> None:
        """A piece of work of `total` steps starts; None where nobody can tell."""

    def advance(self, label: str, steps: int = 1) -> None:
        """`steps` of it are done."""

    def finish(self, label: str, note: str = "") -> None:
        """It is done; `note` stands beside it from now on."""


class Silent:
    """A board that nobody sees."""

    def begin(self, label: str, total: int | None = None) -> None:
        """Show nothing."""

    def advance(self, label: str, steps: int = 1) -> None:
        """Show nothing."""

    def finish(self, label: str, note: str = "") -> None:
        """Show nothing."""


class Bars:
    """A board of rich's bars, one a label."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def begin(self, label: str, total: int | None = None) -> None:
        self._tasks[label] = self._progress.add_task(label, total=total, note="")

    def advance(self, label: str, steps: int = 1) -> None:
        if label in self._tasks:  # what is drawn again, to show a difference, is no progress
            self._progress.advance(self._tasks[label], steps)

    def finish(self, label: str, note: str = "") -> None:
        task = self._tasks.pop(label)
        total = next(known.total for known in self._progress.tasks if known.id == task)
        if total is None and not note:  # nothing that anybody wants to read afterwards
            self._progress.remove_task(task)
        else:
            self._progress.update(task, total=total or 1, completed=total or 1, note=note)


@contextmanager
def progress(*, shown: bool = True) -> Iterator[Board]:
    """A board for the time of the block; silent where `shown` is false or standard error is no terminal."""
    if not (shown and sys.stderr.isatty()):
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=32),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}", style="dim", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        yield Bars(bars)
