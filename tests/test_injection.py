"""Texts of a piece stay texts: in pictures, traits, pages, reports and terminals, none breaks out.

What no name should hold, a second line or what turns the order of reading around, is refused where a piece is
compiled; what a chain or a file says is spelled out where it is printed. The contract's own escapes are tried in
`test_edition_injection.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from intaglio.bundle import symbol_of
from intaglio.frontend import compile_text
from intaglio.frontend.diagnostics import Refused
from intaglio.sketches.prepare import title_of
from intaglio.sketches.source import Sketch
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.command import main
from intaglio_studio.plain import json_text, one_line, printable
from intaglio_studio.sketch_card import card_text
from tests.four_engines import End, examine, seeds_of
from tests.nasty import MARK, TEXTS, UNPRINTABLE, live_parts, words

SVG = "{http://www.w3.org/2000/svg}"
SEED = bytes(range(32))


def piece_of(title: str, texts: tuple[str, ...]) -> str:
    """A piece that holds each text in every place where a piece may have one."""
    named = "\n".join(f"    seed.trait({f'{n} {text}'!r}, {text!r})" for n, text in enumerate(texts))
    drawn = "\n".join(f"    canvas.text(5, 5, {text!r})" for text in texts)
    return f'''{f"{title}: {texts[0]}"!r}
from intaglio import Canvas, Seed, art

TABLE = {texts!r}
PICKS = {dict.fromkeys(texts, 1)!r}


@art({title!r}, size=(100, 100))
def nasty(seed: Seed, canvas: Canvas):
    chosen = seed.param({texts[0]!r}, 0, {len(texts) - 1}, default=3)
    picked = seed.pick({texts[1]!r}, PICKS)
{named}
    seed.trait("Chosen", TABLE[chosen])
{drawn}
    canvas.text(5, 5, TABLE[seed.below({len(texts)})])
    canvas.text(5, 5, f"{{picked}} {{TABLE[chosen]}}")
'''


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the piece."""
    made = tmp_path_factory.mktemp("nasty")
    (made / "nasty.py").write_text(piece_of(TEXTS[2], TEXTS), "utf-8")
    return made


def test_a_picture_is_xml_and_shows_the_texts() -> None:
    with ReferenceRenderer(compile_text(piece_of(TEXTS[2], TEXTS)).program) as renderer:
        picture = renderer.render(SEED)
    root = ElementTree.fromstring(picture.svg)
    assert {element.tag for element in root.iter()} == {f"{SVG}svg", f"{SVG}text"}
    assert tuple(element.text for element in root)[: len(TEXTS)] == TEXTS
    assert not live_parts(picture.svg.decode())


def test_traits_are_json_and_say_the_texts() -> None:
    with ReferenceRenderer(compile_text(piece_of(TEXTS[2], TEXTS)).program) as renderer:
        traits = json.loads(renderer.render(SEED).traits)
    assert [t["trait_type"] for t in traits[:2]] == [TEXTS[0], TEXTS[1]]
    assert [t["value"] for t in traits[2:-1]] == list(TEXTS)
    assert [t["trait_type"] for t in traits[2:-1]] == [f"{n} {text}" for n, text in enumerate(TEXTS)]


@pytest.mark.node
def test_all_engines_write_the_texts_alike() -> None:
    verdict = examine(piece_of(TEXTS[2], TEXTS[:-1]), seeds_of("nasty", 3))
    assert verdict.end is End.AGREES, verdict.detail


@pytest.mark.parametrize("text", UNPRINTABLE, ids=ascii)
def test_a_name_that_misleads_is_refused(text: str) -> None:
    for title, line in (
        (text, "canvas.circle(1, 1, 1)"),
        ("x", f"seed.integer({text!r}, 1, 9)"),
        ("x", f"n = seed.param({text!r}, 1, 9, default=1)"),
    ):
        piece = f"@art({title!r}, size=(9, 9))\ndef case(seed: Seed, canvas: Canvas):\n    {line}\n"
        with pytest.raises(Refused):
            compile_text(f"from intaglio import Canvas, Seed, art\n\n\n{piece}")


@pytest.mark.parametrize("text", TEXTS + UNPRINTABLE, ids=lambda text: ascii(text)[:20])
def test_a_sketch_may_be_called_anything(text: str) -> None:
    """Its page's title, or its file's name: what is left of it is a name, and its card compiles."""
    title = title_of(Sketch("x.html", f"<html><title>{text}</title>", (), is_page=True), text)
    assert title and not any(c in title for c in "\n\r\x1b\x9b\u202e\x00\ud800")
    compile_text(card_text(title, _pixel()))
    assert symbol_of(text).isascii()


@pytest.mark.slow
@pytest.mark.node
def test_reports_show_the_texts_and_run_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    engines = ["--engines", "native,javascript", "--browser", "0", "--report", "verified"]
    assert main(["verify", "nasty.py", "-n", "2", *engines]) == 0
    assert main(["cost", "nasty.py", "--seeds", "2", "--html", "cost.html"]) == 0
    assert main(["explore", "nasty.py", "-n", "8", "--processes", "1"]) == 0
    pages = [page for page in folder.rglob("*.html") if page.name != "page.html"]
    assert len(pages) == 3
    for page in pages:
        text = page.read_text("utf-8")
        assert live_parts(text) == [], page
        assert MARK in words(text) and TEXTS[2] in words(text), page
    for report in folder.rglob("*.json"):
        json.loads(report.read_text("utf-8"))


def test_a_terminal_gets_no_orders() -> None:
    for text in UNPRINTABLE:
        assert not set(printable(text)) & set("\x1b\x9b\x07\0\r\u202e\ud800")
        assert "\n" not in one_line(text)
        json_text(text).encode()
        assert json.loads(json_text({"a": text})) == {"a": text}
    assert printable("é ✓ \t\n") == "é ✓ \t\n" and len(one_line("x" * 999)) == 120


def test_a_file_may_be_called_anything(tmp_path: Path) -> None:
    """As a process, so that the terminal's encoding is what it is: status 2 and a line, no traceback and no order."""
    for name in ("\x1b[2J.py", "\udcff.py", "a\u202eb.py", "[red]x.py"):
        command = [sys.executable, "-m", "intaglio_studio", "cost", name]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60)
        assert done.returncode == 2, done
        assert done.stderr.startswith(b"error") and b"\x1b" not in done.stderr and b"Traceback" not in done.stderr


def _pixel() -> bytes:
    import io

    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (1, 1)).save(file, "PNG")
    return file.getvalue()
