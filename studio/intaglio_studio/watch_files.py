"""When to look again: `Saves` tells that a file of the piece was written, replaced, removed or came back.

Two watchers, for two failings. The system's notices come within milliseconds, but not over every network disk, and not
after a folder was replaced; so the files' states are also compared once a second. What is watched is folders, never
files: many editors write a new file and rename it over the old one, and a watch on the old one would see nothing more.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from pathlib import Path

STEP = 10  # ms without another notice, and a save is over
GROUPED = 100  # ms: the longest that a row of notices is waited for
POLL = 1.0  # s between two looks at the files' states
RETRY = 0.5  # s until a folder that cannot be watched is tried again

State = tuple[int, int, int] | None


def states(files: Iterable[Path]) -> dict[Path, State]:
    """What tells a file's versions apart without reading it; None where there is no file."""
    return {path: _state(path) for path in files}


def _state(path: Path) -> State:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


class Saves:
    """Watches the files last given to `expect`; `happened` is set at every change of one of them."""

    def __init__(self) -> None:
        self.happened = asyncio.Event()
        self._known: dict[Path, State] = {}
        self._folders: frozenset[Path] = frozenset()
        self._moved = asyncio.Event()  # other folders are to be watched

    def expect(self, seen: dict[Path, State]) -> None:
        """From now on a change from these states counts, one that happened meanwhile too."""
        self._known = seen
        places = {path.parent for path in seen} | {path.resolve().parent for path in seen}
        if places != self._folders:
            self._folders = frozenset(places)
            self._moved.set()
        self.look()

    def look(self) -> None:
        """Compare the files' states now."""
        if states(self._known) != self._known:
            self.happened.set()

    async def watch(self) -> None:
        """Watch until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._poll())
            tasks.create_task(self._notices())

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL)
            self.look()

    async def _notices(self) -> None:
        from watchfiles import awatch

        while True:
            await self._moved.wait()
            self._moved.clear()
            folders = [folder for folder in self._folders if folder.is_dir()]
            if folders:
                with contextlib.suppress(OSError, RuntimeError):  # a folder that went away, or no notices to be had
                    async for _ in awatch(
                        *folders, watch_filter=None, recursive=False, step=STEP, debounce=GROUPED,
                        stop_event=self._moved,
                    ):  # fmt: skip
                        self.look()
            if not self._moved.is_set():
                await asyncio.sleep(RETRY)
                self._moved.set()
