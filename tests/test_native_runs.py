"""The numba engine as a renderer: faults and their places, endless pieces, buffers that grow, many seeds, the cache."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import reduce
from operator import xor
from pathlib import Path

import numpy as np
import pytest

from intaglio.ir.check import check
from intaglio.ir.interpret import Sfc32, interpret
from intaglio.ir.nodes import Const, Entry, Expr, Function, If, Let, Module, Op, Perform, Statement, Table, Var
from intaglio.ir.span import Span
from intaglio.ir.text import parse
from intaglio.ir.types import ONE, Type
from intaglio_renderers.native import NativeRenderer, cache, renderer
from intaglio_renderers.native.emit import emit
from intaglio_renderers.native.machine import host
from intaglio_renderers.native.memory import DEPTH_LIMIT
from intaglio_renderers.picture import Picture, RenderError

INT, FIXED = Type.INT, Type.FIXED
SEEDS = [number.to_bytes(32, "big") for number in range(200)]

SPOTS = """module "Spots" 10 10 digits 2
texts NAMES "few" "many"
function main() {
  w = word()
  emit.text traits ",{\\"trait_type\\":\\"Spots\\",\\"value\\":\\"" ()
  emit.entry traits "NAMES" (ushr(w, 31))
  emit.text traits "\\"}" ()
  for i in 0, and(w, 127), 1 {
    w = word()
    emit.text svg "<circle r=\\"" ()
    emit.decimal svg(unit(w))
    emit.text svg "\\"/>" ()
  }
}
"""


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTAGLIO_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def spots() -> NativeRenderer:
    return NativeRenderer(check(parse(SPOTS), primitive=True))


def expected(seed: bytes) -> Picture:
    svg, traits = interpret(parse(SPOTS), seed)
    return Picture(svg.encode(), traits.encode())


# ---- faults ---------------------------------------------------------------------------------------


def at(line: int) -> Span:
    return Span("piece.py", line, 4, line, 9)


def faulty_module() -> Module:
    """Draws which of the faults to commit; the operations' own spans, or their statement's, tell the lines."""
    zero: Expr = Op("and", (Var("w", INT), Const(INT, 0)), INT)
    none = Op("fixed", (zero,), FIXED)
    faults: list[tuple[Expr, Statement | None]] = [
        (Op("floordiv", (Const(INT, 7), zero), INT, span=at(10)), None),
        (Op("mod", (Const(INT, 7), zero), INT, span=at(11)), None),
        (Op("div", (Const(FIXED, ONE), none), FIXED, span=at(12)), None),
        (Op("mod", (Const(FIXED, ONE), none), FIXED, span=at(13)), None),
        (Op("sqrt", (Op("sub", (none, Const(FIXED, ONE)), FIXED),), FIXED, span=at(14)), None),
        (Entry("T", Op("add", (zero, Const(INT, 5)), INT), INT, span=at(15)), None),
        (Entry("T", Op("sub", (zero, Const(INT, 1)), INT), INT), None),
        (zero, Perform("emit.entry", (Op("add", (zero, Const(INT, 2)), INT),), text="N", stream="svg", span=at(17))),
    ]
    body: list[Statement] = [Perform("word", targets=("w",))]
    for number, (value, statement) in enumerate(faults):
        chosen = Op("eq", (Op("and", (Var("w", INT), Const(INT, 7)), INT), Const(INT, number)), Type.BOOL)
        then = statement or Let(f"x{number}", value, span=at(16))
        emit_after = Perform("emit.int", (Op("floordiv", (Const(INT, 1), zero), INT, span=at(99)),), stream="svg")
        body.append(If(chosen, (then, emit_after)))
    tables = (Table("T", INT, (1, 2, 3)), Table("N", texts=("a", "b")))
    return check(Module("Faulty", 10, 10, 2, tables, (Function("main", (), (), tuple(body)),)), primitive=True)


FAULTS = {
    "piece.py:10: division by zero",
    "piece.py:11: remainder of a division by zero",
    "piece.py:12: division by zero",
    "piece.py:13: remainder of a division by zero",
    "piece.py:14: square root of a negative number",
    "piece.py:15: index 5 is outside a table of 3",
    "piece.py:16: index -1 is outside a table of 3",
    "piece.py:17: index 2 is outside a table of 2",
}


def test_the_first_fault_is_told_with_its_place() -> None:
    faulty = NativeRenderer(faulty_module())
    found = set()
    for seed in SEEDS:
        with pytest.raises(RenderError, match=f"^numba: .* \\(seed 0x{seed.hex()}\\)$") as caught:
            faulty.render(seed)
        found.add(str(caught.value).removeprefix("numba: ").split(" (seed")[0])
    assert found == FAULTS


def test_after_a_fault_the_renderer_goes_on() -> None:
    body = "w = word()\nemit.int svg(floordiv(8, and(w, 1)))"
    half = NativeRenderer(parse(f'module "H" 1 1 digits 2\nfunction main() {{\n{body}\n}}\n'))
    outcomes = []
    for seed in SEEDS[:20]:
        try:
            outcomes.append(half.render(seed).svg)
        except RenderError:
            outcomes.append(b"fault")
    assert set(outcomes) == {b"8", b"fault"}
    with pytest.raises(RenderError, match="division by zero"):
        half.render_many(SEEDS[:20])


ENDLESS = {
    "while true {\n w = word()\n }": "it runs for too long",
    "for i in 0, 2000000000, 1 {\n for j in 0, 2000000000, 1 {\n w = word()\n }\n }": "it runs for too long",
    "for i in 0, 9, 1 {\n if gt(i, 20) {\n continue\n }\n while true {\n continue\n }\n }": "it runs for too long",
    "call a()": "it runs for too long",
    "call deep(0)": "rules call each other too deeply",
    'while true {\n emit.text svg "abc" ()\n }': "its output is too large",
}


@pytest.mark.parametrize("body", ENDLESS)
def test_what_never_ends_is_stopped(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "LARGEST_CAPACITY", 1 << 22)
    doubling = ""
    for name, after in zip("abcdefghijklmn", "bcdefghijklmno"):
        doubling += f"function {name}() {{\n" + f"call {after}()\n" * 8 + "}\n"
    rules = doubling + "function o() {\n}\nfunction deep(n: int) {\n call deep(add(n, 1))\n emit.int svg(n)\n}\n"
    endless = NativeRenderer(parse(f'module "E" 1 1 digits 2\nfunction main() {{\n{body}\n}}\n{rules}'))
    with pytest.raises(RenderError, match=ENDLESS[body]):
        endless.render(SEEDS[0])


def test_expressions_of_any_depth() -> None:
    deep, lazy = "a", "gt(a, 0)"
    for number in range(110):
        deep = f"sub(xor({deep}, {number}), a)"
        if number < 40:
            lazy = f"both(ne(a, {number}), {lazy})" if number % 2 else f"either({lazy}, eq(a, {number}))"
    body = f"a = word()\nx: int = {deep}\nemit.int svg(T[and({deep}, 3)])\nif {lazy} {{\nemit.int svg(x)\n}}\n"
    body += f"while gt({deep.replace('a)', 'shr(a, 1))')}, 0) {{\na: int = shr(a, 3)\nemit.int svg(a)\n}}\n"
    module = parse(f'module "D" 1 1 digits 2\ntable T int 3 1 4 1\nfunction main() {{\n{body}}}\n')
    assert NativeRenderer(module).render(SEEDS[5]).svg.decode() == interpret(module, SEEDS[5])[0]


def test_the_deepest_recursion_of_a_large_rule_fits_the_stack() -> None:
    """60 values that live across the call, and as much again inlined: a frame far larger than a grammar's."""
    names = [f"v{number}" for number in range(60)]
    lets = "".join(f"{name} = word()\n" for name in names)
    sums = "".join(f"s: int = xor(s, {name})\n" for name in names)
    rule = f"function big(n: int) -> int {{\nif le(n, 0) {{\nreturn 0\n}}\n{lets}"
    rule += f"s = call big(sub(n, 1))\n{sums}return s\n}}\n"
    module = parse(
        f'module "D" 1 1 digits 2\nfunction main() {{\nx = call big({DEPTH_LIMIT})\nemit.int svg(x)\n}}\n{rule}'
    )
    found: list[bytes] = []
    thread = threading.Thread(target=lambda: found.append(NativeRenderer(module).render(SEEDS[0]).svg))
    thread.start()
    thread.join()
    generator = Sfc32.from_seed(SEEDS[0])
    words = [generator.next() for _ in range(60 * DEPTH_LIMIT)]
    assert found == [str(reduce(xor, words)).encode()]


