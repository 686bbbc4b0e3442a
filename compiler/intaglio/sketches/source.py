"""A sketch's file taken apart: `read(name, text)` gives its scripts, its styles and the markup that is left.

A `.js` file is one script. Of an `.html` file the inline scripts and styles are taken out, each with the place where
it stands, so that whatever is wrong with it is shown in the artist's own file; the rest of the body is its markup.

    <!doctype html><style>canvas { width: 90% }</style><canvas id=c></canvas><script>draw(c)</script>
    ->  script  draw(c)
        style   canvas { width: 90% }
        markup  <canvas id=c></canvas>
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

# Tags that a page has anyway, or that say nothing once it is on chain.
_OUTSIDE = {"html", "head", "body"}
_MUTE = {"title", "meta"}
_START_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_QUOTED = re.compile(r'(?<==)"([\w-]+)"(?=[ >])')  # not before a slash, which an unquoted value would take in
SCRIPT_TYPES = {"", "text/javascript", "application/javascript", "module"}


@dataclass(frozen=True)
class Part:
    """A stretch of the file. `line` counts from 1 and `column`, in characters, from 0: where `text` begins."""

    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Tag:
    """A start tag, with what its attributes say, and where it stands."""

    name: str
    attributes: dict[str, str]
    part: Part


@dataclass(frozen=True)
class Sketch:
    """A sketch as it was written. `name` is the file as messages show it, `source` its whole text.

    `tags` are all start tags of a page, `body` the attributes of its `<body>`.
    """

    name: str
    source: str
    scripts: tuple[Part, ...]
    styles: tuple[Part, ...] = ()
    markup: str = ""
    tags: tuple[Tag, ...] = ()
    body: tuple[tuple[str, str], ...] = ()
    is_page: bool = False


def is_page(name: str) -> bool:
    """Whether a file of this name is a page rather than a script."""
    return name.lower().endswith((".html", ".htm"))


def read(name: str, text: str) -> Sketch:
    """The sketch in a file."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not is_page(name):
        return Sketch(name, text, (Part(text, 1, 0),))
    reader = _Reader(text)
    return Sketch(
        name=name,
        source=text,
        scripts=tuple(reader.scripts),
        styles=tuple(reader.styles),
        markup=shorten_markup("".join(reader.markup)),
        tags=tuple(reader.tags),
        body=tuple(reader.body.items()),
        is_page=True,
    )


class _Reader(HTMLParser):
    """Sorts a page into scripts, styles and markup as it goes through it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[Part] = []
        self.styles: list[Part] = []
        self.markup: list[str] = []
        self.tags: list[Tag] = []
        self.body: dict[str, str] = {}
        self._inside = ""  # the tag whose text is not markup: script, style, title
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        line, column = self.getpos()
        written = self.get_starttag_text() or ""
        self.tags.append(Tag(tag, given, Part(written, line, column)))
        if tag == "body":
            self.body = given
        is_script = tag == "script" and given.get("type", "").lower() in SCRIPT_TYPES
        if is_script or tag in ("style", *_MUTE):
            self._inside = "" if tag == "meta" else tag
        elif tag not in _OUTSIDE:
            self.markup.append(written)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        elif tag not in _OUTSIDE:
            self.markup.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        if self._inside == "script":
            self.scripts.append(Part(data, line, column))
        elif self._inside == "style":
            self.styles.append(Part(data, line, column))
        elif not self._inside:
            self.markup.append(data)

    def handle_entityref(self, name: str) -> None:
        self.markup.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.markup.append(f"&#{name};")


def shorten_markup(markup: str) -> str:
    """Markup with each run of white space as one blank and no quotes around plain values.

    Where white space shows, nothing changes.

    >>> shorten_markup("  <p>\\n  one   two</p> ")
    '<p> one two</p>'
    >>> shorten_markup('<i class="big one"></i><b id="x" class="y">"z"</b>')
    '<i class="big one"></i><b id=x class=y>"z"</b>'
    """
    if re.search(r"<(pre|textarea|script)\b|white-space", markup):
        return markup.strip()
    return _START_TAG.sub(lambda tag: _QUOTED.sub(r"\1", tag[0]), re.sub(r"\s+", " ", markup).strip())


def shorten_style(style: str) -> str:
    """A style sheet without comments and the white space that it does not need.

    >>> shorten_style("canvas {\\n  width: 90vmin; /* wide */\\n  margin: 0 auto;\\n}")
    'canvas{width:90vmin;margin:0 auto}'
    """
    if re.search(r"[\"'][^\"']*(/\*|\s\s|[{};])", style):
        return style.strip()  # a text in quotes that may look like a style: left as it is
    style = re.sub(r"/\*.*?\*/", " ", style, flags=re.S)
    style = re.sub(r"\s+", " ", style)
    style = re.sub(r" ?([{};,]) ?", r"\1", style)
    style = re.sub(r"(?<=[{;])([\w-]+) ?: ?", r"\1:", style)
    return style.replace(";}", "}").strip()
