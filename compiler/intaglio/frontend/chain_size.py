"""`@art(chain_size=(w, h))`: how many pixels there are in the image that a contract draws of a piece with pixels."""

from __future__ import annotations

import ast

from intaglio.frontend.diagnostics import Diagnostic
from intaglio.frontend.pixels import EXAMPLE, resolution_of
from intaglio.frontend.shared import Shared
from intaglio.frontend.syntax import is_pixels
from intaglio.ir.nodes import Resolution
from intaglio.ir.span import Span
from intaglio.pictures.stored_png import MOST_BYTES, rows_bytes


def chain_size(shared: Shared, entry: ast.FunctionDef, stated: Resolution, span: Span) -> Resolution | None:
    """The stated size; None after an error, where `entry` has no pixels or the contract's image no room for them."""
    if not any(is_pixels(inner) for inner in entry.body if isinstance(inner, ast.FunctionDef)):
        why = "shapes have no size of their own on chain"
        help = f"leave it out, or write `@canvas.pixels` above `{EXAMPLE}`"
        shared.report(Diagnostic("I059", "a `chain_size` without pixels", span, why, help=help))
        return None
    room = rows_bytes(*stated)
    if room <= MOST_BYTES:
        return stated
    why = f"these pixels take {room:,} bytes, and a contract's image has room for {MOST_BYTES:,}"
    width, height = _that_fits(stated)
    help = f"`chain_size=({width}, {height})` fits; the page draws as many as `resolution` says"
    shared.report(Diagnostic("I059", "a `chain_size` that is too large", span, why, help=help))
    return None


def _that_fits(stated: Resolution) -> Resolution:
    """The largest size of about this shape for which there is room."""
    side = max(stated)
    while rows_bytes(*(smaller := resolution_of(None, *stated, side))) > MOST_BYTES:
        side -= 1
    return smaller
