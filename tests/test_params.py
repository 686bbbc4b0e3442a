"""The collector's params: the word that holds them, what engines make of it, and what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intaglio.bundle import read
from intaglio.frontend import Refused, compile_text
from intaglio.ir.params import OUT_OF_RANGE, Param, ParamsRefused, pack, parsed, total_bits, unpack
from intaglio.ir.text import parse, print_module
from intaglio.ir.types import Type
from intaglio.packing.page import packed_script, page
from intaglio.pipeline import lower
from intaglio_renderers.agreement import compare
from intaglio_renderers.picture import Renderer, RenderError
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.build import build
from intaglio_studio.command import main
from intaglio_studio.params import sampled
from intaglio_studio.piece import open_piece
from tests.four_engines import engine, seeds_of

ENGINES = ("native", "javascript", "evm", "spidermonkey", "quickjs")
TEXT = """from intaglio import Canvas, Seed, art

LOWEST = -40


@art("Rose", size=(100, 100), digits=5)
def rose(seed: Seed, canvas: Canvas):
    petals = seed.param("Petals", 3, 9, default=5)
    tilt = seed.param("Tilt", -0.5, 0.5, default=0.125)
    bits = seed.param("Bits", 0, 255, default=0)
    low: int = seed.param("Low", LOWEST, 1000, default=-40)
    fine = seed.param("Fine", 0, 1 / 3, default=0.25)
    wide = seed.param("Wide", -2147483647, -1, default=-1)
    for i in range(petals):
        canvas.circle(seed.uniform(0, 100) * tilt, fine * i, bits + low)
    canvas.text(5, 5, f"{wide}")
