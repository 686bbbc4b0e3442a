"""`intaglio verify --rpc`: from the command's options to `verify_edition`."""

from __future__ import annotations

import argparse
from pathlib import Path

from intaglio.bundle import Bundle
from intaglio_studio.build import no_contract
from intaglio_studio.chain import RpcChain, connect
from intaglio_studio.engines import Choice, Works
from intaglio_studio.onchain import OnChain
from intaglio_studio.pinned import NOBODY
from intaglio_studio.progress import Board
from intaglio_studio.rebuild import Like, check_rebuilt, rebuilt
from intaglio_studio.selection import Selection, parse_tokens
from intaglio_studio.verification import Verification, Witness
from intaglio_studio.verify_chain import Expected, Scope, verify_edition
from intaglio_studio.works import is_build, open_bundle, source_of, works_of


def verify_remote(options: argparse.Namespace, choice: Choice, board: Board) -> Verification:
    """Verify the edition that the options name. Raises `Mistake`."""
    numbers = parse_tokens(options.tokens) if options.tokens else ()
    scope = Scope(Selection(options.count, numbers), options.block, options.since, options.stored)
    path = options.source or options.piece
    bundle = open_bundle(path, board) if path is not None and is_build(path) else None
    if bundle and bundle.no_contract:
        raise no_contract(bundle.title, bundle.no_contract)

    def expected(onchain: OnChain) -> Expected:
        return _expected(onchain, path, bundle, options, board)

    return verify_edition(
        RpcChain(connect(options.rpc), NOBODY),
        options.contract,
        node=options.rpc,
        scope=scope,
        expected=None if path is None else expected,
        choice=choice,
        board=board,
    )


def _expected(
    onchain: OnChain, path: Path, bundle: Bundle | None, options: argparse.Namespace, board: Board
) -> Expected:
    """What the edition should be: a build as it lies there, made again where that is asked for, or a piece built."""
    if bundle is not None and bundle.is_sketch:
        return Expected(Works(bundle.title), bundle)
    piece = source_of(path, bundle)
    if bundle is not None:
        works = works_of(piece, bundle)
        if not options.source:
            return Expected(works, bundle)
        return Expected(works, bundle, check_rebuilt(bundle, rebuilt(piece, Like.of(bundle), board)))
    like = Like(not onchain.runtime.addresses, options.search, onchain.sample.count)
    fresh = rebuilt(piece, like, board)
    made_with = ", ".join(f"{tool} {version}" for tool, version in sorted(fresh.toolchain.items()))
    said = (
        f"The source was compiled here with {made_with}. Which versions made what the chain has, only the build's "
        "manifest.json says: give the build folder as `--source` where bytes differ."
    )
    return Expected(works_of(piece, fresh), fresh, Witness(unchecked=() if fresh.root == onchain.root else (said,)))
