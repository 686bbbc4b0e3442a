"""`intaglio export`: a build as a project of Brownie's or of Foundry's."""

from __future__ import annotations

import argparse
from pathlib import Path

from intaglio_studio import terms
from intaglio_studio.outcome import Outcome

SUMMARY = "write a build as a Brownie or Foundry project that deploys it to the same addresses"
EXAMPLES = """\
examples:
  intaglio export --brownie studio/ drift.build     then, in there: brownie test
  intaglio export --foundry studio/ drift.build     then, in there: forge test
  intaglio export --foundry studio/ drift.build --supply 256 --seeds commit-reveal --royalty 5

The project has the Solidity with what it imports, the initcode of every contract, a script that deploys them
and tests that hold the deployed pictures against those that numba draws now. It needs nothing of Intaglio's.
Whoever deploys owns the edition, unless `--owner` names another; its address is the one that `intaglio deploy`
gives the same owner and the same options.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("build", metavar="BUILD", type=Path, help="a build folder, or a piece's Python file")
    layout = parser.add_mutually_exclusive_group(required=True)
    layout.add_argument("--brownie", metavar="DIR", type=Path, help="write a project for eth-brownie 1.22.2")
    layout.add_argument("--foundry", metavar="DIR", type=Path, help="write a project for Foundry")
    terms.declare(parser)


def run(options: argparse.Namespace) -> Outcome:
    """Draw the samples and write the project."""
    from intaglio_contracts.plan import plan
    from intaglio_renderers.native import NativeRenderer
    from intaglio_studio.export import PLAN, brownie_project, export_of, foundry_project, refuse_occupied, write
    from intaglio_studio.progress import progress
    from intaglio_studio.promise import PROMISED
    from intaglio_studio.works import card_of, open_bundle, source_of

    edition = terms.chosen(options)
    folder = options.brownie or options.foundry
    refuse_occupied(folder)  # before the work, not after it
    with progress(shown=not options.json) as board:
        bundle = open_bundle(options.build, board, sample=PROMISED)
        parts = edition.of(bundle)
        piece = card_of(options.build) if bundle.is_sketch else source_of(options.build, bundle)
        with NativeRenderer(piece.module) as renderer:
            export = export_of(bundle, lambda owner: plan(parts, edition.owner or owner), renderer)
    files = brownie_project(export) if options.brownie else foundry_project(export)
    write(files, folder)
    tool, try_it = ("Brownie", "brownie test") if options.brownie else ("Foundry", "forge test")
    text = f"{folder}: {bundle.title} as a {tool} project, {len(files)} files\n  try `{try_it}` in there"
    data = {"folder": str(folder), "files": sorted(files), "plan": str(folder / PLAN)}
    return Outcome(text, data | edition.facts, warnings=edition.warning)