def test_no_arithmetic_traps_the_processor() -> None:
    """The least numbers divided by -1, and divisors that a hint wrongly promised to be positive."""
    source = """module "Trap" 1 1 digits 2
table INTS int -2147483648 -1 0
table FIXEDS fixed -140737488355328.0 -0.0000152587890625 0.0 140737488355327.5
function main() {
  emit.int svg(floordiv(INTS[0], INTS[1]))
  emit.int svg(mod(INTS[0], INTS[1]))
  emit.decimal svg(div(FIXEDS[0], FIXEDS[1]))
  emit.decimal svg(mod(FIXEDS[0], FIXEDS[1]))
  emit.decimal svg(floordiv(FIXEDS[0], FIXEDS[1]))
  emit.decimal svg(sqrt(FIXEDS[3]))
  emit.decimal svg(FIXEDS[0])
  emit.int svg(floordiv.natural(INTS[1], INTS[2]))
  emit.int svg(mod.natural(INTS[1], INTS[2]))
}
"""
    assert NativeRenderer(parse(source)).render(SEEDS[0]).svg.startswith(b"-21474836480")


# ---- buffers and batches --------------------------------------------------------------------------


def test_buffers_grow_from_any_size() -> None:
    module = parse(SPOTS)
    for capacity in (0, 1, 100, 3000):
        small = NativeRenderer(module, capacity=capacity)
        assert [small.render(seed) for seed in SEEDS[:20]] == [expected(seed) for seed in SEEDS[:20]]
        assert NativeRenderer(module, capacity=capacity).render_many(SEEDS) == list(map(expected, SEEDS))


