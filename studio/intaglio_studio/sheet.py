"""A contact sheet: many pictures of one piece on a page, as one SVG or one PNG.

An SVG sheet nests the pictures as they are. A PNG sheet draws each one alone at its cell's size, which needs
little memory and is as sharp as it can be.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from intaglio_renderers.raster import rasterize

GAP = 0.06  # of a cell's width, between pictures and around them
PAPER = "#f7f4ee"


def svg_sheet(svgs: Sequence[bytes], size: tuple[int, int], columns: int) -> bytes:
    """One SVG of many, left to right and top to bottom; cells have the piece's own size."""
    width, height = size
    gap = round(GAP * width)
    rows = -(-len(svgs) // columns)
    page = f"{columns * (width + gap) + gap} {rows * (height + gap) + gap}"
    cells = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page}">'.encode()]
    cells.append(f'<rect width="100%" height="100%" fill="{PAPER}"/>'.encode())
    for index, svg in enumerate(svgs):
        x = gap + index % columns * (width + gap)
        y = gap + index // columns * (height + gap)
        nested = f'<svg x="{x}" y="{y}" width="{width}" height="{height}"'.encode()
        cells.append(nested + svg.removeprefix(b"<svg"))
    return b"".join([*cells, b"</svg>"])


def png_sheet(svgs: Sequence[bytes], size: tuple[int, int], columns: int, width: int) -> bytes:
    """One PNG of many, `width` pixels wide."""
    cell = max(1, int(width / (columns + GAP * (columns + 1))))
    gap = round(GAP * cell)
    tall = max(1, round(cell * size[1] / size[0]))
    rows = -(-len(svgs) // columns)
    sheet = Image.new("RGB", (columns * (cell + gap) + gap, rows * (tall + gap) + gap), PAPER)
    for index, svg in enumerate(svgs):
        picture = Image.open(io.BytesIO(rasterize(svg, cell))).convert("RGBA")
        place = (gap + index % columns * (cell + gap), gap + index // columns * (tall + gap))
        sheet.paste(picture, place, picture)
    output = io.BytesIO()
    sheet.save(output, "PNG", optimize=True)
    return output.getvalue()
