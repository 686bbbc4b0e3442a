"""Transactions to an edition, each after a look at what it does and a yes: `sending(options)` gives an `Errand`.

What a contract would refuse is found before anybody is asked: the node estimates the transaction first. What is signed
is in a journal before it is sent, one for each chain and account, whatever edition it is about. So a command may be cut
off at any moment: the next one that this account sends first finishes what is open; and a run of the same command that
finds its own transaction open is the rest of the run before, and sends no second one.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from eth_hash.auto import keccak
from web3 import Web3
from web3.types import TxParams

from intaglio_studio.amounts import shown_amount
from intaglio_studio.chain import Receipt, RpcChain, answering, cause_of, connect
from intaglio_studio.deploy_quote import ether, gwei
from intaglio_studio.deploy_run import Desk, desk, state_folder, tell
from intaglio_studio.edition_state import calldata
from intaglio_studio.fees import market
from intaglio_studio.mistake import Mistake
from intaglio_studio.sending import GAS_MARGIN
from intaglio_studio.sending_options import HOW, way

# What to do about the contract's refusals.
HELPS = {
    "Unauthorized": "only the owner may: `intaglio edition show` names it",
    "SaleClosed": "`intaglio edition show` says when the sale is open; the owner sets it by `intaglio edition sale`",
    "SalePaused": "the owner lets it go on by `intaglio edition resume`",
    "SoldOut": "ask for as many tokens as are left",
    "WalletLimit": "a wallet may mint no more than that",
    "NotAllowed": "the allowlist given is not the one whose root the edition has, or does not name this account",
    "ParamsOutOfRange": "`--param NAME=VALUE` with `--piece BUILD` says what the piece takes",
    "MintGoesOn": "anybody may end it once all are minted or the sale is over; the owner once a token is minted",
    "SaleCannotBeProlonged": "the seeds wait for the sale's end: it can come nearer, but not move away",
    "WrongPayment": "the price has changed meanwhile: run the same command again",
    "MintOver": "minting has been closed for good",
    "WrongSeedMode": "this edition's seeds are made in another way: `intaglio edition show` says which",
    "HashNotAvailable": "wait until that block is there",
    "NoSuchRound": "there is nothing to reveal yet",
    "AlreadyRevealed": "there is nothing left to do",
    "WrongSalt": "it is another edition's salt",
    "SaltStillDue": "the artist still has time to reveal the salt",
    "SeedsNotFinal": "money may be taken when the seeds are final: reveal the round, then the salt",
    "IsFrozen": "its owner froze it, for good",
    "ParamsDiffer": "another plate must take the same params: tokens have theirs already",
    "NothingToRelease": "there is nothing due",
}
NOBODY = "0x" + 40 * "0"  # who reads and signs nothing


@dataclass(frozen=True)
class Act:
    """A transaction: `says` tells in the imperative what it does, for instance `pause the sale`."""

    says: str
    data: bytes
    value: int = 0


@dataclass
class Errand:
    """One run of a command. `name` is the same for every run of the same command; `resumed` is what came of
    transactions that an earlier run of it had signed and did not see to their end, each with what it does in words.
    """

    chain: RpcChain
    name: str
    yes: bool
    resumed: list[tuple[str, Receipt]] = field(default_factory=list)
    _run: str = field(default_factory=lambda: f"{time.time_ns():x}")

    def finish(self) -> None:
        """See what is open to its end, the oldest first. Raises `Mistake` where the answer is no."""
        journal = self.chain.journal
        for task in journal.open_tasks():
            bid = journal.attempts(task)[-1]
            ours = task.split(" ")[0] == self.name
            tell(f"an earlier run {'of this command ' if ours else ''}was cut off after it had signed {bid.hash}:\n"
                 f"  {bid.label}")  # fmt: skip
            if journal.inclusion(task, bid.nonce) is None:
                agree("finish that first?", yes=self.yes)
            receipt = self.chain.finish(task)
            tell("  it is done" if receipt else "  nothing came of it")
            if receipt and ours:
                self.resumed.append((bid.label, receipt))
        self.settle()

    def done(self, edition: str, wanted: Callable[[], Act]) -> tuple[str, Receipt]:
        """Have a command's only transaction done, for good: now, or by the earlier run that was cut off.

        What was done, in words, and its receipt.
        """
        if self.resumed:
            tell("nothing else is sent; run again, the same command does it again")
            return self.resumed[-1]
        act = wanted()
        self.perform(edition, act)
        self.settle()
        return act.says, self._sent(edition, act)  # as it is now: in another block it may have another seed

    def perform(self, edition: str, act: Act) -> Receipt:
        """Estimate, ask, send and wait. Raises `Mistake` where the contract would refuse, or the answer is no."""
        gas = estimated(self.chain, edition, act)
        self._agreed(edition, act, int(gas * GAS_MARGIN), gas)
        receipt = self._sent(edition, act)
        seen = self.chain.journal.inclusions()[-1]
        tell(f"  is in block {seen.block:,}: {seen.hash}")
        return receipt

    def quietly(self, edition: str, act: Act) -> Receipt:
        """The same of what was agreed to beforehand."""
        estimated(self.chain, edition, act)
        return self._sent(edition, act)

    def settle(self) -> None:
        """Wait until all that was sent is as deep in the chain as wanted."""
        deep = self.chain.sending.policy.confirmations
        if deep > 1 and self.chain.journal.unsettled():
            tell(f"included; waits until it is {deep} blocks deep (cut off here, nothing is lost)")
        self.chain.confirm()

    def _sent(self, edition: str, act: Act) -> Receipt:
        return self.chain.send(edition, act.data, act.value, label=act.says, once=f"{self.name} {self._run}")

    def _agreed(self, edition: str, act: Act, limit: int, gas: int) -> None:
        """Show the transaction and wait for a yes; it then bids no more than was shown. Raises `Mistake`."""
        chain, sending = self.chain, self.chain.sending
        with answering():
            fees = market(chain.web3)
            balance = chain.web3.eth.get_balance(chain.web3.to_checksum_address(chain.sender))
            chain_id = chain.web3.eth.chain_id
        most = sending.policy.most if sending.policy.most is not None else fees.most()
        paying = f"pays {shown_amount(act.value)} and " if act.value else ""
        tell(f"{act.says}\n  of {edition} on chain {chain_id}, from {chain.sender}")
        tell(f"  {paying}takes {gas:,} gas: {ether(gas * fees.price)} at the current fee, {ether(gas * most)} at most")
        if most < fees.price:
            raise Mistake(f"gas costs {gwei(fees.price)} now, and {gwei(most)} is the most that it may cost",
                          help="give a higher `--max-fee`, or come back when it is cheaper", code="fee")  # fmt: skip
        reserve = act.value + limit * most
        if balance < reserve:
            raise Mistake(
                f"{chain.sender} has {shown_amount(balance)}, and this may take {shown_amount(reserve)}",
                help="send it more, or give a lower `--max-fee`", code="funds",
            )  # fmt: skip
        agree("send it?", yes=self.yes)
        sending.policy = replace(sending.policy, most=most)


@contextmanager
def sending(options: argparse.Namespace) -> Iterator[Errand]:
    """A run of a command that sends, with the account and its journal locked, after all that was open is finished.

    Raises `Mistake`, `ChainUnreachable`, `AccountMissing`, `TransactionFailed` and what is wrong with a journal.
    """
    with sending_at(desk_of(options), options) as errand:
        yield errand


@contextmanager
def sending_at(found: Desk, options: argparse.Namespace) -> Iterator[Errand]:
    """The same for an account that was found already."""
    with found.opened(to_send=True) as chain:
        errand = Errand(chain, command_of(options), options.yes)
        errand.finish()
        yield errand


def desk_of(options: argparse.Namespace) -> Desk:
    """Who sends on which chain. Raises `Mistake`, `ChainUnreachable`, `AccountMissing`."""
    return desk(way(options, state_folder() / "journals"))


def looking(options: argparse.Namespace) -> RpcChain:
    """A chain that nothing is sent to. Raises `ChainUnreachable`."""
    return RpcChain(connect(options.rpc), NOBODY)


def command_of(options: argparse.Namespace) -> str:
    """A command's name in the journal: what it is asked to do, and not how it sends or how long it watches."""
    aside = {*HOW, "command", "watch", "every"}
    said = {name: str(value).lower() if name == "edition" else str(value) for name, value in vars(options).items()
            if name not in aside}  # fmt: skip
    return f"edition-{options.verb}-{keccak(json.dumps(said, sort_keys=True).encode()).hex()[:16]}"


def act(says: str, signature: str, *arguments: object, value: int = 0) -> Act:
    """The transaction that calls a function."""
    return Act(says, calldata(signature, *arguments), value)


def agree(question: str, *, yes: bool) -> None:
    """Wait for a yes. Raises `Mistake` where nobody can be asked, or the answer is no."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Mistake("nobody is here to agree to this", help="agree to it with `--yes`", code="not-agreed")
    tell(f"{question} [y/N] ")
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Mistake("nothing was sent", code="not-agreed")


def estimated(chain: RpcChain, edition: str, act: Act) -> int:
    """The gas that a transaction would use. Raises `Mistake`, with what to do about it, where it would be refused."""
    transaction: TxParams = {
        "from": Web3.to_checksum_address(chain.sender),
        "to": Web3.to_checksum_address(edition),
        "data": Web3.to_hex(act.data),
        "value": Web3.to_wei(act.value, "wei"),
    }
    try:
        return int(chain.web3.eth.estimate_gas(transaction))
    except Exception as error:  # the contract's refusal, or whatever the connection raises
        refusal = cause_of(error)
        help = HELPS.get(refusal.partition("(")[0], "")
        raise Mistake(f"the edition does not {act.says}: {refusal}", help=help, code="refused") from None
