"""`chain_size`: the pixels of a piece in the image that its contract draws, the same bytes as every other engine's."""

from __future__ import annotations

import base64
import io
import json
import random
from pathlib import Path

import pytest
from eth_utils.address import to_checksum_address
from PIL import Image

from intaglio.backends import javascript
from intaglio.backends.evm.compile import compile_module
from intaglio.bundle import read
from intaglio.frontend import compile_text
from intaglio.ir.text import parse, print_module
from intaglio.language.chain_image import AFTER, BEFORE, chain_image, taken_apart
from intaglio.language.raster import Raster
from intaglio.pictures.stored_png import MOST_BYTES, read_stored, rows_bytes, stored_png
from intaglio.pipeline import lower
from intaglio_contracts.artifacts import SeedMode
from intaglio_renderers.agreement import compare
from intaglio_renderers.evm import PyrevmRenderer
from intaglio_renderers.javascript import JavaScriptRenderer
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.raster import rasterize
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.anvil import LocalChain
from intaglio_studio.command import main
from intaglio_studio.gas import Spread
from intaglio_studio.image_gas import told
from intaglio_studio.piece import open_piece
from tests.editions import found
from tests.test_pixels import RICH

SEEDS = [bytes(32), bytes(range(32)), b"\1" * 32]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><circle cx="1" cy="1" r="1"/></svg>'
PIECE = """from intaglio import Canvas, Seed, art, color, gray


@art("Slope", size=(200, 100), resolution=(100, 50), chain_size=(13, 7))
def slope(seed: Seed, canvas: Canvas):
    base = seed.integer("Base", 0, 3)
    canvas.rect(10, 10, 20, 20, fill="#0f0")

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        return gray(base * 60 + int(x / 4 + y / 50))

    if seed.flag("Dot"):
        canvas.circle(100, 50, 30, fill="#f00")
"""


def raster_of(width: int, height: int) -> Raster:
    """Some pixels."""
    colors = random.Random(width).randbytes(3 * width * height)
    return Raster(width, height, b"".join(colors[at : at + 3] + b"\xff" for at in range(0, len(colors), 3)))


# ---- the file and the document --------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 3), (5, 7), (64, 64), (180, 121)])
def test_stored_png(size: tuple[int, int]) -> None:
    rgb = random.Random(1).randbytes(3 * size[0] * size[1])
    png = stored_png(*size, rgb)
    image = Image.open(io.BytesIO(png))
    assert (image.size, image.mode, image.tobytes()) == (size, "RGB", rgb)
    assert read_stored(png) == (*size, rgb)
    assert rows_bytes(*size) <= MOST_BYTES < rows_bytes(180, 122)


def test_only_such_files_are_read() -> None:
    png = stored_png(2, 2, bytes(range(12)))
    for at in range(len(png)):
        assert read_stored(png[:at] + bytes([png[at] ^ 1]) + png[at + 1 :]) is None or at in range(49, 61)
    packed = io.BytesIO()
    Image.new("RGB", (2, 2)).save(packed, "PNG")
    for other in (b"", png[:-1], png + b"\0", packed.getvalue()):
        assert read_stored(other) is None


def test_documents_and_their_parts() -> None:
    raster = raster_of(5, 3)
    document = chain_image(SVG, raster)
    assert taken_apart(document) == (SVG, raster)
    data = base64.b64encode(stored_png(5, 3, b"\1" * 45))
    wrong = [SVG, b"", b"plain text", document.replace(b"100%", b"99%", 1), document.replace(b"PNG", b"", 1),
             document.replace(BEFORE.encode(), BEFORE.encode() + b"*"), document.split(AFTER.encode())[0],
             document.replace(document[-200:-150], b" " * 50), document.replace(b"=" * 2, b"=")]  # fmt: skip
    for other in wrong:
        if other != document:
            assert taken_apart(other) is None
    plain = SVG.replace(b"<circle", BEFORE.encode() + data + AFTER.encode() + b"<circle")
    assert taken_apart(plain) == (SVG, Raster(5, 3, b"\1\1\1\xff" * 15))


def test_viewers_show_the_pixels() -> None:
    """resvg, as wallets do: each pixel is a square of its color, whatever the size."""
    raster = raster_of(4, 3)
    document = chain_image(SVG.replace(b'<circle cx="1" cy="1" r="1"/>', b""), raster)
    shown = Image.open(io.BytesIO(rasterize(document, 40))).convert("RGB")
    assert shown.size == (40, 30)
    for x in range(4):
        for y in range(3):
            assert "#{:02x}{:02x}{:02x}".format(*shown.getpixel((10 * x + 5, 10 * y + 5))) == raster.color(x, y)  # type: ignore[misc]


# ---- contracts ------------------------------------------------------------------------------------


