"""The page in three real browsers: the same bytes in each, failures in words, and no process left behind."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from intaglio.backends.javascript import emit
from intaglio.packing.codecs import LOADED, SELF_INFLATING, Packed, Target
from intaglio.packing.page import packed_script, page
from intaglio.packing.self_inflating import CHECK, STUB
from intaglio_renderers.browsers import (
    CHROMIUM,
    FIREFOX,
    KINDS,
    WEBKIT,
    BrowserMissing,
    BrowserRenderer,
    Shared,
    kept_open,
)
from intaglio_renderers.held_process import HeldProcess
from intaglio_renderers.javascript import JavaScriptRenderer
from intaglio_renderers.picture import RenderError
from intaglio_renderers.reference import ReferenceRenderer
from tests.test_chromium import SCRIPT, SEEDS
from tests.test_pixels import RICH, SEED, compiled, reference
from tests.test_plain_text import LINES

MARKS = {"chromium": pytest.mark.browser, "firefox": pytest.mark.firefox, "webkit": pytest.mark.webkit}
PAGES = [(target, codec) for target in (Target.PAGE, Target.SELF_CONTAINED) for codec in target.value]
FORMS = pytest.mark.parametrize(("target", "codec"), PAGES, ids=[codec for _, codec in PAGES])
VARIABLES = {"chromium": CHROMIUM, "firefox": FIREFOX, "webkit": WEBKIT}


@pytest.fixture(scope="module", params=[pytest.param(name, marks=MARKS[name]) for name in KINDS])
def name(request: pytest.FixtureRequest) -> Iterator[str]:
    """A browser's; it stays open between the tests of this file."""
    with kept_open():
        yield request.param


@pytest.mark.node
@FORMS
@pytest.mark.parametrize("sandbox", [False, True], ids=["open", "sandboxed"])
def test_every_seed_draws_the_same_as_in_node(name: str, target: Target, codec: str, sandbox: bool) -> None:
    packed = packed_script(SCRIPT, target=target, codec=codec)
    with (
        JavaScriptRenderer(SCRIPT) as node,
        BrowserRenderer(name, lambda seed: page(seed, packed), sandbox=sandbox) as browser,
    ):
        for seed in SEEDS:
            assert browser.render(seed) == node.render(seed)


@FORMS
@pytest.mark.parametrize("sandbox", [False, True], ids=["open", "sandboxed"])
def test_a_raster_has_the_same_pixels_as_the_reference_s(name: str, target: Target, codec: str, sandbox: bool) -> None:
    module = compiled(RICH)[1]
    packed = packed_script(emit(module), raster=True, target=target, codec=codec)
    with BrowserRenderer(name, lambda token: page(token, packed), sandbox=sandbox) as browser:
        assert browser.render(SEED) == reference(RICH)
        assert browser.render(SEED, 0, (4, 3)) == reference(RICH, (4, 3))


@FORMS
def test_plain_text_is_shown_as_it_is(name: str, target: Target, codec: str) -> None:
    found, module = compiled(LINES)
    packed = packed_script(emit(module), text=(24, 6), target=target, codec=codec)
    with BrowserRenderer(name, lambda token: page(token, packed)) as browser:
        assert browser.render(SEED) == ReferenceRenderer(found.program).render(SEED)


def test_what_cannot_be_drawn_says_so(name: str) -> None:
    packed = packed_script("o=nothing.y")
    failure = pytest.raises(RenderError, match=f"{name}: seed 00.*: (ReferenceError: |TypeError)")
    with BrowserRenderer(name, lambda seed: page(seed, packed)) as renderer, failure:
        renderer.render(bytes(32))


