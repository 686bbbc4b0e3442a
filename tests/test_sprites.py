"""Sprites: PNG files in and out, outlines that cover just their pixels, which files may be read, what a build keeps."""

import io
import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from intaglio.bundle import read
from intaglio.chances import Known, chances
from intaglio.frontend import Refused, compile_file, compile_text
from intaglio.pictures.folder import file_in, listing
from intaglio.pictures.outlines import LONGEST, Layer, Outline, entries, layers_of
from intaglio.pictures.png import CLEAR, Pixels, PngRefused, indexed, pixels_of
from intaglio.pictures.reading import Shelf
from intaglio.pictures.sprite import NO_SPRITE, sprite_of
from intaglio_studio.build import build
from intaglio_studio.piece import open_piece
from tests.conftest import ROOT
from tests.four_engines import End, examine, seeds_of

ART = ROOT / "tests" / "sprites"
INKS = (CLEAR, CLEAR, 0x111111, 0xF26430, 0xFFFFFF)
SQUARE = Pixels(2, 2, (0x111111,) * 4)

pictures = st.integers(1, 9).flatmap(
    lambda width: st.lists(st.sampled_from(INKS), min_size=width, max_size=9 * width).map(
        lambda inks: Pixels(width, len(inks) // width, tuple(inks[: len(inks) // width * width]))
    )
)


def filled(layers: tuple[Layer, ...], width: int, height: int) -> tuple[int, ...]:
    """The pixels that layers cover: those around which their outlines wind."""
    pixels = [CLEAR] * (width * height)
    for layer in layers:
        winds = [[0] * (width + 1) for _ in range(height)]
        for outline in layer.outlines:
            for x, start, end in uprights(outline):
                for y in range(min(start, end), max(start, end)):
                    winds[y][x] += 1 if end > start else -1
        for y, row in enumerate(winds):
            for x in range(width):
                if sum(row[: x + 1]):
                    pixels[y * width + x] = layer.ink
    return tuple(pixels)


def uprights(outline: Outline) -> list[tuple[int, int, int]]:
    """Where each upright edge of an outline is, and from where to where it runs; the last closes it.

    `H` leads back to below or above where it began, so there is an upright edge left.
    """
    x, y, edges = outline.x, outline.y, []
    for at, step in enumerate(outline.steps):
        if at % 2 == 0:
            x += step
        else:
            edges.append((x, y, y + step))
            y += step
    assert len(outline.steps) % 2 == 0 and x != outline.x and y != outline.y
    return [*edges, (outline.x, y, outline.y)]


@settings(max_examples=150, deadline=None)
@given(pictures)
def test_layers_cover_the_pixels_and_nothing_else(picture: Pixels) -> None:
    assert filled(layers_of(picture), picture.width, picture.height) == picture.colors


def test_an_eye_is_drawn_on_a_whole_face() -> None:
    picture = Pixels(3, 3, (1, 1, 1, 1, 2, 1, 1, 1, 1))
    whole, eye = (Outline(0, 0, (3, 3)),), (Outline(1, 1, (1, 1)),)
    assert layers_of(picture) == (Layer(1, whole), Layer(2, eye))


def test_pixels_that_touch_by_a_corner_have_one_outline() -> None:
    (layer,) = layers_of(Pixels(2, 2, (1, CLEAR, CLEAR, 1)))
    assert layer.outlines == (Outline(0, 0, (1, 1, 1, 1, -1, -1)),)


def test_an_outline_begins_after_its_longest_steps() -> None:
    """They are what is not stored."""
    (layer,) = layers_of(Pixels(9, 2, (*(1,) * 9, 1, *(CLEAR,) * 8)))
    assert layer.outlines == (Outline(9, 1, (-8, 1, -1, -2)),)


@given(st.integers(-2000, 2000))
def test_entries_add_up_to_a_step(step: int) -> None:
    held = entries(step)
    assert sum(held) == step and len(held) == abs(step) // LONGEST + 1
    assert [abs(entry) == LONGEST for entry in held] == [True] * (len(held) - 1) + [False]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_files_of_another_library(mode: str) -> None:
    """Every kind that Pillow writes is read as Pillow reads it."""
    drawn = random.Random(mode)
    picture = Image.new("RGBA", (7, 5))
    picture.putdata([(*(drawn.choice((0, 128, 255)) for _ in range(3)), drawn.choice((0, 255))) for _ in range(35)])
    held = io.BytesIO()
    picture.convert(mode).save(held, "PNG")
    again = Image.open(held).convert("RGBA")
    rows = again.tobytes()
    shown = [int.from_bytes(rows[at : at + 3], "big") if rows[at + 3] else CLEAR for at in range(0, len(rows), 4)]
    assert pixels_of(held.getvalue()) == Pixels(7, 5, tuple(shown))


@pytest.mark.parametrize("count", [1, 2, 3, 5, 17, 256])
def test_own_files(count: int) -> None:
    picture = Pixels(16, 16, tuple(at % count - 1 for at in range(256)))
    data = indexed(picture)
    assert pixels_of(data) == picture
    shown = Image.open(io.BytesIO(data)).convert("RGBA").getpixel((1, 0))
    assert shown == ((0, 0, 0, 255) if count > 1 else (0, 0, 0, 0))


@given(st.binary(max_size=60), st.integers(0, 200))
@settings(max_examples=60, deadline=None)
def test_damaged_files_are_refused(junk: bytes, at: int) -> None:
    data = indexed(SQUARE)
    for damaged in (junk, data[:8] + junk, data[: at % len(data)] + junk):
        if damaged != data:
            with pytest.raises(PngRefused):
                pixels_of(damaged)


def test_a_file_that_unpacks_to_more_than_it_says() -> None:
    import struct
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(50_000_000))) + chunk(b"IEND", b"")
    assert pixels_of(b"\x89PNG\r\n\x1a\n" + data) == Pixels(1, 1, (0,))


