"""`intaglio deploy`: a build onto a chain."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intaglio_studio import sending_options, terms
from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome

if TYPE_CHECKING:
    from intaglio_contracts.plan import Deployable
    from intaglio_studio.chain import RpcChain
    from intaglio_studio.deploy import Deployed
    from intaglio_studio.deploy_run import Way
    from intaglio_studio.edition import Edition

FOLDER_SUFFIX = ".deploy"  # where a build's journals lie, beside it
SUMMARY = "put a build on a chain: a local one started for you, or --rpc"
EXAMPLES = """\
examples:
  intaglio deploy drift.build                       try it: a local chain, gone when the command ends
  intaglio deploy drift.build --rpc URL --plan      what would be sent, and what it costs; nothing is sent
  intaglio deploy drift.build --rpc URL --dry-run   all of it on a fork of that chain, with the gas that it really took
  intaglio deploy drift.build --rpc URL --chain-id 1 --keystore key.json --max-fee 12
  intaglio deploy drift.build --rpc URL --signer http://127.0.0.1:8550 --yes

The plan is shown, and nothing is sent before you say yes. Addresses are hashes of what lies there: deploying again
sends only what is missing. Every transaction is written to a journal before it is sent (drift.deploy/ beside the
build), so the command may be cut off at any moment: run it again, and it goes on with the same transactions.
The key comes from --keystore, from a signer that keeps it (--signer: clef, web3signer, a hardware wallet behind
clef), or from INTAGLIO_PRIVATE_KEY; an anvil signs by itself. docs/deploy.md has the whole story.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("build", metavar="BUILD", type=Path, help="a build folder, or a piece's Python file")
    parser.add_argument("--rpc", metavar="URL", help="the node to send to (default: a local chain)")
    parser.add_argument("--plan", action="store_true", help="show the plan and its cost, and send nothing")
    parser.add_argument("--dry-run", action="store_true", help="deploy on a fork of the chain instead")
    sending_options.declare(parser)
    parser.add_argument("--mint", type=int, default=0, metavar="N", help="mint afterwards, until there are N tokens")
    terms.declare(parser)


def run(options: argparse.Namespace) -> Outcome:
    """Deploy, and mint where asked."""
    from intaglio_studio.progress import progress
    from intaglio_studio.promise import PROMISED
    from intaglio_studio.works import open_bundle

    way = _way(options)
    edition = terms.chosen(options, local=way is None or _is_local(way))
    if options.mint < 0 or options.mint > edition.supply:
        raise Mistake(f"{options.mint} tokens cannot be minted of a supply of {edition.supply}")
    if options.mint and edition.mode == "chosen":
        raise Mistake("collectors choose these seeds, so none is minted here", help="`intaglio edition mint` takes one")
    with progress(shown=not options.json) as board:
        bundle = open_bundle(options.build, board, sample=PROMISED)
    parts = edition.of(bundle)
    if way is None:
        outcome = _on_a_local_chain(parts, options, edition.owner)
    elif options.plan:
        outcome = _planned(parts, way, edition)
    elif options.dry_run:
        outcome = _tried(parts, way, edition)
    else:
        outcome = _on_a_chain(parts, way, options, edition)
    return replace(outcome, data={**outcome.data, "root": bundle.root.hex(), **edition.facts})


def _is_local(way: Way) -> bool:
    """Whether a node is of a chain of one's own."""
    from intaglio_studio.chain import answering, connect

    with answering():
        return connect(way.rpc).eth.chain_id in terms.LOCAL_CHAINS


def _way(options: argparse.Namespace) -> Way | None:
    """The options that say where to send and how; None for a local chain, which needs none."""
    if options.rpc is None:
        given = {"--plan": options.plan, "--dry-run": options.dry_run, "--journal": options.journal}
        given |= {"--chain-id": options.chain_id, "--signer": options.signer, "--keystore": options.keystore}
        for name, value in given.items():
            if value:
                raise Mistake(
                    f"`{name}` is about a chain that stays", help="name its node with `--rpc URL`, or leave it out"
                )
        return None
    return sending_options.way(options, options.build.with_suffix(FOLDER_SUFFIX))


def _on_a_local_chain(parts: Deployable, options: argparse.Namespace, owner: str) -> Outcome:
    from intaglio_studio.anvil import LocalChain
    from intaglio_studio.deploy import deploy
    from intaglio_studio.progress import progress

    with LocalChain() as local, progress(shown=not options.json) as board:
        chain = local.open()
        board.begin("deploy")
        deployed = deploy(parts, chain, owner=owner or None, progress=lambda label, gas: board.advance("deploy"))
        board.finish("deploy")
        tokens = _minted(chain, deployed.edition, options.mint)
    text = _text(parts.title, deployed, tokens)
    return Outcome(f"{text}\n  on a local chain that ended with this command; give --rpc URL to keep it",
                   _data(deployed, tokens))  # fmt: skip


def _planned(parts: Deployable, way: Way, edition: terms.Chosen) -> Outcome:
    from intaglio_contracts.plan import plan
    from intaglio_studio.deploy_checks import obstacles
    from intaglio_studio.deploy_quote import quote, table
    from intaglio_studio.deploy_run import opened

    with opened(way, to_send=False) as chain:
        found = quote(plan(parts, edition.owner or chain.sender), chain, way.most)
        obstacle = obstacles(found, chain.web3)
    lines = [f"{parts.title}:", table(found)] + ([f"  {edition.note}"] if edition.note else [])
    lines += [f"  cannot be sent: {obstacle.message}"] if obstacle else []
    return Outcome("\n".join(lines), {"plan": found.to_json(), "obstacle": obstacle.message if obstacle else None})


