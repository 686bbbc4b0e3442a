"""Where each character of a script comes from: texts and nodes that keep their places, and the whole of some pieces."""

from __future__ import annotations

import pickle
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intaglio.backends.javascript import emit
from intaglio.backends.javascript.minify import minified, seen_before
from intaglio.backends.javascript.tracing import FRAME, SEED, Origin, trace
from intaglio.ir.nodes import Module
from intaglio.ir.span import NOWHERE, Span
from intaglio.ir.traced_text import TracedText
from intaglio_studio.piece import open_piece
from tests.conftest import ROOT
from tests.toy import TOY, write_toy

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


def line(number: int) -> Span:
    return Span("a.py", number, 0, number, 1)


def module_of(path: Path) -> Module:
    return open_piece(path).module


def stretches(text: str, origins: list[Origin]) -> dict[str, str]:
    """The text of each line, and of each part that has a name."""
    found: dict[str, str] = {}
    for (place, _), group in groupby(zip(map(shown, origins), text, strict=True), lambda pair: (pair[0], 0)):
        found[place] = found.get(place, "") + "".join(char for _, char in group)
    return found


def shown(origin: Origin) -> str:
    return f"{Path(origin.file).name}:{origin.line}" if isinstance(origin, Span) else origin


@given(st.lists(st.text(max_size=5), min_size=1, max_size=6), st.integers(0, 40), st.integers(0, 40))
def test_texts_put_together_and_cut_keep_their_lines(parts: list[str], start: int, stop: int) -> None:
    whole = TracedText.of("", line(0))
    for number, part in enumerate(parts):
        whole += TracedText.of(part, line(number))
    lines = [span.line for size, span in whole.runs for _ in range(size)]
    assert whole == "".join(parts) and len(lines) == len(whole)
    cut = whole[start:stop]
    assert isinstance(cut, TracedText) and cut == str(whole)[start:stop]
    assert [span.line for size, span in cut.runs for _ in range(size)] == lines[start:stop]


def test_a_traced_text_is_a_text() -> None:
    text = TracedText.of("ab", line(1))
    assert text == "ab" and hash(text) == hash("ab") and text[0] == "a" and text[::-1] == "ba"
    assert ("x" + text).runs == ((1, NOWHERE), (2, line(1)))
    again = pickle.loads(pickle.dumps(text + TracedText.of("c", line(2))))
    assert again == "abc" and again.runs == ((2, line(1)), (1, line(2)))
    assert TracedText.of(text, line(7)) is text


def test_each_line_of_a_piece_has_its_own(tmp_path: Path) -> None:
    module = module_of(write_toy(tmp_path))
    text, origins = trace(minified(module))
    assert text == emit(module)
    found = stretches(text, origins)
    numbers = {text.strip(): f"toy.py:{number}" for number, text in enumerate(TOY.splitlines(), 1)}
    assert "S.match" in found.pop(SEED)
    assert "100" in found.pop("helper decimal")
    assert {place.partition(":")[0] for place in found} == {"toy.py"}
    for inks in ("1b1b1e f26430 f2c14e", "0b2027 40798c 70a9a1"):
        (entry,) = (place for text, place in numbers.items() if inks.replace(" ", '", "#') in text)
        assert inks.replace(" ", "") in found[entry]
    assert "Palette" in found[numbers['palette = seed.pick("Palette", PALETTES, weights=(3, 1))']]
    assert "<circle" in found[numbers["canvas.circle(seed.uniform(0, 400), seed.uniform(0, 300), r, fill=ink)"]]
    assert found[numbers["if r > 20:"]] == "r>20?:``"
    assert "<rect" in found[numbers["canvas.rect(10 * r / 3, 5, 20.5, r, stroke=ink, width=1.5)"]]
    assert "viewBox" in found[numbers["def toy(seed: Seed, canvas: Canvas):"]]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_tracing_changes_nothing(path: Path) -> None:
    """In both forms, and nearly everything has a place or a name."""
    module = module_of(path)
    for draft in (minified(module), seen_before(module)):
        text, origins = trace(draft)
        assert text == draft.text() and len(origins) == len(text)
        assert origins.count(FRAME) < 0.02 * len(text)


def test_characters_of_private_use_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "odd.py"
    path.write_text(TOY.replace("Ember", "\U000f0001"), "utf-8")
    draft = minified(module_of(path))
    assert trace(draft) == (draft.text(), [FRAME] * len(draft.text()))


def test_tables_know_their_lines(tmp_path: Path) -> None:
    (tmp_path / "colors.py").write_text('INKS = (\n    "#112233",\n    "#445566",\n)\n', "utf-8")
    path = tmp_path / "piece.py"
    body = "    i = seed.below(2)\n    canvas.background(INKS[i])\n"
    body += "    canvas.circle((1, 5)[i], 5, 5, fill=INKS[1 - i])\n"
    head = 'from intaglio import Canvas, Seed, art\nfrom colors import INKS\n\n@art("P")\n'
    path.write_text(f"{head}def p(seed: Seed, canvas: Canvas):\n{body}", "utf-8")
    tables = module_of(path).tables
    places = {table.name: (Path(table.span.file).name, table.span.line) for table in tables}
    assert [place.line for table in tables if table.name == "INKS" for place in table.places] == [2, 3]
    assert places["INKS"] == ("colors.py", 1)
    assert [place for name, place in places.items() if name.startswith("at$")] == [("piece.py", 8)]
