"""Rasters: what `@canvas.pixels` means, the same bytes in every engine, at any resolution, on any number of threads."""

import io
from functools import cache

import pytest
from PIL import Image

from intaglio.backends import javascript
from intaglio.frontend import Compiled, compile_text
from intaglio.frontend.pixels import resolution_of
from intaglio.ir.interpret import finished
from intaglio.ir.nodes import Module
from intaglio.ir.text import parse, print_module
from intaglio.language.raster import Raster
from intaglio.pipeline import lower
from intaglio_renderers.agreement import compare
from intaglio_renderers.browsers import find
from intaglio_renderers.chromium import ChromiumRenderer
from intaglio_renderers.javascript import JavaScriptRenderer
from intaglio_renderers.native import NativeRenderer, renderer
from intaglio_renderers.picture import Picture, RenderError
from intaglio_renderers.raster import png_of
from intaglio_renderers.reference import ReferenceRenderer

SEED = bytes(range(32))
HEAD = """from intaglio import Canvas, Seed, array, art, color, grid, gray, mix, noise, rgb, rule
@art("Case", size=(90, 60), resolution=(9, 6))
def case(seed: Seed, canvas: Canvas):
"""
# Everything that pixels may read, and a picture around them: the path ends where they begin.
RICH = HEAD + """
    low, high = seed.choice((("#102030", "#f0e0d0"), ("#000", "#ff8800")))
    pair, flag, count = (seed.uniform(0, 1), 0.25), seed.flag("Flag"), seed.integer("Count", 2, 5)
    ages, heights = array(int, 12), grid(float, 4, 3)
    for i in range(12):
        ages[i] = i * i
        heights[i % 4, i // 4] = seed.random()
    last = 3.5
    path = canvas.path(stroke=low)
    path.move(1, last)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        i, last = int(x) % 12, x / 7
        if flag and y < 20:
            return low
        total = 0.0
        for k in range(count):
            total += weight(heights, k) * last
        while total > 1:
            total /= 2
        if fib(i) % 3 == 0:
            return rgb(ages[i], int(255 * total), 40)
        return mix(low, high, noise(x / 9, y / 9) + pair[0] * total)

    ages[3], last = 99, 8.5
    canvas.circle(last, ages[3], 5, fill=high)

@rule
def weight(heights: grid(float, 4, 3), k):
    return heights[k % 4, k % 3] + 0.5

@rule
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)
"""


@cache
def compiled(text: str) -> tuple[Compiled, Module]:
    """A piece, and what backends take of it."""
    found = compile_text(text)
    return found, lower(found.module).module


def reference(text: str, resolution: tuple[int, int] | None = None) -> Picture:
    return ReferenceRenderer(compiled(text)[0].program).render(SEED, 0, resolution)


def pixels_of(picture: Picture) -> Raster:
    assert picture.pixels is not None
    return picture.pixels


