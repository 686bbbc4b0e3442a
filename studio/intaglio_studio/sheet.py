"""A contact sheet: many pictures of one piece on a page, as one SVG or one PNG.

An SVG sheet nests the pictures as they are. A PNG sheet draws each one alone at its cell's size, which needs
little memory and is as sharp as it can be.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from intaglio_renderers.picture import Picture
from intaglio_renderers.raster import png_of

GAP = 0.06  # of a cell's width, between pictures and around them
PAPER = "#f7f4ee"


def svg_sheet(pictures: Sequence[Picture], size: tuple[int, int], columns: int) -> bytes:
    """One SVG of many, left to right and top to bottom; cells have the piece's own size."""
    width, height = size
    gap = round(GAP * width)
    rows = -(-len(pictures) // columns)
    page = f"{columns * (width + gap) + gap} {rows * (height + gap) + gap}"
    cells = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page}">'.encode()]
    cells.append(f'<rect width="100%" height="100%" fill="{PAPER}"/>'.encode())
    for index, picture in enumerate(pictures):
        x = gap + index % columns * (width + gap)
        y = gap + index // columns * (height + gap)
        nested = f'<svg x="{x}" y="{y}" width="{width}" height="{height}"'.encode()
        cells.append(nested + picture.document(size).removeprefix(b"<svg"))
    return b"".join([*cells, b"</svg>"])


def png_sheet(pictures: Sequence[Picture], size: tuple[int, int], columns: int, width: int) -> bytes:
    """One PNG of many, `width` pixels wide."""
    cell = max(1, int(width / (columns + GAP * (columns + 1))))
    gap = round(GAP * cell)
    tall = max(1, round(cell * size[1] / size[0]))
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (cell + gap) + gap, rows * (tall + gap) + gap), PAPER)
    for index, picture in enumerate(pictures):
        image = Image.open(io.BytesIO(png_of(picture, cell))).convert("RGBA")
        place = (gap + index % columns * (cell + gap), gap + index // columns * (tall + gap))
        sheet.paste(image, place, image)
    output = io.BytesIO()
    sheet.save(output, "PNG", optimize=True)
    return output.getvalue()
