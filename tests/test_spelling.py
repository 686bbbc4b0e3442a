"""Markup in its shortest spelling: it shows the same pixels as the longer one that it stands for."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from intaglio.frontend import compile_text
from intaglio_renderers.raster import rasterize
from intaglio_renderers.reference import ReferenceRenderer

PIECE = """from intaglio import Canvas, Seed, art


@art("Spelling", size=(100, 100))
def piece(seed: Seed, canvas: Canvas):
"""
STROKE = 'stroke="#7f2a55" stroke-width="7.5" stroke-linecap="round" stroke-dasharray="11 13"'
STROKED = 'stroke="#7f2a55", width=7.5, cap="round", dash=(11, 13)'


def pixels(markup: str) -> bytes:
    """What a picture of 100 by 100 units looks like, three pixels to a unit."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{markup}</svg>'
    return Image.open(BytesIO(rasterize(svg.encode(), 300))).convert("RGBA").tobytes()


def drawn(body: str) -> str:
    """The picture that a piece with these statements draws."""
    text = PIECE + "".join(f"    {line}\n" for line in body.splitlines())
    return ReferenceRenderer(compile_text(text).program).render(bytes(32)).svg.decode()


def inside(svg: str) -> str:
    """The picture as a group, with what its `<svg>` says for all shapes."""
    return svg.replace('xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"', "").replace("svg", "g")


CASES = {  # what draws it, and the longer spelling
    "a line": (f"canvas.line(10, 20.5, 83, 61, {STROKED})", f'<line x1="10" y1="20.5" x2="83" y2="61" {STROKE}/>'),
    "a line without a stroke": ("canvas.line(10, 20, 80, 60)", ""),
    "a line that is filled": ('canvas.line(10, 20, 80, 63, fill="#f00")', ""),
    "a line of no length": (
        'canvas.line(50, 50, 50, 50, stroke="#000", width=30, cap="round")',
        '<line x1="50" y1="50" x2="50" y2="50" stroke="#000" stroke-width="30" stroke-linecap="round"/>',
    ),
    "a line in a group that is filled": (
        'with canvas.group(fill="#0a0", stroke="#00f", width=3):\n    canvas.line(5, 5, 60, 93)',
        '<g fill="#0a0" stroke="#00f" stroke-width="3"><line x1="5" y1="5" x2="60" y2="93"/></g>',
    ),
    "a polygon": (
        f'canvas.polygon((10, 20), (83, 61), (30, 93.25), fill="#abcdef", join="round", {STROKED})',
        f'<polygon points="10,20 83,61 30,93.25" fill="#abcdef" stroke-linejoin="round" {STROKE}/>',
    ),
    "a polyline": (
        f"canvas.polyline((10, 20), (83, 61), (30, 93), {STROKED})",
        f'<polyline points="10,20 83,61 30,93" fill="none" {STROKE}/>',
    ),
    "a polyline that is filled": (
        'canvas.polyline((10, 20), (83, 61), (30, 93), fill="#123456", stroke="#f00", width=4)',
        '<polyline points="10,20 83,61 30,93" fill="#123456" stroke="#f00" stroke-width="4"/>',
    ),
    "moves": (
        "with canvas.group(translate=(50, 40), rotate=30, skew=(10, -5), scale=(2, 1.5)):\n"
        '    canvas.rect(-10, -10, 20, 20, fill="#0f0")',
        '<g transform="translate(50 40) rotate(30) skewX(10) skewY(-5) scale(2 1.5)">'
        '<rect x="-10" y="-10" width="20" height="20" fill="#0f0"/></g>',
    ),
}


@pytest.mark.parametrize(("body", "longer"), CASES.values(), ids=CASES)
def test_it_looks_the_same(body: str, longer: str) -> None:
    svg = drawn(body)
    assert pixels(inside(svg)) == pixels(longer)
    assert not longer or len(inside(svg)) < len(f"<g >{longer}</g>")
