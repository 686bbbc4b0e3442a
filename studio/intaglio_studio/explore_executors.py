"""Who draws the chunks: this process, processes of this machine, or a Dask cluster. `open_workers(...)`.

All three look the same, `submit(function, *arguments)` giving a future.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from intaglio_studio.explore_cluster import open_cluster
from intaglio_studio.unforked import unforked

Result = TypeVar("Result", covariant=True)


class Pending(Protocol[Result]):
    """A result to come."""

    def result(self) -> Result:
        """Wait for it. Raises what the work raised."""


class Submit(Protocol):
    """How work is handed over."""

    def __call__(self, function: Callable[..., Result], /, *arguments: Any) -> Pending[Result]:
        """Start the work; what will be its result."""


@dataclass(frozen=True)
class Workers:
    """An open executor: how work is handed over, how much of it is done at a time, and what it is for people."""

    submit: Submit
    count: int
    about: str


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def open_workers(processes: int, scheduler: str | None = None) -> Iterator[Workers]:
    """So many processes, this one alone where `processes` is 1, or the workers of a Dask scheduler.

    Raises `Mistake` where no scheduler answers or Dask is not installed.
    """
    if scheduler is not None:
        with open_cluster(scheduler) as (submit, threads):
            yield Workers(submit, threads, f"{threads} thread{'s' * (threads != 1)} of the cluster at {scheduler}")
    elif processes == 1:
        yield Workers(_at_once, 1, "this process")
    else:
        with _processes(processes) as workers:
            yield workers


def _at_once(function: Callable[..., Result], /, *arguments: Any) -> Pending[Result]:
    done: Future[Result] = Future()
    done.set_result(function(*arguments))
    return done


@contextmanager
def _processes(count: int) -> Iterator[Workers]:
    context = unforked(["intaglio_studio.explore_work"])
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_ignore_interrupts)
    try:
        yield Workers(pool.submit, count, f"{count} processes")
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Control-C reaches every process of a terminal: this one's parent decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
