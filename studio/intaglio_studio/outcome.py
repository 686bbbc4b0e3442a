"""What a command hands back: an exit status, text for people and data for `--json`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

AGREES = 0
DISAGREES = 1
MISTAKEN = 2
OUR_FAULT = 70  # sysexits.h calls it EX_SOFTWARE


@dataclass(frozen=True)
class Outcome:
    """`text` goes to standard output, or `data` as JSON. Warnings go to standard error, and into the data."""

    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    status: int = AGREES
    warnings: str = ""