@pytest.mark.node
@pytest.mark.parametrize(
    ("size", "numbers"), [((9, 6), "fixed"), ((1, 1), "fixed"), ((7, 13), "fixed"), ((8, 5), "double")]
)
def test_contracts_draw_what_engines_draw(size: tuple[int, int], numbers: str) -> None:
    """In the middle of a picture, behind a path, with arrays, rules and a recursive one; all paddings of base64."""
    text = RICH.replace("resolution=(9, 6)", f"resolution=(9, 6), chain_size={size}, numbers='{numbers}'")
    compiled = compile_text(text)
    module = lower(compiled.module).module
    assert module.chain_size == size and parse(print_module(module)) == module
    with JavaScriptRenderer(javascript.emit(module)) as script:
        contract = PyrevmRenderer.from_initcode(compile_module(module).code.initcode)
        engines = [ReferenceRenderer(compiled.program), NativeRenderer(module), script, contract]
        agreement = compare(engines, SEEDS, resolution=size)
    assert agreement.agrees, [*map(str, agreement.disagreements), *map(str, agreement.failures)]
    drawn = contract.render(SEEDS[1])
    assert drawn.pixels is not None and taken_apart(drawn.chain_image) == (drawn.svg, drawn.pixels)


# ---- commands and a chain -------------------------------------------------------------------------


@pytest.fixture
def slope(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("slope.py")
    path.write_text(PIECE, "utf-8")
    return path


def test_what_leaves_no_room_for_the_metadata_is_told(slope: Path) -> None:
    """44 million gas fit a call, and what `tokenURI` adds does not."""
    piece = open_piece(slope)
    assert "fit" not in told(piece, Spread.of([42_000_000, 42_500_000]))
    said = told(piece, Spread.of([42_000_000, 44_000_000]))
    assert "leaves `tokenURI` too little of an eth_call's 50M: `chain_size=(12, 6)` should fit" in said


@pytest.mark.node
def test_commands(slope: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "slope.py", "--search", "0"]) == 0
    said = capsys.readouterr().out
    assert "the contract's image has 13×7 pixels and takes " in said
    bundle = read(Path("slope.build"))
    assert not bundle.no_contract and 0 < len(bundle.renderer_runtime) < 4096
    engines = ["--engines", "reference,native,javascript,evm", "-n", "3"]
    assert main(["verify", "slope.build", *engines, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [engine["engine"] for engine in told["engines"]] == ["reference", "native", "javascript", "evm"]
    assert len({engine["digest"] for engine in told["engines"]}) == 1 and not told["notes"]
    assert main(["verify", "slope.build", *engines, "--resolution", "30x15"]) == 0
    said = capsys.readouterr().out
    assert "the contract draws 13×7 pixels" in said and "pixels were compared at 30×15" in said
    assert main(["render", "slope.py", "--engine", "evm", "-o", "-"]) == 0
    document = capsys.readouterr().out
    assert BEFORE in document and taken_apart(document.encode()) is not None
    assert main(["render", "slope.py", "--engine", "evm", "--resolution", "30x15"]) == 2
    assert "the contract draws 13×7 pixels" in capsys.readouterr().err


@pytest.mark.node
@pytest.mark.chain
def test_from_the_build_to_the_chain(slope: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Deployed, minted, and verified from chain data alone and with the source; an altered image is found."""
    with LocalChain() as local:
        site = found(local, SeedMode.IMMEDIATE, Path(), 3, slope)
        site.mint(2, params=False)
        shown = taken_apart(site.edition.image(1))
        with NativeRenderer(lower(compile_text(PIECE).module).module) as native:
            drawn_here = native.render(site.edition.seed(1), 0, (13, 7))
            assert shown == (drawn_here.svg, drawn_here.pixels)
        node = ["verify", "--rpc", local.url, "--contract", site.address, "--browser", "0", "--json"]
        for arguments in (node, [*node, "slope.py", "--search", "0"]):
            assert main(arguments) == 0
            told = json.loads(capsys.readouterr().out)
            drawn = {engine["engine"]: engine["pictures"] for engine in told["engines"]}
            assert drawn["evm"] == drawn["rpc"] == drawn["tokenURI"] == drawn["javascript"] == 2
            assert all(check["passed"] for check in told["checks"])
        renderer = site.edition.renderer()
        code = bytes(local.web3.eth.get_code(to_checksum_address(renderer)))
        assert code.count(b"pixelated") == 1
        site.ask("anvil_setCode", renderer, "0x" + code.replace(b"pixelated", b"pixelateD").hex())
        assert main(node) == 1
        told = json.loads(capsys.readouterr().out)
        assert {"rpc", "tokenURI"} <= {difference["found_by"] for difference in told["differences"]}
