"""The primer's idioms: whole scripts, within their limit, in the characters that a model of seven bits can take."""

from __future__ import annotations

import subprocess

import pytest

from intaglio.packing import primer
from intaglio.packing.primer.by_hand import LIMIT, THEMES, idioms, theme
from tests.conftest import find_node

FOLDER = primer.HERE / "idioms"


def test_every_theme_is_read_once() -> None:
    assert sorted(THEMES) == sorted(path.stem for path in FOLDER.iterdir())


def test_idioms_stay_within_their_limit() -> None:
    assert len(idioms()) <= LIMIT


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_is_printable_ascii_but_for_line_ends(name: str) -> None:
    assert theme(name).isascii() and theme(name).replace("\n", "").isprintable()


def test_idioms_hold_no_comments_of_ours() -> None:
    assert not any(line.startswith("//") for line in idioms().splitlines())


@pytest.mark.node
@pytest.mark.parametrize("name", THEMES)
def test_a_theme_is_whole_javascript(name: str) -> None:
    node = find_node()
    assert node
    checked = subprocess.run([node, "--check", FOLDER / f"{name}.js"], capture_output=True, text=True, timeout=60)
    assert not checked.returncode, checked.stderr
