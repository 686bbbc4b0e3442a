"""The language's values, seed and canvas: each operator against the table of operations, each call against its text."""

from __future__ import annotations

import operator
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from intaglio.ir.interpret import Sfc32
from intaglio.ir.ops import Fault, apply
from intaglio.ir.types import INT_MAX, INT_MIN, ONE, Type
from intaglio.language import Canvas, PieceFault, Seed, functions
from intaglio.language.functions import BUILTINS
from intaglio.language.numbers import Color, Fixed, Int, to_language, watch_crossings
from intaglio.language.seed import seed_bytes, whole_weights

INTS = [0, 1, -1, 2, 7, -13, 31, 32, 33, 65536, INT_MAX, INT_MIN, INT_MIN + 1, 0x12345678, -0x7654321]
FIXEDS = [0, 1, -1, ONE // 2, ONE, -ONE, 3 * ONE // 2, 5 * ONE // 2, -5 * ONE // 2, 7 * ONE + 5, -123456789, 1 << 34]
rng = random.Random(1)
INTS += [rng.randint(INT_MIN, INT_MAX) for _ in range(30)]
FIXEDS += [rng.randint(-(1 << 30), 1 << 30) for _ in range(30)]

BINARY: dict[str, Callable[..., object]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "floordiv": operator.floordiv, "mod": operator.mod,
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
    "min": BUILTINS["min"], "max": BUILTINS["max"],
}  # fmt: skip
BITS: dict[str, Callable[..., object]] = {
    "and": operator.and_, "or": operator.or_, "xor": operator.xor, "shl": operator.lshift, "shr": operator.rshift,
    "ushr": functions.ushr,
}  # fmt: skip
UNARY: dict[str, Callable[..., object]] = {"neg": operator.neg, "abs": abs}
FROM_FIXED: dict[str, Callable[..., object]] = {
    "floor": functions.floor, "ceil": functions.ceil, "trunc": BUILTINS["int"], "round": BUILTINS["round"],
    "sqrt": functions.sqrt,
}  # fmt: skip


def outcome(compute: Callable[..., object], *operands: object) -> object:
    """A plain number, or the text of a fault."""
    try:
        value = compute(*operands)
    except (PieceFault, Fault) as fault:
        return str(fault)
    return value.n if isinstance(value, Int | Fixed) else value


def agree(name: str, kind: Type, mine: Callable[..., object], *operands: int) -> None:
    wrapped = [Int(n) if kind is Type.INT else Fixed(n) for n in operands]
    assert outcome(mine, *wrapped) == outcome(apply, name, kind, *operands), (name, operands)


@pytest.mark.parametrize("name", BINARY)
def test_an_operator_means_what_the_table_says(name: str) -> None:
    for kind, values in ((Type.INT, INTS), (Type.FIXED, FIXEDS)):
        for a in values:
            for b in values:
                agree(name, kind, BINARY[name], a, b)


@pytest.mark.parametrize("name", BITS)
def test_an_operator_on_bits_means_what_the_table_says(name: str) -> None:
    for a in INTS:
        for b in INTS:
            agree(name, Type.INT, BITS[name], a, b)


def test_functions_of_one_number_mean_what_the_table_says() -> None:
    for name, mine in UNARY.items():
        for n in INTS:
            agree(name, Type.INT, mine, n)
        for n in FIXEDS:
            agree(name, Type.FIXED, mine, n)
    for n in INTS:
        agree("not", Type.INT, operator.invert, n)
    for name, mine in FROM_FIXED.items():
        for n in FIXEDS:
            agree(name, Type.FIXED, mine, n)
    for n in FIXEDS:
        for m in FIXEDS:
            agree("div", Type.FIXED, operator.truediv, n, m)


def test_an_int_and_a_float_combine_as_floats_and_multiply_exactly() -> None:
    for i in INTS:
        for f in FIXEDS:
            for name in ("add", "sub", "floordiv", "mod", "lt", "eq"):
                assert outcome(BINARY[name], Int(i), Fixed(f)) == outcome(apply, name, Type.FIXED, i * ONE, f)
                assert outcome(BINARY[name], Fixed(f), Int(i)) == outcome(apply, name, Type.FIXED, f, i * ONE)
            assert (Int(i) * Fixed(f)).n == (Fixed(f) * Int(i)).n == apply("scale", Type.INT, f, i)
    assert (Int(7) / Int(2)).n == 7 * ONE // 2


def test_a_power_is_made_of_squares() -> None:
    x = Fixed(ONE + 12345)
    assert (x ** Int(0)).n == ONE
    assert (x ** Int(1)).n == x.n
    assert (x ** Int(5)).n == ((x * x) * (x * x) * x).n
    assert (x ** Int(6)).n == ((x * x * x) * (x * x * x)).n
    assert (Int(3) ** Int(21)).n == (3**21 + (1 << 31)) % (1 << 32) - (1 << 31)


def test_ints_and_floats_are_equal_but_not_keys() -> None:
    assert Int(1) == Fixed(ONE)
    assert Int(1) != Fixed(ONE + 1)
    assert Int(1) != Color(1)
    for value in (Int(1), Fixed(1), Color(1)):
        with pytest.raises(TypeError):
            hash(value)


def test_an_index_from_the_end_is_for_constants() -> None:
    assert (10, 20, 30)[Int(2)] == 30
    with pytest.raises(PieceFault, match="index -1 is negative"):
        (10, 20, 30)[Int(-1)]


def test_python_numbers_join_in_at_the_keyboard() -> None:
    assert repr(to_language(1.5) * 2 + 1) == "4.0"
    assert repr(2.5 * to_language(3)) == "7.5"
    assert repr(1 / to_language(4.0)) == "0.25"
    assert float(to_language(0.5)) == 0.5
    assert to_language(1 << 31) == -(1 << 31)


@pytest.mark.parametrize(
    ("compute", "what"),
    [
        (lambda: Fixed(2048 * ONE) * Fixed(1024 * ONE), "product"),
        (lambda: Fixed(-(1 << 37)) / Fixed(ONE), "numerator"),
        (lambda: Fixed(1 << 33) * Int(1 << 20), "product with an int"),
        (lambda: FROM_FIXED["sqrt"](Fixed(1 << 37)), "radicand"),
        (lambda: functions.decimal(Fixed(1 << 50), 2), "decimal"),
        (lambda: Fixed(1 << 52) + Fixed(1 << 52), "sum"),
        (lambda: Fixed(-(1 << 52)) - Fixed(1 << 52), "difference"),
        (lambda: Fixed(1 << 40) // Fixed(1), "quotient"),
    ],
)
def test_leaving_the_exact_range_is_seen(compute: Callable[[], object], what: str) -> None:
    seen: list[str] = []
    watch_crossings(seen.append)
    try:
        Fixed(2048 * ONE - 1) * Fixed(1024 * ONE)
        Fixed((1 << 37) - 1) / Fixed(ONE)
        assert seen == []
        compute()
    finally:
        watch_crossings(None)
    assert seen == [what]


# ---- the language's functions ---------------------------------------------------------------------


def test_functions_on_colors_and_bools() -> None:
    color = to_language("#1a2b3c")
    assert [functions.red(color), functions.green(color), functions.blue(color)] == [0x1A, 0x2B, 0x3C]
    assert str(to_language("#fa0")) == "#ffaa00"
    assert str(Color(Int(-1))) == "#ffffff"
    assert to_language("#12345") == "#12345"
    assert BUILTINS["int"](True) == 1
    assert BUILTINS["int"](color) == 0x1A2B3C
    assert [int(i) for i in BUILTINS["range"](Int(5), Int(0), Int(-2))] == [5, 3, 1]
    assert BUILTINS["len"]((1, 2)) == 2
    assert BUILTINS["max"](Int(1), Fixed(ONE // 2)).n == ONE


def test_values_are_shown_as_the_picture_shows_them() -> None:
    shown = [functions.shown(to_language(v), 2) for v in (1, -0.004, 12.345, True, "#fff", "a")]
    assert shown == ["1", "0", "12.34", "Yes", "#ffffff", "a"]


# ---- the seed -------------------------------------------------------------------------------------


def test_a_seed_is_given_in_three_ways() -> None:
    assert seed_bytes(258) == bytes(30) + b"\x01\x02"
    assert seed_bytes("0x" + "0" * 60 + "0102") == seed_bytes(258)
    assert seed_bytes(bytes(range(32))) == bytes(range(32))
    for bad in (-1, 1 << 256, b"short", "0x12"):
        with pytest.raises(ValueError, match="seed"):
            seed_bytes(bad)


def test_draws_take_the_words_in_order() -> None:
    words, seed = Sfc32.from_seed(seed_bytes(9)), Seed(9)
    assert seed.random().n == (words.next() & 0xFFFFFFFF) >> 16  # type: ignore[attr-defined]
    drawn = Fixed((words.next() & 0xFFFFFFFF) >> 16)
    assert seed.uniform(-3, 4.5) == Fixed(-3 * ONE) + Fixed(15 * ONE // 2) * drawn
    wanted = next(w for w in iter(lambda: words.next() & 127, -1) if w < 100)
    assert seed.below(100) == wanted
    assert seed.below(1) == words.next() & 0
    assert seed.chance(0.5) == ((words.next() & 0xFFFFFFFF) >> 16 < ONE // 2)
    assert seed.choice((10, 20, 30, 40)) == (10, 20, 30, 40)[words.next() & 3]
    assert seed._field() == Sfc32.from_seed(seed_bytes(9)).field_word
    with pytest.raises(PieceFault, match="below"):
        seed.below(0)


def test_weights_are_exact_decimals() -> None:
    assert whole_weights((3, 1)) == (3, 1)
    assert whole_weights((0.1, 0.2, 0.7)) == (1, 2, 7)
    assert whole_weights((2, 1.5, 0.5)) == (4, 3, 1)
    counts = [0, 0, 0]
    seed = Seed(1)
    for _ in range(4000):
        counts[seed._by_weight((1, 2, 5))] += 1
    assert 420 < counts[0] < 580
    assert 900 < counts[1] < 1100


def test_named_draws_are_traits() -> None:
    seed = Seed(3)
    picked = seed.pick('Pal"ette', {"A\n": (1, 2), "B\\": (3, 4)})
    assert picked in ((1, 2), (3, 4))
    seed.integer("N", 5, 5)
    seed.flag("F", 1.0)
    seed.trait("Share", 0.125)
    seed.trait("Ink", "#abc")
    seed.pick("Entry", ("é",), weights=(2,))
    key = "A\\u000a" if picked == (1, 2) else "B\\\\"
    assert seed._finish() == (
        f'[{{"trait_type":"Pal\\"ette","value":"{key}"}},{{"trait_type":"N","value":5}},'
        '{"trait_type":"F","value":"Yes"},{"trait_type":"Share","value":0.13},'
        '{"trait_type":"Ink","value":"#aabbcc"},{"trait_type":"Entry","value":"é"}]'
    )
    assert Seed(0)._finish() == "[]"


# ---- the canvas -----------------------------------------------------------------------------------


def drawn(draw: Callable[[Canvas], object], digits: int = 2) -> str:
    canvas = Canvas(30, 20, digits)
    draw(canvas)
    text = canvas._finish()
    head, tail = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">', "</svg>"
    assert text.startswith(head)
    assert text.endswith(tail)
    return text[len(head) : -len(tail)]


@pytest.mark.parametrize(
    ("draw", "markup"),
    [
        (lambda c: c.background("#102030"), '<rect width="30" height="20" fill="#102030"/>'),
        (lambda c: c.circle(1, 2.5, 3), '<circle cx="1" cy="2.5" r="3"/>'),
        (
            lambda c: c.circle(1, 2, 3, opacity=0.5, width=2, stroke="#000"),
            '<circle cx="1" cy="2" r="3" fill="none" stroke="#000000" stroke-width="2" opacity="0.5"/>',
        ),
        (lambda c: c.ellipse(1, 2, 3, 4, fill="#fff"), '<ellipse cx="1" cy="2" rx="3" ry="4" fill="#ffffff"/>'),
        (
            lambda c: c.rect(1, 2, 3, 4, round=0.25, fill="#fff", stroke="#000"),
            '<rect x="1" y="2" width="3" height="4" rx="0.25" fill="#ffffff" stroke="#000000"/>',
        ),
        (lambda c: c.line(1, 2, 3, 4, stroke="#f00"), '<path d="M1 2L3 4" stroke="#ff0000"/>'),
        (lambda c: c.polyline((1, 2), (3, 4)), '<path d="M1 2L3 4"/>'),
        (
            lambda c: c.polygon(((1, 2), (3, 4), (-5, 6)), stroke="#000"),
            '<path fill="none" stroke="#000000" d="M1 2L3 4L-5 6Z"/>',
        ),
        (
            lambda c: c.text(1, 2, "a<b & c>d", size=12, anchor="middle", family="serif", fill="#000"),
            '<text x="1" y="2" font-size="12" text-anchor="middle" font-family="serif" fill="#000000">'
            "a&lt;b &amp; c&gt;d</text>",
        ),
        (lambda c: c.text(1, 2, 3.5), '<text x="1" y="2">3.5</text>'),
    ],
)
def test_a_shape_is_written_so(draw: Callable[[Canvas], object], markup: str) -> None:
    assert drawn(draw) == markup


def test_a_path_ends_where_something_else_is_drawn() -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.path(stroke="#000")
        path.move(1, 2)
        path.line(3, 4)
        path.quad(1, 2, 3, 4)
        path.curve(1, 2, 3, 4, 5, 6)
        path.close()
        canvas.circle(0, 0, 1)
        with pytest.raises(PieceFault, match="this path is finished"):
            path.line(1, 1)
        canvas.path()

    assert drawn(draw) == (
        '<path fill="none" stroke="#000000" d="M1 2L3 4Q1 2 3 4C1 2 3 4 5 6Z"/>'
        '<circle cx="0" cy="0" r="1"/><path d=""/>'
    )


def test_groups_nest_and_close() -> None:
    def draw(canvas: Canvas) -> None:
        with canvas.group(translate=(1, 2.5), rotate=45, scale=0.5, fill="#fff"):
            canvas.circle(1, 2, 3)
            with canvas.group(stroke="#000"):
                canvas.path().move(0, 0)
        with canvas.group():
            pass

    assert drawn(draw) == (
        '<g transform="translate(1 2.5)rotate(45)scale(0.5)" fill="#ffffff"><circle cx="1" cy="2" r="3"/>'
        '<g stroke="#000000">'
        '<path d="M0 0"/></g></g><g></g>'
    )


def test_numbers_have_the_piece_s_digits() -> None:
    assert drawn(lambda c: c.circle(1 / 3, -2 / 3, 0.00005), 4) == '<circle cx="0.3333" cy="-0.6667" r="0"/>'
    assert drawn(lambda c: c.circle(0.5, -0.5, 1.49), 0) == '<circle cx="1" cy="0" r="1"/>'
    assert Canvas(30, 20).width == 30
    assert Canvas(30, 20).height == 20


@pytest.mark.parametrize("wrong", [lambda c: c.background(3), lambda c: c.circle("a", 1, 2)])
def test_a_wrong_value_at_the_keyboard_is_a_type_error(wrong: Callable[[Canvas], object]) -> None:
    with pytest.raises(TypeError):
        wrong(Canvas())


def test_a_wrong_word_at_the_keyboard_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="start, middle, end"):
        Canvas().text(0, 0, "a", anchor="left")


# ---- a piece under plain Python -------------------------------------------------------------------

PIECE = '''
from intaglio import Canvas, Seed, art, rule, sin

@art("Tiny", size=(100, 50))
def tiny(seed: Seed, canvas: Canvas):
    """One dot."""
    canvas.circle(half(100), 25, 10 * sin(1), fill="#f00")

@rule
def half(x: float) -> float:
    return x / 2
'''


def test_a_piece_is_an_ordinary_python_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tiny_piece.py").write_text(PIECE)
    monkeypatch.syspath_prepend(tmp_path)
    import tiny_piece  # type: ignore[import-not-found]

    drawing = tiny_piece.tiny.render(seed=7)
    assert drawing.svg == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'
        '<circle cx="50" cy="25" r="8.41" fill="#ff0000"/></svg>'
    )
    assert drawing.traits == "[]"
    assert drawing._repr_svg_() == drawing.svg
    drawing.save(tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text() == drawing.svg
    assert tiny_piece.tiny.title == "Tiny"
    assert tiny_piece.tiny.__doc__ == "One dot."
    assert tiny_piece.half(7) == 3.5


def test_library_rules_can_be_called_at_the_keyboard() -> None:
    from intaglio import mix, noise, sin, smoothstep

    assert abs(float(sin(0.5)) - 0.479425) < 1e-4
    assert str(mix("#000", "#ffffff", 0.5)) == "#808080"  # type: ignore[arg-type]
    assert noise(0.5, 0.25) == noise(0.5, 0.25)
    assert noise(0.5, 0.25) != noise(0.5, 0.25, 0.5)
    assert smoothstep(0, 1, x=0.5) == 0.5
    assert "sine" in (sin.__doc__ or "")
