"""The reference renderer: what a piece means, what it counts, and where it says that something went wrong."""

from __future__ import annotations

import ast
import textwrap
import time
from pathlib import Path

import pytest

from intaglio.frontend import compile_file, compile_text
from intaglio.ir.interpret import interpret
from intaglio.language import PieceFault
from intaglio.pipeline import lower
from intaglio_renderers.picture import RenderError
from intaglio_renderers.reference import ReferenceRenderer

HEAD = """
from intaglio import Canvas, Path, Seed, art, color, cos, exp, floor, mix, noise, pi, rule, sin, sqrt, tau
"""
SEEDS = [n.to_bytes(32, "big") for n in range(5)] + [b"\xff" * 32]


def piece(body: str, rules: str = "", digits: int = 2) -> str:
    """A piece of these lines; the first of `rules` is line 4 of the file."""
    rules = textwrap.dedent(rules).strip("\n")
    art = f'@art("Test", size=(100, 100), digits={digits})\ndef test(seed: Seed, canvas: Canvas):\n'
    return f"{HEAD}\n{rules}\n\n\n{art}{textwrap.indent(textwrap.dedent(body).strip(chr(10)), '    ')}\n"


def svg(source: str, seed: int = 0) -> str:
    """What is inside the picture."""
    text = ReferenceRenderer(compile_text(source).program).render(seed.to_bytes(32, "big")).svg.decode()
    return text.removeprefix('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">').removesuffix("</svg>")


def shown(*expressions: str, before: str = "", rules: str = "", digits: int = 5) -> list[str]:
    """The values of expressions, as a picture shows them."""
    lines = [before, *(f'canvas.text(0, 0, f"{{{e}}}")' for e in expressions)]
    texts = svg(piece("\n".join(lines), rules, digits)).split("</text>")
    return [t.split(">", 1)[1] for t in texts[:-1]]


# ---- meaning --------------------------------------------------------------------------------------


def test_ints_wrap_and_floats_are_on_the_grid() -> None:
    assert shown("2147483647 + 1", "-2147483648 - 1", "65536 * 65536", "1 << 33", "~5", "-7 // 2", "-7 % 3") == [
        "-2147483648", "2147483647", "0", "2", "-6", "-4", "2",
    ]  # fmt: skip
    assert shown("1 / 3", "-1 / 3", "0.1 * 0.1", "7.5 // 2", "-7.5 % 2", "sqrt(2)", "0.1 ** 2") == [
        "0.33333", "-0.33334", "0.00999", "3", "0.5", "1.4142", "0.00999",
    ]  # fmt: skip


def test_an_int_becomes_a_float_where_its_variable_is_one() -> None:
    grown = ["x = 0", "for i in range(3):", "    x += 0.5", "y = 65536", "y = y * 65536", "y = y + 0.5"]
    assert shown("x", "y", before="\n".join(grown)) == ["1.5", "4294967296.5"]
    assert shown("TABLE[1] * 65536 * 65536", before="", rules="TABLE = (0.5, 3)") == [str(3 << 32)]
    assert shown("big(65536)", rules="@rule\ndef big(x: float):\n    return x * x") == ["4294967296"]
    assert shown("x", before="x, y = 1, 2.5\nx = y") == ["2.5"]


def test_short_circuits_and_comparison_chains() -> None:
    assert shown("1 < 2 < 3", "1 < 3 < 2", "1 == 1.0", "int(True)", "not 2 > 1") == ["Yes", "No", "Yes", "1", "No"]
    assert shown("a", before="a = 0 != 0 and 1 // 0 == 1 or 5 > 4") == ["Yes"]
    assert shown("'#fff' == '#ffffff'", "mix('#000', '#fff', 0.5)", "color(255)") == ["Yes", "#808080", "#0000ff"]


def test_tables_are_indexed_from_both_ends() -> None:
    rules = 'T = ((1, 2), (3, 4))\nNAMES = {"a": 5, "b": 6}\nLAST = -1'
    wanted = ["3", "4", "2", "6", "6"]
    assert shown("T[i][0]", "T[LAST][-1]", "len(T)", "NAMES['b']", "NAMES[i]", before="i = 1", rules=rules) == wanted


