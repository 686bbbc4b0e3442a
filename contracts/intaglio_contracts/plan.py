"""What has to be deployed for a piece, in order: `plan(deployable, owner)` gives steps with addresses and
prices.

Pure: nothing here talks to a chain. Every contract comes from the deterministic-deployment factory, so its
address is a hash of its content: a step whose address already has code is done, on any chain, by anybody.
The steps are what all pieces of a chain share (the page's head, and the code of editions), the piece's own bytes, its
renderer, the plate that names them, and the edition, a clone of the shared code.
A contract that no chain would take is refused here, by name (`LimitExceeded`).
"""

from dataclasses import dataclass, field
from functools import cache

from intaglio.backends.evm.gas_rules import TODAY, Rules
from intaglio.backends.evm.limits import (
    MAX_CODE,
    MAX_INITCODE,
    MAX_TRANSACTION_GAS,
    TRANSACTION_GAS,
    initcode_gas,
    intrinsic_gas,
)
from intaglio_contracts.artifacts import (
    Output,
    Plate,
    SeedMode,
    Terms,
    display_artifact,
    edition_artifact,
    implementation_initcode,
)
from intaglio_contracts.clone import clone_code, clone_initcode
from intaglio_contracts.codestore import MAX_CHUNK, data_code, data_initcode, split
from intaglio_contracts.factory import create2_address, creation_calldata

FACTORY_GAS = 97  # the factory's own opcodes, and those of a constructor that only returns code
SLOT_CODE_GAS = 100  # what leads to a storage slot's first write
COLD_ACCOUNT_GAS = 2_600  # looking at another contract for the first time
WARM_ACCOUNT_GAS = 100  # and later

# What the creation of an edition uses besides these, measured and rounded up.
EDITION_GAS = 12_500  # the terms and one event
PLATE_WORD_GAS = 17  # reading a word of the plate
PART_GAS = 475  # looking at a data contract that the plate names
FIXED_GAS = 470  # holding a data contract against its address
SEED_PART_GAS, SEED_LIST_GAS = 1_655, 1_050  # looking at a part of a list of seeds, and at the list
PAYEE_GAS, PAYEE_PAIR_GAS = 1_050, 216  # reading a payee but the first, and comparing two
DISPLAY_GAS, IMPLEMENTATION_GAS = 33, 268  # their constructors besides
SEEDS_IN_PART = 767  # 32 bytes each in 24,575
NOBODY = "0x" + 40 * "0"


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
class Settings:
    """How an edition comes to its seeds and shares its money: what never changes of it besides the art.

    `delay` is in blocks and for commit-reveal and provenance. `seed_source` is the hash of the salt for provenance,
    the Merkle root for chosen seeds; `seed_list` has the seeds of a list, 32 bytes each. `royalty_receiver` is by
    default the owner, and so are the payees, all of it theirs; `royalty_bps` are hundredths of a percent.
    """

    seeds: SeedMode = SeedMode.IMMEDIATE
    delay: int = 0
    seed_source: bytes = bytes(32)
    seed_list: tuple[bytes, ...] = ()
    royalty_receiver: str = ""
    royalty_bps: int = 0
    payees: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()


@dataclass(frozen=True)
class Deployable:
    """A built piece as deployment sees it.

    `runtime_part` is the shared head of the page, a raw-deflate stream cut at a byte boundary, and
    `script_part` the rest of that stream. `renderer_runtime` is the code that `renderer_initcode` returns.
    `manifest_root`, `manifest_rest` and `sample_root` have 32 bytes. `param_spans` are the numbers of values of the
    collector's params, and `outputs` what a token's metadata have.
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
    external_url: str = ""
    outputs: int = Output.IMAGE | Output.ANIMATION
    manifest_rest: bytes = bytes(32)
    sample_count: int = 0
    sample_root: bytes = bytes(32)
    param_spans: tuple[int, ...] = ()
    settings: Settings = field(default_factory=Settings)


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
        """What the transaction uses (EIP-2028, 3860, 7623): exact but for the edition, which uses up to 1%
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
    terms: Terms

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
    """The steps that deploy `deployable` with an edition that belongs to `owner`.

    Raises `LimitExceeded` where a contract or its creation is too big for a chain.
    """
    runtime = data_steps("runtime", deployable.runtime_part, shared=True)
    display, implementation = shared_steps()
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
        external_url=deployable.external_url,
        renderer=renderer.address,
        runtime=tuple(step.address for step in runtime),
        script=tuple(step.address for step in script),
        outputs=deployable.outputs,
        manifest_rest=deployable.manifest_rest,
        sample_count=deployable.sample_count,
        sample_root=deployable.sample_root,
        manifest_root=deployable.manifest_root,
        param_spans=deployable.param_spans,
    )
    plate_step = _plate_step(plate)
    seeds = seed_steps(deployable.settings.seed_list)
    terms = _terms(deployable, owner, plate_step.address, seeds)
    edition = _edition_step(implementation, plate, terms, (plate_step, *runtime, *script, *seeds), len(seeds))
    steps = (*runtime, display, implementation, *script, renderer, plate_step, *seeds, edition)
    for step in steps:
        _check(step)
    return DeploymentPlan(steps, plate, terms)


