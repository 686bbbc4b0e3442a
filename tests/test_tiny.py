"""The whole path on a toy piece, in seconds: compile, build, deploy, mint, verify on every engine at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from intaglio.bundle import Bundle
from intaglio_renderers.evm import PYREVM_AVAILABLE
from intaglio_studio.build import deployable
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.piece import open_piece
from intaglio_studio.pyrevm_chain import PyrevmChain
from intaglio_studio.seeds import sample
from intaglio_studio.verify import contestants, verify
from intaglio_studio.works import works_of
from tests.toy import toy_bundle

pytestmark = pytest.mark.node

ENGINES = ("reference", "native", "javascript", "evm")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tiny")


@pytest.fixture(scope="module")
def bundle(folder: Path) -> Bundle:
    return toy_bundle(folder)


def test_four_engines_agree(folder: Path, bundle: Bundle) -> None:
    works = works_of(open_piece(folder / "toy.py"), bundle)
    found = verify("Toy", sample(24), contestants(works, ENGINES))
    assert found.agrees, [d.text() for d in found.differences] + [f.text() for f in found.failures]
    assert [run.engine for run in found.runs] == list(ENGINES)
    assert {run.pictures for run in found.runs} == {24}
    assert len({run.digest for run in found.runs}) == 1


@pytest.mark.skipif(not PYREVM_AVAILABLE, reason="no pyrevm for this Python")
def test_token_is_the_picture(folder: Path, bundle: Bundle) -> None:
    chain = PyrevmChain()
    edition = Edition(chain, deploy(deployable(bundle, supply=5), chain).edition)
    (token, _) = edition.mint(2)
    metadata = edition.metadata(token)
    works = works_of(open_piece(folder / "toy.py"), bundle)
    found = verify("Toy", [edition.seed(token)], contestants(works, ("reference",)))
    (sample_picture,) = found.samples
    assert (metadata.svg, metadata.attributes) == (sample_picture.svg, sample_picture.traits)
    assert metadata.name == "Toy #1"
    assert edition.manifest_root() == bundle.root
