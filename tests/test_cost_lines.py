"""Bytes by source line: all of the script and of the contract, and what a line costs is what goes with it."""

from __future__ import annotations

import dataclasses
from base64 import b64decode
from pathlib import Path

import pytest

from intaglio.bundle import Bundle
from intaglio.packing.codecs import CODECS, Target, pack
from intaglio_studio.build import build
from intaglio_studio.cost_lines import FRAMING, ByLine, by_line, library_rule, stretches
from intaglio_studio.mistake import Mistake
from intaglio_studio.piece import Piece, open_piece
from intaglio_studio.sketch_card import card, card_text
from tests.conftest import ROOT
from tests.toy import TOY

pytestmark = pytest.mark.node

# A PNG of one pixel.
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP48OwOAAV8ArOnA/SMAAAAAElFTkSuQmCC"
SHOWN = ("drift", "menagerie", "marble", "radiolaria")  # three with a contract, one of pixels; and one without


def opened(folder: Path, text: str) -> tuple[Bundle, Piece]:
    path = folder / "toy.py"
    path.write_text(text, "utf-8")
    piece = open_piece(path)
    return build(piece), piece


def tenths(found: ByLine, text: str) -> tuple[float, int]:
    (line,) = (line for line in found.lines if line.text.strip() == text)
    return line.script, line.contract


def is_whole(found: ByLine) -> bool:
    every = (*found.lines, *found.parts)
    script = sum(line.tenths for line in every) == 10 * found.script_bytes
    return script and sum(line.contract for line in every) == found.contract_bytes


@pytest.mark.parametrize("name", SHOWN)
def test_lines_and_parts_are_all_of_it(name: str) -> None:
    piece = open_piece(ROOT / "examples" / f"{name}.py")
    bundle = build(piece)
    found = by_line(bundle, piece)
    assert is_whole(found)
    assert (found.script_bytes, found.contract_bytes) == (len(bundle.script_part), len(bundle.renderer_runtime))
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    own = sum(line.script for line in found.lines)
    assert 0.2 * found.script_bytes < own < 0.95 * found.script_bytes
    assert min(line.tenths for line in (*found.lines, *found.parts)) >= 0
    assert found.parts[-1].text == FRAMING and found.parts[-1].script < 60 + found.script_bytes * 0.06


def test_what_a_line_costs_goes_with_it(tmp_path: Path) -> None:
    """A shape that is like no other: without it both are smaller by what it is said to cost."""
    shape = '    canvas.text(37, 91, "Quartz vexing jumbled nymphs, 8 of 52", size=11)\n'
    bundle, piece = opened(tmp_path, TOY.replace("    for i in", f"{shape}    for i in"))
    without, _ = opened(tmp_path, TOY)
    script, contract = tenths(by_line(bundle, piece), shape.strip())
    assert script == pytest.approx(len(bundle.script_part) - len(without.script_part), abs=6)
    assert contract == pytest.approx(len(bundle.renderer_runtime) - len(without.renderer_runtime), rel=0.15)


def test_the_library_is_named_by_its_rules(tmp_path: Path) -> None:
    text = TOY.replace("Seed, art", "Seed, art, noise").replace("r > 20", "noise(r, 3) > 0")
    bundle, piece = opened(tmp_path, text)
    found = by_line(bundle, piece)
    names = {part.text: part for part in found.parts}
    assert 2 < names["noise.py noise2"].script < 20 and names["noise.py noise2"].contract > 50
    assert 2 < names["the seed's generator"].script < 20 and names["the seed's generator"].contract > 100
    assert "noise2" in library_rule("noise.py", 65) and library_rule("noise.py", 1) == "noise.py"
    assert library_rule("nowhere.py", 1) == "nowhere.py"


def test_by_every_codec_of_a_page(tmp_path: Path) -> None:
    bundle, piece = opened(tmp_path, TOY)
    for target in (Target.PAGE, Target.SELF_CONTAINED):
        for codec in target.value:
            made = build(piece, target=target, codec=codec)
            found = by_line(made, piece)
            assert is_whole(found) and found.codec == codec and found.script_bytes == len(made.script_part)
    assert bundle.script in CODECS[bundle.codec].decode(bundle.script_part).decode()


@pytest.mark.parametrize("script", ["", "a", "\n", "a\n\nb", "x=1;" * 50, "a" * 500, "f(a,b);\n" * 30])
def test_stretches_are_the_script(script: str) -> None:
    parts = stretches(script)
    assert "".join(parts) == script and all(0 < len(part) < 95 for part in parts)


def test_a_sketch_by_hand_has_stretches_and_a_card(tmp_path: Path) -> None:
    script = "c=document.querySelector(`canvas`).getContext(`2d`);" + "c.fillRect(1,2,3,4);" * 9 + "c.arc(5,6,7,8,9)"
    piece = card(card_text("By hand", b64decode(DOT)))
    packed = pack(script.encode(), Target.PAGE)
    bundle = dataclasses.replace(
        build(piece), sources={"hand.js": "…", **{path.name: text for path, text in piece.sources.items()}},
        script=script, codec=packed.codec, script_part=packed.payload,
    )  # fmt: skip
    found = by_line(bundle, piece)
    assert is_whole(found) and list(found.files) == ["script.js", "card.py"]
    assert "".join(line.text for line in found.files["script.js"]) == script
    assert all(line.script == 0 for line in found.files["card.py"])
    assert sum(line.contract for line in found.files["card.py"]) > 100


def test_a_build_of_another_compiler_has_no_lines(tmp_path: Path) -> None:
    bundle, piece = opened(tmp_path, TOY)
    script = bundle.script.replace("Palette", "Pallete")
    other = pack(script.encode(), Target.PAGE)
    altered = dataclasses.replace(bundle, script=script, script_part=other.payload, codec=other.codec)
    with pytest.raises(Mistake, match="another script than this version"):
        by_line(altered, piece)
