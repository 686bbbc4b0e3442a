"""Every message a piece can get, in full: `tests/cases/errors/<code>_<name>.py` beside its `.txt`.

`pytest tests/test_errors.py --update-golden` writes the texts anew; read the difference as an artist would.
Each code of the source has a case here and a paragraph in `docs/errors.md`.
"""

import re
from pathlib import Path

import pytest

from intaglio.frontend import Refused
from intaglio.frontend.diagnostics import render
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases" / "errors"
# A case whose code is in its name; other files are siblings that cases import.
FILES = sorted(p for p in CASES.glob("*.py") if not p.stem.endswith("_other"))
CODE = re.compile(r'"([IW]\d{3})"')
RANGES = "W201"


def used_codes() -> set[str]:
    """The codes that the compiler and the studio can say."""
    files = [*(ROOT / "compiler").rglob("*.py"), *(ROOT / "studio").rglob("*.py")]
    return {code for path in files for code in CODE.findall(path.read_text("utf-8"))}


def said_of(path: Path) -> tuple[str, set[str]]:
    """Everything said of a piece, and the codes in it."""
    from intaglio.frontend import compile_file
    from intaglio_studio.piece import open_piece

    try:
        compiled = compile_file(path)
    except Refused as refused:
        return str(refused), {d.code for d in refused.diagnostics}
    if compiled.diagnostics:
        return render(compiled.diagnostics, compiled.texts), {d.code for d in compiled.diagnostics}
    piece = open_piece(path)
    return piece.shown_warnings(), {d.code for d in piece.warnings}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_message(
    path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(CASES)
    monkeypatch.setenv("INTAGLIO_CACHE", str(tmp_path))
    text, codes = said_of(Path(path.name))
    expected = path.with_suffix(".txt")
    if request.config.getoption("--update-golden"):
        expected.write_text(text + "\n", "utf-8")
    assert path.stem.split("_")[0] in codes
    assert text + "\n" == expected.read_text("utf-8")


def test_every_code_has_a_case() -> None:
    assert used_codes() == {path.stem.split("_")[0] for path in FILES}


def test_every_code_is_documented() -> None:
    page = (ROOT / "docs" / "errors.md").read_text("utf-8")
    assert used_codes() == set(re.findall(r"^## ([IW]\d{3})", page, re.M))


def test_no_text_is_left_over() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == {path.stem for path in FILES}


def test_fifty_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece that mistakes everything once: one message for each numbered line, all different, each with a way out."""
    from intaglio.frontend import compile_file

    monkeypatch.chdir(CASES)
    lines = Path("I006_fifty_mistakes.py").read_text("utf-8").splitlines()
    numbered = [at for at, line in enumerate(lines, 1) if re.search(r"  # \d+$", line)]
    with pytest.raises(Refused) as refused:
        compile_file("I006_fifty_mistakes.py")
    found = refused.value.diagnostics
    assert [d.span.line for d in found] == numbered
    assert len({d.message for d in found}) == len(numbered) >= 50
    assert all(d.code and d.message and d.help for d in found)
    assert all(d.span.column < d.span.end_column or d.span.line < d.span.end_line for d in found)


def test_columns_are_characters() -> None:
    """A caret stands under its letter also behind letters of more than one byte."""
    from intaglio.frontend import compile_text

    text = 'from intaglio import Canvas, Seed, art\n@art("T")\ndef t(seed: Seed, canvas: Canvas):\n'
    with pytest.raises(Refused) as refused:
        compile_text(f"{text}    canvas.text(5, 5, \"größer\", anchor=oben)\n")
    lines = str(refused.value).splitlines()
    source = next(line for line in lines if "größer" in line)
    carets = next(line for line in lines if "^" in line)
    assert source.index("oben") == carets.index("^")