"""
MODULE = lower(compile_text(TEXT).module).module
PARAMS = MODULE.params


@contextmanager
def all_engines() -> Iterator[list[Renderer]]:
    with ExitStack() as stack:
        renderers: list[Renderer] = [ReferenceRenderer(compile_text(TEXT).program)]
        renderers += [engine(name, MODULE) for name in ENGINES]
        yield [stack.enter_context(renderer) for renderer in renderers]


# ---- the word -------------------------------------------------------------------------------------


@st.composite
def declared(draw: st.DrawFn) -> tuple[Param, ...]:
    params: list[Param] = []
    for at in range(draw(st.integers(0, 8))):
        low = draw(st.integers(-(2**31), 2**31 - 2))
        high = draw(st.integers(low + 1, min(low + 2**31 - 2, 2**31 - 1)))
        kind = draw(st.sampled_from((Type.INT, Type.FIXED)))
        params.append(Param(f"p{at}", kind, low, high, draw(st.integers(low, high)), total_bits(params)))
    return tuple(params)


@given(declared(), st.data())
def test_what_is_packed_is_unpacked(params: tuple[Param, ...], data: st.DataObject) -> None:
    values = {param.name: data.draw(st.integers(param.low, param.high)) for param in params}
    word = pack(params, values)
    assert 0 <= word < 1 << total_bits(params)
    assert unpack(params, word) == values


@given(declared())
def test_a_word_of_zeros_is_all_defaults(params: tuple[Param, ...]) -> None:
    assert pack(params, {}) == 0
    assert unpack(params, 0) == {param.name: param.default for param in params}


def test_values_are_told_apart_by_the_fewest_bits() -> None:
    assert [param.bits for param in PARAMS] == [3, 17, 8, 11, 15, 31]


def test_a_value_is_given_as_people_write_it() -> None:
    assert unpack(PARAMS, parsed(PARAMS, {"Tilt": "-0.25", "Petals": "9"})) | {"Tilt": -(1 << 14), "Petals": 9} == (
        unpack(PARAMS, parsed(PARAMS, {"Tilt": "-0.25", "Petals": "9"}))
    )
    for name, text in (("Petals", "2.5"), ("Tilt", "steep"), ("Petals", "10"), ("Size", "1")):
        with pytest.raises(ParamsRefused):
            parsed(PARAMS, {name: text})


def test_the_text_of_the_ir_has_them() -> None:
    assert parse(print_module(MODULE)) == MODULE


# ---- every engine ---------------------------------------------------------------------------------


def test_engines_agree_on_sampled_params() -> None:
    words = sampled(PARAMS)
    assert words is not None
    seeds = seeds_of("params", 40)
    assert len({words(seed) for seed in seeds}) > 20
    with all_engines() as renderers:
        found = compare(renderers, seeds, params=words)
    assert found.agrees, [*map(str, found.disagreements), *found.failures]


def test_a_param_is_a_trait_and_has_an_effect() -> None:
    seed = seeds_of("params", 1)[0]
    with all_engines() as renderers:
        plain, chosen = (renderers[0].render(seed, word) for word in (0, parsed(PARAMS, {"Petals": "9"})))
    assert b'{"trait_type":"Petals","value":5}' in plain.traits
    assert b'{"trait_type":"Petals","value":9}' in chosen.traits
    assert chosen.svg.count(b"<circle") == 9


@pytest.mark.parametrize(
    "word", [7, 0x1FFFF << 3, 1 << total_bits(PARAMS), 1 << 255, (1 << 256) - 1], ids=lambda word: f"{word:#x}"[:12]
)
def test_every_engine_refuses_what_is_no_params_alike(word: int) -> None:
    with all_engines() as renderers:
        for renderer in renderers:
            with pytest.raises(RenderError) as refused:
                renderer.render(bytes(32), word)
            assert str(refused.value).endswith(OUT_OF_RANGE)


@pytest.mark.browser
def test_the_page_draws_with_params() -> None:
    """The page of a token with params is that of one without, but for what stands behind the seed."""
    from intaglio.backends.javascript import emit
    from intaglio_renderers.chromium import ChromiumRenderer

    part = packed_script(emit(MODULE))
    word = parsed(PARAMS, {"Petals": "4", "Tilt": "0.5", "Wide": "-77"})
    with ChromiumRenderer(lambda token: page(token, part)) as chromium, all_engines() as renderers:
        for number in (0, word):
            assert chromium.render(bytes(32), number) == renderers[0].render(bytes(32), number)
        with pytest.raises(RenderError, match=OUT_OF_RANGE):
            chromium.render(bytes(32), 7)


# ---- mistakes, and the command --------------------------------------------------------------------


def test_more_than_a_word_is_refused() -> None:
    lines = "".join(f'    p{i} = seed.param("P{i}", -2147483647, -1, default=-1)\n' for i in range(9))
    head = 'from intaglio import Canvas, Seed, art\n@art("T")\ndef t(seed: Seed, canvas: Canvas):\n'
    with pytest.raises(Refused) as refused:
        compile_text(head + lines)
    assert "at most 256 bits" in str(refused.value)


def test_a_build_tells_them(tmp_path: Path) -> None:
    piece = tmp_path / "rose.py"
    piece.write_text(TEXT, "utf-8")
    bundle = build(open_piece(piece))
    bundle.write(tmp_path / "rose.build")
    assert read(tmp_path / "rose.build") == bundle
    assert bundle.params == PARAMS


def test_the_command_takes_params(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    piece = tmp_path / "rose.py"
    piece.write_text(TEXT, "utf-8")
    drawn = [str(tmp_path / f"{name}.svg") for name in ("a", "b")]
    assert main(["render", str(piece), "-o", drawn[0], "--param", "Petals=9"]) == 0
    assert main(["render", str(piece), "-o", drawn[1], "--param", "Petals=9", "--engine", "evm"]) == 0
    assert Path(drawn[0]).read_bytes() == Path(drawn[1]).read_bytes()
    capsys.readouterr()
    for wrong in ("Petals=99", "Petals", "Leaves=3"):
        assert main(["render", str(piece), "-o", drawn[0], "--param", wrong]) == 2
    assert "`Petals` is from 3 to 9, not 99" in capsys.readouterr().err
