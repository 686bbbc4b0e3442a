"""`intaglio build`: the folder of what goes on chain."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome
from intaglio_studio.promise import PROMISED
from intaglio_studio.script import TRIALS

if TYPE_CHECKING:
    from intaglio.packing.codecs import Target

SUMMARY = "make the folder of what goes on chain: script, page, contract, manifest"
EXAMPLES = """\
examples:
  intaglio build drift.py              writes drift.build/
  intaglio build drift.py -o out/first
  intaglio build drift.py --self-contained

The script is packed in every way that a page can read, and the smallest is taken: what was tried is shown.
Before that, other names and orders are tried in it: more with `--search 200`, none with `--search 0`.
`--self-contained`: with nothing that a chain stores once for all pieces.
The same source and toolchain give the same bytes. `manifest.json` has every part's SHA-256; its root is
what the edition on chain remembers. It stands for pictures too: numba draws a sample of seeds, and
`intaglio verify --rpc` holds what is stored against them. Open page.html in a browser to see seed 0.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("piece", metavar="PIECE", type=Path, help="the piece's Python file")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="the folder (default PIECE.build)")
    parser.add_argument("--pack", metavar="CODEC", help="pack by this codec, though another may be smaller")
    parser.add_argument(
        "--search", metavar="N", type=int, default=TRIALS,
        help=f"how many changes to try that may make the script smaller (default {TRIALS})",
    )  # fmt: skip
    parser.add_argument(
        "--sample", metavar="N", type=int, default=PROMISED,
        help=f"how many seeds' pictures the build promises (default {PROMISED})",
    )  # fmt: skip
    parser.add_argument("--self-contained", action="store_true", help="a page that needs no Runtime on the chain")


def run(options: argparse.Namespace) -> Outcome:
    """Compile, pack and write."""
    from intaglio.bundle import SUFFIX, NotABundle, is_replaceable
    from intaglio.packing.codecs import Packed
    from intaglio_studio.build import build, tried
    from intaglio_studio.image_gas import image_gas, told
    from intaglio_studio.piece import open_piece
    from intaglio_studio.progress import progress
    from intaglio_studio.promise import checked_count

    target, codec = packing(options)
    count = checked_count(options.sample)
    folder = options.output or options.piece.with_suffix(SUFFIX)
    if folder.exists() and not is_replaceable(folder):  # before the work, not after it
        raise NotABundle(f"{folder} exists and is no build of Intaglio: it is left as it is")
    piece = open_piece(options.piece)
    with progress(shown=not options.json) as board:
        bundle = build(piece, board, target=target, codec=codec, trials=options.search, sample=count)
    bundle.write(folder)
    sizes = {name: len(data) for name, data in bundle.parts.items()}
    stored = len(bundle.script_part) + len(bundle.renderer_runtime)
    text = [f"{folder}: {bundle.title}, root {bundle.root.hex()[:16]}…"]
    text += [f"  {name:<24} {size:>9,} bytes" for name, size in sizes.items()]
    text.append(f"  the script: {tried(Packed(bundle.codec, bundle.script_part, bundle.tried))}")
    text.append(f"  stored for this piece: {stored:,} bytes, and {len(bundle.runtime_part):,} shared by all pieces")
    if count:
        text.append(f"  promised: the pictures of {count:,} seeds, root {bundle.sample.root.hex()[:16]}…")
    if bundle.no_contract:
        text.append(f"  no renderer contract, so it cannot be deployed: {bundle.no_contract}")
    gas = image_gas(piece, bundle.renderer_runtime) if piece.module.chain_size else None
    if gas:
        text.append(told(piece, gas))
    warnings = [warning.to_json() for warning in piece.warnings]
    data = {"folder": str(folder), "manifest": bundle.manifest, "tried": dict(bundle.tried), "warnings": warnings}
    data |= {"image_gas": gas.to_json()} if gas else {}
    return Outcome("\n".join(text), data, warnings=piece.shown_warnings())


def packing(options: argparse.Namespace) -> tuple[Target, str | None]:
    """Who is to read the script, and by which codec, if one was asked for. Raises `Mistake`."""
    from intaglio.packing.codecs import Target

    if options.self_contained and options.pack:
        raise Mistake("`--pack` and `--self-contained` do not go together", help="`--self-contained` has one codec")
    target = Target.SELF_CONTAINED if options.self_contained else Target.PAGE
    if options.pack and options.pack not in target.value:
        raise Mistake(f"no page is packed by `{options.pack}`", help=f"`--pack` takes {' or '.join(target.value)}")
    return target, options.pack
