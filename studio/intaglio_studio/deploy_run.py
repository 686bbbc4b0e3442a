"""What surrounds sending: which chain and account (`opened`), a person's yes (`approve`), what came of it (`paid`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eth_account.signers.local import LocalAccount
from web3 import Web3

from intaglio_studio.accounts import find_account
from intaglio_studio.chain import RpcChain, answering, connect
from intaglio_studio.deploy_checks import check_chain, identity
from intaglio_studio.deploy_quote import Quote, ether, table
from intaglio_studio.journal import Journal, Owner, open_journal, read_journal
from intaglio_studio.mistake import Mistake
from intaglio_studio.plain import printable
from intaglio_studio.sending import Policy
from intaglio_studio.signers import Signer

DEEP = 5  # confirmations: a minute of mainnet; an anvil makes a block only when it is sent something


@dataclass(frozen=True)
class Way:
    """Where to send and how, as the command's options say. `most` is in wei a unit of gas, `patience` in seconds.

    `folder` is where journals lie, one for each chain and account; `journal` is another file.
    """

    rpc: str
    folder: Path
    chain_id: int | None = None
    keystore: Path | None = None
    signer: str | None = None
    account: str | None = None
    journal: Path | None = None
    most: int | None = None
    confirmations: int | None = None
    patience: float = 60.0


@dataclass(frozen=True)
class Desk:
    """Who sends on which chain: all that is found out once, however often the journal is opened."""

    web3: Web3
    account: Signer | LocalAccount | str
    owner: Owner
    path: Path
    policy: Policy

    @contextmanager
    def opened(self, *, to_send: bool) -> Iterator[RpcChain]:
        """The chain. `to_send` locks journal and account for the time of the block; else the journal is only read.

        Raises `JournalInUse`, `JournalDamaged`, `JournalUnwritable`.
        """
        locks = state_folder() / "locks"  # by account, whatever is sent: two commands would take each other's nonces
        owner, path = self.owner, self.path
        with open_journal(path, owner, locks) if to_send else read_journal(path, owner) as journal:
            yield RpcChain(self.web3, self.account, journal=journal, policy=self.policy, told=tell)


def desk(way: Way) -> Desk:
    """Find chain and account. Raises `ChainUnreachable`, `Mistake`, `AccountMissing`."""
    web3 = connect(way.rpc)
    check_chain(web3, way.chain_id)
    with answering():
        account = find_account(web3, way.keystore, way.signer, way.account)
        policy = _policy(way, web3)
    owner = identity(web3, account if isinstance(account, str) else account.address)
    return Desk(web3, account, owner, way.journal or way.folder / f"{owner.name}.jsonl", policy)


@contextmanager
def opened(way: Way, *, to_send: bool) -> Iterator[RpcChain]:
    """The chain and the account on it, as `Desk.opened` gives them. Raises what `desk` raises too."""
    with desk(way).opened(to_send=to_send) as chain:
        yield chain


def approve(found: Quote, mints: int, *, yes: bool, note: str = "") -> None:
    """Show what is to be sent and wait for a yes. Raises `Mistake` where nobody can be asked, or the answer is no.

    `mints` are tokens to mint afterwards, whose gas is known only then; `note` is a line below the plan.
    """
    if not found.to_do and not mints:
        return
    tell(table(found))
    if note:
        tell(f"  {note}")
    if yes:
        return
    if not sys.stdin.isatty():
        raise Mistake(
            "nobody is here to agree to this plan",
            help="look at it with `--plan`, then agree to it with `--yes`",
            code="not-agreed",
        )
    also = f", and mint {mints} tokens" if mints else ""
    tell(f"send {len(found.to_do)} transactions for at most {ether(found.most_cost)}{also}? [y/N] ")
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Mistake("nothing was sent", code="not-agreed")


def paid(journal: Journal) -> list[dict[str, Any]]:
    """Every transaction of a journal that is in a block, of this run and of earlier ones; wei are text."""
    return [
        {
            "label": journal.label(seen.task),
            "hash": seen.hash,
            "nonce": seen.nonce,
            "block": seen.block,
            "gas": seen.gas,
            "price": str(seen.price),
            "succeeded": seen.succeeded,
        }
        for seen in journal.inclusions()
    ]


def tell(line: str) -> None:
    """A line for whoever looks on."""
    print(printable(line), file=sys.stderr, flush=True)


def _policy(way: Way, web3: Web3) -> Policy:
    confirmations = way.confirmations
    if confirmations is None:
        confirmations = 1 if web3.client_version.startswith("anvil") else DEEP
    return Policy(way.most, way.patience, confirmations=confirmations)


def state_folder() -> Path:
    """What commands remember that belongs to no build: journals, and the locks of accounts."""
    named = os.environ.get("INTAGLIO_STATE")
    return Path(named) if named else Path.home() / ".local" / "state" / "intaglio"
