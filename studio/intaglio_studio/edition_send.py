"""One transaction to an edition, after a look at what it does and a yes: `opened(options)`, `perform(chain, act, …)`.

What a contract would refuse is found before anybody is asked: the node estimates the transaction first.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from web3 import Web3
from web3.types import TxParams

from intaglio_studio.accounts import find_account
from intaglio_studio.amounts import shown_amount
from intaglio_studio.chain import Receipt, RpcChain, answering, cause_of, connect
from intaglio_studio.deploy_checks import check_chain
from intaglio_studio.deploy_quote import ether
from intaglio_studio.deploy_run import tell
from intaglio_studio.edition_state import calldata
from intaglio_studio.fees import market
from intaglio_studio.mistake import Mistake
from intaglio_studio.sending import GAS_MARGIN, Policy

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


@contextmanager
def opened(options: argparse.Namespace, *, sends: bool) -> Iterator[RpcChain]:
    """The chain, and the account on it where the command sends.

    Raises `Mistake`, `ChainUnreachable`, `AccountMissing`.
    """
    web3 = connect(options.rpc)
    if not sends:
        yield RpcChain(web3, NOBODY)
        return
    if options.keystore and options.signer:
        raise Mistake("`--keystore` and `--signer` do not go together", help="one account signs everything")
    check_chain(web3, options.chain_id)
    with answering():
        account = find_account(web3, options.keystore, options.signer, options.account)
    yield RpcChain(web3, account, policy=Policy(), told=tell)


def act(says: str, signature: str, *arguments: object, value: int = 0) -> Act:
    """The transaction that calls a function."""
    return Act(says, calldata(signature, *arguments), value)


def perform(chain: RpcChain, edition: str, act: Act, *, yes: bool) -> Receipt:
    """Estimate, ask, send and wait. Raises `Mistake` where the contract would refuse, or the answer is no."""
    gas = estimated(chain, edition, act)
    with answering():
        cost = int(gas * GAS_MARGIN) * market(chain.web3).price
        balance = chain.web3.eth.get_balance(chain.web3.to_checksum_address(chain.sender))
        chain_id = chain.web3.eth.chain_id
    paying = f"pays {shown_amount(act.value)} and " if act.value else ""
    tell(f"{act.says}\n  of {edition} on chain {chain_id}, from {chain.sender}")
    tell(f"  {paying}takes {gas:,} gas: {ether(cost)} at the current fee")
    if balance < act.value + cost:
        raise Mistake(f"{chain.sender} has {shown_amount(balance)}, and this takes {shown_amount(act.value + cost)}",
                      code="funds")  # fmt: skip
    agree("send it?", yes=yes)
    return chain.send(edition, act.data, act.value, label=act.says)


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
