"""The numba engine against `ir.interpret`: every operation, every statement, every way to write, every fault.

Operations are tested on tables, so that their operands are known at run time only. A `fixed` is written as its whole
part and its 65,536ths, which shows every bit. Random modules come last.
"""

import random
from collections.abc import Iterator
from itertools import product

import pytest

from intaglio.ir.check import check
from intaglio.ir.interpret import Run, Sfc32
from intaglio.ir.nodes import Call, Entry, Expr, For, Function, Module, Op, Perform, Table, Var
from intaglio.ir.nodes import Const as Number
from intaglio.ir.ops import LAZY, OPS, Fault, apply, result_type
from intaglio.ir.text import parse
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type, wrap, written
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.native.emit import emit
from intaglio_renderers.picture import RenderError
from tests.ir_generator import module_of
from tests.word_values import WORDS

INT, FIXED, BOOL = Type.INT, Type.FIXED, Type.BOOL
SEED = bytes(range(32))

INTS = (0, 1, -1, 2, 3, -3, 7, 31, 32, 33, -32, 100, 65535, 65536, -65536, 1 << 30, INT_MAX, INT_MIN, INT_MIN + 1)
FIXEDS = (
    *(0, 1, -1, 2, 32767, 32768, 32769, -32767, -32768, -32769, ONE, -ONE, ONE + 1, 3 * ONE // 2, 5 * ONE // 2),
    *(-3 * ONE // 2, -5 * ONE // 2, 7 * ONE + 12345, -7 * ONE - 12345, 1000 * ONE + 1, 1447 * ONE, -1447 * ONE),
)
WIDE_FIXEDS = (*FIXEDS, (1 << 37) - 1, 1 - (1 << 37), (1 << 31) * ONE, -(1 << 31) * ONE, (INT_MAX << 16) + 65535)
VALUES = {INT: INTS, FIXED: FIXEDS, BOOL: (0, 1), Type.WORD: WORDS}
# Not only products: what adds, compares and converts is exact far beyond the exact range of products.
WIDE = ("add", "sub", "neg", "abs", "min", "max", "floor", "ceil", "trunc", "round", "eq", "ne", "lt", "le", "gt", "ge")


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTAGLIO_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def outcome(module: Module, seed: bytes, run: Run | None = None) -> tuple[bytes, bytes] | str:
    """What the interpreter makes of a seed: svg and traits, or its fault's words. Random traits begin anyhow."""
    run = run or Run(module, Sfc32.from_seed(seed), seed=seed)
    try:
        run.call("main")
    except Fault as fault:
        return str(fault)
    svg, traits = ("".join(run.out[stream]).encode() for stream in ("svg", "traits"))
    return svg, b"[" + traits[1:] + b"]"


def native_outcome(renderer: NativeRenderer, seed: bytes) -> tuple[bytes, bytes] | str:
    """The same of the numba engine, the fault in its whole sentence."""
    try:
        picture = renderer.render(seed)
    except RenderError as error:
        return str(error)
    return picture.svg, picture.traits


def same(module: Module, seeds: int) -> None:
    """Assert that both draw the same bytes, or fail for the same reason."""
    renderer = NativeRenderer(module)
    for number in range(seeds):
        seed = random.Random(number).randbytes(32)
        expected, found = outcome(module, seed), native_outcome(renderer, seed)
        if isinstance(expected, str):
            assert isinstance(found, str) and expected in found
        else:
            assert found == expected


# ---- operations -----------------------------------------------------------------------------------


def cases(name: str, kinds: tuple[Type, ...], hint: str) -> list[tuple[int, ...]]:
    """The operands to try: all combinations that the operation takes without fault, and the hint allows."""
    values = [WIDE_FIXEDS if kind is FIXED and name in WIDE else VALUES[kind] for kind in kinds]
    return [operands for operands in product(*values) if is_fair(name, kinds, operands, hint)]


def is_fair(name: str, kinds: tuple[Type, ...], operands: tuple[int, ...], hint: str) -> bool:
    op = Op(name, tuple(map(Number, kinds, operands)), result_type(name, kinds) or INT, hint)
    try:
        Run(parse(TINY), Sfc32(0, 0, 0, 0)).op(op, {})
    except (Fault, AssertionError):
        return False
    return True


def signatures() -> Iterator[tuple[str, tuple[Type, ...], str]]:
    """Every operation with all operand types that it takes, without hint and with it."""
    for name, row in OPS.items():
        for kinds in product(VALUES, repeat=row.arity):
            if result_type(name, kinds) in VALUES:
                yield name, kinds, ""
                if row.hint and any(is_fair(name, kinds, case, row.hint) for case in cases(name, kinds, "")[:50]):
                    yield name, kinds, row.hint


def shown(value: int, kind: Type) -> str:
    """A value as `emit_value` writes it."""
    return f"{wrap(value >> 16)}+{value & 65535} " if kind is FIXED else f"{int(value)} "


def emit_value(value: Expr) -> tuple[Perform, ...]:
    """Write a value to the svg with all its bits."""
    space = Perform("emit.text", text=" ", stream="svg")
    if value.type is Type.WORD:
        return Perform("emit.word", (value,), stream="svg"), space
    if value.type is not FIXED:
        return Perform("emit.int", (Op("whole", (value,), INT) if value.type is BOOL else value,), stream="svg"), space
    floor = Op("floor", (value,), INT)
    part = Op(
        "floor", (Op("scale", (Op("sub", (value, Op("fixed", (floor,), FIXED)), FIXED), Number(INT, ONE)), FIXED),), INT
    )
    plus = Perform("emit.text", text="+", stream="svg")
    return Perform("emit.int", (floor,), stream="svg"), plus, Perform("emit.int", (part,), stream="svg"), space


TINY = 'module "Tiny" 10 10 digits 2\nfunction main() {\n}\n'


def operations_module() -> tuple[Module, str]:
    """A rule for every operation, which applies it to its cases' tables, and what all of them should write."""
    tables, functions, calls, expected = [], [], [], []
    for number, (name, kinds, hint) in enumerate(signatures()):
        rows = cases(name, kinds, hint)
        kind = result_type(name, kinds)
        assert kind is not None and rows, (name, kinds, hint)
        for at, operand in enumerate(kinds):
            tables.append(Table(f"T{number}_{at}", operand, tuple(row[at] for row in rows)))
        args = tuple(Entry(f"T{number}_{at}", Var("i", INT), operand) for at, operand in enumerate(kinds))
        loop = For("i", Number(INT, 0), Number(INT, len(rows)), 1, emit_value(Op(name, args, kind, hint)))
        functions.append(Function(f"op_{number}_{name}", (), (), (loop,)))
        calls.append(Call((), functions[-1].name, ()))
        expected += [shown(apply(name, kinds[-1], *row), kind) for row in rows]
    main = Function("main", (), (), tuple(calls))
    return check(Module("Operations", 10, 10, 2, tuple(tables), (main, *functions)), primitive=True), "".join(expected)


@pytest.mark.slow
def test_every_operation_on_edge_values() -> None:
    module, expected = operations_module()
    found = NativeRenderer(module).render(SEED).svg.decode()
    assert len(found) > 50_000
    assert found == expected


def test_every_operation_has_a_row() -> None:
    from intaglio_renderers.native.expressions import EAGER, ROWS

    assert {name for name, _ in ROWS} == set(OPS)
    assert set(EAGER) == LAZY
    for name, row in OPS.items():
        templates = [rows for (op, _), rows in ROWS.items() if op == name]
        assert (max(map(len, templates)) == 2) == bool(row.hint), name


LAZINESS = """module "Lazy" 10 10 digits 2
table T int 5 6 7
function main() {
  w = word()
  i: int = and(w, 7)
  if both(lt(i, 3), gt(T[i], 5)) {
    emit.text svg "a" ()
  }
  if either(eq(i, 0), gt(floordiv(7, i), 1)) {
    emit.text svg "b" ()
  }
  emit.int svg(select(lt(i, 3), T[i], mod(i, 3)))
  emit.decimal svg(select(gt(i, 2), sqrt(fixed(sub(i, 3))), 0.25))
  while both(gt(i, 0), gt(div(4.0, fixed(i)), 0.5)) {
    i: int = sub(i, 1)
    emit.text svg "." ()
  }
}
"""


def test_what_is_not_needed_is_not_computed() -> None:
    same(parse(LAZINESS), 40)


# ---- statements -----------------------------------------------------------------------------------

STATEMENTS = r"""module "State\\ments \"1\" é" 10 10 digits 3
table T fixed 1.0 -0.5 0.25
table FLAGS bool true false true
texts NAMES "Ember" "Möss" "" "a \"b\""
function main() {
  emit.text svg "<svg>é\n" ()
  k = field()
  a = word()
  b = word()
  emit.color svg(a)
  emit.int svg(k)
  emit.text traits ",{\"trait_type\":\"P\",\"value\":\"" ()
  emit.entry traits "NAMES" (and(a, 3))
  emit.text traits "\"}" ()
  class: int = and(b, 7)
  for p in 0, class, 1 {
    for q in 5, -1, -2 {
      emit.int svg(mul(p, q))
      if FLAGS[mod(p, 3)] {
        continue
      }
      emit.text svg "," ()
      if gt(q, 3) {
        break
      }
    }
  }
  for p in class, and(a, 15), 3 {
    class: int = add(class, p)
  }
  emit.int svg(class)
  if lt(class, 9) {
  } else {
    emit.text svg "else" ()
  }
  while true {
    class: int = shr(class, 1)
    emit.text svg ";" ()
    if le(class, 0) {
      break
    }
  }
  m, p.x = call two(class, eq(and(a, 1), 1))
  emit.decimal svg(p.x)
  if m {
    emit.text svg "m" ()
  }
  r = call first(and(a, 63))
  emit.int svg(r)
  call nothing()
  call unused(3)
  emit.text svg "</svg>" ()
}
function two(n: int, flag: bool) -> bool, fixed {
  if flag {
    return negate(flag), T[add(n, 1)]
  }
  return lt(n, 5), mul(T[n], 3.5)
}
function first(n: int) -> int {
  for i in 0, 1000000000, 1 {
    if gt(mul(i, i), n) {
      return i
    }
  }
  return -1
}
function nothing() {
}
function unused(lambda: int) {
  lambda: int = add(lambda, 1)
  if gt(lambda, 3) {
    return
  }
  emit.text svg "unreached" ()
}
"""


def test_every_statement() -> None:
    same(check(parse(STATEMENTS), primitive=True), 60)


RECURSION = """module "Recursion" 10 10 digits 3
function main() {
  w = word()
  e, x = call even(and(w, 15), 0.5)
  emit.int svg(whole(e))
  emit.decimal svg(x)
  f = call fib(and(w, 7))
  emit.int svg(f)
  call tree(and(ushr(w, 4), 3), 10.0)
}
function even(n: int, x: fixed) -> bool, fixed {
  if eq(n, 0) {
    return true, x
  }
  o, y = call odd(sub(n, 1), add(x, 1.25))
  return o, y
}
function odd(n: int, x: fixed) -> bool, fixed {
  if eq(n, 0) {
    return false, x
  }
  e, y = call even(sub(n, 1), mul(x, 1.125))
  return e, add(y, 0.25)
}
function fib(n: int) -> int {
  if lt(n, 2) {
    return n
  }
  a = call fib(sub(n, 1))
  b = call fib(sub(n, 2))
  return add(a, b)
}
function tree(n: int, x: fixed) {
  emit.text svg "(" ()
  emit.decimal svg(x)
  if gt(n, 0) {
    for i in 0, 3, 1 {
      call tree(sub(n, 1), div(x, fixed(add(i, 2))))
    }
  }
  emit.text svg ")" ()
}
"""


def test_recursion_also_mutual() -> None:
    same(check(parse(RECURSION), primitive=True), 40)


# ---- writing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("digits", range(6))
def test_decimals_are_written_as_everywhere(digits: int) -> None:
    draw = random.Random(digits)
    values = [sign * (draw.getrandbits(draw.randrange(1, 54))) for _ in range(3000) for sign in (1, -1)]
    values += [
        whole * ONE + part for whole in (0, 1, 9, 10, 99, 100, 999, 1000, 9999, 10000, -1, -10) for part in PARTS
    ]
    source = f'module "Decimals" 10 10 digits {digits}\nfunction main() {{\n  for i in 0, {len(values)}, 1 {{\n'
    source += '    emit.decimal svg(T[i])\n    emit.text svg " " ()\n  }\n}\n'
    module = parse(source.replace("function", "table T fixed 0.0\nfunction"))
    module = Module(module.title, 10, 10, digits, (Table("T", FIXED, tuple(values)),), module.functions)
    found = NativeRenderer(module).render(SEED).svg.decode().split()
    assert found == [written(value, digits) for value in values]


PARTS = (0, 1, 327, 328, 655, 656, 6553, 6554, 32767, 32768, 58982, 64880, 64881, 65208, 65209, 65535)


def test_ints_and_colors() -> None:
    draw = random.Random(1)
    values = (
        *INTS,
        *(n for p in range(10) for n in (10**p - 1, 10**p, -(10**p))),
        *(draw.randrange(INT_MIN, INT_MAX) for _ in range(500)),
    )
    source = f'module "Ints" 10 10 digits 2\ntable T int {" ".join(map(str, values))}\nfunction main() {{\n'
    source += f"  for i in 0, {len(values)}, 1 {{\n    emit.int svg(T[i])\n    emit.color svg(T[i])\n  }}\n}}\n"
    same(parse(source), 1)


# ---- random modules -------------------------------------------------------------------------------


class Bounded(Run):
    """An interpreter that notices values beyond the range in which engines must agree."""

    exceeded = False

    def op(self, expr: Op, values: dict[str, int]) -> int:
        result = super().op(expr, values)
        self.exceeded = self.exceeded or (expr.type is FIXED and abs(result) >= 1 << 37)
        return result


def random_module_agrees(number: int) -> None:
    module = module_of(number, primitive=True)
    renderer = NativeRenderer(module)
    for draw in range(10):
        seed = random.Random(draw).randbytes(32)
        run = Bounded(module, Sfc32.from_seed(seed), fuel=200_000)
        expected, found = outcome(module, seed, run), native_outcome(renderer, seed)
        if run.exceeded:
            continue
        assert expected in found if isinstance(expected, str) and isinstance(found, str) else expected == found, emit(
            module
        ).source


@pytest.mark.parametrize("number", range(6))
def test_random_modules(number: int) -> None:
    random_module_agrees(number)


@pytest.mark.slow
def test_more_random_modules() -> None:
    for number in range(100, 115):
        random_module_agrees(number)


def test_generation_is_deterministic() -> None:
    for source in (STATEMENTS, RECURSION):
        assert emit(parse(source)) == emit(parse(source))
