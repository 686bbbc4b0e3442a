"""The JavaScript backend against the IR's own meaning: statements, rules, draws, texts, traits, random modules."""

from itertools import count

import pytest

from intaglio.backends.javascript import emit
from intaglio.ir.check import check
from intaglio.ir.interpret import interpret
from intaglio.ir.nodes import Const, For, Function, Module, Perform, Table, Var
from intaglio.ir.ops import Fault
from intaglio.ir.types import Type
from intaglio.passes.lower_canvas import lower_canvas
from intaglio.passes.lower_seed import lower_seed
from tests.in_node import SEEDS, assert_same, piece
from tests.ir_generator import module_of

pytestmark = pytest.mark.node

# ---- statements -----------------------------------------------------------------------------------

STATEMENTS = {
    "nothing": "",
    "branches": """
        w = word()
        x: int = and(w, 7)
        if lt(x, 3) { y: int = 1 } else { y: int = 2 }
        if eq(x, 5) { y: int = add(y, x) }
        if both(ne(x, 1), either(gt(x, 4), eq(y, 2))) { emit.text svg "a" () } else { emit.text svg "b" () }
        if negate(both(lt(x, 6), ge(y, 2))) { if gt(x, 2) { emit.int svg(y) } }
        if eq(x, 0) { } else { emit.int svg(x) }
        emit.int svg(select(le(x, 4), x, mul.fits(y, 2)))""",
    "nested branches keep their else": """
        w = word()
        x: int = and(w, 3)
        if lt(x, 2) { if eq(x, 1) { for i in 0, 2, 1 { if eq(i, x) { break } emit.int svg(i) } } }
        else { for i in 0, 3, 1 { if eq(i, x) { continue } emit.int svg(i) } }""",
    "counted loops": """
        for i in 0, 5, 1 { emit.int svg(i) }
        for i in 5, 0, -1 { emit.int svg(i) }
        for i in -7, 8, 3 { emit.int svg(i) }
        for i in 10, -10, -6 { emit.int svg(i) }
        for i in 3, 3, 1 { emit.int svg(i) }
        for i in 2147483600, 2147483647, 40 { emit.int svg(i) }
        for i in -2147483600, -2147483648, -40 { emit.int svg(i) }""",
    "a stop that the body changes": """
        n: int = 4
        for i in 0, n, 1 { n: int = add(n, 1) emit.int svg(n) }
        i: int = 2
        for i in i, add(i, 4), 1 { emit.int svg(i) }""",
    "a start that draws": """
        w = word()
        for i in and(w, 7), 9, 1 { emit.int svg(i) v = word() emit.int svg(v) }""",
    "break and continue": """
        for i in 0, 20, 1 {
          if eq(mod.natural(i, 3), 0) { continue }
          if gt(i, 12) { break }
          for j in 0, 9, 1 { if ge(j, 2) { break } if eq(i, j) { continue } emit.int svg(j) }
          emit.int svg(i)
        }""",
    "while": """
        x: int = 1
        while lt(x, 1000) { x: int = mul(x, 3) if eq(and(x, 4), 4) { continue } emit.int svg(x) }
        while true { w = word() x: int = and(w, 15) if lt(x, 11) { break } }
        emit.int svg(x)
        while true { if gt(x, 40) { break } x: int = add(x, 7) emit.int svg(x) }
        while true { x: int = sub(x, 3) if lt(x, 0) { break } if eq(and(x, 1), 0) { continue } emit.int svg(x) }
        while true { w = word() break }
        emit.int svg(w)""",
    "a condition that the body changes": "k: int = 0 while lt(k, 1) { k: int = 1 emit.int svg(7) }",
    "return from the midst of main": """
        w = word()
        emit.text traits ",1" ()
        for i in 0, 9, 1 { for j in 0, i, 1 { if eq(add(i, j), and(w, 7)) { emit.text svg "out" () return } } }
        emit.text traits ",2" ()
        emit.text svg "end" ()""",
    "return at the end of main": 'emit.text svg "a" () return',
    "values that move": """
        a = word()
        b = word()
        c: int = and(a, 255)
        d: int = and(b, 255)
        emit.int svg(d)
        emit.text svg " " ()
        emit.int svg(c)
        e = word()
        f: int = and(e, 15)
        c: int = add(c, 1)
        emit.int svg(add(f, c))
        g = word()
        h = word()
        if gt(and(h, 3), 1) { emit.int svg(and(g, 63)) }
        for i in 0, 2, 1 { k = word() emit.int svg(and(k, 7)) m: int = xor(k, h) h: int = add(m, i) }
        emit.int svg(h)
        u = word()
        v = word()
        emit.int svg(select(gt(h, 0), and(u, 7), 0))
        emit.int svg(v)""",
    "a copy keeps the old value": """
        x: int = 3
        y: int = x
        x: int = add(x, 4)
        z: int = y
        y: int = add(y, x)
        for i in 0, 3, 1 { p: int = x x: int = y y: int = add(p, i) emit.int svg(x) }
        emit.int svg(add(add(x, y), z))""",
    "draws that nobody reads": """
        a = word()
        b = word()
        c = word()
        emit.int svg(and(c, 255))""",
    "draws in writes stay in order": """
        a = word()
        emit.int svg(and(a, 7))
        b = word()
        emit.int svg(b)
        emit.int svg(b)
        c = word()
        emit.int traits(c)
        d = word()
        emit.int svg(d)
        e = word()
        emit.int traits(e)
        for i in 0, 2, 1 { f = word() emit.int svg(f) g = word() if gt(g, 0) { emit.int svg(g) } }""",
    "writes that wait": """
        x: int = 1
        emit.text svg "<" ()
        emit.int svg(x)
        w = word()
        x: int = 2
        emit.int svg(x)
        emit.text traits ",3" ()
        if gt(and(w, 3), 1) { emit.text svg "yes" () }
        emit.text svg ">" ()
        for i in 0, 2, 1 { emit.text svg "-" () x: int = add(x, i) emit.int svg(x) }
        emit.int traits(x)""",
}


