"""Pieces of plain text: the same bytes in every engine, as they are in the page, on a card where pictures are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from intaglio.backends.javascript import emit
from intaglio.frontend import Refused, compile_text
from intaglio.ir.interpret import interpret
from intaglio.ir.text import parse, print_module
from intaglio.language.card import card, card_size, shown_lines
from intaglio.packing.codecs import LOADED, Target
from intaglio.packing.page import as_element, packed_script, script_of, text_of
from intaglio.pipeline import lower
from intaglio_renderers.picture import Picture
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.command import main
from tests.four_engines import End, examine, seeds_of

HEAD = "from intaglio import Canvas, Seed, art, rule\n\n"
LINES = HEAD + '''
WEATHER = (("sun", "wind & rain"), ("<snow>", "日本 `${x}` \\\\"))
SYMBOLS = (".", "#", "|", "-")


@art("Lines", media="text", size=(24, 6), digits=3)
def lines(seed: Seed, canvas: Canvas):
    sky = seed.pick("Sky", ("clear", "grey <"))
    many = seed.flag("Many", 0.3)
    row = WEATHER[seed.below(2)]
    for y in range(canvas.height):
        line(seed, canvas, y)
    canvas.write(sky, ": ", row[0], f" and {row[1]} {seed.random()}", "\\t", many, "\\r\\n")
    canvas.write("\\"'#12f", "#12f", -1 - seed.below(3), seed.uniform(-2, 2), "\\n\\n")


@rule
def line(seed: Seed, canvas: Canvas, y):
    if seed.chance(0.2):
        canvas.write("\\n")
        return
    for x in range(canvas.width):
        canvas.write(SYMBOLS[seed.below(4)] if (x + y) % 3 != 0 else " ")
    canvas.write("\\n")
'''


def test_all_engines_write_the_same() -> None:
    verdict = examine(LINES, seeds_of("plain text", 20))
    assert verdict.end is End.AGREES, verdict.detail


def test_what_is_written_is_what_the_piece_says_and_nothing_else() -> None:
    body = 'canvas.write("a<b>&\\"c\\"", 3, 0.5, True, "#abc")'
    piece = HEAD + f'@art("A", media="text")\ndef a(seed, canvas):\n    {body}\n'
    compiled = compile_text(piece)
    assert (compiled.module.width, compiled.module.height) == (80, 24)
    picture = ReferenceRenderer(compiled.program).render(bytes(32))
    assert picture == Picture(b'a<b>&"c"30.5Yes#aabbcc', b"[]")
    assert interpret(lower(compiled.module).module, bytes(32))[0].encode() == picture.svg


def test_a_piece_may_write_nothing() -> None:
    piece = HEAD + '@art("A", media="text")\ndef a(seed, canvas):\n    if seed.chance(0.5):\n        canvas.write(1)\n'
    verdict = examine(piece, seeds_of("nothing", 6))
    assert verdict.end is End.AGREES, verdict.detail


def test_the_ir_says_its_medium() -> None:
    module = compile_text(LINES).module
    assert print_module(module).splitlines()[0] == 'module "Lines" 24 6 digits 3 text'
    assert parse(print_module(module)) == module


@pytest.mark.parametrize(("line", "code", "said"), [
    ("canvas.write()", "I024", "takes what is written"),
    ('canvas.write("a", end="")', "I024", "has no options"),
    ("canvas.write((1, 2))", "I025", "text or a number"),
    ("canvas.wirte(1)", "I036", "did you mean `write`"),
])  # fmt: skip
def test_what_cannot_be_written_is_refused(line: str, code: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        compile_text(HEAD + f'@art("A", media="text")\ndef a(seed, canvas):\n    {line}\n')
    assert [d.code for d in refused.value.diagnostics] == [code]
    assert said in str(refused.value)


def test_the_medium_is_one_that_there_is() -> None:
    with pytest.raises(Refused, match='`media` is "svg" or "text"'):
        compile_text(HEAD + '@art("A", media="html")\ndef a(seed, canvas):\n    pass\n')


# ---- where it is shown ----------------------------------------------------------------------------


@pytest.mark.parametrize("codec", [*LOADED, *Target.SELF_CONTAINED.value])
def test_a_page_adds_an_element_that_the_script_is_known_without(codec: str) -> None:
    script = emit(lower(compile_text(LINES).module).module)
    target = Target.PAGE if codec in LOADED else Target.SELF_CONTAINED
    packed = packed_script(script, text=(24, 6), target=target, codec=codec)
    assert script_of(codec, packed.payload) == script
    assert packed.payload != packed_script(script, target=target, codec=codec).payload


def test_an_element_holds_its_text_as_it_is() -> None:
    element = as_element(24, 6).removeprefix(";o=`").removesuffix("`+o") + "a > b</plaintext>"
    assert text_of(element) == "a > b</plaintext>"


def test_a_card_has_a_line_for_each_line() -> None:
    shown = card("a<b\n\ta\n")
    assert card_size(9, 2) == (54, 24)
    assert shown.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 54 24">')
    assert '<tspan x="0" dy="12">a&lt;b </tspan><tspan x="0" dy="12">        a </tspan></text>' in shown


@pytest.mark.parametrize(("text", "lines"), [
    ("", [""]), ("\n", [""]), ("a\r\nb\rc\n\n", ["a", "b", "c", ""]),
    ("data:text/plain;charset=utf-8,a%0A%20b%0A", ["a", " b"]),
])  # fmt: skip
def test_lines_that_are_shown(text: str, lines: list[str]) -> None:
    assert shown_lines(text) == lines


def test_a_text_that_is_an_svg_document_is_shown_as_one() -> None:
    assert Picture(b"<svg a", b"[]").drawing == b"<svg a"
    assert Picture(b"svg a", b"[]").drawing.startswith(b"<svg ")


def test_render_prints_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lines.py").write_text(LINES, "utf-8")
    expected = ReferenceRenderer(compile_text(LINES).program).render((7).to_bytes(32, "big"))
    assert main(["render", "lines.py", "--seed", "7", "-o", "-"]) == 0
    assert capfdbinary.readouterr().out == expected.svg
    assert main(["render", "lines.py", "--seed", "7"]) == 0
    assert Path("lines-7.txt").read_bytes() == expected.svg
    assert main(["render", "lines.py", "--seed", "7", "-o", "out.svg"]) == 0
    assert Path("out.svg").read_text("utf-8") == card(expected.svg.decode())
    assert main(["render", "lines.py", "--sheet", "2x2", "--width", "300", "-o", "sheet.png"]) == 0
    assert Path("sheet.png").read_bytes().startswith(b"\x89PNG")
