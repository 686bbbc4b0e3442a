"""The JavaScript backend against the IR's own meaning, byte for byte, in node.

Every operation runs on edge values, once on values that the emitter cannot see and once on constants, in both
modes; then statements, draws, texts and traits, each as a small module written out; then random modules.
"""

import itertools
import json
import random
import shutil
import time
from collections.abc import Callable, Iterator

import pytest

from intaglio.backends.javascript import emit
from intaglio.ir.check import check
from intaglio.ir.interpret import interpret
from intaglio.ir.nodes import Body, Const, Entry, Expr, For, Function, Module, Op, Perform, Table, Var
from intaglio.ir.ops import OPS, Fault, OpRow, apply, result_type
from intaglio.ir.text import parse
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type
from intaglio.passes.lower_canvas import lower_canvas
from intaglio.passes.lower_seed import lower_seed
from intaglio_renderers.javascript import JavaScriptRenderer, NodeMissing
from intaglio_renderers.picture import RenderError
from tests.ir_generator import module_of

pytestmark = pytest.mark.node

SEEDS = [bytes(32), bytes(range(32)), b"\xff" * 32, *(random.Random(k).randbytes(32) for k in range(3))]


def drawn(scripts: list[str], seeds: list[bytes]) -> list[list[tuple[str, str]]]:
    """What each script draws for each seed, all in one node process. An error stands in the picture's place."""
    every = f"""(() => {{
        const drawn = [];
        for (const script of {json.dumps(scripts)})
            try {{ new Function("S", script)(S), drawn.push([o, t]) }}
            catch (error) {{ drawn.push([String(error), ""]) }}
        o = JSON.stringify(drawn), t = ""
    }})()"""
    with JavaScriptRenderer(every, seconds=60) as renderer:
        by_seed = [json.loads(picture.svg) for picture in renderer.render_many(seeds)]
    return [[(svg, traits) for svg, traits in outputs] for outputs in zip(*by_seed, strict=True)]


def assert_same(module: Module, seeds: list[bytes] = SEEDS) -> None:
    """Both modes draw what the interpreter draws."""
    check(module, primitive=True)
    expected = [interpret(module, seed) for seed in seeds]
    readable, minified = drawn([emit(module, readable=True), emit(module)], seeds)
    assert readable == expected
    assert minified == expected


def piece(body: str, rest: str = "", digits: int = 2) -> Module:
    """A module with these statements in main; `rest` holds tables and functions, each on lines of its own."""
    tables = "\n".join(line for line in rest.splitlines() if line.startswith(("table", "texts")))
    functions = "\n".join(line for line in rest.splitlines() if not line.startswith(("table", "texts")))
    return parse(f'module "T" 10 10 digits {digits}\n{tables}\nfunction main() {{\n{body}\n}}\n{functions}')


# ---- operations -----------------------------------------------------------------------------------

EDGES = {
    Type.INT: (0, 1, -1, 2, 3, -7, 31, 32, 100, 65536, -65536, 1 << 30, INT_MAX, INT_MAX - 1, INT_MIN, INT_MIN + 1),
    Type.FIXED: (
        0, 1, -1, ONE, -ONE, ONE // 2, -ONE // 2, ONE + ONE // 2, -ONE - ONE // 2, 5 * ONE // 2, 3 * ONE, 6553, -6553,
        1000 * ONE + 1, -1000 * ONE - 1, 40000 * ONE,
    ),
    Type.BOOL: (0, 1),
}  # fmt: skip
EXACT = 1 << 37  # |scaled| of a fixed product or quotient's numerator that a double still holds


def signatures(row: OpRow) -> Iterator[tuple[Type, ...]]:
    """The operand types that a row takes."""
    return (t for t in itertools.product(Type, repeat=row.arity) if result_type(row.name, t))


def good_operands(row: OpRow, kinds: tuple[Type, ...]) -> list[tuple[int, ...]]:
    """Edge values for the operands of these types that neither fault nor leave the exact range."""
    found = []
    for values in itertools.product(*(EDGES[kind] for kind in kinds)):
        try:
            result = apply(row.name, kinds[-1], *values)
        except Fault:
            continue
        if result_type(row.name, kinds) is not Type.FIXED or abs(result) < EXACT:
            found.append(values)
    return found