def _tried(parts: Deployable, way: Way, edition: terms.Chosen) -> Outcome:
    from intaglio_contracts.plan import plan
    from intaglio_studio.deploy import put
    from intaglio_studio.deploy_checks import obstacles
    from intaglio_studio.deploy_quote import ether, quote
    from intaglio_studio.deploy_run import opened
    from intaglio_studio.dry_run import forked

    with opened(way, to_send=False) as chain:
        todo = plan(parts, edition.owner or chain.sender)
        found = quote(todo, chain, way.most)
        obstacle = obstacles(found, chain.web3)
        with forked(chain.web3, chain.sender) as fork:
            deployed = put(todo, fork)
    used = sum(deployed.gas.values())
    lines = [_text(parts.title, deployed, {})]
    lines.append(f"  {used:,} gas on a fork of chain {found.chain_id}, of {found.gas:,} foreseen: "
                 f"{ether(used * found.fees.price)} at the current fee. Nothing was sent")  # fmt: skip
    lines += [f"  {edition.note}"] if edition.note else []
    lines += [f"  cannot be sent: {obstacle.message}"] if obstacle else []
    data = {**_data(deployed, {}), "plan": found.to_json(), "obstacle": obstacle.message if obstacle else None}
    return Outcome("\n".join(lines), data)


def _on_a_chain(parts: Deployable, way: Way, options: argparse.Namespace, edition: terms.Chosen) -> Outcome:
    from intaglio_contracts.plan import plan
    from intaglio_studio.deploy import put_for_good
    from intaglio_studio.deploy_checks import obstacles
    from intaglio_studio.deploy_quote import ether, quote
    from intaglio_studio.deploy_run import approve, opened, paid
    from intaglio_studio.progress import progress

    with opened(way, to_send=True) as chain:
        todo = plan(parts, edition.owner or chain.sender)
        if options.mint and todo.terms.owner != chain.sender:
            raise Mistake("only its owner may mint an edition for nothing", help="leave `--mint` or `--owner` out")
        found = quote(todo, chain, way.most)
        if obstacle := obstacles(found, chain.web3):
            raise obstacle
        to_mint = options.mint - _tokens(chain, todo.edition, options.mint)
        approve(found, to_mint, yes=options.yes, note=edition.note)
        chain.sending.policy = replace(chain.sending.policy, most=found.most)  # what was agreed to, and no more
        with progress(shown=not options.json) as board:
            board.begin("deploy")
            deployed = put_for_good(todo, chain, progress=lambda label, gas: board.advance("deploy"))
            board.finish("deploy")
        tokens = _minted(chain, deployed.edition, options.mint)
        chain.confirm()
        transactions = paid(chain.journal)
    cost = sum(sent["gas"] * int(sent["price"]) for sent in transactions)
    text = _text(parts.title, deployed, tokens)
    if transactions:
        text += f"\n  {len(transactions)} transactions in all, which cost {ether(cost)}; {chain.journal.path} has them"
    return Outcome(text, _data(deployed, tokens) | {"transactions": transactions, "cost": str(cost)})


def _minted(chain: RpcChain, address: str, count: int) -> dict[int, str]:
    """Mint until there are `count` tokens; the seed of each of them, by its number."""
    from intaglio_studio.edition import Edition

    if not count:
        return {}
    edition, have = Edition(chain, address), _tokens(chain, address, count)
    if have < count:
        minted = f"{have + 1} to {count}"
        Edition(chain.named(f"mint of {minted}", f"{address} {minted}"), address).mint(count - have)
    return {token: _seed(edition, token) for token in range(1, count + 1)}


def _seed(edition: Edition, token: int) -> str:
    """A token's seed; text where its block is not there yet."""
    from intaglio_studio.chain import CallFailed

    try:
        return f"0x{edition.seed(token).hex()}"
    except CallFailed as error:
        if "NotRevealed" not in str(error):
            raise
        return "to be revealed"


def _tokens(chain: RpcChain, address: str, enough: int) -> int:
    """How many tokens there are, at most `enough`; none where there is no edition yet."""
    from intaglio_studio.edition import Edition

    return min(enough, Edition(chain, address).total_supply()) if enough and chain.code_at(address) else 0


def _text(title: str, deployed: Deployed, tokens: dict[int, str]) -> str:
    lines = [f"{title}: edition {deployed.edition}"]
    for label, address in deployed.addresses.items():
        gas = deployed.gas.get(label)
        lines.append(f"  {label:<14} {address}  {f'{gas:>12,} gas' if gas is not None else '   was there'}")
    return "\n".join(lines + [f"  token {token:<8} seed {seed}" for token, seed in tokens.items()])


def _data(deployed: Deployed, tokens: dict[int, str]) -> dict[str, Any]:
    return {
        "edition": deployed.edition,
        "addresses": deployed.addresses,
        "gas": deployed.gas,
        "skipped": list(deployed.skipped),
        "tokens": tokens,
    }
