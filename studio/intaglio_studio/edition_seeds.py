"""The verbs of `intaglio edition` about seeds: anybody reveals what is due, the artist keeps and reveals a salt."""

from __future__ import annotations

import argparse

from intaglio_studio.chain import CallFailed, ChainUnreachable, RpcChain, TransactionFailed
from intaglio_studio.deploy_run import tell
from intaglio_studio.edition_rounds import due, head, keep, waiting
from intaglio_studio.edition_sale import simply
from intaglio_studio.edition_send import act, agree, estimated, opened, perform
from intaglio_studio.edition_state import edition_at, state_of
from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome
from intaglio_studio.salt import new_salt, read_salt

CLOSE_MINT = act("close minting for good, and draw the seeds from a block to come", "closeMint()")
WITHOUT_SALT = act("draw the seeds without the salt that the artist owes", "revealWithoutSalt()")


def reveal(options: argparse.Namespace) -> Outcome:
    """Reveal every round whose block is there; with `--watch`, go on as blocks come."""
    if options.every <= 0:
        raise Mistake("`--every` takes a positive number of seconds")
    with opened(options, sends=True) as chain:
        address = edition_at(chain, options.edition)
        state = state_of(chain, address)
        if options.watch:
            tell(f"reveal rounds of {address} as they come due, from {chain.sender}; Ctrl-C ends it")
            agree("begin?", yes=options.yes)
            count = keep(lambda: _look(chain, address), options.every)
        else:
            rounds = due(waiting(chain, state), head(chain))
            for found in rounds:
                perform(chain, address, found.reveal, yes=options.yes)
            count = len(rounds)
        left = [found.block for found in waiting(chain, state_of(chain, address))]
    text = f"{count} round{'s' if count != 1 else ''} revealed" if count else "nothing to reveal"
    if left:
        text += f"; {len(left)} to come, the next by block {min(left):,}"
    return Outcome(text, {"edition": address, "revealed": count, "waiting": left})


def _look(chain: RpcChain, address: str) -> int:
    """Reveal what is due, and go on where that fails: another keeper may have been first, or a node be down."""
    revealed = 0
    try:
        for found in due(waiting(chain, state_of(chain, address)), head(chain)):
            estimated(chain, address, found.reveal)
            receipt = chain.send(address, found.reveal.data, label=found.reveal.says)
            tell(f"{found.reveal.says}: done, {receipt.gas:,} gas")
            revealed += 1
    except (Mistake, CallFailed, TransactionFailed, ChainUnreachable) as trouble:
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
