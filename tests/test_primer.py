"""Primers: the texts that a version stands for, and the pieces that the compiled one is made of."""

import ast
import hashlib
import json
from pathlib import Path

import pytest

from intaglio.backends.javascript import emit
from intaglio.packing import primer
from intaglio.packing.primer.compiled import ORDER, PIECES, compiled, script_of
from intaglio.pipeline import lower_whole
from intaglio_renderers.javascript import JavaScriptRenderer
from intaglio_renderers.reference import ReferenceRenderer
from intaglio_studio.piece import open_piece, program
from tests.conftest import ROOT

LIMIT = 36_000  # bytes: a page reads the primer each time it is opened


@pytest.mark.parametrize("version", json.loads(primer.VERSIONS.read_text()))
@pytest.mark.parametrize("kind", primer.KINDS)
def test_a_version_is_the_text_that_it_was(kind: str, version: str) -> None:
    data = primer.primer(kind, int(version))
    assert hashlib.sha256(data).hexdigest() == primer.sha256(kind, int(version))
    assert data.isascii()
    assert len(data) < LIMIT


def test_no_version_is_without_its_hash() -> None:
    versions = json.loads(primer.VERSIONS.read_text())
    named = {f"v{version}-{kind}" for version, kinds in versions.items() for kind in kinds}
    assert {path.stem for path in primer.HERE.glob("v*.txt")} == named


def test_compiled_text_is_the_same_each_time() -> None:
    assert compiled() == compiled()
    assert compiled().isascii()


def test_every_piece_has_its_place() -> None:
    assert sorted(ORDER) == sorted(path.stem for path in PIECES.glob("*.py"))


def test_what_was_said_is_left_out() -> None:
    said: set[str] = set()
    whole = script_of(PIECES / "orchard.py", said)
    assert "W=(a,b)=>(a=1024-Math.abs(" in whole
    again = script_of(PIECES / "orchard.py", said)
    assert "W=(a,b)=>" not in again
    assert whole.endswith(again[-200:])


def strings(path: Path) -> set[str]:
    """The texts in a file that are long enough to be its own."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if len(text) > 12}


def test_no_example_is_in_it() -> None:
    """Examples are what is measured: no title, trait or text of one."""
    examples = sorted((ROOT / "examples").glob("*.py"))
    assert len(examples) == 17
    ours = set.union(*map(strings, PIECES.glob("*.py")))
    texts = [primer.primer(kind).decode() for kind in primer.KINDS]
    for path in examples:
        assert not {value for value in ours if value in path.read_text("utf-8")}
        assert not {value for value in strings(path) if any(value in text for text in texts)}


@pytest.mark.parametrize("name", ORDER)
def test_a_piece_draws_the_same_with_the_library_whole(name: str) -> None:
    piece = open_piece(PIECES / f"{name}.py")
    seeds = [bytes(32), bytes(range(32))]
    scripts = [emit(piece.module), emit(lower_whole(piece.typed), canonical=True)]
    pictures = []
    for script in scripts:
        with JavaScriptRenderer(script) as renderer:
            pictures.append([renderer.render(seed) for seed in seeds])
    assert pictures[0] == pictures[1]
    if not piece.has_raster:
        reference = ReferenceRenderer(program(piece))
        assert pictures[0][0] == reference.render(seeds[0])
