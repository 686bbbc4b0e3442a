"""The image that a contract draws of a piece with pixels: one SVG document with the raster in it, beneath all shapes.

`chain_image(svg, raster)` is what a piece with `chain_size` means on chain: `svg` is what is drawn above the pixels,
and the raster has them at that size. `taken_apart` is its inverse: by it engines that give one document are compared
with those that give both apart.
"""

from __future__ import annotations

import base64
import binascii

from intaglio.language.raster import CHANNELS, OPAQUE, Raster
from intaglio.pictures.stored_png import read_stored, stored_png

# Directly behind the document's opening tag. Shares of the document's own size, so that the text is the same for all.
BEFORE = ('<image width="100%" height="100%" preserveAspectRatio="none" style="image-rendering:pixelated" '
          'href="data:image/png;base64,')  # fmt: skip
AFTER = '"/>'


def chain_image(svg: bytes, raster: Raster) -> bytes:
    """The whole document."""
    rgb = bytearray(3 * raster.width * raster.height)
    for channel in range(3):
        rgb[channel::3] = raster.rgba[channel::CHANNELS]
    data = base64.b64encode(stored_png(raster.width, raster.height, bytes(rgb)))
    head, body = svg.split(b">", 1)
    return b"".join((head, b">", BEFORE.encode(), data, AFTER.encode(), body))


def taken_apart(document: bytes) -> tuple[bytes, Raster] | None:
    """What is drawn above the pixels, and these; None of a document that `chain_image` does not give."""
    head, _, rest = document.partition(b">")
    data, found, body = rest.removeprefix(BEFORE.encode()).partition(AFTER.encode())
    if not rest.startswith(BEFORE.encode()) or not found:
        return None
    try:
        read = read_stored(base64.b64decode(data, validate=True))
    except binascii.Error:
        return None
    if read is None:
        return None
    width, height, rgb = read
    rgba = bytearray([OPAQUE]) * (CHANNELS * width * height)
    for channel in range(3):
        rgba[channel::CHANNELS] = rgb[channel::3]
    apart = head + b">" + body, Raster(width, height, bytes(rgba))
    return apart if chain_image(*apart) == document else None
