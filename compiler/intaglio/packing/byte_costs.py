"""What each byte of a text takes in its payload, in bits: a row for each codec whose payloads pieces store.

What a payload has beside them, a stub, headers, a checksum and the end, is nobody's.
"""

from __future__ import annotations

from collections.abc import Callable

from intaglio.packing import shared_deflate
from intaglio.packing.codecs import BY_HAND, CONTEXT_MIXING, SELF_INFLATING, SHARED_DEFLATE
from intaglio.packing.context_mixing import costs as context_mixing_costs
from intaglio.packing.deflate_costs import deflate_costs
from intaglio.packing.self_inflating import CHECK, STUB

COSTS: dict[str, Callable[[bytes, bytes, bytes], list[float]]] = {  # of payload, text and primer
    CONTEXT_MIXING: lambda payload, text, primer: context_mixing_costs(text, primer),
    BY_HAND: lambda payload, text, primer: context_mixing_costs(text, primer),
    SHARED_DEFLATE: lambda payload, text, primer: deflate_costs(payload[: -shared_deflate.CHECK]),
    SELF_INFLATING: lambda payload, text, primer: deflate_costs(payload[len(STUB) : -CHECK]),
    "deflate": lambda payload, text, primer: deflate_costs(payload),
    "raw": lambda payload, text, primer: [8.0] * len(text),
}


def byte_costs(codec: str, payload: bytes, text: bytes, primer: bytes = b"") -> list[float]:
    """Bits of each byte of a text that a codec made a payload of. Raises `KeyError` for a codec that has no row.

    `primer` is what the payload's reader has read before, of a codec that needs one.
    """
    return COSTS[codec](payload, text, primer)
