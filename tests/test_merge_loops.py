"""Two loops that count alike are one where that draws the same, and stay two where it would not."""

from __future__ import annotations

import random

import pytest

from intaglio.backends.javascript import emit
from intaglio.backends.javascript.minify import minified
from intaglio.ir.interpret import interpret
from intaglio.ir.nodes import Module
from tests.in_node import assert_same, drawn, piece

pytestmark = pytest.mark.node

SIZE = 8
WITHOUT = frozenset({"merge_loops"})
ARRAYS = f"""
    a = ints.new({SIZE}) b = ints.new({SIZE}) s: int = 0 w = word()
    for k in 0, {SIZE}, 1 {{ v = word() ints.set(a, k, {SIZE}, and(v, 7)) ints.set(b, k, {SIZE}, and(shr(v, 3), 7)) }}
"""
SHOWN = f"""
    for k in -1, {SIZE - 1}, 1 {{
        u = ints.get(a, add(k, 1), {SIZE}) v = ints.get(b, add(k, 1), {SIZE})
        emit.int svg(u) emit.int svg(v) emit.text svg " " () }}
    emit.int svg(s)
"""


def loop(body: str, counter: str = "i", bounds: str = "1, 7, 1") -> str:
    return f"for {counter} in {bounds} {{ {body} }} "


def read(name: str, array: str, index: str) -> str:
    return f"{name} = ints.get({array}, {index}, {SIZE}) "


def write(array: str, index: str, value: str) -> str:
    return f"ints.set({array}, {index}, {SIZE}, {value}) "


def whole(loops: str) -> Module:
    return piece(ARRAYS + loops + SHOWN)


def count(module: Module) -> int:
    """The loops of a script, but for that of the seed's words and the two around what is tried."""
    return emit(module, canonical=True).count("for(") - 3


COPY = loop(read("x", "b", "i") + write("a", "i", "x"))
ADD = loop(read("y", "a", "j") + "s: int = add(s, y) ", "j")
ONE = [
    ("an entry that this turn wrote", COPY + ADD),
    ("an entry that an earlier turn wrote", COPY + loop(read("y", "a", "sub.fits(i, 1)") + "s: int = add(s, y) ")),
    ("what stands between goes before", COPY + "s: int = and(w, 3) " + ADD),
    ("what stands between goes after", COPY + write("a", "0", "5") + loop(read("y", "b", "i") + "s: int = add(s, y) ")),
    ("three", COPY + ADD + loop(write("b", "i", "4"))),
    ("entries that are never the same", loop(read("x", "b", "i") + write("a", "mul.fits(i, 2)", "x"), bounds="1, 3, 1")
     + loop(read("y", "a", "add.fits(mul.fits(i, 2), 1)") + "s: int = add(s, y) ", bounds="1, 3, 1")),
    ("a variable that both use for themselves", COPY + loop(read("x", "a", "i") + "s: int = add(s, x) ")),
    ("one of them draws", COPY + loop("emit.int svg(i) ")),
    ("downwards", loop(read("x", "b", "i") + write("a", "i", "x"), bounds="6, 0, -1")
     + loop(read("y", "a", "add.fits(i, 1)") + "s: int = add(s, y) ", bounds="6, 0, -1")),
]  # fmt: skip
TWO = [
    ("an entry that a later turn writes", COPY + loop(read("y", "a", "add.fits(i, 1)") + "s: int = add(s, y) ")),
    ("an entry that a later turn reads", loop(read("x", "b", "sub.fits(i, 1)") + write("a", "i", "x"))
     + loop(write("b", "i", "4"))),
    ("an entry that stays the same", COPY + loop(read("y", "a", "3") + "s: int = add(s, y) ")),
    ("other bounds", COPY + loop(read("y", "a", "i") + "s: int = add(s, y) ", bounds="1, 6, 1")),
    ("both draw", loop("emit.int svg(i) ") + loop("emit.text svg \"-\" () ")),
    ("both draw from the seed", loop("v = word() " + write("a", "i", "and(v, 3)"))
     + loop("u = word() " + write("b", "i", "and(u, 3)"))),
    ("a sum that the other reads", ADD + loop(write("b", "i", "s"))),
    ("what stands between is in the way of both", COPY + read("z", "a", "5") + loop(write("b", "i", "z"))),
    ("it may be left", COPY + loop(read("y", "a", "i") + "s: int = add(s, y) if gt(s, 9) { break } ")),
    ("a variable goes from turn to turn", "z: int = 0 " + loop(write("a", "i", "z") + "z: int = add(z, i) ")
     + loop(write("b", "i", "z") + "z: int = sub(z, 1) ")),
    ("the value of the last turn", "z: int = 0 " + loop("z: int = mul(i, 2) " + write("a", "i", "z"))
     + loop(write("b", "i", "z"))),
    ("downwards, from above", loop(read("x", "b", "i") + write("a", "i", "x"), bounds="6, 0, -1")
     + loop(read("y", "a", "sub.fits(i, 1)") + "s: int = add(s, y) ", bounds="6, 0, -1")),
]  # fmt: skip


