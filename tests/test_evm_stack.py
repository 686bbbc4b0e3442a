"""Where the EVM's stack ends: variables beyond its reach, recursion, arguments that pass through memory.

solc moves variables to memory, except in recursive functions; what those do is ours, so every case here also
runs in a rule that calls itself.
"""

import sys
from collections.abc import Iterator

import pytest

from intaglio.backends.evm import emit
from intaglio.backends.evm.compile import compile_module
from intaglio.backends.evm.frames import Block, block
from intaglio.backends.evm.solc import STACK_TOO_DEEP, SolcError, compile_yul
from intaglio.frontend import compile_text
from intaglio.ir.interpret import interpret
from intaglio.pipeline import lower
from intaglio_renderers.evm import PyrevmRenderer
from intaglio_renderers.picture import RenderError
from tests.conftest import ROOT
from tests.evm_modules import SEEDS, assert_same, piece, renderer_of

pytestmark = pytest.mark.node


@pytest.fixture(autouse=True)
def interpreter_depth() -> Iterator[None]:
    """The interpreter takes several Python frames a level."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(before)


MANY = 40
DRAW = "\n".join(f"v{i} = word()" for i in range(MANY))
SHOW = "\n".join(f"emit.int svg(v{i})" for i in range(MANY))
MIX = "\n".join(
    f"v{i}: int = add(xor(v{(7 * i + 3) % MANY}, v{(11 * i + 5) % MANY}), mul(v{(13 * i + 1) % MANY}, v{i}))"
    for i in range(MANY)
)


def names(count: int, prefix: str = "v", start: int = 0) -> str:
    """`v0, v1, v2`."""
    return ", ".join(f"{prefix}{i}" for i in range(start, start + count))


def deep(count: int, left: bool) -> str:
    """An expression of `count` levels, nested on the left or on the right."""
    text = "v0"
    for i in range(count):
        text = f"add({text}, mul(v{i % MANY}, {i + 2}))" if left else f"sub(mul(v{i % MANY}, {i + 2}), {text})"
    return text


def full(levels: int) -> str:
    """A full binary tree of operations on three variables."""
    if levels == 0:
        return "v1"
    return f"sub(mul({full(levels - 1)}, v{levels % 3}), xor({full(levels - 1)}, v0))"


def recursive(body: str) -> str:
    """A rule that draws, calls itself and then runs the body on what it drew before."""
    return f"""
function rec(n: int) -> int {{
  if lt(n, 1) {{
    return 5
  }}
  {DRAW}
  r = call rec(sub(n, 1))
  {body}
  return add(r, v3)
}}"""


BODIES = {
    "many alive": f"{MIX}\n{SHOW}",
    "many alive in loops": f"for k in 0, 3, 1 {{\nfor j in 0, and(v3, 3), 1 {{\n{MIX}\n}}\n}}\n{SHOW}",
    "nested on the left": f"x: int = {deep(60, True)}\nemit.int svg(x)",
    "nested on the right": f"x: int = {deep(60, False)}\nemit.int svg(x)",
    "a full tree": f"emit.int svg({full(6)})",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_variables_beyond_the_stack(body: str) -> None:
    assert_same(piece(f"{DRAW}\n{body}"), SEEDS[:2])


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_variables_beyond_the_stack_in_recursion(body: str) -> None:
    assert_same(piece("r = call rec(3)\nemit.int svg(r)", recursive(body)), SEEDS[:2])


def test_deep_expressions_of_few_variables_in_recursion() -> None:
    assert_same(
        piece(
            "r = call rec(4)\nemit.int svg(r)",
            f"""
