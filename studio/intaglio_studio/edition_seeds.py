"""The verbs of `intaglio edition` about seeds: anybody reveals what is due, the artist keeps and reveals a salt."""

from __future__ import annotations

import argparse

from intaglio_studio.chain import CallFailed, ChainUnreachable, TransactionFailed
from intaglio_studio.deploy_run import Desk, tell
from intaglio_studio.edition_rounds import due, head, keep, waiting
from intaglio_studio.edition_sale import simply
from intaglio_studio.edition_send import act, agree, desk_of, looking, sending_at
from intaglio_studio.edition_state import edition_at, state_of
from intaglio_studio.journal import JournalInUse
from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome
from intaglio_studio.salt import new_salt, read_salt
from intaglio_studio.signers import SignerRefused

CLOSE_MINT = act("close minting for good, and draw the seeds from a block to come", "closeMint()")
WITHOUT_SALT = act("draw the seeds without the salt that the artist owes", "revealWithoutSalt()")


def reveal(options: argparse.Namespace) -> Outcome:
    """Reveal every round whose block is there; with `--watch`, go on as blocks come."""
    if options.every <= 0:
        raise Mistake("`--every` takes a positive number of seconds")
    found = desk_of(options)
    if options.watch:
        chain = looking(options)
        address = edition_at(chain, options.edition)
        tell(f"reveal rounds of {address} as they come due, from {found.owner.account}; Ctrl-C ends it")
        agree("begin?", yes=options.yes)
        options.yes = True
        count, resumed = keep(lambda: _look(found, address, options), options.every), 0
    else:
        with sending_at(found, options) as errand:
            chain = errand.chain
            address = edition_at(chain, options.edition)
            rounds = due(waiting(chain, state_of(chain, address)), head(chain))
            for each in rounds:
                errand.perform(address, each.reveal)
            errand.settle()
        resumed = len(errand.resumed)
        count = len(rounds) + resumed
    left = [each.block for each in waiting(chain, state_of(chain, address))]
    text = f"{count} round{'s' if count != 1 else ''} revealed" if count else "nothing to reveal"
    if left:
        text += f"; {len(left)} to come, the next by block {min(left):,}"
    return Outcome(text, {"edition": address, "revealed": count, "resumed": bool(resumed), "waiting": left})


def _look(found: Desk, address: str, options: argparse.Namespace) -> int:
    """Reveal what is due, and go on where that fails: another keeper may have been first, or a node be down.

    The account is locked only while there is something to send, so that others may use it meanwhile.
    """
    revealed = 0
    try:
        chain = looking(options)
        rounds = due(waiting(chain, state_of(chain, address)), head(chain))
        if not rounds:
            return 0
        with sending_at(found, options) as errand:
            revealed += len(errand.resumed)
            for each in due(waiting(chain, state_of(chain, address)), head(chain)):
                receipt = errand.quietly(address, each.reveal)
                tell(f"{each.reveal.says}: done, {receipt.gas:,} gas")
                revealed += 1
            errand.settle()
    except (Mistake, CallFailed, TransactionFailed, ChainUnreachable, JournalInUse, SignerRefused) as trouble:
        tell(f"not now: {trouble}")
    return revealed


def make_salt(options: argparse.Namespace) -> Outcome:
    """A salt in a file, and its commitment."""
    committed = f"0x{new_salt(options.file).hex()}"
    text = (
        f"{options.file}: a new salt, readable by you alone. Keep a copy where a fire or a thief does not reach both.\n"
        f"  its commitment, which the edition is deployed with: {committed}\n"
        "  lost: seeds are then drawn without it, after a week. Seen by others before the sale has closed: they can\n"
        "  work out seeds as soon as the block is known, before anybody else"
    )
    return Outcome(text, {"file": str(options.file), "commitment": committed})


def reveal_salt(options: argparse.Namespace) -> Outcome:
    """Give the salt to the edition."""
    salt = read_salt(options.file)
    return simply(act("reveal the salt, which fixes every seed", "revealSalt(bytes32)", salt), options)
