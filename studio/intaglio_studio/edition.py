"""A deployed edition, read and minted: `Edition(chain, address)`; and what a `tokenURI` says, taken apart."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TypeVar

from eth_abi.abi import decode, encode
from eth_abi.exceptions import DecodingError
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

from intaglio_contracts.artifacts import SeedMode, Terms
from intaglio_studio.chain import Chain

T = TypeVar("T")

_TERMS = "(address,address,uint32,uint8,uint16,bytes32,address,uint16,address[],uint16[])"  # Terms.sol
_TRANSFER = keccak(b"Transfer(address,address,uint256)")

JSON_URI = "data:application/json;base64,"
SVG_URI = "data:image/svg+xml;base64,"
PAGE_URI = "data:text/html;base64,"


class BadMetadata(Exception):
    """A token's metadata are not what an edition gives. The text says what is wrong with them."""


@dataclass(frozen=True)
class TokenMetadata:
    """The content of a `tokenURI`; `svg` is empty where it has no image.

    `attributes` is the JSON array as it stands there, byte for byte.
    """

    name: str
    description: str
    svg: bytes
    page: bytes
    attributes: bytes


class Edition:
    """A piece's token contract. Reading raises `CallFailed`, for instance for a token that does not exist."""

    def __init__(self, chain: Chain, address: str) -> None:
        self.address = to_checksum_address(address)
        self._chain = chain

    def mint(self, count: int, to: str | None = None, params: int = 0) -> list[int]:
        """Mint `count` tokens to `to`, by default the sender, as the edition's owner; their ids.

        Raises `TransactionFailed`.
        """
        arguments = (to or self._chain.sender, count, params)
        receipt = self._chain.send(self.address, _calldata("mintByOwner(address,uint256,uint256)", *arguments))
        minted = [log for log in receipt.logs if log.address == self.address and log.topics[0] == _TRANSFER]
        return [int.from_bytes(log.topics[3], "big") for log in minted]

    def name(self) -> str:
        """The piece's title."""
        return self._read(str, "name()", "string")

    def total_supply(self) -> int:
        """How many tokens there are; they are numbered from 1."""
        return self._read(int, "totalSupply()", "uint256")

    def renderer(self) -> str:
        """The address of the piece's renderer."""
        return to_checksum_address(self._read(str, "renderer()", "address"))

    def runtime_parts(self) -> tuple[str, ...]:
        """The data contracts of the shared page head."""
        return tuple(map(to_checksum_address, self._read(tuple, "runtimeParts()", "address[]")))

    def script_parts(self) -> tuple[str, ...]:
        """The data contracts of the piece's own part of the page."""
        return tuple(map(to_checksum_address, self._read(tuple, "scriptParts()", "address[]")))

    def manifest_root(self) -> bytes:
        """The 32 bytes by which the artist promised a build."""
        return self._read(bytes, "manifestRoot()", "bytes32")

    def terms(self) -> Terms:
        """What never changes of the edition."""
        plate, owner, supply, seeds, delay, source, receiver, bps, payees, shares = self._read(tuple, "terms()", _TERMS)
        checksummed = to_checksum_address
        return Terms(
            plate=checksummed(plate),
            owner=checksummed(owner),
            supply=supply,
            seeds=SeedMode(seeds),
            delay=delay,
            seed_source=source,
            royalty_receiver=checksummed(receiver),
            royalty_bps=bps,
            payees=tuple(map(checksummed, payees)),
            shares=tuple(shares),
        )

    def plate_address(self) -> str:
        """The data contract of the plate that tokens are drawn by."""
        return to_checksum_address(self._read(str, "plateAddress()", "address"))

    def display(self) -> str:
        """The contract that tells what tokens show."""
        return to_checksum_address(self._read(str, "display()", "address"))

    def seed(self, token: int) -> bytes:
        """The 32 bytes that a token is drawn from."""
        return self._read(bytes, "seedOf(uint256)", "bytes32", token)

    def params(self, token: int) -> int:
        """What a token's collector chose, as one word."""
        return self._read(int, "paramsOf(uint256)", "uint256", token)

    def image(self, token: int) -> bytes:
        """A token's SVG."""
        return self._read(bytes, "image(uint256)", "bytes", token)

    def attributes(self, token: int) -> bytes:
        """A token's traits, a JSON array."""
        return self._read(bytes, "attributes(uint256)", "bytes", token)

    def page(self, token: int) -> bytes:
        """A token's page, a raw-deflate stream."""
        return self._read(bytes, "page(uint256)", "bytes", token)

    def token_uri(self, token: int) -> str:
        """A token's metadata as a data URI."""
        return self._read(str, "tokenURI(uint256)", "string", token)

    def token_uri_gas(self, token: int) -> int:
        """What `tokenURI` spends, from the contract's first opcode on. Raises `CallFailed`."""
        return self._chain.measure(self.address, _calldata("tokenURI(uint256)", token))

    def metadata(self, token: int) -> TokenMetadata:
        """A token's metadata, decoded. Raises `BadMetadata`."""
        return parse_token_uri(self.token_uri(token))

    def _read(self, kind: type[T], signature: str, result: str, *arguments: object) -> T:
        returned = self._chain.call(self.address, _calldata(signature, *arguments))
        try:
            (value,) = decode([result], returned)
        except (DecodingError, UnicodeDecodeError):
            raise BadMetadata(f"{self.address} is no edition: it gives no {result} for {signature}") from None
        assert isinstance(value, kind)
        return value


def parse_token_uri(uri: str) -> TokenMetadata:
    """Take a `tokenURI` apart. Raises `BadMetadata` where it is not one of an edition.

    The attributes are cut out of the text rather than printed anew, so that they can be compared as bytes.
    """
    text = _content(uri, JSON_URI, "tokenURI")
    try:
        fields = json.loads(text)
        page, name, description = fields["animation_url"], fields["name"], fields["description"]
        image = fields.get("image", SVG_URI)
        start = text.index(b'"attributes":') + len(b'"attributes":')
    except (ValueError, KeyError, TypeError) as error:
        raise BadMetadata(f"the token's JSON is broken: {error!r}") from None
    return TokenMetadata(
        name=name,
        description=description,
        svg=_content(image, SVG_URI, "image"),
        page=_content(page, PAGE_URI, "animation_url"),
        attributes=text[start:-1],
    )


def _content(uri: object, prefix: str, field: str) -> bytes:
    if not isinstance(uri, str) or not uri.startswith(prefix):
        raise BadMetadata(f"the token's {field} does not start with {prefix}")
    try:
        return base64.b64decode(uri[len(prefix) :], validate=True)
    except binascii.Error as error:
        raise BadMetadata(f"the token's {field} is broken base64: {error}") from None


def _calldata(signature: str, *arguments: object) -> bytes:
    types = signature[signature.index("(") + 1 : -1]
    return keccak(signature.encode())[:4] + encode(types.split(",") if types else [], arguments)
