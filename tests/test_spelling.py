"""Markup in its shortest spelling: it shows the same pixels as the longer one that it stands for."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from intaglio.frontend import compile_text
from intaglio_renderers.raster import rasterize
from intaglio_renderers.reference import ReferenceRenderer
from tests.four_engines import End, examine, seeds_of

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


# ---- what shapes inherit --------------------------------------------------------------------------

LOOP = "for i in range(3):\n    "
DOT = 'canvas.circle(20 + 20 * i, 50, 9, stroke="#08c", width=2)'
INHERITED = {  # what draws it, and what its `<svg>` says
    "in a loop": (LOOP + DOT, ' fill="none" stroke-width="2"'),
    "once": (DOT.replace("* i", "* 1"), ""),
    "twice": ("\n".join(DOT.replace("* i", f"* {n}") for n in "01"), ' fill="none" stroke-width="2"'),
    "two widths": (
        f"{LOOP}{DOT}\n{DOT.replace('* i', '* 0').replace('=2', '=3')}", ' fill="none" stroke-width="2"'),
    "two widths, once each": (
        "\n".join(DOT.replace("* i", f"* {n}").replace("=2", f"={n}") for n in (2, 3)), ' fill="none"'),
    "the width that a stroke has": (f"{LOOP}{DOT.replace('=2', '=1')}\n{DOT.replace('* i', '* 2')}", ' fill="none"'),
    "ends that a stroke has": (
        'canvas.line(9, 9, 90, 90, stroke="#000", cap="butt", join="miter", width=9)', ""),
    "a width that is drawn": (LOOP + DOT.replace("=2", "=1 + i"), ' fill="none"'),
    "a stroke without a width": (f'{LOOP}{DOT}\ncanvas.line(5, 9, 90, 9, stroke="#000")', ' fill="none"'),
    "a width without a stroke": (f'{LOOP}{DOT}\ncanvas.rect(5, 5, 90, 9, fill="#000", width=2)',
                                 ' fill="none" stroke-width="2"'),
    "a fill beside": (f'{LOOP}{DOT}\ncanvas.rect(5, 5, 90, 9, fill="#0a4")', ' fill="none" stroke-width="2"'),
    "a shape without paint": (f"{LOOP}{DOT}\ncanvas.rect(5, 5, 90, 9)", ' stroke-width="2"'),
    "a line without paint": (f"{LOOP}{DOT}\ncanvas.line(5, 5, 90, 9)", ' fill="none" stroke-width="2"'),
    "a group that is filled": (f'with canvas.group(fill="#0a4"):\n    {LOOP}    {DOT}', ' stroke-width="2"'),
    "a group with a stroke": (
        f'with canvas.group(stroke="#0a4", width=2):\n    {LOOP}    {DOT}\n    canvas.rect(5, 5, 90, 9, fill="#c0a")',
        ' fill="none"'),
    "a group and all in it": (
        f'with canvas.group(stroke="#0a4", width=2):\n    {LOOP}    {DOT}', ' fill="none" stroke-width="2"'),
    "a group of another width": (
        f'with canvas.group(stroke="#0a4", width=5):\n    {LOOP}    {DOT}\n{DOT.replace("* i", "* 0")}',
        ' fill="none"'),
    "a group of the width that a stroke has": (
        f'with canvas.group(stroke="#0a4", width=1):\n    {LOOP}    {DOT.replace("=2", "=1")}',
        ' fill="none"'),
    "ends and corners": (LOOP + DOT.replace("=2", '=2, cap="round", join="bevel"'),
                         ' fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="bevel"'),
    "texts": (LOOP + 'canvas.text(9, 30 * i, "a", size=20, anchor="middle", family="serif")',
              ' font-size="20" text-anchor="middle" font-family="serif"'),
    "texts of two sizes": ("\n".join(f'canvas.text(9, {n}, "a", size={n}, family="serif")' for n in (20, 50)),
                           ' font-family="serif"'),
    "texts that begin where they are put": (
        'canvas.text(5, 40, "a", anchor="start")\ncanvas.text(5, 80, "b", anchor="start")', ""),
    "a text without a family": (f'{LOOP}canvas.text(9, 9, i, family="serif")\ncanvas.text(9, 50, "b")', ""),
}  # fmt: skip


@pytest.mark.parametrize(("body", "said"), INHERITED.values(), ids=INHERITED)
def test_what_shapes_inherit(body: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every engine says it, and it looks as if each shape had said it."""
    text = "".join(f"    {line}\n" for line in body.splitlines())
    verdict = examine(PIECE + text, seeds_of("spelling", 2))
    assert verdict.end is End.AGREES, verdict.detail
    svg = drawn(body)
    assert svg.startswith(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"{said}>')
    monkeypatch.setattr("intaglio.frontend.inherited", lambda module: ())
    longer = drawn(body)
    assert pixels(inside(svg)) == pixels(inside(longer))
    assert len(svg) < len(longer) if said or body.count("butt") + body.count("start") else svg == longer
