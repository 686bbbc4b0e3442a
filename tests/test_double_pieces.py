"""Pieces in doubles: what the frontend makes of them, what has no picture, what is said where there is no contract."""

import json
from fractions import Fraction
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from intaglio.backends.evm import refusal
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

SEED = bytes(range(32))
WHY = "the EVM does not take doubles yet"


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


# ---- without a contract ---------------------------------------------------------------------------


def test_the_evm_says_why_not() -> None:
    assert refusal(compile_text(piece("pass")).module) == WHY
    assert refusal(compile_text(piece("pass").replace("double", "fixed")).module) is None


@pytest.mark.node
def test_a_build_has_a_script_and_a_page_and_says_that_there_is_no_contract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("far.py").write_text(piece("canvas.circle(seed.uniform(0, 100), 50, 1 / 3)"), "utf-8")
    assert main(["build", "far.py"]) == 0
    assert f"no renderer contract, so it cannot be deployed: {WHY}" in capsys.readouterr().out
    bundle = read(Path("far.build"))
    assert bundle.numbers == "double" and bundle.no_contract and not bundle.yul and not bundle.contracts
    assert sorted(p.name for p in Path("far.build").iterdir()) == [
        "manifest.json", "page.html", "runtime.bin", "script.bin", "script.js", "source",
    ]  # fmt: skip
    for arguments in (["deploy", "far.build"], ["dump", "far.py", "--yul"], ["render", "far.py", "--engine", "evm"],
                      ["verify", "far.py", "-n", "1", "--engines", "evm"]):  # fmt: skip
        assert main(arguments) == 2
        assert f"Case has no contract: {WHY}" in capsys.readouterr().err
    assert main(["cost", "far.build", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["no_contract"] == WHY
    assert main(["verify", "far.build", "-n", "4", "--engines", "reference,javascript"]) == 0
    assert f"There is no contract to compare: {WHY}." in capsys.readouterr().out


def test_chances_are_exact_in_32_bits() -> None:
    text = piece("on = seed.flag('On', 1 / 3)", "off = seed.flag('Off', 1e-12)", "x = seed.real('X', 0, 1)")
    found = chances(compile_text(text).module)
    on, off = found["On"], found["Off"]
    assert isinstance(on, Known) and isinstance(off, Known) and not isinstance(found["X"], Known)
    assert on.of["Yes"] == Fraction(1431655766, 1 << 32)  # the words below 2**32 / 3
    assert off.of == {"No": Fraction((1 << 32) - 1, 1 << 32), "Yes": Fraction(1, 1 << 32)}
