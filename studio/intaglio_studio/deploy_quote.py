"""What a deployment would send and cost, before anything is sent: `quote(todo, chain, most)`, and its table.

Gas is the plan's own (`Step.gas`), which is exact under the rules of each hard fork; a chain that estimates something
else has rules of its own, as rollups do, and is believed. Costs are in the chain's coin, called ether here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from web3 import Web3
from web3.types import TxParams

from intaglio.backends.evm.gas_rules import FORKS, TODAY
from intaglio.backends.evm.limits import TRANSACTION_GAS
from intaglio_contracts import factory
from intaglio_contracts.plan import DeploymentPlan, Step
from intaglio_studio.chain import RpcChain, answering
from intaglio_studio.deploy import FACTORY_LABEL
from intaglio_studio.fees import GWEI, Market, market
from intaglio_studio.sending import GAS_MARGIN

THERE, SENT, TO_SEND = "there", "sent", "to send"
OWN_RULES = 0.05  # estimates are a little high: they are found by trying
_ETHER = Decimal(10**18)


@dataclass(frozen=True)
class Item:
    """A transaction. `size` is its calldata's bytes, `code` what it stores; `gas` is what it will use on this chain.

    `state` is `THERE` where nothing is left to do, `SENT` where an earlier run signed it and it is on its way.
    """

    label: str
    address: str
    size: int
    code: int
    gas: int
    by_fork: dict[str, int] = field(default_factory=dict)
    state: str = TO_SEND
    value: int = 0
    hash: str = ""


@dataclass(frozen=True)
class Quote:
    """All that a person should see before saying yes. All in wei; `most` is the most for a unit of gas."""

    chain_id: int
    account: str
    balance: int
    fees: Market
    most: int
    items: tuple[Item, ...]

    @property
    def to_do(self) -> tuple[Item, ...]:
        """What is not there yet."""
        return tuple(item for item in self.items if item.state != THERE)

    @property
    def gas(self) -> int:
        """Gas of what is not there yet."""
        return sum(item.gas for item in self.to_do)

    @property
    def cost(self) -> int:
        """What it costs at the current fee."""
        return self._at(self.fees.price)

    @property
    def most_cost(self) -> int:
        """What it costs at most."""
        return self._at(self.most)

    @property
    def reserve(self) -> int:
        """What the account must have: nodes want a transaction's whole gas limit paid in advance."""
        return sum(int(item.gas * GAS_MARGIN) * self.most + item.value for item in self.to_do)

    def _at(self, fee: int) -> int:
        return sum(item.gas * fee + item.value for item in self.to_do)

    def to_json(self) -> dict[str, Any]:
        """For `--json`; wei are text, as JavaScript has no whole numbers of that size."""
        return {
            "chainId": self.chain_id,
            "account": self.account,
            "balance": str(self.balance),
            "fee": str(self.fees.price),
            "maxFee": str(self.most),
            "gas": self.gas,
            "cost": str(self.cost),
            "maxCost": str(self.most_cost),
            "gasByFork": self.by_fork(),
            "transactions": [vars(item) | {"value": str(item.value)} for item in self.items],
        }

    def by_fork(self) -> dict[str, int]:
        """Gas of what is not there yet, under the rules of each hard fork."""
        return {fork.name: sum(item.by_fork.get(fork.name, item.gas) for item in self.to_do) for fork in FORKS}


def quote(todo: DeploymentPlan, chain: RpcChain, most: int | None) -> Quote:
    """Ask a chain what of a plan it has, and what the rest would take. `most` is in wei a unit of gas."""
    with answering():
        fees = market(chain.web3)
        bare = not chain.code_at(factory.ADDRESS)
        items = _factory_items() if bare else []
        items += [_item(step, chain, bare) for step in todo.steps]
        return Quote(
            chain_id=chain.web3.eth.chain_id,
            account=chain.sender,
            balance=chain.web3.eth.get_balance(Web3.to_checksum_address(chain.sender)),
            fees=fees,
            most=most if most is not None else fees.most(),
            items=tuple(items),
        )


