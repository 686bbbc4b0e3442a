"""Arrays and grids: what an index outside does on each engine, and what range analysis proves."""

from __future__ import annotations

import pytest

from intaglio.frontend import compile_text
from intaglio.ir.interpret import interpret
from intaglio.ir.nodes import Const, Perform, walk
from intaglio.ir.ops import Fault
from intaglio.pipeline import lower
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.picture import RenderError
from intaglio_renderers.reference import ReferenceRenderer
from tests.four_engines import End, examine, seeds_of

HEAD = "from intaglio import Array, Canvas, Grid, Seed, array, art, grid, rule\n\n\n"
ART = '@art("Arrays", size=(100, 100))\ndef piece(seed: Seed, canvas: Canvas):\n'


def piece(body: str, rules: str = "") -> str:
    return HEAD + ART + "".join(f"    {line}\n" for line in body.splitlines()) + rules


def checks(text: str) -> list[int]:
    """The lengths that the gets and sets of a lowered piece are still held against: 0 where that is proved."""
    module = lower(compile_text(text).module).module
    return [
        s.args[2].value
        for f in module.functions
        for s in walk(f.body)
        if isinstance(s, Perform) and s.effect.endswith((".get", ".set")) and isinstance(s.args[2], Const)
    ]


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("a = array(int, 4)\na[0] = 5\ncanvas.circle(a[seed.below(1) + 4], 0, 0)", "index 4 is outside an array of 4"),
        ("a = array(float, 4)\na[seed.below(1) - 1] = 2", "index -1 is outside an array of 4"),
        ("g = grid(int, 3, 2)\ng[1, seed.below(1) + 2] += 1", "index 2 is outside a grid of 2"),
    ],
)
def test_an_index_outside_is_a_fault(body: str, cause: str) -> None:
    compiled = compile_text(piece(body))
    with pytest.raises(RenderError, match=cause):
        ReferenceRenderer(compiled.program).render(bytes(32))
    module = lower(compiled.module).module
    with pytest.raises(Fault):
        interpret(module, bytes(32))
    with NativeRenderer(module) as native, pytest.raises(RenderError, match="is outside an array of"):
        native.render(bytes(32))


@pytest.mark.node
def test_an_index_outside_breaks_no_engine() -> None:
    text = piece("a = array(int, 4)\na[seed.below(9) - 3] = 7\ncanvas.circle(a[0], a[seed.below(9) - 3], 5)")
    assert not examine(text, seeds_of("outside", 8)).bad


def test_what_is_proved_is_not_checked() -> None:
    loop = "a = array(int, 8)\nfor i in range(8):\n    a[i] = a[7 - i] + seed.below(8)"
    assert set(checks(piece(loop + "\n    canvas.circle(a[i % 8], 0, 0)"))) == {0}
    assert 8 in checks(piece(loop + "\ncanvas.circle(a[a[0]], 0, 0)"))
    walk_around = (
        "g = grid(int, 4, 3)\nfor y in range(3):\n    for x in range(4):\n        g[(x + 3) % 4, (y + 2) % 3] += 1"
    )
    assert set(checks(piece(walk_around + "\ncanvas.circle(g[0, 0], 0, 0)"))) == {0}


def test_what_arrays_hold_is_known() -> None:
    """Entries between 0 and 9 can index an array of ten."""
    body = "a = array(int, 10)\nfor i in range(10):\n    a[i] = seed.below(10)\nfor v in a:\n    a[v] = 3\n"
    assert set(checks(piece(body + "canvas.circle(a[0], 0, 0)"))) == {0}


def test_values_of_fixed_arrays_stay_in_the_exact_range() -> None:
    body = "a = array(float, 10)\nfor i in range(10):\n    a[i] = seed.uniform(-100, 100)\n"
    assert not lower(compile_text(piece(body + "canvas.circle(a[0] * a[1], 0, 0)")).module).warnings


