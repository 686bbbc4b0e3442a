"""Pieces in doubles: what the frontend makes of them, what has no picture, and their contracts."""

from fractions import Fraction
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from intaglio.bundle import read
from intaglio.chances import Known, chances
from intaglio.frontend import Refused, compile_text
from intaglio.ir.doubles import bits
from intaglio.ir.nodes import Const, Module, expressions, parts, walk
from intaglio.ir.text import parse, print_module
from intaglio.ir.types import Type
from intaglio.pipeline import lower
from intaglio_renderers.native import NativeRenderer
from intaglio_renderers.picture import RenderError
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.command import main
from tests.evm_modules import renderer_of

SEED = bytes(range(32))


def piece(*lines: str, options: str = "", head: str = "") -> str:
    """A piece in doubles whose @art function does these lines."""
    body = "".join(f"    {line}\n" for line in lines)
    return (
        f"from intaglio import Canvas, Seed, array, art, noise, sin, sqrt\n{head}\n\n"
        f'@art("Case", size=(100, 100), numbers="double"{options})\ndef case(seed: Seed, canvas: Canvas):\n{body}'
    )


def drawn(text: str) -> str:
    return ReferenceRenderer(compile_text(text).program).render(SEED).svg.decode()


def constants(module: Module) -> set[tuple[Type, int]]:
    found = (e for f in module.functions for s in walk(f.body) for top in expressions(s) for e in parts(top))
    return {(e.type, e.value) for e in found if isinstance(e, Const)}


# ---- the frontend ---------------------------------------------------------------------------------


def test_literals_are_the_nearest_doubles_and_constants_pythons() -> None:
    text = piece("canvas.circle(THIRD, 0.1, BIG)", head="THIRD = 1 / 3\nBIG = 2 ** 40 * 0.1 ** 7 - THIRD // 0.1\n")
    module = compile_text(text.replace("2 ** 40", "2.0 ** 40")).module
    tenth = 0.1
    squared = tenth * tenth
    seventh = (squared * tenth) * (squared * tenth) * tenth
    wanted = {bits(1 / 3), bits(0.1), bits(2.0**40 * seventh - 3.0)}
    assert wanted <= {value for kind, value in constants(module) if kind is Type.DOUBLE}
    assert module.numbers == "double" and parse(print_module(module)) == module


def test_no_fixed_is_left_in_a_piece_in_doubles() -> None:
    module = compile_text(
        piece(
            "x = seed.param('Tilt', -0.5, 1.75, default=1)", "xs = array(float, 4)", "xs[1] = x * 3 + noise(x, 2)",
            "canvas.polygon((x, 1), (2, 3), (xs[1], 4))",
            "glow = canvas.linear_gradient(0, 0, 1, 1, '#fff', '#000', '#f00')",
            "canvas.rect(0, 0, sin(x), 9 if seed.chance(0.25) else 3, fill=glow)",
        )
    ).module  # fmt: skip
    lowered = lower(module).module
    assert "fixed" not in print_module(lowered).replace('param "Tilt" fixed', "")
    assert parse(print_module(lowered)) == lowered


def test_nothing_is_warned_of_ranges() -> None:
    text = piece("x = 1.0", "for i in range(99):", "    x = x * 3.7 + x * x", "canvas.circle(x, 1, 1)")
    assert lower(compile_text(text).module).warnings == ()


@pytest.mark.parametrize("numbers", ['"decimal"', "MODE", "1"])
def test_numbers_is_one_of_two_words(numbers: str) -> None:
    text = piece("pass", head='MODE = "double"').replace('numbers="double"', f"numbers={numbers}")
    with pytest.raises(Refused) as refused:
        compile_text(text)
    assert '`numbers` is "fixed" or "double"' in str(refused.value)


def test_a_param_is_a_multiple_of_a_65536th() -> None:
    text = piece("x = seed.param('Tilt', 0.1, 0.3, default=0.2)", "canvas.circle(x, 1, 1)", options=", digits=5")
    compiled = compile_text(text)
    (param,) = compiled.module.params
    assert (param.type, param.low, param.high) == (Type.FIXED, 6553, 19660)
    assert 'cx="0.2"' in drawn(text)
    with pytest.raises(Refused, match="the range of this param is too large"):
        compile_text(piece("x = seed.param('Tilt', 0.1, 1e999, default=0.2)", "canvas.circle(x, 1, 1)"))