def _item(step: Step, chain: RpcChain, bare: bool) -> Item:
    by_fork = {fork.name: step.gas(fork) for fork in FORKS}
    state, sent = TO_SEND, ""
    if chain.code_at(step.address):
        state = THERE
    elif bids := chain.journal.begun(step.address):
        state, sent = SENT, bids[-1].hash
    gas = step.gas(TODAY)
    estimate = _estimate(step, chain) if state == TO_SEND and not bare else None
    if estimate is not None and abs(estimate - gas) > gas * OWN_RULES:
        gas = estimate
    return Item(step.label, step.address, len(step.calldata), step.code_size, gas, by_fork, state, hash=sent)


def _estimate(step: Step, chain: RpcChain) -> int | None:
    """What the node thinks; None where the step needs another one first."""
    call: TxParams = {
        "from": Web3.to_checksum_address(chain.sender),
        "to": Web3.to_checksum_address(factory.ADDRESS),
        "data": Web3.to_hex(step.calldata),
    }
    try:
        return int(chain.web3.eth.estimate_gas(call))
    except Exception:  # a revert, or too little money, which is told by itself
        return None


def _factory_items() -> list[Item]:
    value = factory.SIGNED_TRANSACTION_COST
    return [Item(f"{FACTORY_LABEL}'s funding", factory.SIGNER, 0, 0, TRANSACTION_GAS, value=value),
            Item(FACTORY_LABEL, factory.ADDRESS, len(factory.SIGNED_TRANSACTION), len(factory.CODE), 0)]  # fmt: skip


# -- as text


def table(found: Quote) -> str:
    """The plan for people, a line a transaction."""
    fees = (f"ether at {gwei(found.fees.price)}", f"at most, {gwei(found.most)}")
    head = ("", "address", "calldata", "code", "gas", *fees)
    rows: list[Sequence[str]] = [head]
    for item in found.items:
        if item.state == THERE:
            rows.append((item.label, item.address, "", f"{item.code:,}", "is there", "", ""))
        else:
            costs = (_figure(item.gas * fee + item.value) for fee in (found.fees.price, found.most))
            rows.append((item.label, item.address, f"{item.size:,}", f"{item.code:,}", f"{item.gas:,}", *costs))
    if found.to_do:
        size, code = (sum(getattr(item, name) for item in found.to_do) for name in ("size", "code"))
        total = (f"{size:,}", f"{code:,}", f"{found.gas:,}", _figure(found.cost), _figure(found.most_cost))
        rows.append((f"{len(found.to_do)} to send", "", *total))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [_aligned(row, widths) for row in rows]
    for item in found.to_do:
        if item.state == SENT:
            lines.append(f"  {item.label}: an earlier run signed {item.hash}; that one is looked for, and sent again")
    if found.to_do:
        forks = " · ".join(f"{name} {gas:,}" for name, gas in found.by_fork().items())
        lines.append(f"  gas by the rules of {forks}")
    lines.append(f"  from {found.account} on chain {found.chain_id}, which has {ether(found.balance)}")
    return "\n".join(lines)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    left = [cell.ljust(width) for cell, width in zip(row[:2], widths)]
    right = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:])]
    return ("  " + "  ".join(left + right)).rstrip()


def ether(wei: int) -> str:
    """Wei as people read it: six decimals, another form where there would be nothing to see.

    >>> ether(12_345_678_900_000_000), ether(1_000)
    ('0.012346 ether', '1.00e-15 ether')
    """
    return f"{_figure(wei)} ether"


def _figure(wei: int) -> str:
    return f"{wei / _ETHER:.2e}" if 0 < wei < 10**12 else f"{wei / _ETHER:,.6f}"


def gwei(wei: int) -> str:
    """A fee a unit of gas.

    >>> gwei(1_234_567_890)
    '1.235 gwei'
    """
    return f"{wei / GWEI:.4g} gwei"
