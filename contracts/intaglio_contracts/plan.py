"""What has to be deployed for a piece, in order: `plan(deployable, owner)` gives steps with addresses and
prices.

Pure: nothing here talks to a chain. Every contract comes from the deterministic-deployment factory, so its
address is a hash of its content: a step whose address already has code is done, on any chain, by anybody.
The steps are the shared page head (once a chain), the piece's own bytes, its renderer, and its edition.
A contract that no chain would take is refused here, by name (`LimitExceeded`).
"""

from dataclasses import dataclass

from intaglio.backends.evm.gas_rules import TODAY, Rules
from intaglio.backends.evm.limits import (
    MAX_CODE,
    MAX_INITCODE,
    MAX_TRANSACTION_GAS,
    TRANSACTION_GAS,
    initcode_gas,
    intrinsic_gas,
)
from intaglio_contracts.artifacts import Plate, edition_artifact, edition_initcode
from intaglio_contracts.codestore import data_code, data_initcode, split
from intaglio_contracts.factory import create2_address, creation_calldata

FACTORY_GAS = 97  # the factory's own opcodes, and those of a constructor that only returns code
SLOT_CODE_GAS = 100  # what leads to a storage slot's first write
EMPTY_SLOT_GAS = 2_200  # writing the zero that is there
COLD_ACCOUNT_GAS = 2_600  # looking at another contract for the first time
EDITION_GAS = 11_000  # the edition's constructor besides the two above: arguments and one event; rounded up


class LimitExceeded(Exception):
    """A contract of the plan is beyond what a chain takes. `name` tells which, `size` and `limit` how far."""

    def __init__(self, name: str, quantity: str, size: int, limit: int, eip: int) -> None:
        super().__init__(
            f"the {name} needs {size:,} {quantity}, {size - limit:,} more than "
            f"the {limit:,} that a chain takes (EIP-{eip})"
        )
        self.name = name
        self.quantity = quantity
        self.size = size
        self.limit = limit


@dataclass(frozen=True)
class Deployable:
    """A built piece as deployment sees it.

    `runtime_part` is the shared head of the page, a raw-deflate stream cut at a byte boundary, and
    `script_part` the rest of that stream. `renderer_runtime` is the code that `renderer_initcode` returns.
    `manifest_root` has 32 bytes.
    """

    title: str
    symbol: str
    description: str
    runtime_part: bytes
    script_part: bytes
    renderer_initcode: bytes
    renderer_runtime: bytes
    manifest_root: bytes
    supply: int


