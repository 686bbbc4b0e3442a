"""What `intaglio watch` knows: `Session` compiles the piece at every save and tells its listeners what came of it.

What it tells is in parts, each the latest of its kind, so that a page that comes late is told the same:

    piece      title, size, params, and a readable script, which is there first
    problems   why the last save has no picture, or None
    script     the short script: what is stored on chain, and its bytes; and what the compiler warns of
    figures    what the piece costs, a while later
    kernel     whether numba is ready to draw

`version` counts the saves that compiled. A save ends what still runs for the one before it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from intaglio_renderers.picture import Picture
from intaglio_studio import watch_work
from intaglio_studio.piece import Piece
from intaglio_studio.watch_files import Saves
from intaglio_studio.watch_helper import Failed, Helper, Interrupted
from intaglio_studio.watch_look import Attempt, Seen, finish, look, problems, told

GRACE = 0.12  # s: a save that does not compile may be a half-written one, and is given time to become whole
AWAY = 0.4  # s: so long an editor may take to put a file back that it replaces
SECONDS_PER_TOKEN = 15.0  # before numba's process is ended

Json = dict[str, Any]


class Listener:
    """The parts that one page has not yet been told, the latest of each."""

    def __init__(self, parts: Json) -> None:
        self._parts = dict(parts)
        self._news = asyncio.Event()
        self._news.set()

    def put(self, part: str, value: object) -> None:
        """There is news."""
        self._parts.pop(part, None)
        self._parts[part] = value
        self._news.set()

    async def news(self, patience: float) -> Json:
        """What is new; nothing when `patience` seconds have passed without any."""
        try:
            async with asyncio.timeout(patience):  # not `wait_for`, which in Python 3.11 loses a cancellation
                await self._news.wait()  # that comes together with news
        except TimeoutError:
            return {}
        self._news.clear()
        parts, self._parts = self._parts, {}
        return parts


class Session:
    """One piece under watch. `run` goes on until cancelled; `close` ends the helpers' processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = 0
        self.parts: Json = {}
        self._listeners: set[Listener] = set()
        self._saves = Saves()
        self._numba = Helper(watch_work.Drawing)
        self._costs = Helper(watch_work.Figuring)
        self._behind: asyncio.Task[None] | None = None
        self._shown: object = None  # what the picture shown was compiled from

    @contextmanager
    def listen(self) -> Iterator[Listener]:
        """What a page waits at: all parts first, then each change."""
        listener = Listener(self.parts)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def run(self) -> None:
        """Compile now and at every save."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._saves.watch())
            files: Iterable[Path] = ()
            while True:
                self._saves.happened.clear()
                attempt = await asyncio.to_thread(look, self.path, files)
                files = attempt.files
                self._saves.expect(files)
                if attempt.problems is None or await self._settled(attempt):
                    self._tell(attempt)
                await self._saves.happened.wait()

    async def draw(self, request: watch_work.Draw) -> Picture | str | None:
        """Numba's picture of a token, or why there is none; None where numba is not ready with its version."""
        version = request.version
        if self.parts.get("kernel") != {"version": version, "state": "ready"}:
            return None
        try:
            async with asyncio.timeout(SECONDS_PER_TOKEN):
                answers = [answer async for answer in self._numba.ask(request)]
        except TimeoutError:
            why = f"numba: it was still drawing after {SECONDS_PER_TOKEN:g} s"
        except Interrupted:
            why = "numba: its process ended"
        else:
            return answers[0].text if isinstance(answers[0], Failed) else answers[0]
        if version != self.version:
            return None  # it was ended for a later save
        self._put("kernel", {"version": version, "state": "failed", "why": why})
        return why

    def close(self) -> None:
        """End all that runs behind."""
        if self._behind is not None:
            self._behind.cancel()
        self._numba.close()
        self._costs.close()

    async def _settled(self, attempt: Attempt) -> bool:
        """Whether nothing comes after a save with problems, within the time that an editor may take for it."""
        away = attempt.problems is not None and attempt.problems["kind"] == "missing"
        try:
            async with asyncio.timeout(AWAY if away else GRACE):
                await self._saves.happened.wait()
        except TimeoutError:
            return True
        return False

    def _tell(self, attempt: Attempt) -> None:
        """Pass an attempt on to the listeners, and start what comes behind it."""
        self._put("problems", attempt.problems)
        if attempt.seen is None or attempt.seen.content == self._shown:
            return  # saved as it was, or mended to what it was
        self._shown = attempt.seen.content
        self.version += 1
        self._put("piece", told(self.version, attempt.seen))
        if self._behind is not None:
            self._behind.cancel()
        self._numba.interrupt()
        self._costs.interrupt()
        self._behind = asyncio.create_task(self._follow(self.version, attempt.seen))

    async def _follow(self, version: int, seen: Seen) -> None:
        """What may come later than the picture: the short script, numba, the cost."""
        self._put("kernel", {"version": version, "state": "compiling"})
        self._put("figures", {"version": version, "state": "measuring"} | _last(self.parts.get("figures")))
        try:
            piece, script = await asyncio.to_thread(finish, self.path, seen)
        except Exception as error:
            self._put("problems", problems(self.path, error))
            return
        self._put("script", {"version": version, **script})
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._compile_kernel(version, piece))
            tasks.create_task(self._find_figures(version, piece))

    async def _compile_kernel(self, version: int, piece: Piece) -> None:
        state: Json = {"state": "ready"}
        try:
            async for answer in self._numba.ask(watch_work.Load(version, piece.module)):
                if isinstance(answer, Failed):
                    state = {"state": "failed", "why": answer.text}
        except Interrupted:
            return
        self._put("kernel", {"version": version} | state)

    async def _find_figures(self, version: int, piece: Piece) -> None:
        known: Json = {"version": version, "state": "measuring"}
        before = _last(self.parts.get("figures"))
        try:
            async for answer in self._costs.ask(piece):
                if isinstance(answer, Failed):
                    known |= {"state": "failed", "why": answer.text}
                else:
                    known |= {"cost": answer}
                self._put("figures", known | before)
        except Interrupted:
            return
        if known["state"] == "measuring":
            self._put("figures", known | before | {"state": "done"})

    def _put(self, part: str, value: object) -> None:
        self.parts[part] = value
        for listener in self._listeners:
            listener.put(part, value)


def _last(figures: Json | None) -> Json:
    """The figures of an earlier save, which stay in view until there are new ones."""
    if figures is None:
        return {}
    before = figures["cost"] if figures["state"] == "done" else figures.get("before")
    return {"before": before} if before else {}