@pytest.mark.parametrize("codec", LOADED)
def test_damaged_bytes_are_told(name: str, codec: str) -> None:
    """A bit flipped at the beginning, in the middle and at the end, and the bytes cut short anywhere."""
    whole = packed_script(SCRIPT, codec=codec).payload
    size = len(whole)
    damaged = [whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :] for at in (0, 4, size // 2, size - 1)]
    damaged += [whole[:at] for at in (0, 1, size // 2, size - 1)]
    pages = {number.to_bytes(32, "big"): payload for number, payload in enumerate(damaged)}
    with BrowserRenderer(name, lambda seed: page(seed, Packed(codec, pages[seed], {})), seconds=20) as renderer:
        for seed in pages:
            with pytest.raises(RenderError, match=f"{name}: seed {seed.hex()}: its bytes are damaged$"):
                renderer.render(seed)


@pytest.mark.parametrize("sandbox", [False, True], ids=["open", "sandboxed"])
def test_a_damaged_page_that_is_self_contained_says_so(name: str, sandbox: bool) -> None:
    """Cut short, bits flipped, a block of no kind, a script that throws, and one that works but is not the piece's."""
    whole, throws, other = (
        packed_script(script, target=Target.SELF_CONTAINED).payload
        for script in (SCRIPT, SCRIPT + "+", SCRIPT.replace("<svg ", "<svg id='x' "))
    )
    size, start = len(whole), len(STUB)
    assert other[:-CHECK] != whole[:-CHECK]
    damaged = [whole[:at] for at in (start + CHECK, (start + size) // 2, size - 1)]
    damaged += [throws, other[:-CHECK] + whole[-CHECK:], whole[:start] + b"\7" + whole[start + 1 :]]
    damaged += [whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :] for at in range(start + 9, size, 60)]
    pages = {number.to_bytes(32, "big"): payload for number, payload in enumerate(damaged)}
    with BrowserRenderer(
        name, lambda seed: page(seed, Packed(SELF_INFLATING, pages[seed], {})), seconds=20, sandbox=sandbox
    ) as renderer:
        for seed in pages:
            with pytest.raises(RenderError, match=f"{name}: seed {seed.hex()}: Damaged: .*Error"):
                renderer.render(seed)


def test_a_script_may_declare_what_the_page_does(name: str) -> None:
    """As a script does that somebody wrote by hand; and it may draw by itself."""
    script = "let a=1,P=2;const b=a+P;document.body.innerHTML=`<svg viewBox='0 0 1 1'>${b}</svg>`;o=['no text'];t=''"
    packed = packed_script(script)
    failure = pytest.raises(RenderError, match="the page left no picture")  # there is an element, but no text of one
    with BrowserRenderer(name, lambda seed: page(seed, packed), seconds=20) as renderer, failure:
        renderer.render(bytes(32))


def test_an_endless_script_is_ended_and_the_renderer_goes_on(name: str) -> None:
    endless, good = packed_script("for(;;);"), packed_script("o='<svg/>';t=''")
    with BrowserRenderer(name, lambda seed: page(seed, endless), seconds=1) as renderer:
        with pytest.raises(RenderError, match=f"{name}: seed 00.*: no picture after 1 s"):
            renderer.render(bytes(32))
        with BrowserRenderer(name, lambda seed: page(seed, good)) as other:
            assert other.render(bytes(32)).svg == b"<svg/>"


@pytest.mark.parametrize("name", KINDS)
def test_none_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLES[name], "/nowhere")
    with pytest.raises(BrowserMissing, match=rf"{name}: no.*\(Debian: apt-get install .*\) or set {VARIABLES[name]}"):
        Shared(name).browser(BrowserRenderer(name, lambda seed: b""))


def test_no_screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser = tmp_path / "lib" / "here" / "webkit2gtk-4.1" / "MiniBrowser"
    driver = tmp_path / "bin" / "WebKitWebDriver"
    for path in (browser, driver):
        path.parent.mkdir(parents=True)
        path.touch(0o755)
    monkeypatch.setenv("PATH", str(driver.parent))
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    assert "apt-get install xvfb" in (KINDS["webkit"].absence() or "")
    monkeypatch.setenv("DISPLAY", ":7")
    assert KINDS["webkit"].absence() is None


@pytest.mark.parametrize("name", [pytest.param(name, marks=MARKS[name]) for name in KINDS])
def test_one_that_does_not_start(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLES[name], "/bin/false")
    with pytest.raises(RenderError, match=f"{name}: /bin/false does not start: "):
        Shared(name).browser(BrowserRenderer(name, lambda seed: b""))


# ---- clean ends -----------------------------------------------------------------------------------

HOLDS = """
import sys, time
from intaglio_renderers.held_process import HeldProcess
held = HeldProcess(["sh", "-c", "sleep 600 & sleep 600"])
print(held._process.pid, flush=True)
try:
    {end}
finally:
    {close}
"""
SHOWS = """
import time
from contextlib import ExitStack
from intaglio_renderers.browsers import BrowserRenderer
with ExitStack() as held:
    for name in ("firefox", "webkit"):
        browser = held.enter_context(BrowserRenderer(name, lambda seed: b"")).browser()
        for process in (browser._process,) if name == "firefox" else (browser._driver, browser._screen):
            print(process._process.pid, end=" ")
    print(flush=True)
    time.sleep(600)
"""


def members(group: int) -> list[str]:
    """The processes of a group that still run, by name, as Linux lists them."""
    names = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended in the meantime
            name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
            state, _, pgid = rest.split()[:3]
            if int(pgid) == group and state != "Z":
                names.append(name)
    return names


def gone(group: int) -> bool:
    """Whether all of a group end, soon."""
    deadline = time.monotonic() + 10
    while members(group) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not members(group)


@pytest.mark.parametrize(
    ("end", "close", "sent"),
    [
        ("pass", "held.close()", 0),
        ("sys.exit(3)", "pass", 0),
        ("time.sleep(600)", "held.close()", signal.SIGINT),
        ("time.sleep(600)", "pass", signal.SIGTERM),
        ("time.sleep(600)", "pass", signal.SIGKILL),
    ],
    ids=["closed", "ended", "interrupted", "terminated", "killed"],
)
def test_a_held_process_does_not_outlive_its_holder(end: str, close: str, sent: int) -> None:
    program = HOLDS.format(end=end, close=close)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        group = int(holder.stdout.readline())
        if sent:
            assert members(group)
            holder.send_signal(sent)
    assert gone(group)


def test_a_held_process_that_ends_takes_its_children_along() -> None:
    held = HeldProcess(["sh", "-c", "sleep 600 & echo said this; exit 7"])
    assert gone(held._process.pid)
    held._process.wait()
    assert not held.alive
    assert held.said() == "said this"
    held.close()
    held.close()


@pytest.mark.firefox
@pytest.mark.webkit
def test_control_c_leaves_no_browser_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", SHOWS], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as shows:
        assert shows.stdout is not None
        groups = [int(word) for word in shows.stdout.readline().split()]
        running = {name for group in groups for name in members(group)}
        shows.send_signal(signal.SIGINT)
        shows.communicate()
    assert len(groups) == 3
    assert {"Xvfb", "WebKitWebDriver", "MiniBrowser"} <= running
    assert all(map(gone, groups))