@dataclass(frozen=True)
class Step:
    """One contract to create. `code` is what must then lie at `address`; None where the constructor fills
    it in.
    """

    label: str
    initcode: bytes
    code_size: int
    code: bytes | None
    constructor_gas: int
    """What the constructor uses besides the first writes of its `slots` in storage."""
    shared: bool
    """Whether other pieces use the same contract: stored once a chain."""
    slots: int = 0

    @property
    def address(self) -> str:
        """The checksummed address that the factory gives this content."""
        return create2_address(self.initcode)

    @property
    def calldata(self) -> bytes:
        """What to send to the factory."""
        return creation_calldata(self.initcode)

    def gas(self, rules: Rules = TODAY) -> int:
        """What the transaction uses (EIP-2028, 3860, 7623): exact but for the edition, which uses up to 2%
        less.
        """
        words = -(-len(self.initcode) // 32)
        creation = rules.create_gas + initcode_gas(self.initcode) + (6 + 3) * words  # hashed, and copied
        memory = memory_gas(len(self.initcode)) + memory_gas(self.code_size)
        copying = 3 * -(-self.code_size // 32)
        constructor = self.constructor_gas + self.slots * (rules.slot_gas + SLOT_CODE_GAS)
        deposit = rules.code_byte_gas * self.code_size
        spent = intrinsic_gas(self.calldata) + FACTORY_GAS + creation + memory + copying + constructor + deposit
        return max(spent, TRANSACTION_GAS + rules.calldata_floor(self.calldata))


@dataclass(frozen=True)
class DeploymentPlan:
    """All contracts of a piece, in the order to create them; the edition, made of the others, is the last."""

    steps: tuple[Step, ...]
    plate: Plate

    @property
    def edition(self) -> str:
        """The address of the edition, which is the piece's token contract."""
        return self.steps[-1].address

    @property
    def size(self) -> int:
        """Bytes of code that the whole plan stores."""
        return sum(step.code_size for step in self.steps)

    def gas(self, rules: Rules = TODAY) -> int:
        """Gas of all steps, on a chain that has none of them yet."""
        return sum(step.gas(rules) for step in self.steps)


def memory_gas(size: int) -> int:
    """What `size` bytes of fresh EVM memory cost."""
    words = -(-size // 32)
    return 3 * words + words * words // 512


def plan(deployable: Deployable, owner: str) -> DeploymentPlan:
    """The steps that deploy `deployable` with an edition in which `owner` may mint.

    Raises `LimitExceeded` where a contract or its creation is too big for a chain.
    """
    runtime = data_steps("runtime", deployable.runtime_part, shared=True)
    script = data_steps("script", deployable.script_part, shared=False)
    renderer = Step(
        label="renderer",
        initcode=deployable.renderer_initcode,
        code_size=len(deployable.renderer_runtime),
        code=deployable.renderer_runtime,
        constructor_gas=0,
        shared=False,
    )
    plate = Plate(
        title=deployable.title,
        symbol=deployable.symbol,
        description=deployable.description,
        owner=owner,
        renderer=renderer.address,
        runtime=tuple(step.address for step in runtime),
        script=tuple(step.address for step in script),
        supply=deployable.supply,
        manifest_root=deployable.manifest_root,
    )
    steps = (*runtime, *script, renderer, _edition_step(plate))
    for step in steps:
        _check(step)
    return DeploymentPlan(steps, plate)


def data_steps(name: str, data: bytes, *, shared: bool) -> tuple[Step, ...]:
    """The contracts that hold data, a chunk each."""
    chunks = split(data)
    return tuple(
        Step(
            label=name if len(chunks) == 1 else f"{name} {number}/{len(chunks)}",
            initcode=data_initcode(chunk),
            code_size=len(data_code(chunk)),
            code=data_code(chunk),
            constructor_gas=0,
            shared=shared,
        )
        for number, chunk in enumerate(chunks, 1)
    )


def _edition_step(plate: Plate) -> Step:
    parts = len(plate.runtime) + len(plate.script)
    slots = 1 + parts + bool(plate.runtime) + bool(plate.script)  # the owner, the parts, the arrays' lengths
    strings = [_string_slots(text) for text in (plate.title, plate.symbol, plate.description)]
    return Step(
        label="edition",
        initcode=edition_initcode(plate),
        code_size=edition_artifact().runtime_size,
        code=None,
        constructor_gas=strings.count(0) * EMPTY_SLOT_GAS + (parts + 1) * COLD_ACCOUNT_GAS + EDITION_GAS,
        shared=False,
        slots=slots + sum(strings),
    )


def _string_slots(text: str) -> int:
    size = len(text.encode())
    if size < 32:
        return min(size, 1)  # up to 31 bytes lie beside the length
    return 1 + -(-size // 32)


def _check(step: Step) -> None:
    if step.code_size > MAX_CODE:
        raise LimitExceeded(step.label, "bytes of code", step.code_size, MAX_CODE, 170)
    if len(step.initcode) > MAX_INITCODE:
        raise LimitExceeded(step.label, "bytes of initcode", len(step.initcode), MAX_INITCODE, 3860)
    if step.gas() > MAX_TRANSACTION_GAS:
        raise LimitExceeded(step.label, "gas to create", step.gas(), MAX_TRANSACTION_GAS, 7825)
