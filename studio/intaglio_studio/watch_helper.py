"""A process behind the page: `Helper` runs what must not delay a picture, and can be stopped at any moment.

A helper answers one request at a time. `ask` gives the answers as they come; `interrupt` ends the process where it is
at work, so that the next request starts with a fresh one, and keeps it where it is idle: warm imports, a warm solc.
Processes come from a fork server that has imported everything (or where there is none, start from nothing), and run at
low priority: the picture comes first.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from intaglio_studio.mistake import explain
from intaglio_studio.unforked import unforked

PRELOADED = "intaglio_studio.watch_warm"
NICENESS = 10

Serve = Callable[[Any], Iterator[Any]]


class Interrupted(Exception):
    """The process was ended before it had answered."""


@dataclass(frozen=True)
class Failed:
    """An answer that there is none: `text` says why."""

    text: str


@dataclass(frozen=True)
class _Done:
    """What follows the last answer."""


class Helper:
    """A process that runs `serve(request)`, a generator of answers, for one request after another."""

    def __init__(self, make: Callable[[], Serve]) -> None:
        self._make = make
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._busy = False
        self._interrupts = 0
        self._turn = asyncio.Lock()

    async def ask(self, request: object) -> AsyncIterator[Any]:
        """The answers to a request, once those before it are answered. Raises `Interrupted`."""
        async with self._turn:
            self._busy, before = True, self._interrupts
            try:
                pipe = await self._open()
                if self._interrupts != before:
                    raise Interrupted
                pipe.send(request)
                while not isinstance(answer := await asyncio.to_thread(pipe.recv), _Done):
                    yield answer
            except (EOFError, OSError):
                self.close()
                raise Interrupted from None
            except (asyncio.CancelledError, GeneratorExit):
                self.close()  # its answers would be taken for those of the next request
                raise
            finally:
                self._busy = False

    def interrupt(self) -> None:
        """End what is at work; harmless where nothing is."""
        self._interrupts += 1
        if self._busy:
            self.close()

    def close(self) -> None:
        """End the process. The next request starts another."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    async def _open(self) -> Connection[Any, Any]:
        if self._process is None or not self._process.is_alive():
            if self._pipe is not None:
                self._pipe.close()
            self._process, self._pipe = await asyncio.to_thread(_start, self._make)
        assert self._pipe is not None
        return self._pipe


def _start(make: Callable[[], Serve]) -> tuple[BaseProcess, Connection[Any, Any]]:
    ours, theirs = multiprocessing.Pipe()
    process: BaseProcess = unforked([PRELOADED]).Process(target=_answer, args=(theirs, make))
    process.daemon = True
    process.start()
    theirs.close()
    return process, ours


def _answer(pipe: Connection[Any, Any], make: Callable[[], Serve]) -> None:
    """The whole life of a helper's process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Control-C reaches every process of a terminal: the parent decides
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    serve = make()
    with contextlib.suppress(EOFError, OSError):  # the parent is gone
        while True:
            request = pipe.recv()
            try:
                for answer in serve(request):
                    pipe.send(answer)
            except Exception as error:
                pipe.send(_failed(error))
            pipe.send(_Done())


def _failed(error: Exception) -> Failed:
    explained = explain(error)
    if explained is not None:
        return Failed(explained.text.removeprefix("error: "))
    from intaglio_studio.fault import write_report

    report = write_report(error, ["watch"])
    return Failed(f"a fault of Intaglio's ({type(error).__name__}); {report} has the details")
