"""The owner's verbs of `intaglio edition` about the sale and the art: each runs one transaction, after a yes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace

from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

from intaglio_studio.allowlist import document, read_allowlist, tree_of
from intaglio_studio.amounts import parse_amount, parse_moment, shown_amount, shown_moment
from intaglio_studio.chain import Receipt, RpcChain
from intaglio_studio.edition_send import Act, act, looking, sending
from intaglio_studio.edition_state import SALE, Sale, checked_address, edition_at, read, state_of
from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome
from intaglio_studio.plain import one_line

_RELEASED = keccak(b"Released(address,uint256)")

PAUSE = act("pause the sale", "pause(bool)", True)
RESUME = act("let the sale go on", "pause(bool)", False)
FREEZE = act("freeze the art for good: title, description, picture and page can never change again", "freeze()")


def simply(act: Act | Callable[[RpcChain, str], Act], options: argparse.Namespace) -> Outcome:
    """Do one thing, and say what the edition is like afterwards. It may be worked out from the edition as it is."""
    with sending(options) as errand:
        address = edition_at(errand.chain, options.edition)
        says, receipt = errand.done(address, lambda: act if isinstance(act, Act) else act(errand.chain, address))
        state = state_of(errand.chain, address)
    resumed = bool(errand.resumed)
    data = {"did": says, "gas": receipt.gas, "resumed": resumed, **state.to_json()}
    return Outcome(f"done{' by the run that was cut off' if resumed else ''}: {says}\n{state.text()}", data)


def show(options: argparse.Namespace) -> Outcome:
    """The edition, or one token of it."""
    chain = looking(options)
    address = edition_at(chain, options.edition)
    state = state_of(chain, address)
    if options.token is None:
        return Outcome(state.text(), state.to_json())
    return _token(chain, address, options.token, one_line(state.title))


def sale(options: argparse.Namespace) -> Outcome:
    """Open, change or close the sale: what is not said stays as it is."""

    def wanted(chain: RpcChain, address: str) -> Act:
        terms = _sale(Sale(*read(chain, address, "sale()", SALE)), options)
        return act(_in_words(terms), f"setSale({SALE})", terms.fields)

    return simply(wanted, options)


def allowlist(options: argparse.Namespace) -> Outcome:
    """Make the tree and its proofs; where an edition is named, give it the root."""
    if (options.edition is None) != (options.rpc is None):
        raise Mistake("an edition and the node of its chain go together", help="name both CONTRACT and `--rpc URL`")
    tree = tree_of(read_allowlist(options.file))
    path = options.output or options.file.with_suffix(".json")
    try:
        path.write_text(json.dumps(document(tree), indent=1) + "\n", "utf-8")
    except OSError as error:
        raise Mistake(f"cannot write {path}: {error.strerror}", code="file") from None
    root, tokens = f"0x{tree.root.hex()}", sum(int(str(value[1])) for value in tree.values)
    text = f"{path}: {len(tree.values):,} wallets with their proofs, {tokens:,} tokens in all\n  root {root}"
    data = {"file": str(path), "root": root, "wallets": len(tree.values), "tokens": tokens}
    if options.edition is None:
        return Outcome(text, data)
    says = f"let the {len(tree.values):,} wallets of {options.file.name} mint"
    setting = act(says, "setAllowlist(bytes32)", tree.root)
    done = simply(setting, options)
    return replace(done, text=f"{text}\n{done.text}", data=data | done.data)


def plate(options: argparse.Namespace) -> Outcome:
    """Another plate: what the art is made of."""
    where = checked_address(options.plate)
    return simply(act(f"show the art of the plate at {where}", "setPlate(address)", where), options)


def release(options: argparse.Namespace) -> Outcome:
    """Pay out what is due, to the payees named or to all; each is a transaction of its own."""
    with sending(options) as errand:
        address = edition_at(errand.chain, options.edition)
        state = state_of(errand.chain, address)
        paid = [payment for _, receipt in errand.resumed for payment in payments(receipt, address)]
        named = [checked_address(payee) for payee in options.payee]
        known = {payee.address: payee.due for payee in state.payees}
        for payee in named:
            if payee not in known:
                raise Mistake(f"{payee} is no payee of this edition", help=f"its payees: {', '.join(known)}")
        for payee in named or known:
            if known[payee]:
                paying = act(f"pay {shown_amount(known[payee])} to {payee}", "release(address)", payee)
                paid += payments(errand.perform(address, paying), address)
        errand.settle()
    totals = {payee: sum(wei for one, wei in paid if one == payee) for payee, _ in paid}
    lines = [f"paid {shown_amount(wei)} to {payee}" for payee, wei in totals.items()]
    data = {"edition": address, "paid": {payee: str(wei) for payee, wei in totals.items()}}
    return Outcome("\n".join(lines) or "nothing is due", {**data, "resumed": bool(errand.resumed)})


def payments(receipt: Receipt, edition: str) -> list[tuple[str, int]]:
    """Whom a transaction paid, and the wei."""
    made = [log for log in receipt.logs if log.address == edition and log.topics[0] == _RELEASED]
    return [(to_checksum_address(log.topics[1][-20:]), int.from_bytes(log.data, "big")) for log in made]


def _sale(now: Sale, options: argparse.Namespace) -> Sale:
    if options.close:
        return Sale(price=now.price, per_wallet=now.per_wallet)
    wanted = replace(
        now,
        price=now.price if options.price is None else parse_amount(options.price),
        opens=now.opens if options.opens is None else parse_moment(options.opens),
        closes=now.closes if options.closes is None else parse_moment(options.closes),
        per_wallet=now.per_wallet if options.per_wallet is None else options.per_wallet,
    )
    if options.list_opens is not None:
        wanted = replace(wanted, list_opens=parse_moment(options.list_opens))
    elif not now.closes or now.list_opens == now.opens:  # together; left at nothing, the list would be open at once
        wanted = replace(wanted, list_opens=wanted.opens)
    if not wanted.opens or not wanted.closes:
        raise Mistake("a sale has a beginning and an end", help="give `--opens` and `--closes`: `--closes 'in 3 days'`")
    if wanted.closes <= max(wanted.opens, wanted.list_opens):
        raise Mistake(
            f"it closes {shown_moment(wanted.closes)}, before it opens", help="the end is given by `--closes`"
        )
    if not 0 <= wanted.per_wallet < 1 << 32:
        raise Mistake(f"no wallet can mint at most {wanted.per_wallet}", help="0 stands for no limit")
    return wanted


def _in_words(sale: Sale) -> str:
    if not sale.closes:
        return "close the sale"
    early = f"to the allowlist from {shown_moment(sale.list_opens)}, " if sale.list_opens < sale.opens else ""
    limit = f", at most {sale.per_wallet} a wallet" if sale.per_wallet else ""
    opens, closes = shown_moment(sale.opens), shown_moment(sale.closes)
    return f"sell {early}to everybody from {opens} until {closes}, a token for {shown_amount(sale.price)}{limit}"


def _token(chain: RpcChain, address: str, token: int, title: str) -> Outcome:
    """One token's owner, params, seed and traits."""
    data = {
        "edition": address,
        "token": token,
        "owner": checked_address(read(chain, address, "ownerOf(uint256)", "address", token)),
        "params": read(chain, address, "paramsOf(uint256)", "uint256", token),
    }
    lines = [f"{title} #{token}", f"  owner      {data['owner']}"]
    if data["params"]:
        lines.append(f"  params     {data['params']:#x}")
    if not read(chain, address, "isRevealed(uint256)", "bool", token):
        return Outcome("\n".join([*lines, "  its seed is not revealed yet"]), data | {"seed": None, "attributes": None})
    seed = read(chain, address, "seedOf(uint256)", "bytes32", token).hex()
    traits = json.loads(read(chain, address, "attributes(uint256)", "string", token))
    lines.append(f"  seed       0x{seed}")
    lines += [f"  {trait['trait_type']}: {trait['value']}" for trait in traits]
    return Outcome("\n".join(lines), data | {"seed": f"0x{seed}", "attributes": traits})