def test_loops_leave_as_in_python() -> None:
    body = """
    n = 0
    for i in range(10, 0, -3):
        if i == 7:
            continue
        for p in (1, 2, 3):
            if p == 2:
                break
            n += i * p
    while True:
        n += 100
        if n > 250:
            break
    """
    assert shown("n", before=textwrap.dedent(body)) == ["315"]


def test_rules_return_tuples_and_take_named_arguments() -> None:
    rules = "@rule\ndef turn(x, y=2.5):\n    return -y, x\n"
    assert shown("a", "b", before="a, b = turn(1)", rules=rules) == ["-2.5", "1"]
    assert shown("a", "b", before="a, b = turn(y=1, x=3)", rules=rules) == ["-1", "3"]


def test_alternatives_are_drawn_by_weight() -> None:
    rules = """
    @rule(weight=0.25)
    def mark(n: int) -> int:
        return n

    @rule(weight=0.75)
    def mark(n: int) -> int:
        return 2 * n
    """
    source = piece('for i in range(2000):\n    canvas.text(0, 0, f"{mark(1)}")', rules)
    drawn = svg(source)
    assert 420 < drawn.count(">1<") < 580
    assert drawn.count(">1<") + drawn.count(">2<") == 2000


def test_weights_are_read_as_written(tmp_path: Path) -> None:
    (tmp_path / "shares.py").write_text("SHARES = (0.1, 0.2)\n")
    source = piece('seed.pick("P", ("a", "b"), weights=SHARES)')
    path = tmp_path / "main_piece.py"
    path.write_text(source.replace("from intaglio", "from shares import SHARES\nfrom intaglio", 1))
    compiled = compile_file(path)
    renderer = ReferenceRenderer(compiled.program)
    module = lower(compiled.module).module
    for seed in SEEDS:
        assert renderer.render(seed).traits.decode() == interpret(module, seed)[1]


MIXED = """
@rule
def branch(seed: Seed, canvas: Canvas, x, y, angle, depth: int):
    if depth == 0:
        leaf(seed, canvas, x, y)
        return
    path = canvas.path(stroke="#123", width=depth / 2)
    path.move(x, y)
    x += 10 * cos(angle)
    y -= 10 * sin(angle)
    path.line(x, y)
    for side in (-1, 1):
        branch(seed, canvas, x, y, angle + side * seed.uniform(0.2, 0.6), depth - 1)

@rule(weight=2)
def leaf(seed: Seed, canvas: Canvas, x, y):
    canvas.circle(x, y, 2, fill=PALETTES[seed.below(2)][floor(3 * seed.random())])

@rule(weight=1.5)
def leaf(seed: Seed, canvas: Canvas, x, y):
    with canvas.group(translate=(x, y), rotate=45):
        canvas.rect(-1, -1, 2, 2, round=0.5, stroke="#000", opacity=0.5)

NAMES = {"One": ("#111", 1), "Two": ("#222", 2)}
PALETTES = (("#f00", "#0f0", "#00f"), ("#ff0", "#0ff", "#f0f"))
"""


def test_a_piece_of_everything_agrees_with_the_compiler() -> None:
    body = """
    canvas.background("#fff")
    depth = seed.integer("Depth", 2, 4)
    size = seed.real("Size", 1, 2)
    name = seed.pick("Name", NAMES, weights=(2.5, 1))
    dark = seed.flag("Dark", 0.25)
    seed.trait("Area", f"{size * size} of {depth}")
    if dark:
        canvas.text(5, 5, f"<{depth} & {size}>", size=12, anchor="end", fill=name[0])
    branch(seed, canvas, canvas.width / 2, canvas.height, pi / 2, depth)
    h = 18652613
    for i in range(40):
        h = (h ^ i * 40503) * 16777619
        canvas.line(i, h >> 25, i * noise(i / 7), exp(-i / 10), stroke=color(h & 16777215))
    canvas.polygon((1, 2), (size, depth), (tau, -size ** 3), fill=mix("#f00", "#00f", size - 1))
    """
    compiled = compile_text(piece(body, MIXED, digits=3))
    module = lower(compiled.module).module
    renderer = ReferenceRenderer(compiled.program)
    for seed in SEEDS:
        picture = renderer.render(seed)
        assert (picture.svg.decode(), picture.traits.decode()) == interpret(module, seed)


