"""The page of `intaglio watch` in a real Chromium: saves, errors, seeds, keys, params, the sheet, the cost, files."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from intaglio.ir.params import parsed
from intaglio_renderers.chromium import ChromiumRenderer
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.build import script
from intaglio_studio.piece import open_piece, program
from intaglio_studio.seeds import number_seed, parse_seed
from tests.watching import ROSE, chromium, watched, window

pytestmark = [pytest.mark.browser, pytest.mark.node]

HAZE = """from intaglio import Canvas, Seed, art, color, mix, noise


@art("Haze", size=(600, 300), resolution=(300, 150))
def haze(seed: Seed, canvas: Canvas):
    depth = seed.uniform(30, 90)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        return mix("#12263a", "#f7b267", noise(x / depth, y / depth) + 0.5)

    canvas.circle(300, 150, 40, stroke="#fff")
"""
# Notes down every resolution that the canvas has from now on.
RESOLUTIONS = """canvas => {
  window.seen = [];
  const note = () => seen.push(canvas.dataset.resolution);
  new MutationObserver(note).observe(canvas, { attributeFilter: ["data-resolution"] });
}"""
HALF_A_SECOND = 0.5
GENEROUS = 10 * HALF_A_SECOND  # other tests run beside this one: bench_watch.py measures
SLOW = 60_000  # ms: solc and numba take their time
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def rose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("watched") / "rose.py"
    path.write_text(ROSE, "utf-8")
    return path


@pytest.fixture(scope="module")
def address(rose: Path) -> Iterator[str]:
    with watched(rose) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[ChromiumRenderer]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: ChromiumRenderer, address: str) -> Iterator[Page]:
    with window(browser, address) as page:
        expect(page.locator("#stage")).to_have_attribute("data-shown", re.compile("."))
        yield page


@contextlib.contextmanager
def saved(page: Page, path: Path, text: str) -> Iterator[None]:
    """Save another text for the time of the block, and wait for the page to go along."""
    before = int(page.get_attribute("#stage", "data-version") or 0)
    path.write_text(text, "utf-8")
    try:
        yield
    finally:
        path.write_text(ROSE, "utf-8")
        expect(page.locator("#problems")).to_be_hidden()
        if int(page.get_attribute("#stage", "data-version") or 0) != before:
            expect(page.locator("#stage")).not_to_have_attribute("data-version", str(before + 1))


def shown(page: Page) -> bytes:
    """The SVG in the page, as its download gives it."""
    with page.expect_download() as download:
        page.locator("body").press("d")
    return Path(download.value.path()).read_bytes()


def reference(path: Path, seed: str, **params: str) -> bytes:
    piece = open_piece(path)
    return ReferenceRenderer(program(piece)).render(parse_seed(seed), parsed(piece.module.params, params)).svg


def test_a_save_is_in_the_page_at_once(page: Page, rose: Path) -> None:
    first = shown(page)
    assert first == reference(rose, "0")
    version = int(page.get_attribute("#stage", "data-version") or 0)
    began = time.time()
    with saved(page, rose, ROSE.replace("0.8", "0.3")):
        expect(page.locator("#stage")).to_have_attribute("data-version", str(version + 1))
        assert int(page.get_attribute("#stage", "data-shown") or 0) / 1000 - began < GENEROUS
        assert shown(page) == reference(rose, "0") != first


def test_errors_appear_with_their_carets_and_vanish(page: Page, rose: Path) -> None:
    with saved(page, rose, ROSE.replace("fill=ink,", "fill=ink + 1,").replace("tilt + 6.28", "title + 6.28")):
        problems = page.locator("#problems")
        expect(problems).to_contain_text("2 errors")
        expect(problems.locator("h3").nth(1)).to_contain_text("cannot add `color` and `int`")
        carets = problems.locator(".caret").first.inner_text()
        line = problems.locator("pre").first.inner_text().split("\n")[2]
        assert line[carets.index("^") : carets.rindex("^") + 1] == "title"
        expect(page.locator("#stage")).to_have_class("dimmed")
        expect(page.locator("#picture")).to_be_visible()
        expect(page.locator("#status")).to_have_text("2 errors: the last good picture is shown")
        page.keyboard.press("Escape")
        expect(problems).to_be_hidden()
        page.keyboard.press("e")
        expect(problems).to_be_visible()
    expect(page.locator("#stage")).not_to_have_class("dimmed")
    rose.unlink()
    expect(page.locator("#problems")).to_contain_text("rose.py is gone")
    rose.write_text(ROSE, "utf-8")
    expect(page.locator("#problems")).to_be_hidden()


def test_warnings_are_listed_and_shown_in_full(page: Page, rose: Path) -> None:
    unused = "\n\n@rule\ndef idle(x):\n    return x\n"
    with saved(page, rose, ROSE.replace("art, cos", "art, cos, rule") + unused):
        expect(page.locator("#warned-list")).to_contain_text("warning[W101]")
        page.keyboard.press("w")
        expect(page.locator("#warnings .caret")).to_contain_text("^^^^")
        page.keyboard.press("Escape")
        expect(page.locator("#warnings")).to_be_hidden()
    expect(page.locator("#warned")).to_be_hidden()


def test_seeds_by_key_field_slider_and_address(page: Page, rose: Path) -> None:
    def at(seed: str) -> None:
        expect(page.locator("#stage")).to_have_attribute("data-seed", seed)
        expect(page.locator("#seed")).to_have_value(seed)
        assert page.url.endswith(f"#seed={seed}")

    for key, seed in (("ArrowRight", "1"), ("ArrowUp", "11"), ("ArrowLeft", "10"), ("ArrowDown", "0")):
        page.keyboard.press(key)
        at(seed)
    page.keyboard.press("ArrowLeft")
    at("0x" + "f" * 64)
    page.locator("#seed").fill("0x1C0FFEE")
    page.keyboard.press("Escape")
    at(str(0x1C0FFEE))
    page.keyboard.press("b")
    at("0x" + "f" * 64)
    page.locator("#seed").fill("0x1C0FFEE")
    page.keyboard.press("Escape")
    page.locator("#scrubber").fill("7")
    at(str(0x1C0FFEE // 1000 * 1000 + 7))
    page.locator("#scrubber").press("ArrowRight")
    at(str(0x1C0FFEE // 1000 * 1000 + 8))
    page.keyboard.press("Escape")
    page.keyboard.press(" ")
    expect(page.locator("#stage")).not_to_have_attribute("data-seed", str(0x1C0FFEE // 1000 * 1000 + 8))
    seed = page.locator("#seed").input_value()
    at(seed)
    assert shown(page) == reference(rose, seed)
    page.reload()
    at(seed)
    page.locator("#seed").fill("seven")
    expect(page.locator("#seed")).to_have_attribute("aria-invalid", "true")
    page.locator("#seed").blur()
    at(seed)


def test_what_is_saved_is_what_was_asked_for_last(page: Page, rose: Path) -> None:
    """Though its picture is still being drawn when the key is pressed."""
    with page.expect_download() as download:
        page.evaluate("""() => {
            const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            ["ArrowRight", "d"].forEach(press);
        }""")
    assert download.value.suggested_filename == "rose-1.svg"
    assert Path(download.value.path()).read_bytes() == reference(rose, "1")


def test_params_by_slider_field_and_address(page: Page, address: str, rose: Path) -> None:
    expect(page.locator("#traits")).to_contain_text("Petals")
    page.get_by_label("Petals", exact=True).fill("6")
    expect(page.locator("#traits div").nth(1)).to_have_text("Petals9")
    page.get_by_label("Tilt, exactly").fill("0.42")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{address}#seed=0&Petals=9&Tilt=0.42")
    assert shown(page) == reference(rose, "0", Petals="9", Tilt="0.42")
    page.reload()
    expect(page.get_by_label("Tilt, exactly")).to_have_value("0.42")
    assert shown(page) == reference(rose, "0", Petals="9", Tilt="0.42")
    page.get_by_label("Tilt, exactly").fill("0.9")
    expect(page.get_by_label("Tilt, exactly")).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page).to_have_url(f"{address}#seed=0")
    assert shown(page) == reference(rose, "0")


def test_the_cost_is_always_there(page: Page, rose: Path) -> None:
    render = page.locator("[data-figure=Render]")
    expect(render.locator("b")).to_have_text(re.compile(r"\d"), timeout=SLOW)
    expect(page.locator("#figures-note")).to_be_hidden(timeout=SLOW)
    expect(render).not_to_have_class(re.compile("stale"))
    piece = open_piece(rose)
    expect(page.locator("[data-figure=Script]")).to_contain_text(f"{len(script(piece)):,} before packing")
    with saved(page, rose, ROSE + "    canvas.text(10, 90, \"a rose is a rose is a rose\")\n"):
        expect(page.locator("[data-figure=Script] i")).to_have_text(re.compile(r"^[+−]\d"))
        expect(render).to_have_class(re.compile("stale"))
        expect(render.locator("b")).to_have_text(re.compile(r"\d"))


def test_the_sheet_is_drawn_by_numba_and_until_it_is_ready_by_the_script(page: Page, rose: Path) -> None:
    expect(page.locator("#status")).to_contain_text("numba agrees", timeout=SLOW)
    page.keyboard.press("s")
    cells = page.locator(".cell")
    expect(cells.nth(8)).to_have_attribute("data-by", "numba")
    expect(cells.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    seed = str(page.evaluate("document.activeElement.dataset.seed"))
    assert int(seed) > 1
    page.keyboard.press("Enter")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator("#stage")).to_have_attribute("data-seed", seed)
    page.route("**/picture/**", lambda route: route.fulfill(status=410))  # as before numba is ready
    page.keyboard.press("s")
    expect(cells.nth(8)).to_have_attribute("data-by", "script")
    page.keyboard.press("Escape")
    expect(page.locator("#picture")).to_be_visible()


def test_a_picture_that_does_not_end_is_stopped(page: Page, rose: Path) -> None:
    page.add_init_script(
        "const real = setTimeout; window.hurry = true;"
        "window.setTimeout = (f, ms) => real(f, ms === 5000 && window.hurry ? 400 : ms)"
    )
    page.reload()
    endless = "    while petals > 0:\n        petals += seed.below(1)\n    for i"
    with saved(page, rose, ROSE.replace("    for i", endless)):
        expect(page.locator("#halt")).to_contain_text("still drawing after 5 s")
        expect(page.locator("#patience")).to_be_visible()
        page.evaluate("window.hurry = false")  # a busy machine may need longer for what does end
    expect(page.locator("#halt")).to_be_hidden()


def test_keys_are_explained_and_everything_has_a_name(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("a random seed")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, input")].filter(
          (e) => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).map((e) => e.outerHTML)"""
    )
    assert unnamed == []


