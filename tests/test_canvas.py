"""Gradients, clip paths, transforms, strokes and rows of points: what is written, and that engines agree on it."""

from __future__ import annotations

import re

import pytest

from intaglio.frontend import Refused, compile_text
from intaglio_renderers.raster import rasterize
from intaglio_renderers.reference import ReferenceRenderer
from tests.four_engines import End, examine, seeds_of

HEAD = "from intaglio import Canvas, Seed, array, art, rule\n\nROW = ((1, 2), (30, 40), (50.5, 20), (90, 90))\n\n\n"
ART = '@art("Canvas", size=(100, 100))\ndef piece(seed: Seed, canvas: Canvas):\n'


def piece(body: str, rules: str = "") -> str:
    return HEAD + ART + "".join(f"    {line}\n" for line in body.splitlines()) + rules


def drawn(body: str, rules: str = "") -> str:
    """The picture's markup between head and tail, after every engine has agreed on it."""
    text = piece(body, rules)
    verdict = examine(text, seeds_of("canvas", 5))
    assert verdict.end is End.AGREES, verdict.detail
    svg = ReferenceRenderer(compile_text(text).program).render(bytes(32)).svg.decode()
    return svg.split(">", 1)[1].removesuffix("</svg>")


# ---- paints ---------------------------------------------------------------------------------------


def test_stops_are_spaced_evenly_or_as_given() -> None:
    found = drawn(
        'glow = canvas.linear_gradient(0, 0, 100, 0, "#fff", "#f00", "#000")\n'
        'mist = canvas.radial_gradient(50, 50, 40, (0, "#fff"), (0.375, "#f00", 0.5))\n'
        "canvas.circle(50, 50, 40, fill=glow, stroke=mist)"
    )
    assert found == (
        '<linearGradient id="g0" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="100" y2="0">'
        '<stop offset="0%" stop-color="#ffffff"/><stop offset="50%" stop-color="#ff0000"/>'
        '<stop offset="100%" stop-color="#000000"/></linearGradient>'
        '<radialGradient id="g1" gradientUnits="userSpaceOnUse" cx="50" cy="50" r="40">'
        '<stop offset="0%" stop-color="#ffffff"/><stop offset="37.5%" stop-color="#ff0000" stop-opacity="0.5"/>'
        '</radialGradient><circle cx="50" cy="50" r="40" fill="url(#g0)" stroke="url(#g1)"/>'
    )


def test_each_gradient_of_a_loop_or_a_recursion_has_its_own_number() -> None:
    rules = (
        "\n\n@rule\ndef leaf(canvas, paint, left):\n    canvas.circle(left, left, 5, fill=paint)\n    if left > 0:\n"
        '        leaf(canvas, canvas.linear_gradient(left, 0, 5, 5, "#fff", "#000"), left - 1)\n'
    )
    found = drawn(
        'for i in range(seed.integer("N", 2, 4)):\n    ring = canvas.radial_gradient(i, i, 9, "#fff", "#000")\n'
        '    canvas.circle(i, i, 9, fill=ring)\nleaf(canvas, canvas.radial_gradient(1, 1, 9, "#fff", "#000"), 3)',
        rules,
    )
    numbers = re.findall(r'Gradient id="g(\d+)"', found)
    assert numbers == list(map(str, range(len(numbers))))
    assert re.findall(r'fill="url\(#g(\d+)\)"', found) == numbers


def test_a_gradient_is_chosen_at_run_time() -> None:
    found = drawn(
        'warm = canvas.linear_gradient(0, 0, 0, 9, "#f00", "#ff0")\n'
        'cool = canvas.radial_gradient(0, 0, 9, "#00f", "#0ff")\n'
        "paint = warm if seed.chance(0.5) else cool\ncanvas.rect(0, 0, 9, 9, fill=paint)"
    )
    assert re.search(r'<rect [^>]*fill="url\(#g[01]\)"/>', found)


def test_a_stroke_has_ends_corners_and_dashes() -> None:
    found = drawn('canvas.line(0, 0, 9, 9, stroke="#000", dash=(4, 2.5), join="bevel", cap="round", width=2)')
    assert found.endswith(
        'stroke="#000000" stroke-width="2" stroke-linecap="round" stroke-linejoin="bevel" stroke-dasharray="4 2.5"/>'
    )


# ---- groups and clip paths ------------------------------------------------------------------------


def test_transforms_stand_in_their_order() -> None:
    found = drawn(
        "with canvas.group(matrix=(1, 0, 0.5, 1, 2, 3), scale=(2, 1), skew=(10, -5), rotate=45, translate=(1, 2)):\n"
        "    canvas.circle(0, 0, 1)\nwith canvas.group(scale=0.5):\n    canvas.circle(0, 0, 2)"
    )
    assert (
        '<g transform="translate(1 2)rotate(45)skewX(10)skewY(-5)scale(2 1)matrix(1 0 0.5 1 2 3)">' in found
    )
    assert '<g transform="scale(0.5)">' in found