@pytest.mark.parametrize("body", STATEMENTS.values(), ids=STATEMENTS)
def test_statements(body: str) -> None:
    assert_same(piece(body))


RULES = {
    "several results": (
        """
        w = word()
        x, y = call turn(3, and(w, 7))
        x, y = call turn(y, x)
        emit.int svg(x)
        _, z = call turn(x, y)
        emit.int svg(z)
        q, _ = call turn(z, z)
        emit.int svg(q)
        _, _ = call noisy(1)
        emit.int svg(y)""",
        """function turn(a: int, b: int) -> int, int { if gt(a, b) { return b, a } return add(a, 1), sub(b, 1) }
        function noisy(a: int) -> int, int { w = word() emit.int svg(and(w, 3)) return w, a }""",
    ),
    "recursion keeps its locals": (
        "call tree(4, 1) n = call fib(12) emit.int svg(n)",
        """function tree(depth: int, mark: int) {
          kept: int = mul(mark, 3)
          if eq(depth, 0) { emit.int svg(mark) return }
          for i in 0, 2, 1 { call tree(sub(depth, 1), add(kept, i)) emit.int svg(kept) emit.int svg(i) }
          emit.text svg " " ()
        }
        function fib(n: int) -> int {
          if lt(n, 2) { return n }
          a = call fib(sub(n, 1))
          b = call fib(sub(n, 2))
          return add(a, b)
        }""",
    ),
    "mutual recursion": (
        "e = call even(11) emit.int svg(whole(e)) e = call even(10) emit.int svg(whole(e))",
        """function even(n: int) -> bool { if eq(n, 0) { return true } r = call odd(sub(n, 1)) return r }
        function odd(n: int) -> bool { if eq(n, 0) { return false } r = call even(sub(n, 1)) return r }""",
    ),
    "main is called": (
        """
        w = word()
        emit.int svg(and(w, 1))
        if eq(and(w, 1), 0) { call main() return }
        emit.text svg "end" ()""",
        "",
    ),
    "calls that write do not move into writes": (
        """
        emit.text svg "a" ()
        x = call loud(1)
        emit.text svg "b" ()
        emit.int svg(x)
        y = call loud(2)
        z = call quiet(y)
        emit.int svg(add(z, x))
        v = call quiet(1)
        w = word()
        emit.int svg(v)
        emit.int svg(w)
        call nothing()""",
        """function loud(x: int) -> int { emit.text svg "[" () emit.int svg(x) return add(x, 1) }
        function quiet(x: int) -> int { w = word() return xor(w, x) }
        function nothing() { }""",
    ),
    "returns of all kinds": (
        "for i in 0, 9, 1 { a = call f(i) emit.int svg(a) b = call g(i) emit.int svg(b) call h(i) }",
        """function f(x: int) -> int {
          if lt(x, 2) { return 1 }
          y: int = mul(x, x)
          if eq(x, 3) { return y } else { y: int = add(y, 1) }
          z: int = sub(y, x)
          if gt(z, 30) { return 0 }
          return add(z, y)
        }
        function g(x: int) -> int { while true { if gt(x, 6) { return x } x: int = add(x, 2) } }
        function h(x: int) {
          if eq(x, 4) { return }
          for i in 0, x, 1 { if eq(i, 3) { return } emit.int svg(i) }
          emit.text svg ";" ()
        }""",
    ),
    "names of the host": (
        "o: int = 1 t: int = 2 S: int = 3 x$1: int = 4 x_1: int = 5 r = call top(o, t) emit.int svg(add(r, add(S, "
        "add(x$1, x_1)))) r = call new(1) emit.int svg(r) r = call hex(2) emit.int svg(r)",
        """function top(document: int, eval: int) -> int { return add(document, eval) }
        function new(Math: int) -> int { return Math }
        function hex(snap: int) -> int { return snap }""",
    ),
}


