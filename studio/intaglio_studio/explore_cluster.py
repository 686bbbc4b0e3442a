"""The workers of a Dask cluster, for `explore_executors`: `open_cluster("tcp://host:8786")`.

A cluster may be out of reach, have no workers, lose them, or be gone in the middle of a run. Whatever has become of it
is told in one sentence; what was drawn until then is in the store, and the same command goes on from there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from intaglio_studio.mistake import Mistake

Result = TypeVar("Result")
WAIT = 30.0  # seconds for a scheduler to answer, and for workers to come or to come back
_LOOK = 5.0  # seconds between two looks whether anybody is still there to work
_GO_ON = "what was drawn is kept: run the same command to go on"


class Remote:
    """A result that a cluster is working out."""

    def __init__(self, client: Any, address: str, future: Any) -> None:
        self._client, self._address, self._future = client, address, future

    def result(self) -> Any:
        """Wait for it. Raises what the work raised, and `Mistake` where the cluster cannot do it."""
        from distributed import CancelledError, KilledWorker

        try:
            while True:
                try:
                    return self._future.result(timeout=_LOOK)
                except TimeoutError:
                    if not self._client.nthreads():
                        self._client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError:  # of waiting for workers
            lost = f"the scheduler at {self._address} has lost its workers"
        except (CancelledError, OSError):  # no work opens files or sockets
            lost = f"the scheduler at {self._address} is gone"
        except KilledWorker:
            lost = f"workers of {self._address} die when they draw this piece, perhaps for want of memory"
        except ImportError as error:
            lost = f"a worker of {self._address} cannot load Intaglio: {error}"
        raise Mistake(lost, help=_GO_ON, code="scheduler")


@contextmanager
def open_cluster(address: str) -> Iterator[tuple[Callable[..., Remote], int]]:
    """What hands work over, and how many threads there are to do it.

    Raises `Mistake` where Dask is not installed, no scheduler answers, or none of its workers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise Mistake("`--scheduler` needs Dask", help="pip install 'intaglio[cluster]'", code="tool-missing") from None
    with _quiet():
        try:
            client: Any = Client(address, timeout=WAIT, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError):
            help = "`dask scheduler` prints its address, such as tcp://192.0.2.7:8786"
            raise Mistake(f"no Dask scheduler answers at {address}", help=help, code="scheduler") from None
        with client:
            try:
                client.wait_for_workers(1, timeout=WAIT)
            except TimeoutError:
                help = f"`dask worker {address}` starts one"
                raise Mistake(f"the scheduler at {address} has no workers", help=help, code="scheduler") from None

            def submit(function: Callable[..., Any], /, *arguments: Any) -> Remote:
                return Remote(client, address, client.submit(function, *arguments, pure=False))  # nothing is looked up

            yield submit, sum(client.nthreads().values())


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the tracebacks that Dask logs of a connection that broke: the one sentence is enough."""
    loggers = [logging.getLogger(f"distributed.{name}") for name in ("client", "comm", "core", "utils")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels):
            logger.setLevel(level)