@cache
def shared_steps() -> tuple[Step, Step]:
    """What tells what tokens show, and the code of all editions."""
    shown, shared = display_artifact(), edition_artifact()
    display = Step("display", shown.initcode, shown.runtime_size, None, DISPLAY_GAS, shared=True)
    initcode = implementation_initcode(display.address)
    return display, Step("implementation", initcode, shared.runtime_size, None, IMPLEMENTATION_GAS, shared=True)


def seed_steps(seeds: tuple[bytes, ...]) -> tuple[Step, ...]:
    """The contracts of a list of seeds, as `Seeds.sol` reads it: its parts, and the list of their addresses."""
    parts = tuple(
        seed
        for part in range(0, len(seeds), SEEDS_IN_PART)
        for seed in data_steps(f"seeds from {part + 1}", b"".join(seeds[part : part + SEEDS_IN_PART]), shared=False)
    )
    addresses = b"".join(bytes.fromhex(step.address[2:]) for step in parts)
    return (*parts, *data_steps("seed list", addresses, shared=False))


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


def _plate_step(plate: Plate) -> Step:
    data = plate.encoded()
    if len(data) > MAX_CHUNK:
        raise LimitExceeded("plate", "bytes of code", len(data) + 1, MAX_CODE, 170)
    (step,) = data_steps("plate", data, shared=False)
    return step


def _terms(deployable: Deployable, owner: str, plate: str, seeds: tuple[Step, ...]) -> Terms:
    settings = deployable.settings
    source = bytes(12) + bytes.fromhex(seeds[-1].address[2:]) if seeds else settings.seed_source
    return Terms(
        plate=plate,
        owner=owner,
        supply=deployable.supply,
        seeds=settings.seeds,
        delay=settings.delay,
        seed_source=source,
        royalty_receiver=settings.royalty_receiver or (owner if settings.royalty_bps else NOBODY),
        royalty_bps=settings.royalty_bps,
        payees=settings.payees or (owner,),
        shares=settings.shares or (1,),
    )


def _edition_step(
    implementation: Step, plate: Plate, terms: Terms, hashed: tuple[Step, ...], seed_steps: int
) -> Step:
    code = clone_code(implementation.address, terms.packed())
    parts, payees = len(plate.runtime) + len(plate.script), len(terms.payees)
    gas = EDITION_GAS + PLATE_WORD_GAS * -(-len(plate.encoded()) // 32) + PART_GAS * parts
    gas += SEED_PART_GAS * seed_steps + (SEED_LIST_GAS if seed_steps else 0)
    gas += PAYEE_GAS * (payees - 1) + PAYEE_PAIR_GAS * (payees * (payees - 1) // 2)
    gas += sum(FIXED_GAS + (3 + 6) * -(-len(step.initcode) // 32) for step in hashed)  # copied, and hashed
    gas += memory_gas(2 * len(plate.encoded()) + max(len(step.initcode) for step in hashed[1:] or hashed))
    distinct = len({*plate.runtime, *plate.script})
    others = 3 + distinct + seed_steps  # the shared code, the plate, the renderer
    gas += WARM_ACCOUNT_GAS * (parts - distinct)
    return Step(
        label="edition",
        initcode=clone_initcode(implementation.address, terms.packed()),
        code_size=len(code),
        code=code,
        constructor_gas=gas + others * COLD_ACCOUNT_GAS,
        shared=False,
        slots=1,  # the owner
    )


def _check(step: Step) -> None:
    if step.code_size > MAX_CODE:
        raise LimitExceeded(step.label, "bytes of code", step.code_size, MAX_CODE, 170)
    if len(step.initcode) > MAX_INITCODE:
        raise LimitExceeded(step.label, "bytes of initcode", len(step.initcode), MAX_INITCODE, 3860)
    if step.gas() > MAX_TRANSACTION_GAS:
        raise LimitExceeded(step.label, "gas to create", step.gas(), MAX_TRANSACTION_GAS, 7825)