@pytest.mark.parametrize("resolution", [None, (9, 6), (1, 1), (7, 13)])
def test_engines_agree(resolution: tuple[int, int] | None) -> None:
    piece, module = compiled(RICH)
    engines = [ReferenceRenderer(piece.program), NativeRenderer(module), JavaScriptRenderer(javascript.emit(module))]
    agreement = compare(engines, [SEED, bytes(32), b"\1" * 32], resolution=resolution)
    assert agreement.agrees, [*map(str, agreement.disagreements), *map(str, agreement.failures)]
    drawn = pixels_of(engines[1].render(SEED, 0, resolution))
    assert (drawn.width, drawn.height) == (resolution or (9, 6))
    run = finished(module, SEED, 0, resolution)
    assert [drawn.color(i % drawn.width, i // drawn.width) for i in sorted(run.pixels)] == [
        f"#{run.pixels[i]:06x}" for i in sorted(run.pixels)
    ]


@pytest.mark.parametrize("name", ["spidermonkey", "quickjs"])
def test_other_engines_of_javascript(name: str) -> None:
    with JavaScriptRenderer(javascript.emit(compiled(RICH)[1]), engine=name) as engine:
        assert engine.render(SEED, 0, (5, 4)) == reference(RICH, (5, 4))


def test_readable_script_draws_the_same() -> None:
    script = javascript.emit(compiled(RICH)[1], readable=True)
    assert "P = new Uint32Array((R = this.R || [9, 6])[0] * R[1]);" in script
    with JavaScriptRenderer(script) as engine:
        assert engine.render(SEED) == reference(RICH)


def test_place_of_a_pixel() -> None:
    """(i + 1/2) * W / w, rounded down once: 7 * 2**15 / 3 is no whole number of 2**-16."""
    text = HEAD.replace("size=(90, 60)", "size=(7, 5)") + """
    @canvas.pixels
    def shade(x: float, y: float):
        return color(int((x - int(x)) * 4096) * 4096 + int((y - int(y)) * 4096))
"""
    drawn = pixels_of(reference(text, (3, 4)))
    places = [[(2 * i + 1) * length * 2**15 // count for i in range(count)] for length, count in ((7, 3), (5, 4))]
    for y, row in enumerate(places[1]):
        for x, column in enumerate(places[0]):
            assert drawn.color(x, y) == f"#{(column % 65536 >> 4) << 12 | (row % 65536) >> 4:06x}"
    assert NativeRenderer(compiled(text)[1]).render(SEED, 0, (3, 4)).pixels == drawn


def test_default_resolution() -> None:
    assert resolution_of(None, 800, 600) == (800, 600)
    assert resolution_of(None, 3000, 1000) == (1000, 333)
    assert resolution_of(None, 100_000, 1) == (1000, 1)
    assert resolution_of((9, 7), 3000, 1000) == (9, 7)
    _, module = compiled(RICH.replace(", resolution=(9, 6)", ""))
    assert module.resolution == (90, 60)
    assert compiled(HEAD + "    canvas.circle(1, 1, 1)\n")[1].resolution is None


def test_number_of_threads_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = NativeRenderer(compiled(RICH)[1])
    whole = engine.render(SEED, 0, (90, 70))
    for threads in (1, 3, 16):
        monkeypatch.setattr(renderer, "cores", lambda threads=threads: threads)
        assert engine.render(SEED, 0, (90, 70)) == whole


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("return gray(int(1 / (int(x) - 45)))", "division by zero"),
        ("return gray(ages[int(x)])", "index 12 is outside an array of 12"),
        ("return color(TABLE[int(y)])", "index 3 is outside a table of 3"),
    ],
)
def test_faults(line: str, cause: str) -> None:
    text = "TABLE = (1, 2, 3)\n" + HEAD + f"""
    ages = array(int, 12)
    ages[seed.below(12)] = 9
    @canvas.pixels
    def shade(x: float, y: float):
        {line}
"""
    resolution = (90, 60)
    with pytest.raises(RenderError, match=f"piece.py:10: {cause}"):
        reference(text, resolution)
    with pytest.raises(RenderError, match=f"piece.py:10: {cause}"):
        NativeRenderer(compiled(text)[1]).render(SEED, 0, resolution)


def test_pixel_that_never_ends() -> None:
    text = HEAD + """
    @canvas.pixels
    def shade(x: float, y: float):
        while x > 40:
            y = y * 0.5 + 1
        return gray(int(y))
"""
    with pytest.raises(RenderError, match="piece.py:7: it runs for too long"):
        NativeRenderer(compiled(text)[1]).render(SEED)


def test_text_form() -> None:
    piece, module = compiled(RICH)
    for each in (piece.module, module):
        assert parse(print_module(each)) == each
    assert print_module(module).startswith('module "Case" 90 60 digits 2 resolution 9 6\n')


def test_digest() -> None:
    """That of a picture without pixels is what it was; pixels and their shape are part of it."""
    assert Picture(b"ab", b"c").digest() == "601d5476e2ccfe2c87a2bba7a322659734a05749d5b5aa781f513e4912db0d5f"
    different = [Picture(b"", b"", Raster(w, h, b"\1\2\3\xff" * 6)) for w, h in ((1, 6), (2, 3), (3, 2))]
    assert len({picture.digest() for picture in (*different, Picture(b"", b""))}) == 4


def test_disagreement_says_where() -> None:
    class Other(ReferenceRenderer):
        name = "other"

        def render(self, seed: bytes, params: int = 0, resolution: tuple[int, int] | None = None) -> Picture:
            picture = super().render(seed, params, resolution)
            raster = pixels_of(picture)
            spoilt = bytearray(raster.rgba)
            spoilt[4 * (2 * raster.width + 3)] ^= 1
            return Picture(picture.svg, picture.traits, Raster(raster.width, raster.height, bytes(spoilt)))

    program = compiled(RICH)[0].program
    agreement = compare([ReferenceRenderer(program), Other(program)], [SEED])
    (found,) = agreement.disagreements
    assert (found.output, found.place, found.offset) == ("pixels", (3, 2), 21)
    assert f"pixel 3, 2 differs\n  expected {found.expected}\n  found    {found.found}" in str(found)
    assert found.expected[:1] == "#" and found.expected != found.found


def test_as_a_file() -> None:
    """PNG and SVG hold the exact pixels, the shapes above them."""
    picture = reference(RICH)
    raster = pixels_of(picture)
    image = Image.open(io.BytesIO(raster.png()))
    assert image.convert("RGBA").tobytes() == raster.rgba
    document = picture.document((90, 60))
    assert document.count(b"<image") == 1 and document.index(b"<image") < document.index(b"<path")
    empty = Picture(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"></svg>', b"[]", raster)
    whole = Image.open(io.BytesIO(png_of(empty, 9)))
    assert whole.convert("RGBA").tobytes() == raster.rgba
    assert Image.open(io.BytesIO(png_of(picture, 30))).size == (30, 20)


@pytest.mark.browser
def test_page_in_chromium() -> None:
    from intaglio.packing.page import packed_script, page

    assert find("INTAGLIO_CHROMIUM")
    module = compiled(RICH)[1]
    part = packed_script(javascript.emit(module))
    with ChromiumRenderer(lambda token: page(token, part)) as chromium:
        assert chromium.render(SEED) == reference(RICH)
        assert chromium.render(SEED, 0, (4, 3)) == reference(RICH, (4, 3))
        shot = Image.open(io.BytesIO(chromium.screenshot(SEED, 270, 400)))
    raster = pixels_of(reference(RICH))
    # the canvas fills the frame as the SVG does: 270 x 180 in the middle of 400
    near = shot.convert("RGB").getpixel((270 * 17 // 18, 110 + 180 * 11 // 12))
    wanted = bytes.fromhex(raster.color(8, 5)[1:])
    assert all(abs(a - b) < 12 for a, b in zip(near, wanted, strict=True)), (near, wanted)  # type: ignore[arg-type]
    assert shot.convert("RGB").getpixel((135, 20)) == (255, 255, 255)


def test_doubles() -> None:
    """What pixels read may be doubles, alone and in arrays; the place of a pixel is one."""
    text = """from intaglio import Canvas, Seed, array, art, color
@art("Case", size=(90, 60), numbers="double")
def case(seed: Seed, canvas: Canvas):
    scale = seed.uniform(0.1, 0.3)
    heights = array(float, 7)
    for i in range(7):
        heights[i] = seed.random() / 3

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        return color(int((x * scale + heights[int(y) % 7]) * 65536 + y / 3 * 4096))

    heights[2] = 5
    canvas.circle(heights[2], 4, 3)
"""
    piece, module = compiled(text)
    engines = [ReferenceRenderer(piece.program), NativeRenderer(module), JavaScriptRenderer(javascript.emit(module))]
    agreement = compare(engines, [SEED, bytes(32)], resolution=(11, 5))
    assert agreement.agrees, [*map(str, agreement.disagreements), *map(str, agreement.failures)]


def test_range_of_a_place() -> None:
    """x and y lie in the picture, whatever the resolution: range analysis knows, and need not warn."""
    text = HEAD.replace("size=(90, 60)", "size=(1440, 1440)") + """
    @canvas.pixels
    def shade(x: float, y: float):
        return color(int(x * y) + int(x))
"""
    lowered = lower(compiled(text)[0].module)
    assert lowered.warnings == ()
    assert print_module(lowered.module).count("trunc.fits(") == 2
    assert lower(compiled(text.replace("1440, 1440", "1500, 1500"))[0].module).warnings != ()