@pytest.mark.node
@pytest.mark.parametrize(
    "body",
    [
        "a = array(int, 3)\ni = 0\na[i] = i = 2\ncanvas.circle(a[0], a[2], i)",
        "a = array(int, 3)\na[1] += change(a)\ncanvas.circle(a[0], a[1], a[2])",
        "a = array(int, 3)\na[0], a[a[0] + 1] = 1, 5\ncanvas.circle(a[0], a[1], a[2])",
        "a = array(int, 3)\nfor v in a:\n    a[2] = 9\n    canvas.circle(v, 0, 1)",
        "for i in range(3):\n    a = array(float, 2)\n    a[0] += seed.random()\n    canvas.circle(a[0], a[1], 1)",
        "a = array(int, 3)\nif change(a) > 3 or change(a) > 3:\n    canvas.circle(a[0], a[1], a[2])",
    ],
)
def test_the_order_is_pythons(body: str) -> None:
    rules = "\n\n@rule\ndef change(a):\n    a[1] += 3\n    a[0] = a[1] + 1\n    return a[0]\n"
    verdict = examine(piece(body, rules if "change" in body else ""), seeds_of(body, 3))
    assert verdict.end is End.AGREES, verdict.detail


SIZED = """

@rule
def spread(a: Array[float], step):
    before = array(float, len(a))
    for i in range(len(a)):
        before[i] = a[i] + step
    for i in range(len(a)):
        a[i] = before[(i + 1) % len(a)] + before[i]


@rule
def total(values):
    sum = 0
    for value in values:
        sum += value
    return sum


@rule
def turn(cells: Grid[int]):
    kept = grid(int, cells.height, cells.width)
    for y in range(cells.height):
        for x in range(cells.width):
            kept[y, x] = 3 * cells[x, y] + y
    return kept[cells.height - 1, 0] // 2
"""
CALLS = """a, b = array(float, 3), array(float, 7)
g, h = grid(int, 2, 3), grid(int, 4, 1)
for i in range(3):
    a[i] = i
    b[2 * i] = seed.random()
    spread(a, 1)
    spread(b, 0.5)
g[0, 2], h[0, 0] = 7, -3
canvas.circle(total(a), total(b), turn(g))
canvas.circle(turn(h), spread_again(b), total(b))"""
AGAIN = "\n\n@rule\ndef spread_again(a):\n    spread(a, 2)\n    return len(a) + total(a)\n"


@pytest.mark.node
def test_a_rule_takes_arrays_of_any_size() -> None:
    text = piece(CALLS, SIZED + AGAIN)
    functions = [f.name for f in compile_text(text).module.functions]
    assert functions == ["main", "spread", "spread$2", "total", "total$2", "turn", "turn$2", "spread_again"]
    assert set(checks(text)) == {0}
    assert examine(text, seeds_of("any size", 3)).end is End.AGREES


@pytest.mark.node
def test_types_are_those_of_all_sizes() -> None:
    """What rises to a float for one size is a float for the other too, as in the reference, which has one rule."""
    rules = "\n\n@rule\ndef first(a, x):\n    y = 7\n    y = y if len(a) > 4 else x\n    return y // 2 + a[0]\n"
    text = piece("a, b = array(int, 3), array(int, 5)\ncanvas.circle(first(a, 3), first(b, 5), first(b, 0.5))", rules)
    assert examine(text, seeds_of("types", 1)).end is End.AGREES


@pytest.mark.node
def test_alternatives_take_arrays_of_any_size() -> None:
    rule = "\n\n@rule(weight={})\ndef mark(a):\n    a[len(a) - {}] += 1\n"
    body = "a, b = array(int, 2), array(int, 4)\nfor i in range(9):\n    mark(a)\n    mark(b)\n"
    text = piece(body + "canvas.circle(a[1], b[3], b[2])", rule.format(2, 1) + rule.format(1, 2))
    assert examine(text, seeds_of("alternatives", 3)).end is End.AGREES
