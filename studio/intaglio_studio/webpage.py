"""The pieces that our pages are made of: one self-contained HTML file each, with no script and nothing fetched.

Everything that comes from a piece or a chain is escaped, and pictures stand in `<img>`, where an SVG runs
nothing and loads nothing.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path

_STYLE = Path(__file__).parent / "templates" / "style.css"
_ICON = '<svg viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="2.2"><path d="{}"/></svg>'
_CHECK = _ICON.format("M3 9.5 7.2 14 15 4.5")
_CROSS = _ICON.format("M4 4 14 14M14 4 4 14")


@cache
def style() -> str:
    """The style sheet."""
    return _STYLE.read_text("utf-8")


def document(title: str, body: Iterable[str]) -> str:
    """A whole page. `title` is text, `body` is HTML."""
    head = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style()}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(body) + "\n</body>\n</html>\n"


def verdict(good: bool, text: str) -> str:
    """The one line that a reader came for."""
    kind = "verdict" if good else "verdict bad"
    return f'<p class="{kind}">{_CHECK if good else _CROSS}{escape(text)}</p>'


def facts(pairs: Iterable[tuple[str, str, str]]) -> str:
    """Large figures in a row: what, how much, and its unit or remark."""
    cells = (
        f"<div><dt>{escape(what)}</dt><dd>{escape(value)} <small>{escape(unit)}</small></dd></div>"
        for what, value, unit in pairs
    )
    return f'<dl class="facts">{"".join(cells)}</dl>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table; cells are HTML, heads are text; the columns of `numbers` are set to the right."""

    def row(cells: Sequence[str], tag: str) -> str:
        marked = (
            f'<{tag}{" class=number" if index in numbers else ""}>{cell}</{tag}>'
            for index, cell in enumerate(cells)
        )
        return f"<tr>{''.join(marked)}</tr>"

    body = "".join(row(cells, "td") for cells in rows)
    head = row([escape(head) for head in heads], "th")
    return f'<div class="scroll"><table><thead>{head}</thead><tbody>{body}</tbody></table></div>'


def yes_or_no(good: bool, yes: str = "agrees", no: str = "differs") -> str:
    """A cell that says how it went."""
    return f'<span class="{"yes" if good else "no"}">{"✓" if good else "✗"} {escape(yes if good else no)}</span>'


def figure(source: str, caption: str, *, link: str = "", alt: str = "") -> str:
    """A picture with its caption, both HTML; `source` is an address, `link` where a click leads."""
    image = f'<img src="{escape(source)}" alt="{escape(alt)}" loading="lazy">'
    frame = f'<a class="frame" href="{escape(link)}">{image}</a>' if link else f'<span class="frame">{image}</span>'
    return f"<figure>{frame}<figcaption>{caption}</figcaption></figure>"


def pictures(figures: Iterable[str], cell: int = 220) -> str:
    """Figures in a grid whose cells are at least `cell` pixels wide."""
    items = "".join(f"<li>{item}</li>" for item in figures)
    return f'<ul class="pictures" style="--cell:{cell}px">{items}</ul>'


def svg_uri(svg: bytes) -> str:
    """A picture as an address."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def tags(pairs: Iterable[tuple[str, str]]) -> str:
    """Small labelled values, for instance traits."""
    items = "".join(f"<li>{escape(name)} <b>{escape(value)}</b></li>" for name, value in pairs)
    return f'<ul class="tags">{items}</ul>'
