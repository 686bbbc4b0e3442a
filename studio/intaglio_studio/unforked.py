"""How processes are started here: never forked from this one, which may hold threads, locks and connections."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from multiprocessing.context import ForkServerContext, SpawnContext


def unforked(preload: Sequence[str] = ()) -> ForkServerContext | SpawnContext:
    """A fork server, whose processes have imported `preload`; where there is none, processes start from nothing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context
