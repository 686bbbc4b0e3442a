"""The search for a script's best names, operands and order: what it may change, and that it changes nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from intaglio.backends.javascript import drafts, emit_for
from intaglio.backends.javascript.minify import Draft, seen_before
from intaglio.backends.javascript.search import smallest
from intaglio.ir.interpret import interpret
from intaglio.packing.context_mixing import Primed
from intaglio.packing.context_mixing.weigher import Weigher
from intaglio.packing.primer.compiled import PIECES
from intaglio.pipeline import lower_whole
from intaglio_renderers.javascript import JavaScriptRenderer
from intaglio_studio.piece import open_piece
from tests.in_node import SEEDS, drawn, piece

RULES = """texts NAMES "Ember" "Moss"
function first(a: fixed, b: fixed) -> fixed {
  for i in 0, 3, 1 { b: fixed = add(mul(a, b), mul(b, 0.5)) }
  return b
}
function second(a: fixed, b: fixed) -> fixed {
  c: fixed = mul(add(b, a), 0.5)
  for i in 0, 2, 1 { c: fixed = add(mul(c, 0.25), a) }
  return mul(c, add(a, b))
}"""
MAIN = """
w = word()
v = word()
x: fixed = mul(fixed(and(w, 7)), 0.0625)
y = call first(x, 0.25)
z = call second(y, x)
y = call first(add(z, x), 0.125)
z = call second(add(x, y), z)
emit.entry traits "NAMES" (and(v, 1))
emit.decimal svg(add(mul(y, 0.5), mul(x, z)))
emit.int svg(xor(and(v, 255), and(w, 4095)))"""


def by_letters(text: str) -> float:
    """A packer that likes letters from the end of the alphabet, the more so the earlier they stand."""
    return sum((255 - ord(char)) / (at + 50) for at, char in enumerate(text))


@pytest.mark.parametrize("form", [0, 1])
def test_what_is_found_draws_the_same_and_is_smaller(form: int) -> None:
    module = piece(MAIN, RULES)
    draft = list(drafts(module))[form]
    found = smallest([draft], by_letters, 1000)
    assert by_letters(found.text()) < by_letters(draft.text())
    assert drawn([found.text()], SEEDS) == [[interpret(module, seed) for seed in SEEDS]]


def test_operands_and_rules_change_places() -> None:
    draft = seen_before(piece(MAIN, RULES))
    texts: list[str] = []

    def size(text: str) -> float:
        texts.append(text)
        return -float(len(texts))  # all changes are taken

    smallest([draft], size, 1000)
    assert {"&4095^" in text for text in texts} == {True, False}
    assert {text.index("<3;") < text.index("<2;") for text in texts} == {True, False}


def test_two_draws_never_change_places() -> None:
    """Both orders would be as long, and one of them is wrong."""
    module = piece("w = word()\nv = word()\nemit.int svg(xor(and(w, 255), and(v, 4095)))")
    for size in (lambda text: text.find("255"), lambda text: -text.find("255")):
        found = emit_for(size, module, trials=1000)
        assert drawn([found.text()], SEEDS) == [[interpret(module, seed) for seed in SEEDS]]


def test_what_is_settled_stays() -> None:
    draft = seen_before(lower_whole(open_piece(PIECES / "orchard.py").typed))
    found = smallest([draft], by_letters, 60)
    assert {symbol: found.names[symbol] for symbol in draft.settled} == {s: draft.names[s] for s in draft.settled}
    assert found.text() != draft.text()
    assert len(set(found.text())) == len(set(draft.text()))


@pytest.mark.parametrize("name", ["orchard", "posters", "fern"])
def test_a_piece_draws_the_same_after_a_search(name: str) -> None:
    opened = open_piece(PIECES / f"{name}.py")
    scripts = [draft.text() for draft in (
        next(iter(drafts(opened.module))),
        emit_for(by_letters, opened.module, lower_whole(opened.typed), trials=400),
    )]  # fmt: skip
    pictures = []
    for script in scripts:
        with JavaScriptRenderer(script) as renderer:
            pictures.append([renderer.render(seed) for seed in SEEDS])
    assert pictures[0] == pictures[1]


def test_trials_are_counted() -> None:
    told: list[tuple[int, int]] = []
    asked: list[str] = []

    def size(text: str) -> float:
        asked.append(text)
        return 0.0

    emit_for(size, piece(MAIN, RULES), trials=5, told=lambda done, of: told.append((done, of)))
    assert told == [(n, 5) for n in range(1, 6)]
    assert len(asked) == 2 + 5
    asked.clear()
    emit_for(size, piece(MAIN, RULES))
    assert len(asked) == 2


def test_the_smallest_form_is_taken() -> None:
    forms: list[Draft] = list(drafts(piece(MAIN, RULES)))
    for form in forms:
        assert emit_for(lambda text: float(text != form.text()), piece(MAIN, RULES)).text() == form.text()  # noqa: B023


def test_no_order_of_hashes() -> None:
    code = (
        "from tests.test_search import *\n"
        "print(emit_for(by_letters, piece(MAIN, RULES), trials=99).text())\n"
    )  # fmt: skip
    texts = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[1],
        ).stdout for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(texts) == 1


def test_a_weigher_gives_the_size_of_the_whole() -> None:
    primed = Primed(b"for(i=0;i<9;i++)o+=`<circle/>`;" * 9)
    weigher = Weigher(primed)
    head = "".join(f"x{n}=Math.floor(y/{n});" for n in range(30))
    for tail in ("o=1", "o=2", "", "o=`é`", head, "o=2"):
        assert weigher(head + tail) == primed.size((head + tail).encode()) / 8
    for text in ("", "short", "shorter", head[:300], head):
        assert weigher(text) == primed.size(text.encode()) / 8
