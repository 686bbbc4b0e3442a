"""`docs/library.md` shows every rule of the library: its own words, a fragment that runs, and the picture it draws."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import intaglio
from intaglio.frontend import compile_text
from intaglio.library import EXPORTS, OVERLOADS
from intaglio_renderers.reference import ReferenceRenderer
from tests.conftest import ROOT
from tests.test_docs import LIBRARY

PAGE = ROOT / "docs" / "library.md"
PICTURES = ROOT / "docs" / "images" / "library"
CONSTANTS = {"pi", "tau", "e"}
SEED = bytes(31) + b"\x07"


def offered() -> list[str]:
    """The names under which rules are offered, an overload once."""
    hidden = {rule for rules in OVERLOADS.values() for rule in rules.values()}
    return [*(name for name in EXPORTS if name not in hidden | CONSTANTS), *OVERLOADS]


def sections() -> dict[str, str]:
    parts = re.split(r"^### (\w+)$", PAGE.read_text("utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def fragment(text: str) -> str:
    found = re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S)
    assert len(found) == 1
    return str(found[0])


def drawn(body: str) -> bytes:
    """The picture of a fragment, of 100 by 100 units."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    head = f'from intaglio import {LIBRARY}\n\n\n@art("Rule", size=(100, 100))\n'
    program = compile_text(f"{head}def piece(seed: Seed, canvas: Canvas):\n{lines}").program
    return ReferenceRenderer(program).render(SEED).svg


def words(name: str) -> str:
    """What the page says of a rule: how it is called, and its docstring."""
    rules = [getattr(intaglio, rule) for rule in OVERLOADS.get(name, {0: name}).values()]
    calls = [f"`{name}({', '.join(inspect.signature(rule).parameters)})`" for rule in rules]
    return f"{', '.join(calls)}: {' '.join((inspect.getdoc(getattr(intaglio, name)) or '').split())}"


def test_every_rule_has_a_section_and_every_section_a_rule() -> None:
    assert sorted(sections()) == sorted(offered())
    assert {path.stem for path in PICTURES.glob("*")} == set(offered())


@pytest.mark.parametrize("name", offered())
def test_a_section_says_what_the_rule_says_and_shows_what_it_draws(name: str, request: pytest.FixtureRequest) -> None:
    text = sections()[name]
    assert text.strip().splitlines()[0] == words(name)
    assert f"![{name}](images/library/{name}.svg)" in text
    assert re.search(rf"\b{name}\(", fragment(text))
    picture = drawn(fragment(text))
    path: Path = PICTURES / f"{name}.svg"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(picture)
    assert path.read_bytes() == picture
