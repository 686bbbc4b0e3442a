"""Whether what a piece stores unpacks: `check_payload(payload, script)`, one line for a report.

A build's files have their hashes, and a chain's contracts are addressed by theirs; this looks inside. Where the bytes
are damaged it says how that shows, as the page will.
"""

from __future__ import annotations

from dataclasses import dataclass

from intaglio.bundle import Bundle
from intaglio.packing.codecs import SELF_INFLATING
from intaglio.packing.damage import Damaged
from intaglio.packing.page import script_of
from intaglio.packing.runtime import known
from intaglio_studio.verification import Check

NAME = "the script unpacks"


@dataclass(frozen=True)
class Payload:
    """The bytes that a piece stores, and those of the Runtime before them, if any."""

    runtime: bytes
    own: bytes

    @property
    def codec(self) -> str | None:
        """What unpacks it; None for a Runtime that this version of Intaglio does not know."""
        if not self.runtime:
            return SELF_INFLATING
        found = known(self.runtime)
        return found.codec if found else None

    def script(self) -> str:
        """The script. Raises `Damaged`."""
        if self.codec is None:
            raise Damaged("no Runtime that this version of Intaglio knows stands before it")
        return script_of(self.codec, self.own)


def payload_of(bundle: Bundle) -> Payload:
    """What a build stores."""
    return Payload(bundle.runtime_part, bundle.script_part)


def check_payload(payload: Payload, script: str | None = None) -> Check:
    """Whether a payload unpacks, and to `script` where one is known."""
    try:
        found = payload.script()
    except ValueError as error:  # Damaged, or no UTF-8
        return Check(NAME, False, f"its {len(payload.own):,} bytes are damaged: {error}")
    if script not in (None, found):
        return Check(NAME, False, "it unpacks to another script than the build's")
    return Check(NAME, True, f"{len(payload.own):,} bytes by {payload.codec}")
