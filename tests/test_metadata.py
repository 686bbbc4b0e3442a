"""Metadata of every example against the schemas that marketplaces read by; and schemas that do refuse what is wrong."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import ValidationError

from intaglio.backends.evm import refusal
from intaglio_studio.mistake import Mistake
from intaglio_studio.piece import open_piece
from tests.metadata import EXAMPLES, drawn, schema

GOOD: dict[str, Any] = {
    "name": "Drift #1",
    "description": "",
    "image": "data:image/svg+xml;base64,PHN2Zy8+",
    "attributes": [{"trait_type": "Palette", "value": "Ember"}, {"trait_type": "Strands", "value": 9}],
}


@pytest.mark.node
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_has_valid_metadata(path: Path) -> None:
    if refusal(open_piece(path).module):  # pixels: no contract, so no metadata on a chain
        with pytest.raises(Mistake, match="has no contract"):
            drawn(path, 2)
    else:
        assert len(drawn(path, 2)[1]) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"name": 7},
        {"name": ""},
        {"image": "not a uri"},
        {"image": 'data:image/svg+xml;utf8,<svg width="1"/>'},
        {"attributes": {"Palette": "Ember"}},
        {"attributes": [{"trait_type": "Palette"}]},
        {"attributes": [{"trait_type": "Palette", "value": None}]},
        {"attributes": [{"trait_type": "", "value": 1}]},
        {"attributes": [{"trait_type": "Born", "value": "May", "display_type": "date"}]},
        {"background_color": "#ffffff"},
        {"surprise": 1},
    ],
)
def test_the_schema_of_tokens_refuses(change: dict[str, Any]) -> None:
    schema("opensea-metadata").validate(GOOD)
    with pytest.raises(ValidationError):
        schema("opensea-metadata").validate(GOOD | change)


def test_the_published_schemas_refuse_too() -> None:
    for name, wrong in (("erc721-metadata", {"image": 1}), ("erc7572-contract", {"name": "x", "external_link": "a b"})):
        with pytest.raises(ValidationError):
            schema(name).validate(wrong)
