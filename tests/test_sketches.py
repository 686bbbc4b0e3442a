"""The sketches that packing is measured on: many hands, each of a size that artists store, unknown to the primer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from intaglio.packing.codecs import BY_HAND, Target, pack
from intaglio.packing.minify.minifiers import candidates
from intaglio.packing.runtime import runtimes
from intaglio.sketches.assemble import assemble
from intaglio.sketches.prepare import CLEARINGS, texts
from intaglio.sketches.refusals import examine
from intaglio.sketches.source import read
from intaglio_renderers.browsers import kept_open
from intaglio_studio.seeds import sample
from intaglio_studio.sketch_pack import How, pack_sketch
from tests.bench.bytes import CLEARED
from tests.conftest import ROOT

SKETCHES = sorted((ROOT / "tests" / "bench" / "sketches").iterdir())
LONGEST_RUN = 60  # characters that a sketch and a primer may have in common: one call with its namespace
GRAM = 20

pytestmark = pytest.mark.node


@pytest.fixture(scope="module", autouse=True)
def one_browser() -> Iterator[None]:
    """One Chromium for all tests here."""
    with kept_open():
        yield


@cache
def forms(path: Path) -> tuple[str, ...]:
    """All that a sketch may be stored as."""
    sketch = read(path.name, path.read_text("utf-8"))
    return tuple(form.script for form in texts(sketch, examine(sketch)))


def longest_common_run(text: str, other: str) -> str:
    """The longest stretch of `GRAM` characters or more that both have."""
    places: dict[str, list[int]] = {}
    for at in range(len(other) - GRAM + 1):
        places.setdefault(other[at : at + GRAM], []).append(at)
    longest = ""
    for at in range(len(text) - GRAM + 1):
        for there in places.get(text[at : at + GRAM], ()):
            size = GRAM
            while at + size < len(text) and there + size < len(other) and text[at + size] == other[there + size]:
                size += 1
            longest = max(longest, text[at : at + size], key=len)
    return longest


def test_there_are_at_least_ten() -> None:
    assert len(SKETCHES) >= 10
    sources = [path.read_text("utf-8") for path in SKETCHES]
    for kind in ("getContext('2d')", 'getContext("2d")', "webgl", "<svg", "createElementNS", "class ", "prototype",
                 "tokenData", "fxrand", "$fx", "putImageData", "requestAnimationFrame"):  # fmt: skip
        assert any(kind in source for source in sources), kind


@pytest.mark.parametrize("path", SKETCHES, ids=lambda path: path.name)
def test_a_sketch_has_the_size_of_those_that_artists_store(path: Path) -> None:
    shortest = min(candidates(assemble(read(path.name, path.read_text("utf-8"))), reserved=("S",)),
                   key=lambda each: len(each.script))  # fmt: skip
    assert 500 <= len(shortest.script.encode()) <= 6_000


@pytest.mark.parametrize("path", SKETCHES, ids=lambda path: path.name)
def test_no_primer_has_seen_a_sketch(path: Path) -> None:
    for runtime in runtimes():
        found = longest_common_run(forms(path)[0], runtime.primer.decode())
        assert len(found) < LONGEST_RUN, found


def test_a_shared_decoder_saves_what_it_should() -> None:
    """Against the same forms by themselves; the exact figures are those of `tests/bench/bytes.py`."""
    shared = alone = 0
    for path in SKETCHES[:4]:
        text = forms(path)[0].encode()
        shared += len(pack(text, Target.PAGE).payload)
        alone += len(pack(text, Target.SELF_CONTAINED).payload)
    assert shared < 0.68 * alone


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("path", SKETCHES, ids=lambda path: path.name)
def test_a_sketch_shows_the_same_when_it_is_packed(path: Path) -> None:
    how = How(codec=BY_HAND)
    packed = pack_sketch(read(path.name, path.read_text("utf-8")), sample(2)[1:], how)
    cleared = {name for name, text in CLEARINGS.items() if text and packed.form.text.startswith(text)}
    assert cleared == ({CLEARED[path.name]} if path.name in CLEARED else set())
    assert len(packed.form.packed.payload) < 1_000