# ---- which files ----------------------------------------------------------------------------------


def test_links_stay_in_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "piece"
    (inside / "art").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(indexed(SQUARE))
    (inside / "own.png").write_bytes(indexed(SQUARE))
    (inside / "art" / "out.png").symlink_to(tmp_path / "secret.png")
    (inside / "art" / "in.png").symlink_to(inside / "own.png")
    (inside / "away").symlink_to(tmp_path)
    assert file_in(inside, "art/in.png") == indexed(SQUARE)
    for path in ("art/out.png", "away/secret.png"):
        with pytest.raises(PngRefused, match="leaves the piece's folder by a link"):
            file_in(inside, path)
    with pytest.raises(PngRefused, match="by a link"):
        listing(inside, "away")
    with pytest.raises(PngRefused, match="by a link"):
        Shelf(inside).all("art")


def test_names_and_weights() -> None:
    table = Shelf(ROOT).all("tests/sprites", Fraction(2))
    assert list(table) == ["None", "Cap", "Snow", "Tom & Jerry's", "日本"]
    assert list(table.weights) == [2, 3, 1, Fraction(1, 2), 1]
    assert table["None"] == NO_SPRITE
    assert Shelf(ROOT / "tests" / "cases" / "errors").all("art/hats").weights == tuple(map(Fraction, (3, 1)))


def test_a_picture_of_nothing_is_no_sprite() -> None:
    assert sprite_of("Bald", Pixels(2, 1, (CLEAR, CLEAR))) == NO_SPRITE


def test_the_smaller_of_two_forms() -> None:
    snow, cap = (Shelf(ART).one(name) for name in ("Snow.png", "Cap#3.png"))
    assert snow.embedded and not snow.layers
    assert cap.layers and not cap.embedded