@pytest.mark.parametrize(("body", "rest"), RULES.values(), ids=RULES)
def test_rules(body: str, rest: str) -> None:
    assert_same(piece(body, rest))


# ---- what is written ------------------------------------------------------------------------------

TEXTS = [
    "plain", "`", "${x}", "$`{", "\\", "\\n", '"', "'", "</script>", "<!-- -->", "a\nb\r\nc\rd", "\t", "\0\x01\x1f\x7f",
    "é ü ß", "日本語", "🌿 👩‍🎨", "\u2028\u2029\ufeff", "</SCRIPT", "{}", "${", "\\`", "\\${",
]  # fmt: skip


def test_texts_are_escaped() -> None:
    entries = Table("T", texts=tuple(TEXTS))
    emits = [Perform("emit.text", text=text, stream=stream) for text in TEXTS for stream in ("svg", "traits")]
    index = Var("i", Type.INT)
    every = For("i", Const(Type.INT, 0), Const(Type.INT, len(TEXTS)), 1,
                (Perform("emit.entry", (index,), text="T", stream="svg"),
                 Perform("emit.int", (index,), stream="svg")))  # fmt: skip
    module = Module("T", 1, 1, 0, (entries,), (Function("main", (), (), (*emits, every)),))
    assert_same(module)
    for script in (emit(module), emit(module, readable=True)):
        assert "</script" not in script and "<!--" not in script
        assert "日本語" in script and "\0" not in script and "\r" not in script


@pytest.mark.parametrize("digits", range(6))
def test_decimals(digits: int) -> None:
    values = "0.0 1.0 -1.0 0.5 -0.5 0.0001 -0.0001 12.345 -12.345 99.995 1234.5678 -0.049 0.0625 40000.25 0.00001526"
    body = """
        for i in 0, 15, 1 { emit.decimal svg(V[i]) emit.text svg " " () emit.decimal svg(neg(V[i])) }
        emit.decimal svg(fixed(and(w, 255)))
        emit.decimal svg(-0.001)
        emit.decimal svg(-3.14159)"""
    assert_same(piece("w = word()" + body, f"table V fixed {values}", digits))


def test_colors() -> None:
    body = """
        for i in 0, 8, 1 { emit.color svg(C[i]) emit.color svg(add(C[i], 1)) }
        emit.color svg(255)
        emit.color svg(-1)"""
    assert_same(piece(body, "table C int 0 1 255 16777215 16777216 -1 -2147483648 2147483647"))


PAINTS = {
    "through variables and rules": """
        w = word()
        ink: int = SIX[and(w, 3)]
        call dot(ink)
        call dot(-1)
        paper = call choose(w)
        ink: int = select(lt(w, 0), paper, 255)
        emit.color svg(ink)
        emit.color svg(select(gt(and(w, 7), 3), 1, 2))""",
    "one that is compared": "w = word() a: int = SIX[and(w, 3)] if gt(a, 70000) { emit.color svg(a) }",
    "one that is calculated with": "for i in 0, 6, 1 { a: int = SIX[i] emit.color svg(a) emit.color svg(add(a, 1)) }",
    "one that is a number too": "for i in 0, 6, 1 { emit.color svg(SIX[i]) emit.int svg(SIX[i]) call dot(SIX[i]) }",
    "one drawn": "w = word() call dot(w) call dot(SIX[5])",
    "one that counts": "for i in 0, 3, 1 { call dot(i) call dot(FEW[and(i, 1)]) }",
    "an index": "w = word() a: int = FEW[and(w, 1)] emit.color svg(a) emit.color svg(SIX[and(a, 3)])",
}
PAINT_RULES = """table SIX int 0 1776414 15885360 15909198 729127 16777215
table FEW int 1 65280
function dot(ink: int) { for i in 0, 2, 1 { emit.color svg(ink) } }
function choose(w: int) -> int { if eq(and(w, 3), 0) { return SIX[5] } return FEW[and(w, 1)] }"""


