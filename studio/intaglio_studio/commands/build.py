"""`intaglio build`: the folder of what goes on chain."""

from __future__ import annotations

import argparse
from pathlib import Path

from intaglio_studio.outcome import Outcome

SUMMARY = "make the folder of what goes on chain: script, page, contract, manifest"
EXAMPLES = """\
examples:
  intaglio build drift.py              writes drift.build/
  intaglio build drift.py -o out/first

The same source and toolchain give the same bytes. `manifest.json` has every part's SHA-256; its root is
what the edition on chain remembers. Open page.html in a browser to see seed 0.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("piece", metavar="PIECE", type=Path, help="the piece's Python file")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="the folder (default PIECE.build)")


def run(options: argparse.Namespace) -> Outcome:
    """Compile, pack and write."""
    from intaglio.bundle import SUFFIX, NotABundle, is_replaceable
    from intaglio_studio.build import build
    from intaglio_studio.piece import open_piece
    from intaglio_studio.progress import progress

    folder = options.output or options.piece.with_suffix(SUFFIX)
    if folder.exists() and not is_replaceable(folder):  # before the work, not after it
        raise NotABundle(f"{folder} exists and is no build of Intaglio: it is left as it is")
    piece = open_piece(options.piece)
    with progress(shown=not options.json) as board:
        bundle = build(piece, board)
    bundle.write(folder)
    sizes = {name: len(data) for name, data in bundle.parts.items()}
    stored = len(bundle.script_part) + len(bundle.renderer_runtime)
    text = [f"{folder}: {bundle.title}, root {bundle.root.hex()[:16]}…"]
    text += [f"  {name:<24} {size:>9,} bytes" for name, size in sizes.items()]
    text.append(f"  stored for this piece: {stored:,} bytes, and {len(bundle.runtime_part):,} shared by all pieces")
    if bundle.no_contract:
        text.append(f"  no renderer contract, so it cannot be deployed: {bundle.no_contract}")
    warnings = [warning.to_json() for warning in piece.warnings]
    data = {"folder": str(folder), "manifest": bundle.manifest, "warnings": warnings}
    return Outcome("\n".join(text), data, warnings=piece.shown_warnings())
