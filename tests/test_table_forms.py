"""How a script holds a constant table: each form is taken where it should be, and read whole."""

from collections.abc import Sequence

import pytest

from intaglio.backends.javascript import emit
from intaglio.ir.nodes import Module
from tests.in_node import assert_same, piece

pytestmark = pytest.mark.node


def read_whole(values: Sequence[int]) -> Module:
    """A piece that writes all entries of a table, and calculates with them."""
    body = f'for i in 0, {len(values)}, 1 {{ emit.int svg(sub(T[i], 7)) emit.text svg "," () emit.int svg(T[i]) }}'
    return piece(body, f"table T int {' '.join(map(str, values))}")


FORMS = {  # a table's entries, and what its text is made numbers by
    "colors": ((1, 0, 0xFFFFFF, 0x102030, 0x00000F, *range(0xABCDE0, 0xABCDEC)), ".match(/.{6}/g).map("),
    "few colors": ((0xFFFFFF, 0xFF0000, 0), "[16777215,"),
    "no colors": ((0x1000000, *range(0xABCDE0, 0xABCDF5)), "[16777216,"),
    "letters": (tuple(n * n % 199 - 99 for n in range(400)), ".charCodeAt()-134)"),
    "all letters": ((*range(200),), ".charCodeAt()-35)"),
    "rising": (tuple(sum(range(n)) for n in range(60)), ".charCodeAt()-35,"),
    "rising by leaps": (tuple(999 * n for n in range(40)), ".charCodeAt()-35,"),
    "rising too fast": (tuple(1000 * n for n in range(40)), "[0,1e3,"),
    "rising from below": (tuple(range(-9, 400, 8)), "[-9,-1,"),
}


@pytest.mark.parametrize(("values", "form"), FORMS.values(), ids=FORMS)
def test_forms_of_tables(values: Sequence[int], form: str) -> None:
    assert form in emit(read_whole(values))
    assert_same(read_whole(values))


def test_letters_for_a_packer_that_has_seen_scripts() -> None:
    """Few kinds of letters are capitals then, which are no brackets; many begin early, so that most take a byte."""
    few, many = read_whole(tuple(n * n % 13 - 6 for n in range(200))), read_whole(tuple(n * n % 93 for n in range(200)))
    assert ".charCodeAt()-71)" in emit(few, canonical=True) and ".charCodeAt()-41)" in emit(few)
    assert ".charCodeAt()-35)" in emit(many, canonical=True)
    assert_same(few)