@pytest.mark.parametrize("body", PAINTS.values(), ids=PAINTS)
def test_paints(body: str) -> None:
    assert_same(piece(body, PAINT_RULES))


def test_a_paint_is_held_as_its_digits() -> None:
    rest = "table T int 1776414 1\nfunction dot(ink: int) { emit.color svg(ink) }"
    assert "`1b1b1e`" in emit(piece("call dot(T[0])", rest))
    assert "1776414" in emit(piece("emit.color svg(T[0]) emit.int svg(T[1])", "table T int 1776414 1"))


TRAITS = {
    "none": "",
    "one": 'emit.text traits ",{}" ()',
    "in a branch": 'w = word() if gt(and(w, 3), 1) { emit.text traits ",1" () } emit.text traits ",2" ()',
    "only in a branch": 'w = word() if gt(and(w, 3), 1) { emit.text traits ",1" () }',
    "in a rule": "call speak() call speak()",
    "a rule, then main": 'call speak() emit.text traits ",2" ()',
    "main, then a rule": 'emit.text traits ",2" () call speak()',
    "between writes": 'emit.text svg "a" () emit.text traits ",1" () emit.text svg "b" () emit.text traits ",2" ()',
}


@pytest.mark.parametrize("body", TRAITS.values(), ids=TRAITS)
def test_traits(body: str) -> None:
    assert_same(piece(body, 'function speak() { emit.text traits ",7" () }'))


def test_tables_of_fixeds() -> None:
    body = "for i in 0, 4, 1 { emit.decimal svg(mul(A[i], B[i])) emit.decimal svg(A[i]) emit.int svg(N[i]) }"
    rest = """table A fixed 0.1 0.2 0.3 -0.7
table B fixed 1.5 2.5 -3.0 4.0
table N int 1000 -1000000 2147483647 -2147483648"""
    assert_same(piece(body, rest, 5))


def test_the_constant_word() -> None:
    assert_same(piece("f = field() emit.int svg(f) w = word() emit.int svg(w) g = field() emit.int svg(xor(f, g))"))
    assert_same(piece("f = field() emit.int svg(f)"))


# ---- random modules, and the script's form ---------------------------------------------------------


@pytest.mark.parametrize("number", range(24))
def test_random_module(number: int) -> None:
    """A module that faults on every seed gives its place to another."""
    modules = (check(lower_canvas(lower_seed(module_of(n))), primitive=True) for n in count(number, 1000))
    module, seeds = next((m, s) for m in modules if (s := [seed for seed in SEEDS if not faults(m, seed)]))
    assert_same(module, seeds)


def faults(module: Module, seed: bytes) -> bool:
    """Whether the piece fails on a seed: then engines may differ."""
    try:
        interpret(module, seed)
    except Fault:
        return True
    return False


TOY = """
        w = word()
        i: int = and(w, 1)
        emit.text traits ",{\\"trait_type\\":\\"P\\",\\"value\\":\\"" ()
        emit.entry traits "NAMES" (i)
        emit.text traits "\\"}" ()
        x: fixed = 1.5
        for k in 0, add.fits(i, 5), 1 {
          x, y = call turn(x, k)
          emit.text svg "<circle cx=\\"" ()
          emit.decimal svg(x)
          emit.text svg "\\" cy=\\"" ()
          emit.decimal svg(y)
          emit.text svg "\\"/>" ()
        }"""
TOY_RULES = """texts NAMES "Ember" "Moss"
function turn(x: fixed, k: int) -> fixed, fixed {
  if gt(k, 3) { return x, 0.5 }
  return add(scale(mul(x, x), 2), 1.25), div(x, 3.0)
}"""


def test_toy_script(golden) -> None:  # type: ignore[no-untyped-def]
    module = piece(TOY, TOY_RULES)
    assert_same(module)
    golden(emit(module) + "\n", "minified")
    golden(emit(module, readable=True) + "\n", "readable")


def test_minified_has_no_white_space() -> None:
    script = emit(piece(TOY, TOY_RULES))
    assert "\n" not in script
    assert script.count(" ") == script.count("<circle cx=") + script.count('" cy=')


def test_same_module_same_script() -> None:
    assert len({emit(piece(TOY, TOY_RULES)) for _ in range(3)}) == 1
