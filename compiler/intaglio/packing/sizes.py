"""How small a codec makes a script, asked many times: `sizes("context-mixing")` is a function of the script.

It need not be the payload's very size, but says which of two scripts is the smaller one, and is quick.
"""

from __future__ import annotations

from collections.abc import Callable

from intaglio.packing.codecs import CODECS, CONTEXT_MIXING
from intaglio.packing.deflate import deflate
from intaglio.packing.runtime import runtime

ROUNDS = 5  # of zopfli's search


def sizes(codec: str) -> Callable[[str], float]:
    """The size in bytes that a script has by a codec, or nearly that."""
    if codec == CONTEXT_MIXING:
        from intaglio.packing.context_mixing import primed
        from intaglio.packing.context_mixing.weigher import Weigher

        return Weigher(primed(runtime(codec).primer))
    sketch = CODECS[codec].sketch
    if sketch:
        return lambda script: float(len(sketch(script.encode())))
    return lambda script: float(len(deflate(script.encode(), rounds=ROUNDS)))
