"""How the kernel is compiled: by numba, once for a machine.

Numba's cache asks only whether the file of a function has changed, not those of what it calls. So it lies in a folder
named by the content of all of this package's files: `INTAGLIO_CACHE`, or `~/.cache/intaglio`, and below.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core import config

_Function = TypeVar("_Function", bound=Callable[..., Any])


def _folder() -> Path:
    named = os.environ.get("INTAGLIO_CACHE")
    base = Path(named) if named else Path.home() / ".cache" / "intaglio"
    sources = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return base / f"context_mixing_{hashlib.sha256(sources).hexdigest()[:32]}"


def compiled(function: _Function) -> _Function:
    """The function as machine code, from the cache where it is there."""
    settings: Any = config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(_folder())
    try:
        made: Any = numba.njit(cache=True)(function)
    finally:
        settings.CACHE_DIR = before
    typed: _Function = made  # called as it is written
    return typed
