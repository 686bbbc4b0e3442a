"""What a build promises of its pictures: `drawn_sample(renderer, count, spans)`, drawn by numba when it is built and by
other engines when somebody verifies it.

The seeds are `seeds.sample(count)`, the params of each `sample_word`. A raster is drawn at `small_resolution`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from intaglio_studio.mistake import Mistake

if TYPE_CHECKING:
    from intaglio.ir.nodes import Resolution
    from intaglio.root import Sample
    from intaglio_renderers.picture import Renderer

PROMISED = 16  # pictures, where nobody says
MOST = 100_000


def drawn_sample(
    renderer: Renderer,
    count: int,
    spans: Sequence[int],
    resolution: Resolution | None = None,
    drawn: Callable[[], object] = lambda: None,
) -> Sample:
    """The promise that `renderer` makes of the first `count` seeds; `spans` are the params' numbers of values.

    `drawn` is called after each picture. Raises `RenderError` where a seed has none.
    """
    from intaglio.root import Sample, leaf, sample_root, sample_word
    from intaglio_studio.seeds import sample

    leaves = []
    for seed in sample(count):
        word = sample_word(spans, seed)
        picture = renderer.render(seed, word, resolution)
        pixels = picture.pixels.rgba if picture.pixels else b""
        leaves.append(leaf(seed, word, picture.svg, picture.traits, pixels))
        drawn()
    return Sample(count, sample_root(leaves))


def checked_count(count: int) -> int:
    """How many pictures are to be promised. Raises `Mistake`."""
    if not 0 <= count <= MOST:
        raise Mistake(f"a build promises the pictures of 0 to {MOST:,} seeds, not of {count:,}")
    return count