def test_many_seeds_in_one_call(spots: NativeRenderer) -> None:
    pictures = spots.render_many(SEEDS)
    assert pictures == [spots.render(seed) for seed in SEEDS] == list(map(expected, SEEDS))
    rows = np.frombuffer(b"".join(SEEDS), np.uint8).reshape(-1, 32)
    assert spots.render_many(rows) == pictures
    assert spots.render_many([]) == []
    seeds = SEEDS * 11  # more than a batch
    assert spots.render_many(seeds) == pictures * 11


def test_a_seed_of_another_length_is_refused(spots: NativeRenderer) -> None:
    for seeds in ([b""], [bytes(31)], [bytes(32), bytes(33)]):
        with pytest.raises(ValueError, match="a seed has 32 bytes, not"):
            spots.render_many(seeds)


def test_renderers_in_threads_do_not_disturb_one_another() -> None:
    module = parse(SPOTS)
    found: list[list[Picture]] = []

    def draw() -> None:
        found.append(NativeRenderer(module).render_many(SEEDS))

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [list(map(expected, SEEDS))] * 4


# ---- the cache ------------------------------------------------------------------------------------

FRESH = """
import sys
from intaglio.ir.text import parse
from intaglio_renderers.native import NativeRenderer
native = NativeRenderer(parse(sys.stdin.read()))
print(native.compiled, "numba" in sys.modules, "numpy" in sys.modules, native.render(bytes(32)).digest())
"""


def fresh_process(folder: Path, source: str = SPOTS) -> list[str]:
    """What another process says of the module: whether it compiled, imported numba, numpy, and its picture."""
    environment = {**os.environ, "INTAGLIO_CACHE": str(folder), "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", FRESH], input=source, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_second_process_compiles_nothing_and_needs_no_numba(tmp_path: Path) -> None:
    digest = expected(bytes(32)).digest()
    assert fresh_process(tmp_path) == ["True", "True", "True", digest]
    assert fresh_process(tmp_path) == ["False", "False", "False", digest]
    names = sorted(path.suffix for path in tmp_path.iterdir())
    assert names == [".json", ".kernel", ".py"]


def test_a_torn_file_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAGLIO_CACHE", str(tmp_path))
    module = parse(SPOTS)
    assert NativeRenderer(module).compiled and not NativeRenderer(module).compiled
    (kernel,) = tmp_path.glob("*.kernel")
    whole = kernel.read_bytes()
    for torn in (b"", whole[:31], whole[:-1], whole[:500] + b"\0" + whole[501:]):
        kernel.write_bytes(torn)
        again = NativeRenderer(module)
        assert again.compiled and again.render(SEEDS[3]) == expected(SEEDS[3])
        assert not NativeRenderer(module).compiled


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("INTAGLIO_CACHE", str(tmp_path / "file" / "below"))
    assert NativeRenderer(parse(SPOTS)).render(SEEDS[1]) == expected(SEEDS[1])


def test_the_name_depends_on_all_that_the_code_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    source = emit(parse(SPOTS)).source
    names = {cache.fingerprint(source), cache.fingerprint(source + "\n")}
    monkeypatch.setattr(cache, "environment", lambda: "another numba")
    names.add(cache.fingerprint(source))
    assert len(names) == 3


def test_the_environment_names_versions_and_processor() -> None:
    facts = cache.environment()
    assert "numba " in facts and "llvmlite " in facts and host()[1] in facts


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTAGLIO_CACHE")
    assert cache.cache_folder() == Path.home() / ".cache" / "intaglio"
