"""`intaglio edition mint`: by the way that the edition and the options call for, at exactly its price."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from eth_hash.auto import keccak

from intaglio_studio.amounts import shown_amount
from intaglio_studio.chain import Receipt
from intaglio_studio.edition_send import Act, act, sending
from intaglio_studio.edition_state import CHOSEN, EditionState, checked_address, edition_at, read, state_of
from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome
from intaglio_studio.plain import one_line
from intaglio_studio.terms import read_seeds, seed_tree

_TRANSFER = keccak(b"Transfer(address,address,uint256)")


def mint(options: argparse.Namespace) -> Outcome:
    """Mint, and say which tokens came of it."""
    params = _params(options)
    with sending(options) as errand:
        chain = errand.chain
        address = edition_at(chain, options.edition)
        state = state_of(chain, address)
        to = checked_address(options.to) if options.to else chain.sender
        _, receipt = errand.done(address, lambda: _way(state, chain.sender, to, params, options))
        tokens = minted(receipt, address)
        seeds: dict[int, str | None] = dict.fromkeys(tokens)
        for token in tokens:
            if read(chain, address, "isRevealed(uint256)", "bool", token):
                seeds[token] = f"0x{read(chain, address, 'seedOf(uint256)', 'bytes32', token).hex()}"
    lines = [f"{one_line(state.title)} #{token}: {f'seed {seed}' if seed else 'its seed is not revealed yet'}"
             for token, seed in seeds.items()]  # fmt: skip
    data = {"edition": address, "to": to, "gas": receipt.gas, "resumed": bool(errand.resumed), "tokens": seeds}
    return Outcome("\n".join(lines), data)


def minted(receipt: Receipt, edition: str) -> list[int]:
    """The tokens that a transaction made."""
    made = [log for log in receipt.logs if log.address == edition and log.topics[0] == _TRANSFER]
    return [int.from_bytes(log.topics[3], "big") for log in made if not any(log.topics[1])]


def _way(state: EditionState, sender: str, to: str, params: int, options: argparse.Namespace) -> Act:
    count, price = options.count, state.sale.price
    if count < 1:
        raise Mistake(f"{count} tokens cannot be minted")
    what = f"mint {count} token{'s' if count != 1 else ''} to {to}"
    if state.mode == CHOSEN:
        return _chosen(state, sender, to, params, options)
    if options.as_owner:
        return act(f"{what}, as the owner", "mintByOwner(address,uint256,uint256)", to, count, params)
    if options.allowlist:
        mine = _line(options.allowlist, sender)
        allowance, price = mine["allowance"], int(mine["price"])
        signature = "mintAllowed(address,uint256,uint256,uint256,uint256,bytes32[])"
        proof = [bytes.fromhex(node.removeprefix("0x")) for node in mine["proof"]]
        value = count * price
        says = f"{what} for {shown_amount(value)}, by the allowlist"
        return act(says, signature, to, count, params, allowance, price, proof, value=value)
    value = count * price
    return act(f"{what} for {shown_amount(value)}", "mint(address,uint256,uint256)", to, count, params, value=value)


def _chosen(state: EditionState, sender: str, to: str, params: int, options: argparse.Namespace) -> Act:
    if options.seeds is None or options.index is None or options.count != 1:
        raise Mistake("here a collector chooses one of the artist's seeds", help="name it: `--seeds FILE --index N`")
    seeds = read_seeds(options.seeds)
    if not 0 <= options.index < len(seeds):
        raise Mistake(f"{options.seeds} has the seeds 0 to {len(seeds) - 1}, not {options.index}")
    value = 0 if sender == state.owner else state.sale.price
    proof = seed_tree(seeds).proof(options.index)
    return act(f"mint seed {options.index} as token {options.index + 1} to {to} for {shown_amount(value)}",
               "mintChosen(address,uint256,uint256,bytes32,bytes32[])", to, params, options.index, seeds[options.index],
               proof, value=value)  # fmt: skip


def _line(path: Path, wallet: str) -> dict[str, Any]:
    """What an allowlist's JSON says of a wallet. Raises `Mistake`."""
    try:
        wallets = json.loads(path.read_text("utf-8"))["wallets"]
        mine: dict[str, Any] = dict(wallets).get(wallet, {})
    except (OSError, ValueError, KeyError, TypeError):
        raise Mistake(f"{path} is no allowlist with proofs", help="`intaglio edition allowlist FILE.csv` makes it",
                      code="allowlist") from None  # fmt: skip
    if not mine:
        raise Mistake(f"{wallet} is not on the allowlist {path}", code="allowlist")
    return mine


def _params(options: argparse.Namespace) -> int:
    """The word of the collector's params, by name as the build knows them."""
    from intaglio_studio.params import given
    from intaglio_studio.works import open_bundle

    if not options.param:
        return 0
    if options.piece is None:
        raise Mistake("params are named in the build", help="name it: `--piece drift.build`")
    return given(open_bundle(options.piece).params, options.param)
