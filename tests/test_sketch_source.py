"""Sketches taken apart and put together again: where each script stands, and what a page's markup becomes."""

from __future__ import annotations

import doctest

import pytest
import quickjs

from intaglio.sketches import source
from intaglio.sketches.assemble import assemble
from intaglio.sketches.source import Part, read, shorten_markup, shorten_style

PAGE = """<!doctype html>
<html><head><title>Rings</title>
<style>
  body { margin: 0 }
</style></head>
<body>
  <canvas id="c" width="300"></canvas>
  <script>let a = 1;</script> <script>
  let b = a;
</script></body></html>
"""

DOCUMENT = """
let written = {}, started = [];
const document = { body: { setAttribute: (name, value) => written[name] = value } };
const setTimeout = f => started.push(f);
"""


def run(script: str, asked: str) -> object:
    """What `asked` is after the script has run, in a page that only takes notes."""
    return quickjs.Context().eval(f"{DOCUMENT};{script};{asked}")


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(source).failed == 0


def test_a_script_is_one_part() -> None:
    sketch = read("a.js", "\ufeffdraw();\r\n")
    assert sketch.scripts == (Part("draw();\n", 1, 0),)
    assert assemble(sketch) == "draw();\n"


def test_a_page_is_taken_apart_with_the_places_of_its_parts() -> None:
    sketch = read("rings.html", PAGE)
    assert sketch.scripts == (Part("let a = 1;", 8, 10), Part("\n  let b = a;\n", 8, 38))
    assert [part.line for part in sketch.styles] == [3]
    assert sketch.markup == "<canvas id=c width=300></canvas>"
    assert [tag.name for tag in sketch.tags][:4] == ["html", "head", "title", "style"]


def test_markup_and_style_are_put_in_place_before_the_scripts() -> None:
    script = assemble(read("rings.html", PAGE))
    assert run(script, "document.body.innerHTML") == (
        "<style>body{margin:0}</style><canvas id=c width=300></canvas>"
    )
    assert run(script, "b") == 1


def test_attributes_of_the_body_stay_and_onload_starts_the_script() -> None:
    page = "<body style='margin:0' onload='go()'><script>function go() { return 4 }</script></body>"
    script = assemble(read("x.html", page))
    assert run(script, "written.style") == "margin:0"
    assert run(script, "started.length") == 1


def test_a_text_that_would_end_a_script_element_is_kept() -> None:
    sketch = read("x.html", "<p title='</i>\"'>&amp;&#65;</p><script>0</script>")
    assert run(assemble(sketch), "document.body.innerHTML") == "<p title='</i>\"'>&amp;&#65;</p>"


@pytest.mark.parametrize(
    "markup", ["<pre>a\n  b</pre>", "<textarea>\n\n</textarea>", "<p style='white-space:pre'>a  b</p>"]
)
def test_white_space_that_shows_is_kept(markup: str) -> None:
    assert shorten_markup(markup) == markup


def test_values_before_a_slash_keep_their_quotes() -> None:
    assert shorten_markup('<circle r="5"/><circle r="5" />') == '<circle r="5"/><circle r=5 />'


@pytest.mark.parametrize(
    ("style", "short"),
    [
        ("a :hover { color : red ; }", "a :hover{color:red}"),
        ("a{width:calc(1px + 2px)}", "a{width:calc(1px + 2px)}"),
        ("/* x */ p , q { margin: 0 auto }", "p,q{margin:0 auto}"),
        ("p::before { content: '{  a: b }' }", "p::before { content: '{  a: b }' }"),
        ("@media (min-width: 3px) { b { top: 0 } }", "@media (min-width: 3px){b{top:0}}"),
    ],
)
def test_styles_are_shortened(style: str, short: str) -> None:
    assert shorten_style(style) == short
