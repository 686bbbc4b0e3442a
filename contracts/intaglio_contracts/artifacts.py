"""The contracts written in Solidity, compiled: ABI and initcode of `Edition`, and its constructor's
arguments.

`edition_artifact()` compiles on first use (from solc's disk cache in milliseconds); bytecode carries no
metadata hash, so it depends on the code alone.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eth_abi.abi import encode

from intaglio.backends.evm.solc import compile_solidity

SOURCES = Path(__file__).with_name("src")
_PLATE = "(string,string,string,address,address,address[],address[],uint256,bytes32)"  # Edition.Plate


@dataclass(frozen=True)
class Artifact:
    """A compiled contract. `runtime_size` is its deployed code's size; `abi` is solc's JSON ABI."""

    name: str
    abi: list[dict[str, Any]]
    initcode: bytes
    runtime_size: int


@dataclass(frozen=True)
class Plate:
    """The constructor argument of `Edition`, field by field; addresses as hex text."""

    title: str
    symbol: str
    description: str
    owner: str
    renderer: str
    runtime: tuple[str, ...]
    script: tuple[str, ...]
    supply: int
    manifest_root: bytes

    def encoded(self) -> bytes:
        """The ABI encoding that follows the initcode."""
        fields = (
            self.title,
            self.symbol,
            self.description,
            self.owner,
            self.renderer,
            self.runtime,
            self.script,
            self.supply,
            self.manifest_root,
        )
        return encode([_PLATE], [fields])


def contract_sources() -> dict[str, str]:
    """Every Solidity file of ours, by its source unit name."""
    return {path.name: path.read_text("utf-8") for path in sorted(SOURCES.glob("*.sol"))}


@cache
def edition_artifact() -> Artifact:
    """`Edition`, compiled. Raises `SolcError` or `PackageMissing` where there is no compiler or no Solady."""
    compiled = compile_solidity(contract_sources())["contracts"]["Edition.sol"]["Edition"]
    return Artifact(
        name="Edition",
        abi=compiled["abi"],
        initcode=bytes.fromhex(compiled["evm"]["bytecode"]["object"]),
        runtime_size=len(compiled["evm"]["deployedBytecode"]["object"]) // 2,
    )


def edition_initcode(plate: Plate) -> bytes:
    """Initcode of the edition made of `plate`."""
    return edition_artifact().initcode + plate.encoded()
