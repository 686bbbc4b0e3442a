"""What the docs show is true: fragments compile or are refused as said, commands and figures have their source.

A fragment without an `@art` function is the body of one, with every name of the library imported.
"""

import re
from pathlib import Path

import pytest

from intaglio.frontend import Refused, compile_text
from intaglio.frontend.load import MARKERS
from intaglio.library import EXPORTS, OVERLOADS
from intaglio_renderers.reference import ReferenceRenderer
from tests.conftest import ROOT

DOCS = ROOT / "docs"
FRAGMENT = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
LIBRARY = ", ".join(sorted({*EXPORTS, *OVERLOADS, *MARKERS}))


def whole(fragment: str) -> str:
    """A fragment as a piece."""
    if "@art" in fragment or "@rule" in fragment:
        return fragment
    body = "".join(f"    {line}\n" for line in fragment.splitlines())
    return f'from intaglio import {LIBRARY}\n\n\n@art("Case")\ndef case(seed: Seed, canvas: Canvas):\n{body}'


def sections(page: Path) -> list[tuple[str, str]]:
    """The `## ` headings of a page with what stands under them."""
    parts = re.split(r"^## (.*)$", page.read_text("utf-8"), flags=re.M)
    return list(zip(parts[1::2], parts[2::2]))


@pytest.mark.parametrize(
    ("code", "text"), [(h.split(":")[0], t) for h, t in sections(DOCS / "errors.md")], ids=lambda x: x[:4]
)
def test_errors_page(code: str, text: str) -> None:
    refused_part, _, instead = text.partition("instead:")
    for fragment in FRAGMENT.findall(refused_part):
        with pytest.raises(Refused) as refused:
            compile_text(whole(fragment))
        assert code in {d.code for d in refused.value.diagnostics}
    for fragment in FRAGMENT.findall(instead):
        compile_text(whole(fragment))


PIECES = [DOCS / "language.md", DOCS / "explore.md", ROOT / "README.md"]


@pytest.mark.parametrize("fragment", [f for page in PIECES for f in FRAGMENT.findall(page.read_text("utf-8"))])
def test_language_page(fragment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples")  # where the sprites are
    picture = ReferenceRenderer(compile_text(whole(fragment)).program).render(bytes(range(32)))
    is_text = 'media="text"' in fragment
    assert picture.svg.endswith(b"\n" if is_text else (b"/></svg>", b"</g></svg>", b"</text></svg>"))


def test_every_code_in_language_page_is_documented() -> None:
    known = {heading.split(":")[0] for heading, _ in sections(DOCS / "errors.md")}
    assert set(re.findall(r"\[([IW]\d{3})\]", (DOCS / "language.md").read_text("utf-8"))) <= known


def test_language_page_names_the_whole_library() -> None:
    text = (DOCS / "language.md").read_text("utf-8")
    offered = {*EXPORTS, *OVERLOADS} - {name for rules in OVERLOADS.values() for name in rules.values()}
    assert not [name for name in offered if not re.search(rf"\b{name}\b", text)]
