"""Every message a sketch can get, in full: `tests/cases/sketches/<code>_<name>.js` or `.html` beside its `.txt`.

`pytest tests/test_sketch_refusals.py --update-golden` writes the texts anew. Each code has a case here and a section in
`docs/pack.md`. Those from K009 on are said after the pictures were looked at: they need a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from intaglio.frontend.diagnostics import Refused
from intaglio.sketches.platforms import prelude
from intaglio.sketches.refusals import examine
from intaglio.sketches.source import read
from intaglio_renderers.browsers import kept_open
from intaglio_studio.command import main
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases" / "sketches"
FILES = sorted(path for path in CASES.iterdir() if path.suffix in (".js", ".html"))
CODE = re.compile(r'"(K\d{3})"')
LOOKED_AT = {"K009", "K010", "K011"}  # pictures, before they can be said

pytestmark = pytest.mark.node


@pytest.fixture(scope="module", autouse=True)
def one_browser() -> Iterator[None]:
    """One Chromium for all tests here."""
    with kept_open():
        yield


def code_of(path: Path) -> str:
    """The code that a case is about."""
    return path.stem.split("_")[0]


def compare(path: Path, text: str, request: pytest.FixtureRequest) -> None:
    """Hold what was said to the case's text."""
    expected = path.with_suffix(".txt")
    if request.config.getoption("--update-golden"):
        expected.write_text(text + "\n", "utf-8")
    assert f"[{code_of(path)}]" in text or code_of(path) in LOOKED_AT
    assert text + "\n" == expected.read_text("utf-8")


@pytest.mark.parametrize("path", [p for p in FILES if code_of(p) not in LOOKED_AT], ids=lambda path: path.stem)
def test_message(path: Path, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Refused) as refused:
        examine(read(path.name, path.read_text("utf-8")))
    compare(path, str(refused.value), request)


@pytest.mark.browser
@pytest.mark.parametrize("path", [p for p in FILES if code_of(p) in LOOKED_AT], ids=lambda path: path.stem)
def test_message_after_looking(
    path: Path, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path(path.name).write_text(path.read_text("utf-8"), "utf-8")
    assert main(["pack", path.name, "--seeds", "0x5eed"]) == 2
    compare(path, capsys.readouterr().err.strip(), request)
    assert not path.with_suffix(".build").exists()
    assert main(["pack", path.name, "--seeds", "0x5eed", "--json"]) == 2
    assert f'"code": "{code_of(path)}"' in capsys.readouterr().out


def used_codes() -> set[str]:
    """The codes that are said of sketches."""
    files = [*(ROOT / "compiler").rglob("*.py"), *(ROOT / "studio").rglob("*.py")]
    return {code for path in files for code in CODE.findall(path.read_text("utf-8"))}


def test_every_code_has_a_case_and_a_section() -> None:
    page = (ROOT / "docs" / "pack.md").read_text("utf-8")
    assert used_codes() == {code_of(path) for path in FILES} == set(re.findall(r"^### (K\d{3})", page, re.M))
    assert {path.stem for path in CASES.glob("*.txt")} == {path.stem for path in FILES}


@pytest.mark.parametrize(
    "script",
    [
        'fetch("data:,a"); fetch("#"); new Worker(URL.createObjectURL(new Blob(["0"])))',
        'const image = new Image(); image.src = canvas.toDataURL(); var canvas',
        'const ns = "http://www.w3.org/2000/svg"; document.createElementNS(ns, "use").setAttribute("href", "#a")',
        'if (typeof p5 !== "undefined") p5()',
        'document.body.innerHTML = "<canvas id=stage>"; stage.width = 3',
        "if (S) { function inner() {} } inner()",
        "self.twice = (x) => 2 * x; document.title = twice(3)",
        "// see https://example.com/a.png\nconst author = 'https://example.com'",
        "const localStorage = {}; localStorage.a = 1; function fetch() {} fetch('/x.json')",
        "a = 1; b = a + tokenData.hash + fxrand() + fxhash + $fx.rand() + S",
    ],
)
def test_what_works_on_chain_is_not_refused(script: str) -> None:
    examine(read("a.js", script))


def test_columns_are_characters() -> None:
    with pytest.raises(Refused) as refused:
        examine(read("a.js", 'const kürzel = "𝒜é"; new Worker("w.js")'))
    lines = str(refused.value).splitlines()
    source = next(line for line in lines if "𝒜" in line)
    carets = next(line for line in lines if "^" in line)
    assert source.index("new Worker") == carets.index("^")


def test_all_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        examine(read("a.html", "<script src=a.js></script><script>fetch(u); import('b')</script>"))
    assert [d.code for d in refused.value.diagnostics] == ["K004", "K002", "K008", "K003"]


def test_only_what_a_sketch_uses_of_its_platform_is_provided() -> None:
    needs = examine(read("a.js", "draw(tokenData.hash); function draw() {}"))
    assert needs.needed == ("tokenData",)
    assert prelude(needs.needed, needs.through_window, "tokenData.hash") == 'const tokenData = { hash: "0x" + S };\n'
    own = examine(read("a.js", "let tokenData = { hash: '0x' + S }, S = 3"))
    assert not own.needed and own.has_own_seed


def test_what_is_reached_through_the_window_is_provided_there() -> None:
    needs = examine(read("a.js", "alert(window.$fx.hash)"))
    assert prelude(needs.needed, needs.through_window, "window.$fx.hash") == (
        'const fxhash = "oo" + S.slice(15);\nconst $fx = { hash: fxhash };\nself.$fx = $fx;\n'
    )
