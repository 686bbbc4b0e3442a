"""Rounds of seeds that wait to be revealed: `waiting(chain, address)`, and `keep`, which reveals them as they come due.

A round is the number of the block whose hash its tokens' seeds are drawn from. Tokens are minted in order, so their
rounds never fall, and the tokens of one round are found by halving.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import sleep

from intaglio_studio.chain import RpcChain, answering
from intaglio_studio.edition_send import Act, act
from intaglio_studio.edition_state import COMMIT_REVEAL, PROVENANCE, EditionState, read


@dataclass(frozen=True)
class Round:
    """A block number, and the tokens whose seeds wait for its hash: first and last, both included."""

    block: int
    first: int
    last: int

    @property
    def reveal(self) -> Act:
        """The transaction that reveals it."""
        tokens = f"token {self.first}" if self.first == self.last else f"tokens {self.first} to {self.last}"
        return act(f"reveal the seeds of {tokens} by block {self.block:,}", "reveal(uint256)", self.block)


def waiting(chain: RpcChain, state: EditionState, first: int = 1) -> Iterator[Round]:
    """The rounds that are not revealed, of the tokens from `first` on, oldest first."""
    if state.mode == PROVENANCE:
        if state.round and not any(read(chain, state.address, "entropyOf(uint256)", "bytes32", state.round)):
            yield Round(state.round, 1, state.minted)
        return
    if state.mode != COMMIT_REVEAL:
        return
    while first <= state.minted:
        block = _round_of(chain, state.address, first)
        last = _last_of(chain, state, block, first)
        if not read(chain, state.address, "isRevealed(uint256)", "bool", first):
            yield Round(block, first, last)
        first = last + 1


def head(chain: RpcChain) -> int:
    """The number of the newest block."""
    with answering():
        return int(chain.web3.eth.block_number)


def due(found: Iterator[Round], newest: int) -> list[Round]:
    """Those whose block has a successor: there its hash can be read."""
    return [each for each in found if each.block < newest]


def keep(look: Callable[[], int], seconds: float) -> int:
    """Call `look`, which reveals what is due and gives how many rounds, until it is interrupted; their number."""
    revealed = 0
    try:
        while True:
            revealed += look()
            sleep(seconds)
    except KeyboardInterrupt:
        return revealed


def _round_of(chain: RpcChain, address: str, token: int) -> int:
    found = read(chain, address, "roundOf(uint256)", "uint256", token)
    assert isinstance(found, int)
    return found


def _last_of(chain: RpcChain, state: EditionState, block: int, first: int) -> int:
    """The last token of a round: look ahead in growing steps, then halve what is left."""
    low, step = first, 1
    while low + step <= state.minted and _round_of(chain, state.address, low + step) == block:
        low, step = low + step, 2 * step
    high = min(low + step, state.minted + 1)  # not of the round
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _round_of(chain, state.address, middle) == block else (low, middle)
    return low
