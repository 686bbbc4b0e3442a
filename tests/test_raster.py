"""SVG to PNG: sizes, colours, texts with and without fonts, and documents that are none."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from intaglio_renderers import raster
from intaglio_renderers.picture import RenderError
from intaglio_renderers.raster import choose, installed_fonts, rasterize

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">%s</svg>'


@pytest.fixture(autouse=True)
def fonts_looked_up_anew() -> Iterator[None]:
    installed_fonts.cache_clear()
    yield
    installed_fonts.cache_clear()


def picture(body: bytes, width: int | None = None) -> Image.Image:
    return Image.open(io.BytesIO(rasterize(SVG % body, width))).convert("RGBA")


def test_size_and_colours() -> None:
    image = picture(b'<rect width="100" height="100" fill="#ff8000"/>', 50)
    assert image.size == (50, 25)
    assert image.getpixel((10, 10)) == (255, 128, 0, 255)
    assert image.getpixel((40, 10)) == (0, 0, 0, 0)
    assert picture(b"").size == (200, 100)


@pytest.mark.parametrize("family", ["monospace", "serif", "sans-serif"])
def test_text_is_drawn_in_every_family(family: str) -> None:
    if not installed_fonts().folders:
        pytest.skip("no font folder on this machine (Debian: apt-get install fonts-dejavu-core)")
    image = picture(f'<text x="20" y="60" font-size="40" font-family="{family}">Hx</text>'.encode())
    assert image.getbbox() is not None


def test_families_differ() -> None:
    fonts = installed_fonts()
    if fonts.monospace == fonts.serif:
        pytest.skip("fewer than two font families on this machine (Debian: apt-get install fonts-dejavu-core)")
    drawn = [
        picture(f'<text x="20" y="60" font-size="40" font-family="{family}">il</text>'.encode()).tobytes()
        for family in ("monospace", "serif")
    ]
    assert drawn[0] != drawn[1]


def test_without_fonts_texts_are_left_out_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(raster, "FONT_FOLDERS", {"linux": ()})
    text = b'<rect width="10" height="10"/><text x="20" y="60" font-size="40">H</text>'
    with caplog.at_level(logging.WARNING):
        assert picture(text).getbbox() == (0, 0, 10, 10)
        picture(text)
    assert [record.getMessage() for record in caplog.records] == [
        "no font found: the texts of pictures are left out of PNGs"
    ]


def test_a_folder_of_fonts_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(raster, "FONT_FOLDERS", {"linux": ()})
    monkeypatch.setenv("INTAGLIO_FONTS", str(tmp_path))
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    assert installed_fonts() == raster.Fonts((str(tmp_path),), None, None, None)


def test_the_likeliest_family_is_chosen() -> None:
    assert choose(("B", "A"), {"A", "B", "C"}) == "B"
    assert choose(("X",), {"D", "C"}) == "C"
    assert choose(("X",), set()) is None


@pytest.mark.parametrize("document", [b"", b"<svg", b"\xff\xfe", b"{}"])
def test_what_is_no_svg_is_a_render_error(document: bytes) -> None:
    with pytest.raises(RenderError, match="^resvg: "):
        rasterize(document)
