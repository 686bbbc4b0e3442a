"""The short script of a piece, as it is stored, and how many bytes that are."""

from __future__ import annotations

from typing import Any

from intaglio_studio.build import script
from intaglio_studio.piece import Piece


def short_script(piece: Piece) -> dict[str, Any]:
    """The script, its bytes, and the bytes that a chain stores of it. Another 0.1 s behind the readable one."""
    from intaglio.packing.page import script_part

    text = script(piece)
    return {"script": text, "bytes": len(text.encode()), "packed": len(script_part(text))}