def hint_holds(op: Op, values: tuple[int, ...]) -> bool:
    """Whether the row's hint would be true of these operands."""
    if op.args[0].type is Type.BOOL:
        return False
    if OPS[op.name].hint == "natural":
        return values[0] >= 0 and values[1] > 0
    if op.args[-1].type is Type.FIXED:
        return op.type is Type.FIXED or abs(values[0]) < 30000 * ONE
    plain: dict[str, Callable[..., int]] = {
        "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
        "neg": lambda a: -a, "abs": abs, "shl": lambda a, b: a << (b & 31),
    }  # fmt: skip
    return INT_MIN <= plain[op.name](*values) <= INT_MAX


def written(value: Expr) -> Body:
    """Statements that write a value exactly (the digits are 0), and a space."""
    if value.type is Type.BOOL:
        value = Op("whole", (value,), Type.INT)
    if value.type is Type.INT:
        return (Perform("emit.int", (value,), stream="svg"), Perform("emit.text", text=" ", stream="svg"))
    scaled = Op("scale", (value, Const(Type.INT, ONE)), Type.FIXED)
    return (Perform("emit.decimal", (scaled,), stream="svg"), Perform("emit.text", text=" ", stream="svg"))


def operation_module(name: str, kinds: tuple[Type, ...], hint: str) -> Module:
    """Writes an operation of every good row of operands: from tables in a loop, and of one or all constants."""
    result = result_type(name, kinds)
    assert result is not None
    dummy = Op(name, tuple(Const(kind, 0) for kind in kinds), result)
    rows = [v for v in good_operands(OPS[name], kinds) if not hint or hint_holds(dummy, v)]
    assert rows
    tables = [Table(f"T{at}", kind if kind is not Type.BOOL else Type.INT, tuple(row[at] for row in rows))
              for at, kind in enumerate(kinds)]  # fmt: skip

    def operand(at: int, index: Expr) -> Expr:
        entry = Entry(tables[at].name, index, tables[at].type or Type.INT)
        return Op("ne", (entry, Const(Type.INT, 0)), Type.BOOL) if kinds[at] is Type.BOOL else entry

    def op(*args: Expr) -> Op:
        return Op(name, args, result, hint)

    body: list[Body] = [
        (For("i", Const(Type.INT, 0), Const(Type.INT, len(rows)), 1,
             written(op(*(operand(at, Var("i", Type.INT)) for at in range(len(kinds)))))),)
    ]  # fmt: skip
    for number, row in random.Random(name).sample(list(enumerate(rows)), min(len(rows), 60)):
        constants = [Const(kind, value) for kind, value in zip(kinds, row, strict=True)]
        index = Const(Type.INT, number)
        body.append(written(op(*constants)))
        body.append(written(op(operand(0, index), *constants[1:])))
        body.append(written(op(*constants[:-1], operand(len(kinds) - 1, index))))
    statements = tuple(statement for part in body for statement in part)
    return Module("Op", 1, 1, 0, tuple(tables), (Function("main", (), (), statements),))


CASES = [
    pytest.param(name, kinds, hint, id="-".join([name, *map(str, kinds), hint]).rstrip("-"))
    for name, row in OPS.items()
    for kinds in signatures(row)
    for hint in dict.fromkeys(("", row.hint))
    if not (hint and Type.BOOL in kinds)
]


@pytest.fixture(scope="module")
def operations() -> dict[str, tuple[list[str], ...]]:
    """What the interpreter, the readable and the minified script write of every case; node runs all at once."""
    modules = [check(operation_module(*case.values), primitive=True) for case in CASES]  # type: ignore[arg-type]
    scripts = [emit(module, readable=readable) for module in modules for readable in (True, False)]
    written = [svg.split() for [(svg, _)] in drawn(scripts, [bytes(32)])]
    expected = [interpret(module, bytes(32))[0].split() for module in modules]
    return dict(zip([str(case.id) for case in CASES], zip(expected, written[::2], written[1::2]), strict=True))


@pytest.mark.parametrize("case", [str(case.id) for case in CASES])
def test_operation(case: str, operations: dict[str, tuple[list[str], ...]]) -> None:
    expected, readable, minified = operations[case]
    assert readable == expected
    assert minified == expected


def test_every_operation_has_a_case() -> None:
    assert {str(case.id).split("-")[0] for case in CASES} == set(OPS)


