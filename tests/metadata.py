"""Metadata held against the published schemas, and 1,000 tokens whose traits every engine agrees on.

`check_token(uri)` and `check_collection(uri)` validate what an edition gives against `schemas/`, and give the JSON.
`python -m tests.metadata [TOKENS]` mints tokens of every example, and compares image and traits of their metadata with
what numba draws and what the script draws in V8.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from intaglio.backends.evm import refusal
from intaglio.backends.javascript import emit
from intaglio.bundle import symbol_of
from intaglio_contracts.plan import Deployable
from intaglio_renderers.javascript import JavaScriptRenderer
from intaglio_renderers.native import NativeRenderer
from intaglio_studio.build import contract, outputs_of
from intaglio_studio.deploy import deploy
from intaglio_studio.edition import Edition
from intaglio_studio.piece import Piece, open_piece
from intaglio_studio.pyrevm_chain import PyrevmChain

ROOT = Path(__file__).parent.parent
SCHEMAS = Path(__file__).parent / "schemas"
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
JSON_URI = "data:application/json;base64,"
SVG_URI = "data:image/svg+xml;base64,"
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")  # RFC 3986's scheme and characters

_formats = FormatChecker()
_formats.checks("uri")(lambda text: not isinstance(text, str) or bool(URI.fullmatch(text)))


@cache
def schema(name: str) -> Draft202012Validator:
    """A schema of `schemas/`, itself checked."""
    content = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content, format_checker=_formats)


def check_token(uri: str) -> dict[str, Any]:
    """A token's metadata, valid as ERC-721 and as marketplaces have it; its picture is well-formed."""
    fields = _content(uri)
    schema("erc721-metadata").validate(fields)
    schema("opensea-metadata").validate(fields)
    if "image" in fields:
        assert ElementTree.fromstring(image_of(fields)).tag == "{http://www.w3.org/2000/svg}svg"
    return fields


def check_collection(uri: str) -> dict[str, Any]:
    """A collection's metadata, valid as ERC-7572."""
    fields = _content(uri)
    schema("erc7572-contract").validate(fields)
    return fields


def image_of(fields: dict[str, Any]) -> bytes:
    """The SVG of a token's metadata."""
    assert fields["image"].startswith(SVG_URI)
    return base64.b64decode(fields["image"].removeprefix(SVG_URI), validate=True)


@dataclass(frozen=True)
class Token:
    """A token's checked metadata, and its picture: that of the metadata where there is one."""

    fields: dict[str, Any]
    image: bytes


def drawn(path: Path, tokens: int) -> tuple[Piece, dict[bytes, Token]]:
    """An example's tokens on a chain in process, so many, by their seeds."""
    piece = open_piece(path)
    renderer = contract(piece)
    deployable = Deployable(
        title=piece.title,
        symbol=symbol_of(piece.title),
        description=piece.description,
        runtime_part=b"head",  # no engine here draws the page
        script_part=b"script",
        renderer_initcode=renderer.initcode,
        renderer_runtime=renderer.runtime,
        manifest_root=bytes(32),
        supply=tokens,
        outputs=outputs_of(piece.module.medium),
    )
    chain = PyrevmChain()
    edition = Edition(chain, deploy(deployable, chain).edition)
    minted = [token for start in range(0, tokens, 50) for token in edition.mint(min(50, tokens - start))]
    found = {}
    for token in minted:
        fields = check_token(edition.token_uri(token))
        assert ("image" in fields) == (piece.module.medium != "text")
        image = image_of(fields) if "image" in fields else edition.image(token)
        found[edition.seed(token)] = Token(fields, image)
    return piece, found


def main(tokens: int) -> int:
    """Mint, compare, print; how many tokens disagree."""
    paths = [path for path in EXAMPLES if not refusal(open_piece(path).module)]
    shares = [tokens // len(paths) + (number < tokens % len(paths)) for number in range(len(paths))]
    wrong = 0
    for path, share in zip(paths, shares):
        piece, found = drawn(path, share)
        size = piece.module.chain_size
        with NativeRenderer(piece.module) as native, JavaScriptRenderer(emit(piece.module)) as script:
            mismatches = sum(
                any(
                    (token.image, token.fields["attributes"]) != (picture.chain_image, json.loads(picture.traits))
                    for picture in (native.render(seed, 0, size), script.render(seed, 0, size))
                )
                for seed, token in found.items()
            )
        print(f"{path.stem:<12} {share:>5} tokens, {mismatches} disagree", flush=True)
        wrong += mismatches
    print(f"{tokens:,} tokens of {len(paths)} examples, all valid by both schemas of tokens")
    print(f"image and traits by tokenURI, by numba and by V8: {wrong} disagree")
    return wrong


def _content(uri: str) -> dict[str, Any]:
    assert uri.startswith(JSON_URI)
    fields = json.loads(base64.b64decode(uri.removeprefix(JSON_URI), validate=True))
    assert isinstance(fields, dict)
    return fields


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000) else 0)
