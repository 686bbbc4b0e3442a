"""What a unit of gas costs: `Fees`, read off a node, capped, and raised where a transaction waits too long.

A bid states the most it pays (`max_fee`) and what the block's maker gets (`tip`); what is paid is the base fee of the
block plus the tip, and never more than the most. Chains without EIP-1559 have one gas price instead.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

from web3 import Web3
from web3.exceptions import Web3RPCError, Web3ValueError

GWEI = 10**9
HEADROOM = 2  # base fees that a first bid is good for: it rises by 12.5% a full block, so six of them
ROOM_FOR_BIDS = (3, 2)  # the most, where nobody says: half again as much as the first bid
RAISE = (9, 8)  # nodes replace a transaction by one of the same nonce that bids 10% more; some want 12.5%


@dataclass(frozen=True)
class Fees:
    """Wei a unit of gas. `tip` is None on a chain that has one gas price, which `max_fee` then is."""

    max_fee: int
    tip: int | None

    def within(self, most: int) -> Fees:
        """The same bid, cut to `most`."""
        tip = None if self.tip is None else min(self.tip, most)
        return Fees(min(self.max_fee, most), tip)

    def above(self, other: Fees) -> Fees:
        """The lowest bid from this one on that replaces `other` in a node's pool."""
        tip = None if self.tip is None else max(self.tip, _raised(other.tip or 0))
        return Fees(max(self.max_fee, _raised(other.max_fee)), tip)

    def replaces(self, other: Fees) -> bool:
        """Whether nodes take this bid instead of `other`."""
        return self.above(other) == self


@dataclass(frozen=True)
class Market:
    """What a node says of the next block: its base fee (None on a chain without) and the usual tip or gas price."""

    base: int | None
    tip: int

    @property
    def price(self) -> int:
        """What a unit of gas costs now."""
        return (self.base or 0) + self.tip

    def bid(self) -> Fees:
        """A first bid that lasts."""
        if self.base is None:
            return Fees(self.tip, None)
        return Fees(HEADROOM * self.base + self.tip, self.tip)

    def most(self) -> int:
        """The most to pay where nobody says."""
        numerator, denominator = ROOM_FOR_BIDS
        return self.bid().max_fee * numerator // denominator


def market(web3: Web3) -> Market:
    """What gas costs now. A node without `eth_feeHistory` has a gas price."""
    try:
        bases = web3.eth.fee_history(1, "latest").get("baseFeePerGas") or []
    except (Web3RPCError, Web3ValueError):
        bases = []
    if not bases or bases[-1] is None:
        return Market(None, int(web3.eth.gas_price))
    with warnings.catch_warnings():  # web3's, where a node names no tip and web3 works one out
        warnings.simplefilter("ignore")
        return Market(int(bases[-1]), int(web3.eth.max_priority_fee))


def _raised(fee: int) -> int:
    numerator, denominator = RAISE
    return -(-fee * numerator // denominator) + 1