def test_a_clip_path_cuts_out_a_group() -> None:
    """Inside the window there is ink, outside none."""
    body = (
        "with canvas.clip() as window:\n    canvas.circle(30, 50, 20)\n    canvas.rect(60, 40, 20, 20)\n"
        'with canvas.group(clip=window):\n    canvas.rect(0, 0, 100, 100, fill="#ff0000")'
    )
    found = drawn(body)
    assert found.startswith('<clipPath id="c0"><circle cx="30" cy="50" r="20"/>')
    assert '<g clip-path="url(#c0)">' in found
    svg = ReferenceRenderer(compile_text(piece(body)).program).render(bytes(32)).svg
    pixels = pixels_of(rasterize(svg, 100))
    assert pixels((30, 50)) == pixels((70, 50)) == (255, 0, 0, 255)
    assert pixels((5, 5))[3] == pixels((55, 50))[3] == 0


def pixels_of(png: bytes):  # type: ignore[no-untyped-def]
    from io import BytesIO

    from PIL import Image

    return Image.open(BytesIO(png)).convert("RGBA").getpixel


# ---- rows of points -------------------------------------------------------------------------------


def test_points_are_the_entries_of_two_arrays() -> None:
    body = "xs, ys = array(float, 4), array(int, 4)\nfor i in range(4):\n    xs[i] = 1.5 * i\n    ys[i] = i * i\n"
    assert ' d="M0 0L1.5 1L3 4L4.5 9Z"' in drawn(body + "canvas.polygon(xs, ys)")
    assert ' d="M0 0L1.5 1"' in drawn(body + 'canvas.polyline(xs, ys, count=2, stroke="#000")')
    assert ' d="M0 0"' in drawn(body + "n = seed.below(1)\ncanvas.polyline(xs, ys, count=n)")


@pytest.mark.parametrize(
    "points", ["ROW", "(1, 2), (30, 40), (50.5, 20), (90, 90)", "xs, ys", "xs, ys, count=4", "ROWS[seed.below(1)]"]
)
def test_a_spline_is_the_same_however_its_points_are_given(points: str) -> None:
    rows = piece("").replace("ROW =", "ROWS = (((1, 2), (30, 40), (50.5, 20), (90, 90)), ((1, 1), (2, 2)))\nROW =")
    body = (
        "xs, ys = array(float, 4), array(float, 4)\nfor i in range(4):\n    xs[i], ys[i] = ROW[i]\n"
        f"path = canvas.path()\npath.spline({points})"
    )
    text = rows + "".join(f"    {line}\n" for line in body.splitlines())
    assert examine(text, seeds_of("spline", 3)).end is End.AGREES
    svg = ReferenceRenderer(compile_text(text).program).render(bytes(32)).svg.decode()
    # the control points lie a sixth of the way between neighbours' neighbours
    assert 'd="M1 2C5.83 8.33 21.75 37 30 40C38.25 43 40.5 11.67 50.5 20C60.5 28.33 83.42 78.33 90 90"' in svg


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('glow = canvas.linear_gradient(0, 0, 1, 1, "#fff")', "I024"),
        ('glow = canvas.linear_gradient(0, 0, 1, 1, "#fff", 5)', "I025"),
        ('glow = canvas.radial_gradient(0, 0, "#fff", "#000")', "I025"),
        ("canvas.circle(5, 5, 5, fill=5)", "I025"),
        ('canvas.circle(5, 5, 5, cap="flat")', "I037"),
        ("canvas.circle(5, 5, 5, dash=3)", "I025"),
        ("with canvas.group(matrix=(1, 2, 3)):\n    canvas.circle(5, 5, 5)", "I025"),
        ("with canvas.group(clip=5):\n    canvas.circle(5, 5, 5)", "I025"),
        ("with canvas.clip():\n    canvas.circle(5, 5, 5)", "I033"),
        ("canvas.clip()", "I033"),
        ("with canvas.group() as g:\n    canvas.circle(5, 5, 5)", "I033"),
        ("xs, ys = array(int, 3), array(int, 4)\ncanvas.polygon(xs, ys)", "I025"),
        ("xs, ys = array(int, 3), array(int, 3)\ncanvas.polygon(xs, ys, count=1.5)", "I025"),
        ("canvas.polygon((1, 2), (3, 4), count=2)", "I037"),
        ("path = canvas.path()\npath.spline(ROW, fill=3)", "I037"),
        ('glow = canvas.linear_gradient(0, 0, 1, 1, "#fff", "#000")\ncanvas.text(5, 5, f"{glow}")', "I041"),
        ('glow = canvas.linear_gradient(0, 0, 1, 1, "#fff", "#000")\nx = glow + 1', "I021"),
    ],
)
def test_mistakes_have_their_messages(body: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        compile_text(piece(body))
    assert {d.code for d in refused.value.diagnostics} == {code}
