"""Pieces with pixels at the command line: pictures at any resolution, verification at a small one, no contract."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from intaglio.bundle import read
from intaglio.language.raster import Raster
from intaglio_renderers.picture import Picture, Renderer
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.command import main
from intaglio_studio.explore import explore
from intaglio_studio.explore_report import PICTURES
from intaglio_studio.piece import open_piece, program
from intaglio_studio.resolution import small_resolution
from intaglio_studio.seeds import number_seed
from intaglio_studio.verify import Contestant, Rastered, verify
from tests.toy import write_toy

PIECE = """from intaglio import Canvas, Seed, art, color, gray


@art("Slope", size=(200, 100), resolution=(100, 50))
def slope(seed: Seed, canvas: Canvas):
    base = seed.integer("Base", 0, 3)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        return gray(base * 60 + int(x / 4 + y / 50))

    if seed.flag("Dot"):
        canvas.circle(100, 50, 30, fill="#f00")
"""


@pytest.fixture
def slope(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("slope.py")
    path.write_text(PIECE, "utf-8")
    return path


def test_render(slope: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "slope.py", "--resolution", "40x20", "-o", "a.png"]) == 0
    assert Image.open("a.png").size == (40, 20)
    assert main(["render", "slope.py", "--width", "60", "-o", "b.png"]) == 0
    assert Image.open("b.png").size == (60, 30)
    assert main(["render", "slope.py", "--seed", "3"]) == 0
    assert Path("slope-3.svg").read_bytes().count(b"<image ") == 1
    assert main(["render", "slope.py", "--sheet", "2x1", "-o", "c.svg"]) == 0
    assert Path("c.svg").read_bytes().count(b"<image ") == 2
    assert main(["render", "slope.py", "--sheet", "2x1", "-o", "c.png"]) == 0
    write_toy(Path.cwd())
    capsys.readouterr()
    for arguments, said in (
        (["slope.py", "--resolution", "4"], "is no resolution"),
        (["slope.py", "--resolution", "0x4"], "sides of 1 to 20,000 pixels"),
        (["slope.py", "--resolution", "20000x20000"], "100,000,000 in all"),
        (["toy.py", "--resolution", "4x4"], "has no pixels"),
    ):
        assert main(["render", *arguments]) == 2
        assert said in capsys.readouterr().err


def test_verify(slope: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engines = ["--engines", "reference,native", "--seeds", "1-2"]
    assert main(["verify", "slope.py", *engines]) == 0
    said = capsys.readouterr().out
    assert "every byte is equal" in said
    assert said.count("pixels were compared at 32×16, not at the piece's own 100×50: `--resolution` chooses") == 1
    assert "it has pixels and no `chain_size`" in said
    assert b"data:image/svg+xml" in Path("slope.verify/report.html").read_bytes()
    assert main(["verify", "slope.py", *engines, "--resolution", "100x50", "--json"]) == 0
    assert not any("compared at" in note for note in json.loads(capsys.readouterr().out)["notes"])


def test_verification_says_which_pixel(slope: Path) -> None:
    piece = open_piece(slope)

    class Spoilt(ReferenceRenderer):
        def render(self, seed: bytes, params: int = 0, resolution: tuple[int, int] | None = None) -> Picture:
            picture = super().render(seed, params, resolution)
            assert picture.pixels is not None
            rgba = bytearray(picture.pixels.rgba)
            rgba[4 * (3 * picture.pixels.width + 5)] ^= 255
            return Picture(picture.svg, picture.traits, Raster(32, 16, bytes(rgba)))

    def reference() -> Renderer:
        return ReferenceRenderer(program(piece))

    engines = [Contestant("reference", "", reference), Contestant("native", "", lambda: Spoilt(program(piece)))]
    assert small_resolution(piece.module) == (32, 16)
    found = verify("Slope", [number_seed(7)], engines, raster=Rastered((200, 100), (32, 16), "small"))
    (difference,) = found.differences
    assert (difference.what, difference.pixel, difference.offset) == ("pixels", (5, 3), 3 * 32 + 5)
    assert difference.text().startswith("native differs from reference in pixel 5, 3 of seed 7:\n  reference  #")
    assert difference.to_json()["pixel"] == [5, 3]


def test_no_contract(slope: Path, capsys: pytest.CaptureFixture[str]) -> None:
    why = "it has pixels and no `chain_size`"
    assert main(["build", "slope.py"]) == 0
    assert f"no renderer contract, so it cannot be deployed: {why}" in capsys.readouterr().out
    assert b"<canvas" not in Path("slope.build/page.html").read_bytes()  # it is packed
    bundle = read(Path("slope.build"))
    assert bundle.no_contract == why and not bundle.yul and not bundle.contracts
    assert sorted(p.name for p in Path("slope.build").iterdir()) == [
        "manifest.json", "page.html", "runtime.bin", "script.bin", "script.js", "source",
    ]  # fmt: skip
    for arguments in (["deploy", "slope.build"], ["dump", "slope.py", "--yul"],
                      ["render", "slope.py", "--engine", "evm"],
                      ["verify", "slope.py", "-n", "1", "--engines", "evm"]):  # fmt: skip
        assert main(arguments) == 2
        assert f"Slope has no contract: {why}" in capsys.readouterr().err
    assert main(["cost", "slope.build", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["no_contract"] == why
    assert main(["verify", "slope.build", "-n", "4", "--engines", "reference,javascript"]) == 0
    assert f"There is no contract to compare: {why}." in capsys.readouterr().out


def test_explore(slope: Path, tmp_path: Path) -> None:
    one, _page = explore(open_piece(slope), tmp_path / "kept", 40, processes=1)
    assert len(one.found.duplicates) == 8  # four bases, with and without a dot
    assert one.found.blanks == () and one.found.failures == 0
    assert all(path.read_bytes().count(b"<image ") == 1 for path in (tmp_path / "kept" / PICTURES).glob("*.svg"))
