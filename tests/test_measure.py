"""What is counted in an SVG: by hand, and on the examples against a parser."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from math import dist

import pytest

from intaglio.frontend import compile_file
from intaglio.pipeline import lower
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.native.measure import Measurer, Measures
from intaglio_studio.seeds import number_seed
from tests.conftest import ROOT

DRAWN = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image"}


@pytest.mark.parametrize(
    "svg, expected",
    [
        ('<svg viewBox="0 0 9 9"></svg>', (0, 0)),
        ('<svg><rect width="9" height="9" fill="#ffffff"/></svg>', (0, 0)),
        ('<svg><rect x="1" y="2" width="9" height="9"/><line x1="1"/><linearGradient id="a"/></svg>', (2, 0)),
        ('<svg><defs><clipPath id="c"><circle r="4"/></clipPath></defs><g><ellipse rx="2"/></g></svg>', (2, 0)),
        ('<svg><text x="1">="a" said "b</text><polyline points="1,2 1,12 -9,12"/></svg>', (2, 20)),
        ('<svg><polygon points="-0.5,0 0.5,0"/><image href="d="/></svg>', (2, 1)),
        ('<svg><path d=""/><path fill="none" d="M0 0L30 40L30 60"/></svg>', (2, 70)),
        ('<svg><path d="M0 0L30 40L30 0Z"/></svg>', (1, 120)),
        ('<svg><path d="M0 0L10 0M100 0L110 0 120 0"/></svg>', (1, 30)),
        ('<svg><path d="M0 0C0 3 4 3 4 0Q4 -3 8 -3"/></svg>', (1, 17)),  # 3 + 4 + 3 and 3 + 4
        ('<svg><path d="M0 0A5 5 0 0 1 6 8A9 9 0 1 0 6 18"/></svg>', (1, 20)),
        ('<svg><path d="M0.125 -.5L2.6254 -.5"/></svg>', (1, 2)),
        ('<svg><path d="M0 0L0 999.999L0 1000.001"/></svg>', (1, 1000)),
    ],
)
def test_by_hand(svg: str, expected: tuple[int, int]) -> None:
    assert Measurer().measure(svg.encode()) == Measures(*expected)


@pytest.mark.parametrize("name", ["drift", "quilt", "rings"])
def test_examples(name: str) -> None:
    """Every drawn element but the background, and the sides of drift's strands, whose corners are plain to read."""
    native = NativeRenderer(lower(compile_file(ROOT / "examples" / f"{name}.py").module).module)
    measurer = Measurer()
    for picture in native.render_many([number_seed(number) for number in range(5)]):
        tree = ElementTree.fromstring(picture.svg)
        tags = [element.tag.rpartition("}")[2] for element in tree.iter()]
        found = measurer.measure(picture.svg)
        assert found.elements == sum(tag in DRAWN for tag in tags) - 1
        if name == "drift":
            lengths = [length(element.get("d", "")) for element in tree.iter()]
            assert abs(found.length - sum(lengths)) < 6  # each of 5,000 sides is cut to thousandths


def length(data: str) -> float:
    """Of a path of straight lines."""
    points = [tuple(map(float, point.split())) for point in data[1:].split("L") if point]
    return sum(dist(a, b) for a, b in pairwise(points))
