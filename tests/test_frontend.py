"""The frontend: what is accepted, which types are found, and that building keeps Python's order and scope."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from intaglio.frontend import Compiled, Refused, compile_file, compile_text
from intaglio.frontend.diagnostics import Diagnostic
from intaglio.frontend.load import LIBRARY, library_file
from intaglio.frontend.program import Source
from intaglio.frontend.syntax import accept
from intaglio.ir.interpret import interpret
from intaglio.ir.nodes import Element, For, walk
from intaglio.ir.text import parse, print_module
from intaglio.pipeline import lower

SEED = bytes(range(32))
HEAD = "from intaglio import Canvas, Seed, art, rule, floor, sqrt, color, red\n"


def piece(body: str, rules: str = "", head: str = "") -> str:
    """A piece whose @art function has this body."""
    lines = "\n".join("    " + line for line in body.strip("\n").splitlines())
    return f"{HEAD}{head}\n@art('T', size=(100, 100), digits=3)\ndef t(seed, canvas):\n{lines}\n\n{rules}"


def compiled(body: str, rules: str = "", head: str = "") -> Compiled:
    found = compile_text(piece(body, rules, head))
    assert parse(print_module(found.module)) == found.module
    return found


def shown(expression: str, rules: str = "", head: str = "", before: str = "") -> str:
    """What `canvas.text` writes of an expression."""
    found = compiled(f'{before}\ncanvas.text(0, 0, f"{{{expression}}}")', rules, head)
    svg, _ = interpret(lower(found.module).module, SEED)
    return re.findall(r">([^<]*)</text>", svg)[-1]


def codes(body: str, rules: str = "", head: str = "") -> list[str]:
    with pytest.raises(Refused) as refused:
        compile_text(piece(body, rules, head))
    return [d.code for d in refused.value.diagnostics]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("7 // 2 - (-7) // 2", "7"),
        ("(-7) % 3", "2"),
        ("7 / 2", "3.5"),
        ("-7 / 2", "-3.5"),
        ("2147483647 + 1", "-2147483648"),
        ("-2147483648", "-2147483648"),
        ("1 << 33", "2"),
        ("-8 >> 1", "-4"),
        ("~5 & 12 | 1 ^ 3", "10"),
        ("2 ** 10", "1024"),
        ("1.5 ** 3", "3.375"),
        ("2.0 ** 0", "1"),
        ("int(-2.5) + floor(-2.5) + round(2.5) + round(3.5)", "1"),
        ("min(3, 2.5) + max(1, 2, 3)", "5.5"),
        ("abs(-3) + abs(-0.5)", "3.5"),
        ("sqrt(2)", "1.414"),
        ("5.5 // 2", "2"),
        ("-5.5 % 2", "0.5"),
        ("1 if 2 < 3 < 4 else 0", "1"),
        ("int(not (1 == 2 or 3 > 4))", "1"),
        ("(10, 20, 30)[1] + (1, 2)[-1]", "22"),
        ("red(color(65536 * 7)) + int('#000002')", "9"),
        ("len((1, 2, 3))", "3"),
        ("0.1 + 0.2", "0.3"),
    ],
)
def test_expression(expression: str, expected: str) -> None:
    assert shown(expression) == expected


def test_an_int_variable_that_meets_a_float_is_a_float_throughout() -> None:
    assert shown("x", before="x = 0\nfor i in range(3):\n    x += 0.5") == "1.5"
    assert shown("x * 2", before="x = 2147483647\nif x == 1:\n    x = 0.5") == "4294967294"  # a float does not wrap


def test_parameters_take_the_type_that_all_calls_need() -> None:
    rule = "@rule\ndef half(x):\n    return x / 2\n"
    assert shown("half(3) + half(0.5)", rule) == "1.75"


def test_recursion_finds_its_return_type() -> None:
    assert (
        shown("fib(10)", "@rule\ndef fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\n")
        == "55"
    )


def test_mutual_recursion() -> None:
    rules = (
        "@rule\ndef even(n):\n    if n == 0:\n        return True\n    return odd(n - 1)\n"
        "@rule\ndef odd(n):\n    if n == 0:\n        return False\n    return even(n - 1)\n"
    )
    assert shown("int(even(8)) + int(odd(8)) * 10", rules) == "1"


def test_defaults_and_named_arguments() -> None:
    rule = "@rule\ndef f(a, b=2, c=0.5):\n    return a * 100 + b * 10 + c\n"
    assert shown("f(1)", rule) == "120.5"
    assert shown("f(c=1, a=3)", rule) == "321"


def test_swaps_and_tuples() -> None:
    assert shown("x * 10 + y", before="x, y = 1, 2\nx, y = y, x") == "21"
    assert shown("a + b", "@rule\ndef two():\n    return 1, 2.5\n", before="a, b = two()") == "3.5"


def test_loop_variables_live_on_after_the_loop_and_may_be_changed() -> None:
    assert shown("i", before="i = 9\nfor i in range(3):\n    pass") == "2"
    assert shown("n", before="n = 0\nfor i in range(4):\n    i = i * 2\n    n += i") == "12"
    assert shown("n", before="n = 0\nfor i in range(3):\n    for i in range(2):\n        n += 1") == "6"


def test_ranges() -> None:
    assert shown("n", before="n = 0\nfor i in range(5, 0, -2):\n    n = n * 10 + i") == "531"
    assert shown("n", before="n = 7\nfor i in range(3, 3):\n    n = 0") == "7"


def test_short_circuit_keeps_draws_back() -> None:
    drawn = "a = seed.random()\n"
    plain = shown("b", before=drawn + "b = seed.random()")
    assert shown("b", before=drawn + "if 1 > 2 and seed.chance(0.5):\n    pass\nb = seed.random()") == plain
    assert shown("b", before=drawn + "if 1 < 2 or seed.chance(0.5):\n    pass\nb = seed.random()") == plain
    assert shown("b", before=drawn + "c = 1 if 1 < 2 else seed.random()\nb = seed.random()") == plain


def test_a_condition_with_a_draw_is_asked_in_every_round() -> None:
    assert shown("n", before="n = 0\nwhile n < 50 and seed.chance(0.9):\n    n += 1") not in ("0", "50")


def test_tables_by_run_time_index() -> None:
    head = "ROWS = ((1, 2, 3), (4,), (5, 6.5))\nRECORDS = (('a', 1, (0.5, 2)), ('b', 2, (3, 4)))\n"
    head += "D = {'x': (1, 2), 'y': (3, 4)}\n"
    assert shown("n", head=head, before="n = 0\nfor row in ROWS:\n    for v in row:\n        n += v") == "21.5"
    assert shown("n", head=head, before="n = 0\nfor name, k, at in RECORDS:\n    n += k * at[0] + at[1]") == "12.5"
    assert shown("len(ROWS[k])", head=head, before="k = seed.below(1) + 2") == "2"
    assert shown("D['y'][k]", head=head, before="k = seed.below(1)") == "3"


def test_text_chosen_at_run_time() -> None:
    head = "NAMES = ('a<b', 'c&d', 'a<b')\n"
    assert shown("NAMES[k]", head=head, before="k = seed.below(1) + 1") == "c&amp;d"
    assert shown("int(NAMES[k] == NAMES[k + 2])", head=head, before="k = seed.below(1)") == "1"


def test_arguments_are_drawn_in_the_order_written() -> None:
    rule = "@rule\ndef f(a, b):\n    return a * 1000 + b\n"
    first = shown("x * 1000 + y", before="x = seed.below(9)\ny = seed.below(9)")
    assert shown("f(seed.below(9), seed.below(9))", rule) == first
    assert shown("f(b=seed.below(9), a=seed.below(9))", rule) == shown(
        "y * 1000 + x", before="x = seed.below(9)\ny = seed.below(9)"
    )


def test_a_path_ends_where_something_else_is_drawn() -> None:
    module = compiled(
        "p = canvas.path(stroke='#000')\np.move(1, 2)\ncanvas.circle(1, 1, 1)\nq = canvas.path()\nq.line(1, 1)"
    ).module
    paths = [s for s in walk(module.function("main").body) if isinstance(s, Element)]
    assert [len(p.body) for p in paths] == [1, 1]


def test_a_private_loop_variable_is_the_counter_itself() -> None:
    module = compiled("for k in range(3):\n    canvas.circle(k, k, k)").module
    (loop,) = [s for s in walk(module.function("main").body) if isinstance(s, For)]
    assert loop.name == "k"


def test_alternatives_share_one_name() -> None:
    rules = "@rule(weight=2)\ndef f():\n    return 1\n@rule(weight=0.5)\ndef f():\n    return 2\n"
    names = [f.name for f in compiled("x = f()", rules).module.functions]
    assert names == ["main", "f", "f$0", "f$1"]


def test_every_error_of_a_run_is_reported() -> None:
    assert codes("a = undefined\ncanvas.circle(1)\nb = 'x' + 1") == ["I006", "I024", "I021"]


def test_nothing_of_a_refused_file_runs(tmp_path: pytest.TempPathFactory) -> None:
    marker = tmp_path / "ran"  # type: ignore[operator]
    path = tmp_path / "evil.py"  # type: ignore[operator]
    path.write_text(f"open({str(marker)!r}, 'w')\nimport os\n" + piece("pass"))
    with pytest.raises(Refused):
        compile_file(path)
    assert not marker.exists()


@pytest.mark.parametrize(
    "trick",
    [
        "x = ().__class__",
        "x = seed.__init__",
        "x = canvas._finish()",
        "x = (lambda: 1)()",
        "x = __builtins__",
        "x = getattr(seed, 'random')()",
        "x = f'{seed.__class__}'",
        "x = seed.random.__globals__",
        "exec('1')",
        "x = [c for c in (1, 2)]",
        "import os",
        "x = open",
        "x = type(1)",
        "seed.random = 3",
        "canvas.width = 3",
        "global seed",
        "x = 1 if (y := 2) else 3",
    ],
)
def test_tricks_are_refused(trick: str) -> None:
    assert codes(trick)


def test_the_same_module_under_any_hash_seed() -> None:
    body = "x = seed.pick('P', {'a': 1, 'b': 2})\nfor i in range(x):\n    canvas.text(i, i, ('u', 'v')[i % 2])"
    assert print_module(compiled(body).module) == print_module(compiled(body).module)


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("[!_]*.py")), ids=lambda path: path.stem)
def test_the_library_is_written_in_the_language(path: Path) -> None:
    refused: list[Diagnostic] = []
    accept(Source(path.stem, path, *library_file(path), library=True), refused.append)
    assert not refused
