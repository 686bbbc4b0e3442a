"""Rasters as vector code and otherwise: which become it, and both give what the reference gives, on hard numbers."""

import pytest

from intaglio.frontend import Compiled, compile_text
from intaglio.passes.inline import call_graph, reached
from intaglio.pipeline import lower
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.native.raster_loop import raster_loop
from intaglio_renderers.native.straight import is_inlined, is_straight
from intaglio_renderers.picture import RenderError
from intaglio_renderers.reference import ReferenceRenderer

SEED = bytes(range(32))
HEAD = """from intaglio import Canvas, Seed, art, array, ceil, color, fbm, floor, rule, sqrt
@art("Case", size=(64, 8), numbers="double", resolution=(37, 2))
def case(seed: Seed, canvas: Canvas):
    some = seed.uniform(1, 2)
    ages = array(int, 4)
    ages[floor(some)] = 9
    @canvas.pixels
    def shade(x: float, y: float) -> color:
"""
# Numbers within 32 bits, within 64, beyond, and none at all; columns next to one another have all kinds.
HARD = """
        v = (x - 30.3) * some
        if i % 3 == 0:
            v *= 1e9
        if i % 5 == 0:
            v *= 1e13
        if i % 7 == 0:
            v = 1 / (y * 0)
        if i % 11 == 0:
            v = 0 * v
        n = floor(v)
        rest = v - n
        total = floor(v * 3) ^ ceil(v) * 31 ^ int(-v) * 77 ^ round(v / 2)
        return color((total ^ (1 if rest < 0.5 else 2)) & 0xFFFFFF)
"""
STRAIGHT = {
    "return color(floor(100 * fbm(x, y, 4)) & 255)": True,
    "return color(floor(sqrt(x) / y) if x < y else 7)": True,
    "i = floor(x)" + HARD: True,
    "i = 0\n        while i < x:\n            i += 1" + HARD: False,
    "return color(ages[floor(x) & 3])": True,
    "return color(ages[floor(x)])": False,
    "return color(floor(x) // floor(y))": False,
    "return color(twice(floor(x)))": False,
}
RULE = """
@rule
def twice(n: int) -> int:
    if n > 100:
        return n
    return twice(n + n + 1)
"""


def piece(body: str, rules: str = "") -> Compiled:
    """A piece whose pixels are this body."""
    return compile_text(f"{HEAD}        {body}\n    canvas.circle(twice(1), 2, 3)\n{RULE}{rules}")


def judged(body: str, rules: str = "") -> tuple[bool, bool]:
    """Whether pixels are a straight line, and whether their rules are put into one another."""
    module = lower(piece(body, rules).module).module
    graph = call_graph(module)
    reach = {name: reached(graph, name) for name in graph}
    raster = raster_loop(module, reach)
    assert raster is not None
    return is_straight(module, raster, reach), is_inlined(module, raster, reach)


@pytest.mark.parametrize("body", STRAIGHT)
def test_which_pixels_become_vector_code(body: str) -> None:
    assert judged(body) == (STRAIGHT[body], True)


def test_rules_of_rules_of_rules_are_not_put_into_one_another() -> None:
    rules = "".join(
        f"@rule\ndef r{at}(x):\n    return r{at + 1}(x + 1) * r{at + 1}(2 * x) - r{at + 1}(x / 3)\n" for at in range(9)
    )
    assert judged("return color(floor(r0(x)))", f"{rules}@rule\ndef r9(x):\n    return x * x + 1\n") == (False, False)


@pytest.mark.parametrize("body", [body for body in STRAIGHT if HARD in body], ids=["vectors", "one by one"])
def test_hard_numbers_in_pixels(body: str) -> None:
    compiled = piece(body)
    native = NativeRenderer(lower(compiled.module).module).render(SEED)
    assert native == ReferenceRenderer(compiled.program).render(SEED)


def test_each_pixel_has_the_turns_of_a_token() -> None:
    """A row takes more than one pixel may; and a pixel that never ends is told of."""
    body = "n = 0\n        while n < {}:\n            n += 1 + (n >> 31)\n        return color(n & 255)"
    native = NativeRenderer(lower(piece(body.format(1_000_000)).module).module)
    pixels = native.render(SEED).pixels
    assert pixels is not None and pixels.rgba == b"\0\0\x40\xff" * (37 * 2)
    endless = NativeRenderer(lower(piece(body.format("n + x")).module).module)
    with pytest.raises(RenderError, match="runs for too long"):
        endless.render(SEED)
