"""The page in a real Chromium: alone, in frames, from a server and from a disk."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from intaglio.backends.javascript import emit
from intaglio.ir.interpret import interpret
from intaglio.ir.text import parse
from intaglio.packing.page import data_uri, framed, packed_script, page
from intaglio_renderers.chromium import ChromiumRenderer
from intaglio_renderers.javascript import JavaScriptRenderer
from intaglio_renderers.picture import Picture, RenderError

pytestmark = pytest.mark.browser

MODULE = parse("""
module "Square" 100 100 digits 2
texts NAMES "Réd" "日本 `${x}`"
function main() {
  w = word()
  emit.text traits ",{\\"trait_type\\":\\"Name\\",\\"value\\":\\"" ()
  emit.entry traits "NAMES" (and(w, 1))
  emit.text traits "\\"}" ()
  emit.text svg "<svg xmlns=\\"http://www.w3.org/2000/svg\\" viewBox=\\"0 0 100 100\\">" ()
  emit.text svg "<rect width=\\"100\\" height=\\"100\\" fill=\\"" ()
  emit.color svg(16711680)
  emit.text svg "\\"/><text x=\\"10\\" y=\\"50\\">&lt;" ()
  emit.entry svg "NAMES" (and(w, 1))
  emit.decimal svg(unit(w))
  emit.text svg "</text></svg>" ()
}
""")
SCRIPT = emit(MODULE)
PART = packed_script(SCRIPT)
SEEDS = [bytes(32), b"\xff" * 32, bytes(range(32))]
PAGE = page(SEEDS[0], PART)


def expected(seed: bytes) -> Picture:
    svg, traits = interpret(MODULE, seed)
    return Picture(svg.encode(), traits.encode())


@pytest.fixture(scope="module")
def chromium() -> Iterator[ChromiumRenderer]:
    with ChromiumRenderer(lambda seed: page(seed, PART)) as renderer:
        yield renderer


@pytest.fixture
def address() -> Iterator[str]:
    """Of a server on this machine: `page` is the page, `framed` a page around it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = PAGE if self.path == "/page" else f'<iframe src="{data_uri(PAGE)}"></iframe>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def drawn_in_frame(chromium: ChromiumRenderer, place: str) -> str:
    """The SVG that the frame of a page holds."""
    with chromium.window() as window:
        window.goto(place)
        svg = window.frame_locator("iframe").locator("body > svg:not([onload])")
        return str(svg.evaluate("svg => svg.ownerDocument.defaultView.o"))


def test_every_seed_draws_the_same_as_everywhere(chromium: ChromiumRenderer) -> None:
    with JavaScriptRenderer(SCRIPT) as node:
        for seed in SEEDS:
            assert chromium.render(seed) == node.render(seed) == expected(seed)


def test_an_address_will_do_too() -> None:
    with ChromiumRenderer(lambda seed: data_uri(page(seed, PART))) as renderer:
        assert renderer.render(SEEDS[1]) == expected(SEEDS[1])


def test_from_a_server(chromium: ChromiumRenderer, address: str) -> None:
    with ChromiumRenderer(lambda seed: address + "/page") as renderer:
        assert renderer.render(SEEDS[0]) == expected(SEEDS[0])
    assert drawn_in_frame(chromium, address + "/framed").encode() == expected(SEEDS[0]).svg


def test_from_a_disk(chromium: ChromiumRenderer, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(framed(PAGE))
    assert drawn_in_frame(chromium, path.as_uri()).encode() == expected(SEEDS[0]).svg


@pytest.mark.parametrize("sandbox", ["", "sandbox='allow-scripts'"])
def test_in_a_frame(chromium: ChromiumRenderer, sandbox: str) -> None:
    outer = f"data:text/html,<iframe {sandbox} src='{data_uri(PAGE)}'></iframe>"
    assert drawn_in_frame(chromium, outer).encode() == expected(SEEDS[0]).svg


def test_the_picture_fills_the_window(chromium: ChromiumRenderer) -> None:
    screenshot = Image.open(BytesIO(chromium.screenshot(SEEDS[0], 300, 200))).convert("RGB")
    assert screenshot.size == (300, 200)
    red, white = (255, 0, 0), (255, 255, 255)
    inside = [(52, 1), (247, 1), (52, 198), (247, 198)]
    outside = [(48, 100), (251, 100), (0, 0), (299, 199)]  # no scroll bar, nothing of the stream's bytes
    assert [screenshot.getpixel(at) for at in inside] == [red] * 4
    assert [screenshot.getpixel(at) for at in outside] == [white] * 4


def test_a_page_that_draws_nothing_ends() -> None:
    failure = pytest.raises(RenderError, match="chromium: seed 00.*no picture after 2 s")
    with ChromiumRenderer(lambda seed: b"<body>no picture", seconds=2) as renderer, failure:
        renderer.render(bytes(32))