@pytest.mark.parametrize("loops", [loops for _, loops in ONE], ids=[name for name, _ in ONE])
def test_one_loop(loops: str) -> None:
    module = whole(loops)
    assert count(module) == 1
    assert_same(module)


@pytest.mark.parametrize("loops", [loops for _, loops in TWO], ids=[name for name, _ in TWO])
def test_two_loops(loops: str) -> None:
    module = whole(loops)
    assert count(module) == 2
    assert_same(module)


def test_arrays_that_may_be_one_are_taken_for_one() -> None:
    """A rule is given the same array twice: what it writes to one it reads from the other."""
    body = loop(read("x", "q", "i") + write("p", "i", "x")) + loop(read("y", "q", "i") + write("p", "0", "y"))
    module = piece(ARRAYS + "call f(a, b) call f(a, a) " + SHOWN, f"function f(p: ints, q: ints) {{ {body} }}")
    assert count(module) == 2
    assert_same(module)


# ---- at random ------------------------------------------------------------------------------------


def random_loops(number: int) -> Module:
    """Two or three loops over two arrays and a few variables, and statements between them."""
    pick = random.Random(number)

    def index() -> str:
        return pick.choice(["i", "i", "i", "add.fits(i, 1)", "sub.fits(i, 1)", "3"])

    def statement() -> str:
        name, array = pick.choice("xyz"), pick.choice("ab")
        return pick.choice([
            read(name, array, index()), read(name, array, index()), write(array, index(), pick.choice("xyzsi")),
            write(array, index(), f"and(add({pick.choice('xyz')}, i), 15)"), f"s: int = add(s, {pick.choice('xyzi')}) ",
            f"{name}: int = xor({pick.choice('xyzs')}, i) ", pick.choice(["emit.int svg(i) ", f"{name} = word() "]),
            f"if gt({pick.choice('xyzs')}, 5) {{ {read(name, array, index())}}} ",
        ])  # fmt: skip

    def between() -> str:
        return pick.choice([
            "", "", f"{pick.choice('xyzs')}: int = and(w, 7) ", read(pick.choice("xyz"), pick.choice("ab"), "2"),
            write(pick.choice("ab"), "4", pick.choice("xyzs")),
        ])  # fmt: skip

    loops = [
        loop("".join(statement() for _ in range(pick.randint(1, 3)))) + between() for _ in range(pick.choice((2, 3)))
    ]
    shown = "".join(f"emit.int svg({name}) " for name in "xyz")
    return piece(f"{ARRAYS} x: int = 1 y: int = 2 z: int = 3 {''.join(loops)} {SHOWN} {shown}")


def compared(numbers: range, engine: str = "node") -> tuple[int, list[int]]:
    """How many of these random pieces have fewer loops when merged, and which of them an engine draws otherwise."""
    seeds = [bytes(32), bytes(range(32))]
    modules = [random_loops(number) for number in numbers]
    scripts = [emit(module) for module in modules]
    fewer = sum(script.count("for(") < minified(m, WITHOUT).text().count("for(") for m, script in zip(modules, scripts))
    pictures = drawn(scripts, seeds, engine)
    expected = [[interpret(module, seed) for seed in seeds] for module in modules]
    return fewer, [number for number, one, other in zip(numbers, pictures, expected) if one != other]


def test_random_loops_mean_the_same() -> None:
    """`python -c "from tests.test_merge_loops import compared; print(compared(range(2000)))"` tries more."""
    fewer, wrong = compared(range(40))
    assert wrong == []
    assert fewer >= 10