def test_two_files_may_each_have_a_table_of_one_name(tmp_path: Path) -> None:
    """The same name, the same line and column: still each file's own."""
    rows = "\nT = ({0}, {1}, {2})\n\n@rule\ndef {3}(canvas: Canvas, i: int):\n"
    rows += "    canvas.circle(T[i], ({1}, {2}, {0})[i], 0)\n    for x in ({2}, {0}):\n        canvas.circle(x, 0, 0)\n"
    (tmp_path / "other.py").write_text("from intaglio import Canvas, rule\n" + rows.format(1, 2, 3, "other_row"))
    main = "from intaglio import Canvas, Seed, art, rule\n" + rows.format(10, 20, 30, "row")
    main += 'from other import other_row\n\n@art("T", size=(9, 9))\ndef both(seed: Seed, canvas: Canvas):\n'
    main += '    i = seed.pick("N", {"a": 1, "b": 2})\n    row(canvas, i)\n    other_row(canvas, i)\n'
    (tmp_path / "main.py").write_text(main)
    compiled = compile_file(tmp_path / "main.py")
    picture = ReferenceRenderer(compiled.program).render(SEEDS[0])
    assert (picture.svg.decode(), picture.traits.decode()) == interpret(lower(compiled.module).module, SEEDS[0])


def test_the_tree_is_left_as_it_was_and_renders_repeat() -> None:
    program = compile_text(piece("x = 1\nx += seed.random()\ncanvas.circle(x, 2 ** 3, -1)", MIXED)).program
    before = ast.dump(program.piece.tree)
    first, second = ReferenceRenderer(program), ReferenceRenderer(program)
    pictures = [renderer.render(SEEDS[1]) for renderer in (first, second, first)]
    assert pictures[0] == pictures[1] == pictures[2]
    assert ast.dump(program.piece.tree) == before


def test_nothing_of_python_is_in_reach() -> None:
    renderer = ReferenceRenderer(compile_text(piece("canvas.circle(1, 2, 3)")).program)
    for name, namespace in renderer._execution.namespaces.items():
        assert namespace["__builtins__"] == {}, name
        assert not {"open", "eval", "exec", "print", "getattr", "__import__"} & set(namespace)


# ---- faults ---------------------------------------------------------------------------------------

# The @art function's first line is line 9; a rule above it begins in line 4. What is cut short has several lines.
RECURSION = "@rule\ndef f(n: int) -> int:\n    return {}"
FAULTS = [
    ("n = seed.below(1)\ncanvas.circle(1 // n, 0, 0)", "", {10}, "division by zero"),
    ("n = seed.below(1)\ncanvas.circle(1 / n, 0, 0)", "", {10}, "division by zero"),
    ("n = seed.below(1)\ncanvas.circle(1 % n, 0, 0)", "", {10}, "remainder of a division by zero"),
    ("x = sqrt(seed.random() - 1)\ncanvas.circle(x, 0, 0)", "", {9}, "square root of a negative number"),
    ("i = seed.below(1) + 3\ncanvas.circle(T[i], 0, 0)", "T = (1, 2, 3)", {10}, "index 3 is outside a table of 3"),
    ("i = seed.below(1) - 1\ncanvas.circle(T[i], 0, 0)", "T = (1, 2, 3)", {10}, "index -1 is outside a table of 3"),
    ("n = seed.below(1)\nn = seed.below(n)\ncanvas.circle(n, 0, 0)", "", {10}, "below(0): there is no such number"),
    ("canvas.circle(f(1), 0, 0)", RECURSION.format("f(n + 1)"), {5, 6}, "rules call each other too deeply"),
    ("canvas.circle(f(1), 0, 0)", RECURSION.format("f(n) + f(n)"), {5, 6}, "rules call each other too deeply"),
]


