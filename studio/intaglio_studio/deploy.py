"""Deploys a piece: the steps of its plan that a chain does not have yet, in order.

Deployment is content-addressed, so it resumes where it was cut off, and doing it twice sends nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from intaglio_contracts import factory
from intaglio_contracts.plan import Deployable, DeploymentPlan, Step, plan
from intaglio_studio.chain import Chain, TransactionFailed

FACTORY_LABEL = "factory"

Progress = Callable[[str, int | None], None]
"""Told each step's label and the gas that it used, None where it was there already."""


class DeployError(Exception):
    """A step failed. `label` names it; what was deployed before it stays, and deploying again resumes."""

    def __init__(self, label: str, cause: str) -> None:
        super().__init__(f"cannot deploy the {label}: {cause}")
        self.label = label


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
    todo = plan(deployable, owner or chain.sender)
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


def _create(step: Step, chain: Chain) -> int:
    try:
        receipt = chain.send(factory.ADDRESS, step.calldata)
    except TransactionFailed as error:
        raise DeployError(step.label, str(error)) from None
    code = chain.code_at(step.address)
    if not code or (step.code is not None and code != step.code):
        raise DeployError(step.label, f"the chain holds {len(code):,} bytes at {step.address} that are not it")
    return receipt.gas


def _deploy_factory(chain: Chain) -> int:
    """Fund the account that nobody has a key of, and send its one transaction. The gas of both."""
    try:
        funding = chain.send(factory.SIGNER, b"", value=factory.SIGNED_TRANSACTION_COST)
        creation = chain.send_signed(factory.SIGNED_TRANSACTION)
    except TransactionFailed as error:
        raise DeployError(FACTORY_LABEL, str(error)) from None
    if chain.code_at(factory.ADDRESS) != factory.CODE:
        raise DeployError(FACTORY_LABEL, f"the chain holds something else at {factory.ADDRESS}")
    return funding.gas + creation.gas
