"""The script of a piece that a codec makes smallest: `script_for(piece, "context-mixing", trials=24)`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intaglio.backends.javascript.minify import Draft
    from intaglio_studio.piece import Piece

TRIALS = 24  # of `intaglio build`: a few seconds; a hundred find twice as much


def script_for(piece: Piece, codec: str, trials: int = 0, told: Callable[[int, int], None] | None = None) -> Draft:
    """The smallest of the forms that a script may have, after so many trials of other names and orders.

    The same piece, codec and number of trials give the same script. `told` hears of each trial, and of how many.
    """
    from intaglio.backends.javascript import emit_for
    from intaglio.packing.codecs import LOADED
    from intaglio.packing.sizes import sizes
    from intaglio.pipeline import lower_whole
    from intaglio_studio.fault import with_ir

    with with_ir(piece.typed):
        whole = lower_whole(piece.typed) if codec in LOADED else None
    with with_ir(piece.module):
        return emit_for(sizes(codec), piece.module, whole, trials=trials, told=told)
