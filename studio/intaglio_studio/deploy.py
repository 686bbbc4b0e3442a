"""Deploys a piece: the steps of its plan that a chain does not have yet, in order.

Deployment is content-addressed, so it resumes where it was cut off, and doing it twice sends nothing.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from intaglio_contracts import factory
from intaglio_contracts.plan import Deployable, DeploymentPlan, Step, plan
from intaglio_studio.chain import Chain, RpcChain, TransactionFailed
from intaglio_studio.sending import WouldRevert

FACTORY_LABEL = "factory"
_LAG_SECONDS = (0.0, 0.5, 1.0, 2.0)

Progress = Callable[[str, int | None], None]
"""Told each step's label and the gas that it used, None where it was there already."""


class DeployError(Exception):
    """A step failed. `label` names it; what was deployed before it stays, and deploying again resumes.

    `unsent` where a node foretold it: one that lags behind does not know yet what the step needs.
    """

    def __init__(self, label: str, cause: str, *, unsent: bool = False) -> None:
        super().__init__(f"cannot deploy the {label}: {cause}")
        self.label = label
        self.unsent = unsent


@dataclass(frozen=True)
class Deployed:
    """What lies on the chain now.

    `addresses` has every step by label, `gas` those that were sent, `skipped` the labels of those there
    already.
    """

    plan: DeploymentPlan
    addresses: dict[str, str]
    gas: dict[str, int]
    skipped: tuple[str, ...]

    @property
    def edition(self) -> str:
        """The token contract's address."""
        return self.plan.edition


def deploy(
    deployable: Deployable, chain: Chain, *, owner: str | None = None, progress: Progress | None = None
) -> Deployed:
    """Deploy what `chain` lacks of `deployable`; `owner`, by default the sender, may mint.

    Raises `LimitExceeded` before anything is sent, `DeployError` where a step fails.
    """
    return put(plan(deployable, owner or chain.sender), chain, progress)


def put(todo: DeploymentPlan, chain: Chain, progress: Progress | None = None) -> Deployed:
    """Create what `chain` lacks of a plan, a step at a time. Raises `DeployError` where one fails."""
    report = progress or (lambda label, gas: None)
    gas: dict[str, int] = {}
    skipped = []
    if not chain.code_at(factory.ADDRESS):
        gas[FACTORY_LABEL] = _deploy_factory(chain)
        report(FACTORY_LABEL, gas[FACTORY_LABEL])
    for step in todo.steps:
        if chain.code_at(step.address):
            skipped.append(step.label)
        else:
            gas[step.label] = _create(step, chain)
        report(step.label, gas.get(step.label))
    return Deployed(todo, {step.label: step.address for step in todo.steps}, gas, tuple(skipped))


def put_for_good(todo: DeploymentPlan, chain: RpcChain, progress: Progress | None = None) -> Deployed:
    """`put`, until all of it is as deep in the chain as the chain's policy wants; what a reorganisation takes away is
    sent again, the same transactions.
    """
    gas: dict[str, int] = {}
    pauses = iter(_LAG_SECONDS)
    while True:
        try:
            deployed = put(todo, chain, progress)
        except DeployError as error:
            if not chain.mend():
                pause = next(pauses, None)
                if pause is None or not error.unsent:
                    raise
                time.sleep(pause)
            continue
        gas = deployed.gas | gas
        if not chain.confirm():
            skipped = tuple(label for label in deployed.skipped if label not in gas)
            return replace(deployed, gas=gas, skipped=skipped)


def _create(step: Step, chain: Chain) -> int:
    try:
        gas = chain.send(factory.ADDRESS, step.calldata, label=step.label, once=step.address).gas
    except TransactionFailed as error:
        if not chain.code_at(step.address):
            raise DeployError(step.label, str(error), unsent=isinstance(error, WouldRevert)) from None
        gas = 0  # somebody else has deployed it since we looked
    code = _code_soon(chain, step.address)
    if not code or (step.code is not None and code != step.code):
        raise DeployError(step.label, f"the chain holds {len(code):,} bytes at {step.address} that are not it")
    return gas


def _code_soon(chain: Chain, address: str) -> bytes:
    """The code of what was created just now: of several nodes behind one address, one may not know the block yet."""
    for pause in _LAG_SECONDS:
        if code := chain.code_at(address):
            return code
        time.sleep(pause)
    return chain.code_at(address)


def _deploy_factory(chain: Chain) -> int:
    """Fund the account that nobody has a key of, and send its one transaction. The gas of both."""
    try:
        cost = factory.SIGNED_TRANSACTION_COST
        funding = chain.send(factory.SIGNER, b"", value=cost, label="factory's funding", once=factory.SIGNER)
        creation = chain.send_signed(factory.SIGNED_TRANSACTION)
    except TransactionFailed as error:
        raise DeployError(FACTORY_LABEL, str(error)) from None
    if chain.code_at(factory.ADDRESS) != factory.CODE:
        raise DeployError(FACTORY_LABEL, f"the chain holds something else at {factory.ADDRESS}")
    return funding.gas + creation.gas