@pytest.mark.parametrize(("body", "rules", "lines", "cause"), FAULTS)
def test_a_fault_names_its_line_and_its_cause(body: str, rules: str, lines: set[int], cause: str) -> None:
    renderer = ReferenceRenderer(compile_text(piece(body, rules)).program)
    below = max(0, len(rules.splitlines()) - 1)
    with pytest.raises(PieceFault) as caught:
        renderer.render(SEEDS[0])
    assert isinstance(caught.value, RenderError)
    assert (caught.value.file, caught.value.cause) == ("piece.py", cause)
    assert caught.value.line in ({n + below for n in lines} if min(lines) > 8 else lines)
    assert str(caught.value) == f"piece.py:{caught.value.line}: {cause}"


def test_an_endless_loop_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intaglio.language.execute.STEPS", 10_000)
    source = piece("n = 0\nwhile n < 1:\n    n -= n * n\ncanvas.circle(n, 0, 0)")
    with pytest.raises(PieceFault, match=r"piece.py:1[01]: it runs for too long"):
        ReferenceRenderer(compile_text(source).program).render(SEEDS[0])


def test_a_fault_inside_the_library_names_the_line_that_called_it() -> None:
    source = piece("canvas.circle(remap(1, 2, seed.below(1) + 2, 3, 4), 0, 0)").replace("rule, ", "remap, rule, ")
    with pytest.raises(PieceFault, match=r"division by zero \(in <library>/shaping.py:\d+\)") as caught:
        ReferenceRenderer(compile_text(source).program).render(SEEDS[0])
    assert (caught.value.file, caught.value.line) == ("piece.py", 9)


def test_the_renderer_goes_on_after_a_fault() -> None:
    source = piece("n = seed.below(2)\ncanvas.circle(1 // n, 0, 0)")
    renderer = ReferenceRenderer(compile_text(source).program)
    outcomes: set[bytes | str] = set()
    for n in range(12):
        try:
            outcomes.add(renderer.render(n.to_bytes(32, "big")).svg[-30:])
        except RenderError as error:
            outcomes.add(str(error))
    assert outcomes == {b'<circle cx="1" cy="0" r="0"/></svg>'[-30:], "piece.py:10: division by zero"}


# ---- crossings ------------------------------------------------------------------------------------


def test_crossings_are_counted_by_line() -> None:
    body = """
    x = 2000.5
    for i in range(3):
        canvas.circle(x * x, 0, 0)
    canvas.circle(x * sin(2000 * x), 0, 0)
    """
    renderer = ReferenceRenderer(compile_text(piece(body)).program)
    assert renderer.crossings == []
    renderer.render(SEEDS[0])
    found = [(c.what, c.file, c.line, c.count, bool(c.within)) for c in renderer.crossings]
    assert found == [("product", "piece.py", 11, 3, False), ("product", "piece.py", 12, 1, True)]
    assert renderer.crossings[1].within.startswith("<library>/elementary.py:")


# ---- speed ----------------------------------------------------------------------------------------

DRIFT = """
@rule
def strand(seed: Seed, canvas: Canvas, ink):
    x, y = seed.uniform(0, 1000), seed.uniform(0, 1000)
    path = canvas.path(stroke=ink, width=1.5)
    path.move(x, y)
    for _ in range(40):
        turn = tau * noise(x / 300, y / 300)
        x += 6 * cos(turn)
        y += 6 * sin(turn)
        path.line(x, y)
"""


def test_a_flow_field_renders_in_two_seconds() -> None:
    source = piece('for i in range(90):\n    strand(seed, canvas, "#f26430")', DRIFT)
    renderer = ReferenceRenderer(compile_text(source).program)
    start = time.process_time()
    picture = renderer.render(SEEDS[1])
    assert time.process_time() - start < 2
    assert picture.svg.count(b"L") == 3600
    assert renderer.crossings == []
