"""What makes scripts short: each with what it writes, and with what it must leave alone."""

from __future__ import annotations

import pytest

from intaglio.backends.javascript import emit
from tests.in_node import assert_same, piece

pytestmark = pytest.mark.node

ARRAYS = "a = ints.new(4) b = ints.new(4) w = word() ints.set(a, 1, 4, and(w, 7)) ints.set(b, 1, 4, 9)"
SHOWN = "for i in 0, 4, 1 { v = ints.get(a, i, 4) emit.int svg(v) u = ints.get(b, i, 4) emit.int svg(u) }"

# name, body, further functions, what the script has
SHORT = [
    ("an entry of one array goes to another", """ARRAYS
        x = ints.get(a, 1, 4)
        y = ints.get(b, 1, 4)
        ints.set(a, 2, 4, y)
        ints.set(b, 3, 4, x)
        SHOWN""", "", "[2]="),
    ("a value is taken before its array changes", """ARRAYS
        x = ints.get(a, 1, 4)
        ints.set(a, 1, 4, 5)
        ints.set(b, 1, 4, x)
        SHOWN""", "", "=5"),
    ("two names of one array", """ARRAYS
        call swap(a, a)
        call swap(a, b)
        SHOWN""", """function swap(p: ints, q: ints) {
          x = ints.get(p, 1, 4)
          y = ints.get(q, 1, 4)
          ints.set(p, 1, 4, add(y, 1))
          ints.set(q, 1, 4, x)
        }""", "[1]"),
    ("a condition in steps", """ARRAYS
        x = ints.get(a, 1, 4)
        c: bool = gt(x, 2)
        if c { y = ints.get(b, 1, 4) c: bool = eq(y, 9) }
        if c { emit.text svg "both" () }
        d: bool = gt(x, 5)
        if negate(d) { y = ints.get(b, 2, 4) d: bool = eq(y, 0) }
        if d { emit.text svg "either" () }""", "", "&&"),
    ("a step that reads the condition stays", """w = word() c: bool = gt(w, 0) d: bool = gt(w, 9)
        if c { c: bool = both(c, d) }
        if c { emit.text svg "c" () }""", "", "c"),
    ("what two arms give is one value", """w = word()
        if gt(w, 0) { x: int = 3 } else { x: int = 4 }
        emit.int svg(x)""", "", "?3:4"),
    ("ints have neighbours", """w = word()
        x: int = and(w, 15)
        while true { if lt(x, 14) { break } x: int = sub(x, 3) }
        emit.int svg(x)""", "", ">13"),
    ("a product that fits is plain where only its bits count", """w = word()
        x: int = and(w, 15)
        y: int = and(w, 7)
        emit.int svg(xor(mul.fits(x, y), mul.fits(y, y)))""", "", "*"),
]


@pytest.mark.parametrize(("body", "rest", "has"), [case[1:] for case in SHORT], ids=[case[0] for case in SHORT])
def test_short_and_the_same(body: str, rest: str, has: str) -> None:
    module = piece(body.replace("ARRAYS", ARRAYS).replace("SHOWN", SHOWN), rest)
    assert_same(module)
    script = emit(module)
    assert has in script and "imul" not in script


def test_products_by_constants_share_a_helper_that_takes_whole_numbers() -> None:
    factors = [f"emit.decimal svg(mul(x, {n}.2))" for n in range(14)]
    module = piece(f"w = word() x: fixed = unit(w) {' '.join(factors)} emit.decimal svg(mul(x, x))", "", 5)
    assert_same(module)
    script = emit(module)
    assert "*13107)" in script and "13107/65536" not in script
    few = emit(piece(f"w = word() x: fixed = unit(w) {' '.join(factors[:3])}", "", 5))
    assert "13107/65536" in few or "*13107)" in few
