"""Names that are the same in every script: helpers, rules of the library, and the variables of rules."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import intaglio.library
from intaglio.backends.javascript import emit
from intaglio.backends.javascript.canonical import LOCALS, OURS, canonical_names
from intaglio.backends.javascript.names import RESERVED
from intaglio.backends.javascript.prelude import Prelude
from intaglio.backends.javascript.syntax import Symbol
from intaglio.packing import page
from intaglio.packing.codecs import CONTEXT_MIXING
from intaglio.packing.runtime import runtime
from intaglio_studio.piece import open_piece
from tests.in_node import assert_same, piece

WAVES = """function _wave(t: fixed) -> fixed {
  v: fixed = sub(1024.0, abs(sub(t, 2048.0)))
  return mul(v, mul(v, 0.001))
}
function own(a: fixed, b: fixed, c: fixed) -> fixed {
  for i in 0, 3, 1 { c: fixed = add(mul(a, b), c) }
  return c
}"""
DRAWS = """
w = word()
x = call _wave(fixed(and(w, 4095)))
y = call own(x, 2.0, 1.0)
z = call own(y, 2.0, x)
x = call _wave(add(x, 3.0))
emit.decimal svg(add(x, add(y, z)))"""


def test_every_rule_of_the_library_has_a_name_for_good() -> None:
    folder = Path(intaglio.library.__file__).parent
    trees = [ast.parse(file.read_text()) for file in folder.glob("*.py") if file.name != "__init__.py"]
    rules = {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert rules <= set(OURS)


def test_every_helper_has_a_name_for_good() -> None:
    helpers = Prelude(piece("emit.int svg(1)"), frozenset()).globals()
    assert {symbol.hint for symbol in helpers if symbol.ours} <= set(OURS)


def test_no_name_is_given_twice_or_belongs_to_the_host() -> None:
    assert len({*OURS.values(), *LOCALS}) == len(OURS) + len(LOCALS)
    assert not {*OURS.values(), *LOCALS} & (RESERVED | {"R", "P"})
    assert {name for name in (*OURS.values(), *LOCALS) if len(name) == 1} <= set(page.LOCALS)


@pytest.mark.parametrize("name", ["drift", "marble", "rings"])
def test_a_rule_of_the_library_is_the_same_text_in_every_script(name: str) -> None:
    script = emit(open_piece(Path(f"examples/{name}.py")).module, canonical=True)
    assert "N=a=>(a=A+B+E++|0,A=B^B>>>9,B=C*9,C=(C<<21|C>>>11)+a,a)" in script
    assert "T=(a,b,c)=>(a=Math.imul(a,-1028477379),b*(a>>16)+c*(a&65535))" in script
    assert "U=a=>F(F(F(a*a)*a)*(F(a*(a*6-15))+10))" in script


def test_pages_have_all_names_as_locals() -> None:
    text = runtime(CONTEXT_MIXING).text.decode()
    assert ",".join([*page.LOCALS, *(name for name in OURS.values() if len(name) > 1)]) in text


def test_what_is_left_goes_to_the_piece() -> None:
    ours, theirs = Symbol("_wave", ours=True), Symbol("_wave")
    scopes = [[Symbol(f"v{at}") for at in range(length)] for length in (3, 30)]
    many = [Symbol(f"rule{at}") for at in range(60)]
    symbols = [ours, theirs, *scopes[0], *scopes[1], *many]
    names = canonical_names(symbols, scopes)
    assert names[ours] == OURS["_wave"] != names[theirs]
    assert [names[symbol] for symbol in scopes[0]] == ["a", "b", "c"]
    assert [names[symbol] for symbol in scopes[1]][: len(LOCALS)] == list(LOCALS)
    common = [names[symbol] for symbol in (ours, theirs, *many)]
    assert len({*common, *(names[symbol] for symbol in scopes[1])}) == len(common) + 30
    assert not set(names.values()) & (RESERVED | {"R", "P"})


def test_two_rules_for_arrays_of_several_sizes() -> None:
    first, second = Symbol("pack$64", ours=True), Symbol("pack$90", ours=True)
    names = canonical_names([first, second], [])
    assert names[first] == OURS["pack"] != names[second]


def test_draws_the_same() -> None:
    assert_same(piece(DRAWS, WAVES))
    assert_same(piece(DRAWS, WAVES.replace("function _wave", "library function _wave")))


def test_no_order_of_hashes() -> None:
    code = (
        "from intaglio.backends.javascript import emit\n"
        "from tests.test_canonical import *\n"
        "print(emit(piece(DRAWS, WAVES), canonical=True))"
    )
    run = [subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    ).stdout for seed in ("1", "2")]  # fmt: skip
    assert run[0] == run[1] != ""