def test_under_plain_python(tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    (tmp_path / "art" / "Dot#2.png").write_bytes(indexed(SQUARE))
    piece = tmp_path / "dots.py"
    piece.write_text(
        'from intaglio import Canvas, Seed, art, sprites\nDOTS = sprites("art", none=1)\n'
        '@art("Dots")\ndef dots(seed: Seed, canvas: Canvas):\n'
        '    canvas.sprite(seed.pick("Dot", DOTS), 1, 2, scale=0.5)\n'
    )
    namespace: dict = {}
    exec(compile(piece.read_text(), str(piece), "exec"), namespace)
    assert namespace["DOTS"]["Dot"].width == 2
    assert namespace["DOTS"].weights == (1, 2)


# ---- in a piece -----------------------------------------------------------------------------------

HEAD = """from intaglio import Canvas, Seed, art, rule, sprite, sprites
HATS = sprites("tests/sprites", none=2)
@art("Case")
def case(seed: Seed, canvas: Canvas):
"""


def test_exact_chances_of_conditions() -> None:
    """Of 7.5: None 2, Cap 3, Snow 1, Tom & Jerry's 0.5, 日本 1; without the cap of 4.5."""
    body = '    bald = seed.flag("Bald", 0.25)\n    hat = seed.pick("Hat", HATS, when={"Cap": not bald})\n'
    found = chances(compile_text(f"{HEAD}{body}    canvas.sprite(hat, 1, 1)\n").module)["Hat"]
    whole, rest = Fraction(3, 4), Fraction(1, 4)
    assert isinstance(found, Known)
    assert found.of == {
        "None": 2 * (whole / Fraction("7.5") + rest / Fraction("4.5")),
        "Cap": 3 * whole / Fraction("7.5"),
        "Snow": whole / Fraction("7.5") + rest / Fraction("4.5"),
        "Tom & Jerry's": (whole / Fraction("7.5") + rest / Fraction("4.5")) / 2,
        "日本": whole / Fraction("7.5") + rest / Fraction("4.5"),
    }


def test_chances_follow_many_weights() -> None:
    """Three layers of 15 shares each that follow from one another: 3,375 ways were too many before."""
    pick = '    {0} = seed.pick("{0}", HATS, weights=(997, 331, 173, 89, 41), when={{"Cap": {1}, "Snow": {1}}})\n'
    body = "".join(pick.format(name, test) for name, test in (("a", "True"), ("b", "a != None"), ("c", "b != None")))
    found = chances(compile_text(f"{HEAD}{body}    canvas.sprite(c, 1, 1)\n").module)
    assert all(isinstance(one, Known) and sum(one.of.values()) == 1 for one in found.values())
    first, last = found["a"], found["c"]
    assert isinstance(first, Known) and first.of["None"] == Fraction(997, 1631)
    assert isinstance(last, Known) and len(last.of) == 5


def test_every_engine_draws_the_same() -> None:
    verdict = examine((ROOT / "tests" / "cases" / "programs" / "sprites.py").read_text("utf-8"), seeds_of("s", 20))
    assert verdict.end is End.AGREES, verdict.detail


def test_few_sprites_are_stored_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = f'{HEAD}    canvas.sprite(HATS["Cap"], 1, 1)\n'
    assert [table.name for table in compile_text(piece).module.tables] == ["sprites$texts"]
    monkeypatch.setattr("intaglio.frontend.sprites.FEW", 0)
    assert {table.name for table in compile_text(piece).module.tables} == {
        "sprites$inks", "sprites$layers", "sprites$x", "sprites$y", "sprites$steps",
        "sprites$layers_from", "sprites$x_from", "sprites$steps_from",
    }  # fmt: skip


def test_numbers_of_every_size_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps below, at and above an entry, and many times one, in a sprite of the largest width."""
    columns = {0: 1, 6: 1, 7: 2, 14: 3, 100: 4, 254: 5, 255: 1}
    rows = {7: 6, 8: 6, 20: 7}
    places = ((x, y) for y in range(24) for x in range(256))
    inks = tuple(columns.get(x if y % 9 else 255 - x, rows.get(y, CLEAR)) for x, y in places)
    (tmp_path / "wide.png").write_bytes(indexed(Pixels(256, 24, inks)))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("intaglio.pictures.sprite.CHARACTER_ROOM", 1000)
    monkeypatch.setattr("intaglio.frontend.sprites.FEW", 0)
    piece = 'from intaglio import Canvas, Seed, art, sprite\n@art("Case")\ndef case(seed: Seed, canvas: Canvas):\n'
    text = f'{piece}    canvas.sprite(sprite("wide.png"), seed.below(9), 0)\n'
    assert "sprites$steps" in {table.name for table in compile_text(text).module.tables}
    verdict = examine(text, seeds_of("w", 2), ("javascript", "evm"))
    assert verdict.end is End.AGREES, verdict.detail


def write_piece(folder: Path) -> Path:
    (folder / "art").mkdir()
    (folder / "art" / "A.png").write_bytes(indexed(SQUARE))
    piece = folder / "piece.py"
    piece.write_text(HEAD.replace("tests/sprites", "art") + '    canvas.sprite(seed.pick("Hat", HATS), 1, 1)\n')
    return piece


def test_the_cache_sees_changed_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAGLIO_CACHE", str(tmp_path / "cache"))
    path = write_piece(tmp_path)
    first = open_piece(path)
    assert open_piece(path) == first
    (tmp_path / "art" / "A.png").write_bytes(indexed(Pixels(1, 1, (5,))))
    second = open_piece(path)
    assert second.module != first.module
    (tmp_path / "art" / "B.png").write_bytes(indexed(SQUARE))
    assert set(open_piece(path).pictures) == {"art/A.png", "art/B.png"}
    (tmp_path / "art" / "A.png").write_bytes(b"no more")
    with pytest.raises(Refused, match="this is no PNG file"):
        open_piece(path)


@pytest.mark.node
def test_a_build_keeps_its_pictures(tmp_path: Path) -> None:
    path = write_piece(tmp_path)
    bundle = build(open_piece(path))
    assert bundle.manifest["parts"]["source/art/A.png"]["bytes"] == len(indexed(SQUARE))
    folder = tmp_path / "made.build"
    bundle.write(folder)
    again = read(folder)
    assert again == bundle
    assert again.pictures == {"art/A.png": indexed(SQUARE)}
    assert list(again.sources) == ["piece.py"]
    assert compile_file(folder / "source" / "piece.py").module.tables == compile_file(path).module.tables


def test_outlines_of_ten_thousand_pixels_take_a_moment() -> None:
    import time

    noise = random.Random(3)
    picture = Pixels(100, 100, tuple(noise.choice(INKS) for _ in range(10_000)))
    began = time.perf_counter()
    assert filled(layers_of(picture), 100, 100) == picture.colors
    assert time.perf_counter() - began < 20