def test_png_and_copy(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with page.expect_download() as download:
        page.locator("#save-png").click()
    assert download.value.suggested_filename == "rose-0.png"
    data = Path(download.value.path()).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and data[16:24] == (2000).to_bytes(4) + (1000).to_bytes(4)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("c")
    expect(page.locator("#copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "1"


def test_a_raster_is_coarse_at_first_then_fits_the_frame(page: Page, rose: Path) -> None:
    with saved(page, rose, HAZE):
        expect(page.locator("#raster")).to_have_attribute("data-resolution", "300x150")
        expect(page.locator("#figures-note")).to_contain_text("no contract: ", timeout=SLOW)
        expect(page.locator("#status")).to_contain_text("numba agrees", timeout=SLOW)
        page.locator("#raster").evaluate(RESOLUTIONS)
        page.keyboard.press("ArrowRight")
        expect(page.locator("#stage")).to_have_attribute("data-seed", "1")
        expect(page.locator("#status")).to_contain_text("numba agrees")
        assert page.evaluate("seen") == ["128x64", "300x150"]
        with NativeRenderer(open_piece(rose).module) as native:
            picture = native.render(number_seed(1))
        read = "canvas => [...canvas.getContext('2d').getImageData(0, 0, 300, 150).data]"
        assert picture.pixels and bytes(page.locator("#raster").evaluate(read)) == picture.pixels.rgba
        page.keyboard.press("s")
        expect(page.locator(".cell").nth(3)).to_have_attribute("data-by", "numba")
        page.keyboard.press("s")
        assert shown(page).count(b'href="data:image/png;base64,') == 1


def test_it_comes_back_with_the_server(browser: ChromiumRenderer, tmp_path: Path) -> None:
    rose = tmp_path / "rose.py"
    rose.write_text(ROSE, "utf-8")
    with contextlib.ExitStack() as first:
        address = first.enter_context(watched(rose))
        with window(browser, address) as page:
            expect(page.locator("#stage")).to_have_attribute("data-version", "1")
            page.keyboard.press("ArrowRight")
            expect(page.locator("#stage")).to_have_attribute("data-seed", "1")
            earlier = page.get_attribute("#stage", "data-shown") or ""
            first.close()
            expect(page.locator("#status")).to_have_attribute("data-state", "gone")
            rose.write_text(ROSE.replace("0.8", "0.4"), "utf-8")
            with watched(rose, "--port", address.rstrip("/").rpartition(":")[2]):
                expect(page.locator("#status")).to_have_attribute("data-state", "good")
                expect(page.locator("#stage")).not_to_have_attribute("data-shown", earlier)
                assert shown(page) == reference(rose, "1")