function rec(n: int) -> int {{
  if lt(n, 1) {{
    return 5
  }}
  {names(3).replace(", ", " = word()" + chr(10))} = word()
  r = call rec(sub(n, 1))
  return add(r, {full(5)})
}}""",
        ),
        SEEDS[:2],
    )


def test_many_arguments_and_results() -> None:
    parameters = ", ".join(f"p{i}: int" for i in range(20))
    results = ", ".join(f"add(p{i}, p{19 - i})" for i in range(18))
    kinds = ", ".join(["int"] * 18)
    call = f"{names(18, start=5)} = call f({names(20)})\n{names(18)} = call f({names(20)})"
    rule = f"function f({parameters}) -> {kinds} {{\nemit.int svg(p3)\nreturn {results}\n}}"
    assert_same(piece(f"{DRAW}\n{call}\n{SHOW}", rule), SEEDS[:2])
    silent = rule.replace("emit.int svg(p3)\n", "")
    assert_same(piece(f"{DRAW}\n{call}\n{SHOW}", silent), SEEDS[:2])
    again = f"{names(18, 'p')} = call f(sub(n, 1), {', '.join(f'p{19 - i}' for i in range(20))})"
    loop = f"function f(n: int, {parameters}) -> {kinds} {{\nif gt(n, 0) {{\n{again}\n}}\nreturn {results}\n}}"
    assert_same(piece(f"{DRAW}\n{names(18)} = call f(60, {names(20)})\n{SHOW}", loop), SEEDS[:2])


TREE = """
function tree(n: int, x: fixed, y: fixed, z: fixed) {
  if gt(n, 0) {
    emit.decimal svg(x)
    for k in 0, 1, 1 {
      call tree(sub(n, 1), add(x, y), sub(y, z), z)
      emit.int svg(k)
    }
    emit.decimal svg(y)
    if lt(n, 3) {
      call tree(sub(n, 2), add(x, y), sub(y, z), z)
    }
    emit.decimal svg(sub(x, z))
  }
}"""
SUM = """
function sum(n: int, x: int) -> int {
  if lt(n, 1) {
    return x
  }
  r = call sum(sub(n, 1), add(x, 1))
  return add(r, mul(n, x))
}"""
MUTUAL = """
function even(n: int, a: fixed, b: fixed, c: fixed, d: fixed, e: fixed) -> fixed, int {
  if lt(n, 1) {
    return a, 1
  }
  x, k = call odd(sub(n, 1), b, c, d, e, a)
  emit.decimal svg(c)
  return add(x, add(a, add(b, d))), add(k, n)
}
function odd(n: int, a: fixed, b: fixed, c: fixed, d: fixed, e: fixed) -> fixed, int {
  if lt(n, 1) {
    return b, 0
  }
  m: int = sub(n, 1)
  x, k = call even(m, add(a, 1.0), b, sub(c, d), e, c)
  y, l = call other(m, e)
  return add(x, add(e, y)), add(k, mul(l, m))
}
function other(n: int, a: fixed) -> fixed, int {
  x, k = call odd(sub(n, 60), a, a, a, a, a)
  return mul(x, 0.5), k
}"""


def test_recursion_of_two_hundred_levels() -> None:
    assert_same(piece("call tree(200, 1.5, 3.25, 7.0)", TREE), SEEDS[:1])
    assert_same(piece("r = call sum(200, 1)\nemit.int svg(r)", SUM), SEEDS[:1])
    assert_same(piece("r = call rec(200)\nemit.int svg(r)", recursive(f"{MIX}\n{SHOW}")), SEEDS[:1])


def test_recursion_through_several_rules() -> None:
    assert_same(piece("x, k = call even(200, 1.0, 2.0, 3.0, 4.0, 5.0)\nemit.decimal svg(x)\nemit.int svg(k)", MUTUAL),
                SEEDS[:1])  # fmt: skip


def test_recursion_without_end_reverts() -> None:
    renderer = renderer_of(piece("call tree(400, 1.5, 3.25, 7.0)", TREE))
    with pytest.raises(RenderError, match="reverted"):
        renderer.render(SEEDS[0])


def test_what_is_kept_side_by_side_is_copied_at_once() -> None:
    """Unless too much lies between, or something that the call itself assigns."""
    assert block(["0x100", "0x140", "0x120"], spared=["0x160"]) == Block(0x100, 0x60)
    assert block(["0x100", "0x160"], spared=[]) == Block(0x100, 0x80)
    assert block(["0x100", "0x180"], spared=[]) is None
    assert block(["0x100", "0x140"], spared=["0x120"]) is None
    assert block(["0x100", "x"], spared=[]) is None
    module = piece("r = call rec(3)\nemit.int svg(r)", recursive(SHOW))
    assert "mcopy(push_frame(" in emit(module)


def test_a_few_variables_stay_on_the_stack() -> None:
    """Of a rule with two values alive behind its call, nothing is kept in memory."""
    module = piece("r = call sum(9, 1)\nemit.int svg(r)", SUM)
    assert "push_frame" not in emit(module)
    assert interpret(module, SEEDS[0])[0] == renderer_of(module).render(SEEDS[0]).svg.decode()


def test_what_solc_lays_out_too_deep_keeps_its_variables_in_memory() -> None:
    """Of `too_deep_for_solc.py` all engines draw the same, which test_random_programs shows."""
    text = (ROOT / "tests" / "cases" / "programs" / "too_deep_for_solc.py").read_text("utf-8")
    module = lower(compile_text(text).module).module
    with pytest.raises(SolcError, match=STACK_TOO_DEEP):
        compile_yul(emit(module))
    compiled = compile_module(module)
    assert compiled.yul == emit(module, flat=True)
    with PyrevmRenderer(compiled.code.runtime) as renderer:
        assert renderer.render(SEEDS[0]).svg.decode() == interpret(module, SEEDS[0])[0]