def test_wraps_wait_until_they_can_be_seen() -> None:
    module = piece(
        """
        for i in 0, 8, 1 {
          a: int = A[i]
          b: int = A[mod.natural(add.fits(i, 3), 8)]
          emit.int svg(add(mul(a, 5), sub(b, mul(a, b))))
          emit.int svg(xor(add(a, mul(b, 9)), shr(sub(a, neg(b)), 3)))
          emit.int svg(mul(add(a, b), add(b, 1)))
          emit.int svg(add(trunc(scale(0.3, a)), ushr(b, 0)))
          emit.int svg(and(trunc(scale(0.3, b)), floordiv(a, 8)))
          emit.int svg(add(add(add(a, a), add(a, a)), mul(mul(a, 1000000), 1000000)))
        }""",
        "table A int 1 -1 2147483647 -2147483648 65537 -7 1000000007 0",
    )
    assert_same(module)


def test_sums_are_flat_but_for_roundings() -> None:
    module = piece(
        """
        for i in 0, 6, 1 {
          x: fixed = V[i]
          y: fixed = V[mod.natural(add.fits(i, 1), 6)]
          emit.decimal svg(sub(x, sub(y, add(x, sub(1.5, neg(y))))))
          emit.decimal svg(add(neg(x), add(y, sub(neg(y), x))))
          emit.int svg(add.fits(1, round.fits(x)))
          emit.int svg(sub.fits(i, add.fits(round.fits(x), i)))
          emit.int svg(sub.fits(i, neg.fits(round.fits(x))))
          emit.int svg(add.fits(i, neg.fits(sub.fits(round.fits(x), round.fits(y)))))
          emit.int svg(round.fits(add(x, sub(y, x))))
        }""",
        "table V fixed 0.5 1.5 -0.5 -2.5 3.25 7.75",
        5,
    )
    assert_same(module)


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


def test_draws_over_many_seeds() -> None:
    module = piece('for i in 0, 40, 1 { w = word() emit.int svg(w) emit.text svg " " () }')
    seeds = [random.Random(k).randbytes(32) for k in range(600)]  # more than one batch
    with JavaScriptRenderer(emit(module)) as renderer:
        pictures = renderer.render_many(seeds)
    assert [(p.svg.decode(), p.traits.decode()) for p in pictures] == [interpret(module, seed) for seed in seeds]


# ---- random modules, and the script's form ---------------------------------------------------------


@pytest.mark.parametrize("number", range(24))
def test_random_module(number: int) -> None:
    module = check(lower_canvas(lower_seed(module_of(number))), primitive=True)
    assert_same(module, [seed for seed in SEEDS if not faults(module, seed)])


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


# ---- the renderer ---------------------------------------------------------------------------------


def test_endless_script_is_ended_and_the_renderer_goes_on() -> None:
    with JavaScriptRenderer("if(S<'8')for(;;);o=t=`x`", seconds=1) as renderer:
        good, endless = b"\xff" * 32, bytes(32)
        assert renderer.render(good).svg == b"x"
        started = time.monotonic()
        with pytest.raises(RenderError, match=f"seed {endless.hex()}: it was still running after 1 s"):
            renderer.render_many([good, endless, good])
        assert time.monotonic() - started < 10
        assert renderer.render(good).svg == b"x"


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("o=", "SyntaxError"),
        ("o=t=nothing.y", "ReferenceError: nothing is not defined"),
        ("f=x=>f(x)+1,o=t=f(1)", "RangeError: Maximum call stack"),
        ("o=t=1", "TypeError: o and t are not both text"),
        ("o=t=`a`;for(;;)o+=o", "RangeError: Invalid string length"),
    ],
)
def test_a_script_that_fails(script: str, cause: str) -> None:
    with JavaScriptRenderer(script) as renderer:
        for _ in range(2):  # the second time by a worker that went on or started anew
            with pytest.raises(RenderError, match=f"node: seed 00.*{cause}"):
                renderer.render(bytes(32))


def test_a_worker_that_dies() -> None:
    with JavaScriptRenderer("if(S<'8')process.exit(3);o=t=`x`") as renderer:
        with pytest.raises(RenderError, match="node ended with status 3"):
            renderer.render(bytes(32))
        assert renderer.render(b"\xff" * 32).svg == b"x"


def test_no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert shutil.which("node") is None
    with JavaScriptRenderer("o=t=`x`") as renderer, pytest.raises(NodeMissing, match="install|not on PATH"):
        renderer.render(bytes(32))


def test_a_seed_of_the_wrong_size() -> None:
    with JavaScriptRenderer("o=t=`x`") as renderer, pytest.raises(RenderError, match="32 bytes, not 3"):
        renderer.render(b"abc")


def test_closing_twice_is_harmless() -> None:
    renderer = JavaScriptRenderer("o=t=`x`")
    renderer.render(bytes(32))
    renderer.close()
    renderer.close()
    assert renderer.render(bytes(32)).svg == b"x"
    renderer.close()