def test_random_has_32_bits() -> None:
    text = piece("canvas.text(1, 1, f'{seed.random() * 4294967296.0}')", options=", digits=0")
    word = int(drawn(text).split(">")[2].split("<")[0])
    assert word % 65536 != 0


def test_a_rule_called_from_plain_python_has_its_pieces_numbers(tmp_path: Path) -> None:
    path = tmp_path / "plain.py"
    path.write_text(piece("canvas.circle(third(1), 1, 1)", head="from intaglio import rule\n\n@rule\n"
                          "def third(x: float):\n    return x / 3 + 0.1\n"), "utf-8")  # fmt: skip
    spec = spec_from_file_location("plain", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    assert float(module.third(1)) == 1 / 3 + 0.1
    assert "<circle" in module.case.render(7).svg


# ---- what has no picture --------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["x / 0.0", "x - x * 1e308 * 10", "1e13 + x", "sqrt(-x)", "(x - x) / (x - x)"])
def test_what_cannot_be_written_is_a_fault(value: str) -> None:
    text = piece("x = seed.uniform(1, 2)", f"canvas.circle({value}, 1, 1)")
    compiled = compile_text(text)
    with pytest.raises(RenderError, match="this number is too large to be written, or it is none") as reference:
        ReferenceRenderer(compiled.program).render(SEED)
    with pytest.raises(RenderError, match="this number is too large to be written, or it is none") as native:
        NativeRenderer(lower(compiled.module).module).render(SEED)
    assert "piece.py:7" in str(reference.value) and "piece.py:7" in str(native.value)


def test_what_has_no_result_in_fixed_numbers_has_one_here() -> None:
    text = piece(
        "zero = seed.uniform(0, 0)", "far = 1 / zero", "none = far - far",
        "canvas.text(1, 1, f'{far > 1e308} {none == none} {none != none} {int(far)} {int(none)} {min(1, none)}')",
    )  # fmt: skip
    assert ">Yes No Yes 0 0 1<" in drawn(text)


def test_ints_still_fault() -> None:
    with pytest.raises(RenderError, match="division by zero"):
        drawn(piece("n = seed.below(1)", "canvas.circle(1 // n, 1, 1)"))


# ---- the contract ---------------------------------------------------------------------------------


@pytest.mark.node
def test_a_build_has_a_contract_that_draws_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = piece("canvas.circle(seed.uniform(0, 100), 50 + sin(seed.real('X', 0, 9)), 1 / 3)")
    Path("far.py").write_text(text, "utf-8")
    assert main(["build", "far.py"]) == 0
    bundle = read(Path("far.build"))
    assert bundle.numbers == "double" and not bundle.no_contract and "double_mul(" in bundle.yul
    assert main(["verify", "far.build", "-n", "4", "--engines", "reference,native,evm"]) == 0
    capsys.readouterr()
    assert main(["cost", "far.build", "--lines"]) == 0
    assert "far.py" in capsys.readouterr().out


@pytest.mark.node
@pytest.mark.parametrize("values", ["0.5, -0.0, 3, -1e-300", "1, 2, 3", "1e-320, 2, 1e999", "-7, 0.1, 1e308, 12345.7"])
def test_tables_in_the_evm(values: str) -> None:
    text = piece(
        "n = seed.below(1)", "canvas.text(1, 1, f'{1 / TABLE[n + 1] < 0} {TABLE[n + 2] > 1e308}')",
        "for i in range(3):", "    x = TABLE[n + i] * 1e300 % 99",
        "    canvas.circle(x if x < 100 else 7, min(TABLE[n + i], 7), 1)",
        head=f"TABLE = ({values})\n", options=", digits=5",
    )  # fmt: skip
    module = lower(compile_text(text).module).module
    assert renderer_of(module).render(SEED).svg.decode() == drawn(text)


def test_chances_are_exact_in_32_bits() -> None:
    text = piece("on = seed.flag('On', 1 / 3)", "off = seed.flag('Off', 1e-12)", "x = seed.real('X', 0, 1)")
    found = chances(compile_text(text).module)
    on, off = found["On"], found["Off"]
    assert isinstance(on, Known) and isinstance(off, Known) and not isinstance(found["X"], Known)
    assert on.of["Yes"] == Fraction(1431655766, 1 << 32)  # the words below 2**32 / 3
    assert off.of == {"No": Fraction((1 << 32) - 1, 1 << 32), "Yes": Fraction(1, 1 << 32)}
