"""The contracts written in Solidity, compiled: `edition_artifact()` is the code that all editions of a chain share,
`display_artifact()` what tells what their tokens show; and the two things that make an edition, `Plate` and `Terms`.

They are compiled on first use (from solc's disk cache in milliseconds); bytecode carries no metadata hash, so it
depends on the code alone.
"""

import io
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any, Self

from eth_abi.abi import decode, encode
from eth_abi.exceptions import DecodingError
from eth_utils.address import to_checksum_address

from intaglio.backends.evm.solc import compile_solidity

SOURCES = Path(__file__).with_name("src")
SPAN_BYTES = 8  # of a param's number of values in a plate

_PLATE = (
    "(string,string,string,string,address,address[],address[],uint8,bytes32,uint32,bytes32,bytes32,bytes)"  # Plate.sol
)


@dataclass(frozen=True)
class Artifact:
    """A compiled contract. `runtime_size` is its deployed code's size; `abi` is solc's JSON ABI."""

    name: str
    abi: list[dict[str, Any]]
    initcode: bytes
    runtime_size: int


class SeedMode(IntEnum):
    """Where an edition's seeds come from; `Seeds.sol` tells how."""

    IMMEDIATE = 0
    COMMIT_REVEAL = 1
    PROVENANCE = 2
    LISTED = 3
    CHOSEN = 4


class Output:
    """The bits of a plate's `outputs`: what a token's metadata have, and what the page is."""

    IMAGE = 1
    ANIMATION = 2
    WEB3_PAGE = 4
    SKETCH = 8


@dataclass(frozen=True)
class Plate:
    """The art of an edition, field by field as in `Plate.sol`; addresses as hex text, hashes as 32 bytes.

    `param_spans` are the numbers of values of the collector's params.
    """

    title: str
    symbol: str
    description: str
    external_url: str
    renderer: str
    runtime: tuple[str, ...]
    script: tuple[str, ...]
    outputs: int
    manifest_rest: bytes
    sample_count: int
    sample_root: bytes
    manifest_root: bytes
    param_spans: tuple[int, ...]

    @classmethod
    def decoded(cls, data: bytes) -> Self:
        """The plate in what a data contract holds. Raises `ValueError` where that is none."""
        try:
            ((*fields, spans),) = decode([_PLATE], data)
        except (DecodingError, OverflowError, UnicodeDecodeError) as error:
            raise ValueError(f"no plate: {error}") from None
        numbers = (spans[at : at + SPAN_BYTES] for at in range(0, len(spans), SPAN_BYTES))
        return cls(*[*fields, tuple(int.from_bytes(number, "big") for number in numbers)])

    def encoded(self) -> bytes:
        """What its data contract holds."""
        fields = (
            self.title,
            self.symbol,
            self.description,
            self.external_url,
            self.renderer,
            self.runtime,
            self.script,
            self.outputs,
            self.manifest_rest,
            self.sample_count,
            self.sample_root,
            self.manifest_root,
            b"".join(span.to_bytes(SPAN_BYTES, "big") for span in self.param_spans),
        )
        return encode([_PLATE], [fields])


@dataclass(frozen=True)
class Terms:
    """What never changes of an edition, field by field as in `Terms.sol`; addresses as hex text.

    `delay` is in blocks, `royalty_bps` in hundredths of a percent; `payees` and `shares` go together.
    """

    plate: str
    owner: str
    supply: int
    seeds: SeedMode
    delay: int
    seed_source: bytes
    royalty_receiver: str
    royalty_bps: int
    payees: tuple[str, ...]
    shares: tuple[int, ...]

    @classmethod
    def unpacked(cls, data: bytes) -> Self:
        """The terms that a clone's code ends in. Raises `ValueError` where they are none."""
        reader = io.BytesIO(data)

        def number(size: int) -> int:
            return int.from_bytes(reader.read(size), "big")

        def address() -> str:
            return to_checksum_address(reader.read(20).rjust(20, b"\0"))

        plate, owner, supply, seeds, delay = address(), address(), number(4), SeedMode(number(1)), number(2)
        source, receiver, royalty = reader.read(32), address(), number(2)
        pairs = [(address(), number(2)) for _ in range(number(1))]
        fields = (plate, owner, supply, seeds, delay, source, receiver, royalty)
        found = cls(*fields, tuple(payee for payee, _ in pairs), tuple(share for _, share in pairs))
        if found.packed() != data:
            raise ValueError("no terms")
        return found

    def packed(self) -> bytes:
        """What its clone's code ends in. Raises `OverflowError` for a number that has no room."""
        parts = [
            _address(self.plate),
            _address(self.owner),
            self.supply.to_bytes(4, "big"),
            self.seeds.to_bytes(1, "big"),
            self.delay.to_bytes(2, "big"),
            self.seed_source,
            _address(self.royalty_receiver),
            self.royalty_bps.to_bytes(2, "big"),
            len(self.payees).to_bytes(1, "big"),
        ]
        for payee, share in zip(self.payees, self.shares, strict=True):
            parts += [_address(payee), share.to_bytes(2, "big")]
        return b"".join(parts)


def contract_sources() -> dict[str, str]:
    """Every Solidity file of ours, by its source unit name."""
    return {path.name: path.read_text("utf-8") for path in sorted(SOURCES.glob("*.sol"))}


@cache
def edition_artifact() -> Artifact:
    """`Edition`, compiled: its initcode ends in the address of the `Display`, as `implementation_initcode` puts it.

    Raises `SolcError` or `PackageMissing` where there is no compiler or no Solady.
    """
    return _artifact("Edition")


@cache
def display_artifact() -> Artifact:
    """`Display`, compiled. Raises as `edition_artifact` does."""
    return _artifact("Display")


def implementation_initcode(display: str) -> bytes:
    """Initcode of the code that editions share, which shows tokens by the `Display` at an address."""
    return edition_artifact().initcode + encode(["address"], [display])


def implementation_runtime(display: str) -> bytes:
    """The code that `implementation_initcode` leaves: solc's, with the `Display` where it has room for it."""
    compiled = _compiled("Edition")["evm"]["deployedBytecode"]
    code = bytearray.fromhex(compiled["object"])
    for references in compiled["immutableReferences"].values():
        for place in references:
            code[place["start"] : place["start"] + place["length"]] = encode(["address"], [display])
    return bytes(code)


def display_runtime() -> bytes:
    """The code of the `Display`."""
    return bytes.fromhex(_compiled("Display")["evm"]["deployedBytecode"]["object"])


def _compiled(name: str) -> dict[str, Any]:
    found: dict[str, Any] = compile_solidity(contract_sources())["contracts"][f"{name}.sol"][name]
    return found


def _artifact(name: str) -> Artifact:
    compiled = _compiled(name)
    return Artifact(
        name=name,
        abi=compiled["abi"],
        initcode=bytes.fromhex(compiled["evm"]["bytecode"]["object"]),
        runtime_size=len(compiled["evm"]["deployedBytecode"]["object"]) // 2,
    )


def _address(text: str) -> bytes:
    address = bytes.fromhex(text.removeprefix("0x"))
    if len(address) != 20:
        raise ValueError(f"an address has 20 bytes, and `{text}` has {len(address)}")
    return address
