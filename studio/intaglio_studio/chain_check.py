"""Whether a chain's state is what its history left there: `check_history(chain, onchain, events)`.

No real chain can differ here; a node that lies, or one whose state somebody set by hand, can. What an edition holds
follows from its events, the collector's params from the transactions that minted, and where a node keeps old states,
nothing may have changed since the last event. A node that keeps no old logs, transactions or states is no liar: what
could not be checked is then said.
"""

from __future__ import annotations

from collections.abc import Iterator

from eth_abi.abi import encode
from eth_utils.address import to_checksum_address

from intaglio_renderers.rpc import reason
from intaglio_studio.chain import CallFailed, ChainUnreachable
from intaglio_studio.events import (
    ALLOWLIST_SET,
    FROZEN,
    OWNER,
    PAUSED,
    PLATE_SET,
    RELEASED,
    SALE_SET,
    Events,
    address_of,
    ordered,
)
from intaglio_studio.mint_calls import minted_by
from intaglio_studio.onchain import BadAnswer, OnChain, ask, calldata
from intaglio_studio.pinned import Pinned
from intaglio_studio.verification import Check, Witness

NOTHING = bytes(32)


def check_history(chain: Pinned, onchain: OnChain, events: Events) -> Witness:
    """Hold what an edition holds against what its history says."""
    return Witness.together(
        check(chain, onchain, events) for check in (_check_state, _check_params, _check_since)
    )


# -- what follows from events


def _check_state(chain: Pinned, onchain: OnChain, events: Events) -> Witness:
    names = []
    wrong = []
    for name, expected, read in _promised(onchain, events):
        names.append(name)
        try:
            if chain.call(onchain.address, read) != expected:
                wrong.append(name)
        except CallFailed as error:
            wrong.append(f"{name} ({error})")
    names.append("owners of tokens")
    owned = ((token.number, _owner(chain, onchain, token.number)) for token in onchain.tokens)
    lost = [number for number, owner in owned if owner != events.owners.get(number)]
    wrong += [f"the owner of token {ordered(lost)}"] if lost else []
    detail = f"not so: {', '.join(wrong)}" if wrong else ", ".join(names)
    return Witness((Check("what the edition holds follows from its events", not wrong, detail),))


def _promised(onchain: OnChain, events: Events) -> Iterator[tuple[str, bytes, bytes]]:
    """What is held, the words that the events leave there, and the call that reads them."""
    terms = onchain.clone.terms
    owners = events.of(OWNER)
    yield "owner", owners[-1].topics[1] if owners else NOTHING, calldata("owner()")
    yield "supply", _word(len(events.mints)), calldata("totalSupply()")
    sales = events.of(SALE_SET)
    yield "sale", b"".join(sales[-1].words) if sales else 5 * NOTHING, calldata("sale()")
    roots = events.of(ALLOWLIST_SET)
    yield "allowlist", roots[-1].words[0] if roots else NOTHING, calldata("allowlistRoot()")
    pauses = events.of(PAUSED)
    yield "pause", pauses[-1].words[0] if pauses else NOTHING, calldata("paused()")
    plates = events.of(PLATE_SET)
    first = encode(["address"], [terms.plate])
    yield "plate", plates[-1].words[0] if plates else first, calldata("plateAddress()")
    yield "freeze", _word(int(bool(events.of(FROZEN)))), calldata("frozen()")
    for payee in terms.payees:
        paid = sum(event.number(0) for event in events.of(RELEASED) if address_of(event.topics[0]) == _checked(payee))
        yield f"what {payee} got", _word(paid), calldata("released(address)", payee)


def _owner(chain: Pinned, onchain: OnChain, token: int) -> str | None:
    try:
        return to_checksum_address(ask(chain, onchain.address, str, "ownerOf(uint256)", "address", token))
    except (CallFailed, BadAnswer):
        return None


# -- params


def _check_params(chain: Pinned, onchain: OnChain, events: Events) -> Witness:
    """The params of each token against the transaction that minted it, or else against the state right after it."""
    if not onchain.plate.param_spans:
        odd = [token.number for token in onchain.tokens if token.params]
        detail = f"token {ordered(odd)} has some" if odd else "this piece has none"
        return Witness((Check("every token has the params of its mint", not odd, detail),))
    wrong, unknown = [], []
    for token in onchain.tokens:
        mint = events.mints.get(token.number)
        call = minted_by(chain, onchain.address, mint) if mint else None
        chosen = call.params if call else _params_then(chain, onchain, token.number, mint.block if mint else 0)
        if chosen is None:
            unknown.append(token.number)
        elif chosen != token.params:
            wrong.append(token.number)
    checked = len(onchain.tokens) - len(unknown)
    detail = f"not so for token {ordered(wrong)}" if wrong else f"{checked:,} tokens"
    said = f"The params of token {ordered(unknown)} were not checked: they came through other contracts, long ago."
    check = (Check("every token has the params of its mint", not wrong, detail),) if checked else ()
    return Witness(check, (), (said,) if unknown else ())


def _params_then(chain: Pinned, onchain: OnChain, token: int, block: int) -> int | None:
    try:
        return int.from_bytes(chain.call_at(block, onchain.address, calldata("paramsOf(uint256)", token)), "big")
    except (CallFailed, ChainUnreachable):  # the state of that block is gone
        return None


# -- old states


def _check_since(chain: Pinned, onchain: OnChain, events: Events) -> Witness:
    """The edition's whole storage, and all code, against the block of its last event."""
    name = "nothing has changed since the last event"
    if not events.logs:
        return Witness((Check(name, False, "there are no events"),))
    last, first = events.last_block, events.first_block
    if last == chain.number:
        return Witness()
    try:
        then, now = (_storage_root(chain, onchain.address, block) for block in (last, chain.number))
    except Exception as error:  # most nodes keep the states of late blocks only
        return Witness(unchecked=(f"The node tells no old states to hold today's against: {reason(error)}.",))
    changed = ["the edition's storage"] if then != now else []
    try:
        changed += [f"the code at {at}" for at in chain.read if chain.code_at(at, last) != chain.code_at(at)]
    except Exception as error:
        return Witness(unchecked=(f"The node tells no old code to hold today's against: {reason(error)}.",))
    detail = f"not so: {', '.join(changed)}" if changed else f"in block {last:,}; the edition came in block {first:,}"
    return Witness((Check(name, not changed, detail),))


def _storage_root(chain: Pinned, address: str, block: int) -> str:
    return str(chain.proof(address, [], block)["storageHash"])


def _word(number: int) -> bytes:
    return number.to_bytes(32, "big")


def _checked(address: str) -> str:
    return str(to_checksum_address(address))
