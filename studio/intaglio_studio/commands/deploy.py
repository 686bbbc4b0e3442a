"""`intaglio deploy`: a build onto a chain."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome

if TYPE_CHECKING:
    from intaglio_studio.chain import Chain

SUMMARY = "put a build on a chain: a local one started for you, or --rpc"
EXAMPLES = """\
examples:
  intaglio deploy drift.build                       try it: a local chain, gone when the command ends
  intaglio deploy drift.build --rpc http://127.0.0.1:8545 --mint 3
  INTAGLIO_PRIVATE_KEY=… intaglio deploy drift.build --rpc URL --supply 256

Addresses are hashes of what lies there: deploying again sends only what is missing. The key comes from
INTAGLIO_PRIVATE_KEY or --keystore; an anvil signs by itself.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("build", metavar="BUILD", type=Path, help="a build folder, or a piece's Python file")
    parser.add_argument("--rpc", metavar="URL", help="the node to send to (default: a local chain)")
    parser.add_argument("--mint", type=int, default=0, metavar="N", help="mint N tokens afterwards")
    parser.add_argument("--supply", type=int, metavar="N", help="the most tokens there can be (default 1,000)")
    parser.add_argument("--keystore", type=Path, metavar="FILE", help="an encrypted key to sign with")


def run(options: argparse.Namespace) -> Outcome:
    """Deploy, and mint where asked."""
    from intaglio_studio.build import DEFAULT_SUPPLY, deployable
    from intaglio_studio.deploy import deploy
    from intaglio_studio.edition import Edition
    from intaglio_studio.progress import progress
    from intaglio_studio.promise import PROMISED
    from intaglio_studio.works import open_bundle

    supply = options.supply if options.supply is not None else DEFAULT_SUPPLY
    if supply < 1 or options.mint < 0 or options.mint > supply:
        raise Mistake(f"{options.mint} tokens cannot be minted of a supply of {supply}")
    with progress(shown=not options.json) as board:
        bundle = open_bundle(options.build, board, sample=PROMISED)
        parts = deployable(bundle, supply)
        with _chain(options.rpc, options.keystore) as chain:
            board.begin("deploy")
            deployed = deploy(parts, chain, progress=lambda label, gas: board.advance("deploy"))
            board.finish("deploy")
            edition = Edition(chain, deployed.edition)
            minted = edition.mint(options.mint) if options.mint else []
            tokens = {token: f"0x{edition.seed(token).hex()}" for token in minted}
    lines = [f"{bundle.title}: edition {deployed.edition}"]
    for label, address in deployed.addresses.items():
        gas = deployed.gas.get(label)
        lines.append(f"  {label:<14} {address}  {f'{gas:>12,} gas' if gas is not None else '   was there'}")
    lines += [f"  token {token:<8} seed {seed}" for token, seed in tokens.items()]
    if options.rpc is None:
        lines.append("  on a local chain that ended with this command; give --rpc URL to keep it")
    data = {
        "edition": deployed.edition,
        "addresses": deployed.addresses,
        "gas": deployed.gas,
        "skipped": list(deployed.skipped),
        "tokens": tokens,
        "root": bundle.root.hex(),
    }
    return Outcome("\n".join(lines), data)


@contextmanager
def _chain(rpc: str | None, keystore: Path | None) -> Iterator[Chain]:
    if rpc is None:
        from intaglio_studio.anvil import LocalChain

        with LocalChain() as local:
            yield local.open()
    else:
        from intaglio_studio.accounts import find_account
        from intaglio_studio.chain import RpcChain, connect

        web3 = connect(rpc)
        yield RpcChain(web3, find_account(web3, keystore))
