"""What a token says of itself, worked out anew: `expected_json(onchain, token, picture)`, and `TokenRenderer`.

An edition makes a token's JSON from its plate, the token's number and what its renderer draws; so does this, byte for
byte. `TokenRenderer` is the tokens' `tokenURI` as an engine, and keeps what they say.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping

from eth_abi.abi import decode
from eth_abi.exceptions import DecodingError

from intaglio.ir.nodes import Resolution
from intaglio.packing.page import joined
from intaglio_contracts.artifacts import Output, Plate
from intaglio_renderers.picture import Picture, Renderer, RenderError, token_bytes
from intaglio_studio.chain import CallFailed, Chain, ChainUnreachable
from intaglio_studio.onchain import OnChain, Token, calldata

JSON_URI = "data:application/json;base64,"
SVG_URI = "data:image/svg+xml;base64,"
PAGE_URI = "data:text/html;base64,"
_UNREVEALED = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill="#888" d="M0 0h100v100H0z"/>'
    '<text x="50" y="53" font-size="9" text-anchor="middle">not revealed yet</text></svg>'
)
_SHORT = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


def expected_json(onchain: OnChain, token: Token, picture: Picture, chain_id: int) -> bytes:
    """The JSON of a token that is drawn so."""
    assert token.seed is not None
    plate, parts = onchain.plate, [_begin(onchain.plate, token.number, "")]
    if plate.outputs & Output.IMAGE:
        parts.append(f',"image":"{_uri(SVG_URI, picture.chain_image)}"')
    if plate.outputs & Output.ANIMATION:
        page = f"web3://{onchain.address.lower()}:{chain_id}/page/{token.number}"
        if not plate.outputs & Output.WEB3_PAGE:
            page = _uri(PAGE_URI, page_of(onchain, token))
        parts.append(f',"animation_url":"{page}"')
    return "".join(parts).encode() + b',"attributes":' + picture.traits + b"}"


def unrevealed_json(plate: Plate, number: int) -> bytes:
    """The JSON of a token that has no seed yet."""
    image = _uri(SVG_URI, _UNREVEALED.encode())
    return f'{_begin(plate, number, "Not revealed yet. ")},"image":"{image}","attributes":[]}}'.encode()


def collection_json(plate: Plate) -> bytes:
    """The collection's JSON (ERC-7572)."""
    names = (("name", plate.title), ("symbol", plate.symbol), ("description", plate.description))
    fields = ",".join(f'"{name}":"{escaped(text)}"' for name, text in names)
    return f"{{{fields}{_link(plate, 'external_link')}}}".encode()


def page_of(onchain: OnChain, token: Token) -> bytes:
    """A token's page: head, seed and script."""
    assert token.seed is not None
    return joined(onchain.runtime.data, token_bytes(token.seed, token.params), onchain.script.data)


def escaped(text: str) -> str:
    """Text as it stands in JSON.

    >>> escaped('a "b"' + chr(1))
    'a \\\\"b\\\\"\\\\u0001'
    """
    return "".join(_SHORT.get(ord(c), f"\\u{ord(c):04x}" if ord(c) < 32 else c) for c in text)


class TokenRenderer(Renderer):
    """An engine whose pictures are the `image` and `attributes` of a token's metadata. Keeps their JSON in `said`."""

    def __init__(self, chain: Chain, onchain: OnChain) -> None:
        self.name = "tokenURI"
        self._chain = chain
        self._onchain = onchain
        self._tokens = {token.seed: token for token in onchain.revealed}
        self.said: dict[int, bytes] = {}

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        token = self._tokens[seed]
        try:
            text = read_json(self._chain, self._onchain.address, "tokenURI(uint256)", token.number)
            self.said[token.number] = text
            fields: Mapping[str, str] = json.loads(text)
            shown = bool(self._onchain.plate.outputs & Output.IMAGE)
            svg = _content(fields["image"], SVG_URI) if shown else self._image(token)
            start = text.index(b',"attributes":') + len(b',"attributes":')
        except (CallFailed, ChainUnreachable, BadMetadata) as error:
            raise RenderError(f"{self.name}: {error}") from None
        except (ValueError, KeyError, TypeError) as error:
            raise RenderError(f"{self.name}: the token's JSON is broken: {error!r}") from None
        return Picture.of_chain(svg, text[start:-1])

    def _image(self, token: Token) -> bytes:
        """The SVG of an edition whose metadata have none."""
        returned = self._chain.call(self._onchain.address, calldata("image(uint256)", token.number))
        return text_answer(returned)


class BadMetadata(Exception):
    """A token's or the collection's metadata are not what an edition gives. The text says what is wrong with them."""


def read_json(chain: Chain, address: str, signature: str, *arguments: object) -> bytes:
    """The JSON in the data URI that a function gives. Raises `CallFailed` or `BadMetadata`."""
    uri = text_answer(chain.call(address, calldata(signature, *arguments))).decode("utf-8", "replace")
    return _content(uri, JSON_URI)


def text_answer(returned: bytes) -> bytes:
    """The bytes of the one `string` or `bytes` that a function returns. Raises `BadMetadata`."""
    try:
        (value,) = decode(["bytes"], returned)
    except (DecodingError, OverflowError):
        raise BadMetadata("the contract gives no text") from None
    assert isinstance(value, bytes)
    return value


def _begin(plate: Plate, number: int, note: str) -> str:
    names = f'"name":"{escaped(plate.title)} #{number}","description":"{note}{escaped(plate.description)}"'
    return f"{{{names}{_link(plate, 'external_url')}"


def _link(plate: Plate, key: str) -> str:
    return f',"{key}":"{escaped(plate.external_url)}"' if plate.external_url else ""


def _uri(prefix: str, data: bytes) -> str:
    return prefix + base64.b64encode(data).decode()


def _content(uri: object, prefix: str) -> bytes:
    if not isinstance(uri, str) or not uri.startswith(prefix):
        raise BadMetadata(f"a data URI does not start with {prefix}")
    try:
        return base64.b64decode(uri[len(prefix) :], validate=True)
    except binascii.Error as error:
        raise BadMetadata(f"a data URI is broken base64: {error}") from None
