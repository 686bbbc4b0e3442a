"""The options of every command that sends transactions: who signs, on which chain, for how much, with which journal.

`declare(parser)` declares them, `way(options, folder)` reads them.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from intaglio_studio.mistake import Mistake

if TYPE_CHECKING:
    from intaglio_studio.deploy_run import Way

# How a command sends, not what: two runs that differ in these alone are the same command.
HOW = ("rpc", "yes", "json", "chain_id", "keystore", "signer", "account", "max_fee", "confirmations", "patience",
       "journal")  # fmt: skip


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the options, but for `--rpc`."""
    parser.add_argument("--yes", action="store_true", help="send without asking")
    parser.add_argument("--chain-id", type=int, metavar="N", help="refuse every chain but this one")
    parser.add_argument("--max-fee", type=float, metavar="GWEI", help="the most that a unit of gas may cost")
    parser.add_argument("--confirmations", type=int, metavar="N",
                        help="how deep a transaction must lie (default 5, on an anvil 1)")  # fmt: skip
    parser.add_argument("--patience", type=float, default=60, metavar="SECONDS",
                        help="how long a bid waits before it is raised (default 60)")  # fmt: skip
    parser.add_argument("--journal", type=Path, metavar="FILE", help="where to remember what was signed")
    parser.add_argument("--keystore", type=Path, metavar="FILE", help="an encrypted key to sign with")
    parser.add_argument("--signer", metavar="URL", help="what signs instead, over JSON-RPC, and keeps the key")
    parser.add_argument("--from", metavar="ADDRESS", dest="account", help="which of the signer's accounts")


def way(options: argparse.Namespace, folder: Path) -> Way:
    """What they say; journals are in `folder` unless they say otherwise. Raises `Mistake`."""
    from intaglio_studio.deploy_run import Way
    from intaglio_studio.fees import GWEI

    if options.keystore and options.signer:
        raise Mistake("`--keystore` and `--signer` do not go together", help="one account signs everything")
    if options.account and not options.signer:
        raise Mistake("`--from` names an account of a signer", help="name the signer with `--signer URL`")
    for name in ("max_fee", "confirmations", "patience"):
        value = getattr(options, name)
        if value is not None and not 0 < value < 1e9:
            raise Mistake(f"`--{name.replace('_', '-')}` takes a positive number")
    return Way(
        rpc=options.rpc,
        folder=folder,
        chain_id=options.chain_id,
        keystore=options.keystore,
        signer=options.signer,
        account=options.account,
        journal=options.journal,
        most=None if options.max_fee is None else int(options.max_fee * GWEI),
        confirmations=options.confirmations,
        patience=options.patience,
    )
