"""A chain in process with an edition on it, its blocks and clock in the caller's hands. No test in here.

    world = World(deployable(...), owner)
    world.call(alice, "mint", alice, 1, 0, value=10)

`call` gives what the contract returns, or raises `Reverted` with the error's name and values.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyrevm
from eth_abi.abi import decode, encode
from eth_hash.auto import keccak

from intaglio.backends.evm.solc import compile_solidity
from intaglio_contracts import factory
from intaglio_contracts.artifacts import edition_artifact
from intaglio_contracts.errors import describe_revert
from intaglio_contracts.plan import Deployable, plan
from intaglio_renderers.evm import code_at, new_evm, put_code, revert_data

HISTORY = "0x0000F90827F1C53a10cb7A02335B175320002935"  # EIP-2935's contract, and its code
_HISTORY_CODE = bytes.fromhex(
    "3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff"
    "81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500"
)
_SYSTEM = "0xfffffffffffffffffffffffffffffffffffffffe"
WINDOW = 8191
CALL_GAS = 30_000_000
START_BLOCK, START_TIME = 1_000_000, 1_800_000_000
WEALTH = 10**40


class Reverted(Exception):
    """A call was refused. The text is the error, `SoldOut(2, 1)`, or what pyrevm says."""


def _type(item: dict[str, Any]) -> str:
    kind: str = item["type"]
    if not kind.startswith("tuple"):
        return kind
    return f"({','.join(_type(part) for part in item['components'])}){kind.removeprefix('tuple')}"


class Function:
    """One function of an ABI: its selector, and the types of what goes in and comes out."""

    def __init__(self, item: dict[str, Any]) -> None:
        self.inputs = [_type(one) for one in item["inputs"]]
        self.outputs = [_type(one) for one in item["outputs"]]
        self.reads = item["stateMutability"] in ("view", "pure")
        self.signature = f"{item['name']}({','.join(self.inputs)})"
        self.selector = keccak(self.signature.encode())[:4]

    def calldata(self, *arguments: object) -> bytes:
        """A call of it."""
        return self.selector + encode(self.inputs, arguments)

    def result(self, data: bytes) -> Any:
        """What it returned: a value where it is one, else a tuple."""
        values = decode(self.outputs, data)
        return values[0] if len(values) == 1 else values


def functions(abi: list[dict[str, Any]]) -> dict[str, Function]:
    """By name; overloads have none but the first."""
    found: dict[str, Function] = {}
    for item in abi:
        if item["type"] == "function":
            found.setdefault(item["name"], Function(item))
    return found


@cache
def hostile_code() -> tuple[bytes, dict[str, Function]]:
    """`contracts/Hostile.sol`, compiled: its code and its functions."""
    source = Path(__file__).parent / "contracts" / "Hostile.sol"
    compiled = compile_solidity({"Hostile.sol": source.read_text("utf-8")})["contracts"]["Hostile.sol"]["Hostile"]
    return bytes.fromhex(compiled["evm"]["deployedBytecode"]["object"]), functions(compiled["abi"])


@cache
def edition_functions() -> dict[str, Function]:
    """Those of `Edition`."""
    return functions(edition_artifact().abi)


class World:
    """A chain with one edition. `block`, `time` and `randomness` are those of the next call."""

    def __init__(self, piece: Deployable, owner: str, accounts: tuple[str, ...], *, history: bool = True) -> None:
        self.evm = new_evm()
        self.block, self.time, self.randomness = START_BLOCK, START_TIME, bytes(32)
        self.history = history
        put_code(self.evm, factory.ADDRESS, factory.CODE)
        if history:
            put_code(self.evm, HISTORY, _HISTORY_CODE)
        for account in accounts:
            self.evm.set_balance(account, WEALTH)
        self.move(0, 0)
        self.plan = plan(piece, owner)
        for step in self.plan.steps:
            self.create(step.initcode)
        self.edition = self.plan.edition

    def create(self, initcode: bytes) -> str:
        """A contract by the factory, as all of ours are, unless it is there; its address."""
        address = factory.create2_address(initcode)
        if not code_at(self.evm, address):
            self.send(_SYSTEM, factory.ADDRESS, factory.creation_calldata(initcode))
        return address

    def place(self, account: str, code: bytes) -> None:
        """A contract of somebody else's, with money."""
        put_code(self.evm, account, code)
        self.evm.set_balance(account, WEALTH)

    def move(self, blocks: int, seconds: int) -> None:
        """Let so many blocks and seconds pass."""
        self.block, self.time = self.block + blocks, self.time + seconds
        self.randomness = keccak(b"randomness" + self.block.to_bytes(8, "big"))
        self.evm.set_block_env(pyrevm.BlockEnv(number=self.block, timestamp=self.time, prevrandao=self.randomness))

    def remember(self, number: int) -> None:
        """Let the history contract have the hash of a block, as the protocol does one block later."""
        if self.history:
            self.evm.set_block_env(pyrevm.BlockEnv(number=number + 1, timestamp=self.time))
            self.evm.message_call(_SYSTEM, HISTORY, calldata=self.evm.block_hash(number))
            self.move(0, 0)

    def block_hash(self, number: int) -> bytes:
        """The 32 bytes of the hash of a block."""
        return bytes(self.evm.block_hash(number))

    def call(self, sender: str, name: str, *arguments: object, value: int = 0, at: str = "") -> Any:
        """A transaction to, or a look at, the edition."""
        function = edition_functions()[name]
        data = function.calldata(*arguments)
        return function.result(self.send(sender, at or self.edition, data, value, static=function.reads))

    def send(self, sender: str, to: str, data: bytes, value: int = 0, *, static: bool = False) -> bytes:
        """A call of anything. Raises `Reverted`."""
        try:
            return bytes(
                self.evm.message_call(sender, to, calldata=data, value=value, gas=CALL_GAS, is_static=static)
            )
        except RuntimeError as error:
            reverted = revert_data(str(error))
            raise Reverted(describe_revert(reverted or b"") or str(error)) from None

    def balance(self, account: str) -> int:
        """Wei of an account."""
        return int(self.evm.get_balance(account))
