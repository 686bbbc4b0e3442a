"""Autoglyphs, faithfully: what is published comes out, byte for byte, of every engine."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from intaglio_renderers.native import NativeRenderer
from intaglio_studio.command import main
from intaglio_studio.piece import open_piece
from intaglio_studio.seeds import number_seed
from tests.autoglyphs import PUBLISHED, glyph
from tests.conftest import ROOT
from tests.four_engines import engine

PIECE = ROOT / "examples" / "autoglyphs.py"
MANY = 100  # of the thousand


def test_the_algorithm_in_plain_python_gives_what_is_published() -> None:
    assert [sha256(glyph(seed)).hexdigest() for seed in range(1, len(PUBLISHED) + 1)] == list(PUBLISHED)


def test_numba_draws_what_the_algorithm_gives() -> None:
    with NativeRenderer(open_piece(PIECE).module) as native:
        for seed in range(1, MANY + 1):
            assert native.render(number_seed(seed)).svg == glyph(seed)


@pytest.mark.node
@pytest.mark.parametrize("name", ["javascript", "evm"])
def test_others_draw_what_is_published(name: str) -> None:
    with engine(name, open_piece(PIECE).module) as renderer:
        drawn = [renderer.render(number_seed(seed)).svg for seed in range(1, len(PUBLISHED) + 1)]
    assert [sha256(svg).hexdigest() for svg in drawn] == list(PUBLISHED)


@pytest.mark.parametrize("name", ["native", "reference"])
def test_render_prints_it(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["render", str(PIECE), "--seed", "7", "--engine", name, "-o", "-"]) == 0
    assert capfdbinary.readouterr().out == glyph(7)


def test_its_card_shows_the_glyph(tmp_path: Path) -> None:
    assert main(["render", str(PIECE), "--seed", "7", "-o", str(tmp_path / "seven.svg")]) == 0
    card = (tmp_path / "seven.svg").read_text("utf-8")
    assert card.count("<tspan") == 64
    assert "data:" not in card
