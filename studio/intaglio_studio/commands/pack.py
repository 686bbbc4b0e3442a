"""`intaglio pack`: a script or a page that was written by hand, as small as it can be stored."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome

if TYPE_CHECKING:
    from intaglio.bundle import Bundle
    from intaglio_studio.sketch_pack import PackedSketch

SUMMARY = "pack a sketch written by hand, a .js or .html file, for a chain"
EXAMPLES = """\
examples:
  intaglio pack sketch.js              writes sketch.build/
  intaglio pack page.html -o out/page --title "Low Tide"
  intaglio pack sketch.js --seeds 0-9,0xc0ffee   compare the pictures of these
  intaglio pack sketch.js --self-contained       a page that needs nothing else on the chain

The sketch is given its seed as `tokenData.hash` (Art Blocks), as `fxhash` and `fxrand()` (fxhash), or as `S`, 64 hex
digits: whichever it uses. It is minified by terser, uglify and swc in many ways, each is packed, and the smallest is
kept that shows the same pixels as the sketch itself, in Chromium, for every seed compared. What cannot work on chain is
refused with its line: anything loaded from a network or from another file.

`intaglio deploy sketch.build` puts it on a chain: the token's page is the sketch. Its image, for where no page is
shown, is a card with the sketch's name, drawn by a contract. docs/pack.md says it all.
"""
SEEDS = 4


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("sketch", metavar="SKETCH", type=Path, help="the sketch, a .js or .html file")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="the folder (default SKETCH.build)")
    parser.add_argument("--title", metavar="TEXT", help="its name (default: the page's title, or the file's name)")
    parser.add_argument("--description", metavar="TEXT", default="", help="shown with every token")
    parser.add_argument("-n", type=int, default=SEEDS, metavar="N", dest="count", help="seeds to compare (default 4)")
    parser.add_argument("--seeds", metavar="LIST", help="these seeds instead, for instance 0-9,0xc0ffee")
    parser.add_argument("--pack", metavar="CODEC", help="pack by this codec, though another may be smaller")
    parser.add_argument("--self-contained", action="store_true", help="a page that needs no Runtime on the chain")


def run(options: argparse.Namespace) -> Outcome:
    """Read, minify, pack, compare and write."""
    from intaglio.bundle import SUFFIX, NotABundle, is_replaceable
    from intaglio.sketches.prepare import title_of
    from intaglio_studio.commands.build import packing
    from intaglio_studio.progress import progress
    from intaglio_studio.seeds import parse_seeds, sample
    from intaglio_studio.sketch_pack import How, bundle_of, pack_sketch, read_sketch

    target, codec = packing(options)
    if options.sketch.suffix.lower() not in (".js", ".html", ".htm"):
        help = "a sketch is a .js or .html file; `intaglio build` takes pieces"
        raise Mistake(f"{options.sketch} is no sketch", help=help)
    if not 1 <= options.count <= 1_000:
        raise Mistake(f"pictures of 1 to 1,000 seeds can be compared, not of {options.count:,}")
    folder = options.output or options.sketch.with_suffix(SUFFIX)
    if folder.exists() and not is_replaceable(folder):  # before the work, not after it
        raise NotABundle(f"{folder} exists and is no build of Intaglio: it is left as it is")
    seeds = parse_seeds(options.seeds) if options.seeds else sample(options.count)
    sketch = read_sketch(options.sketch)
    with progress(shown=not options.json) as board:
        packed = pack_sketch(sketch, seeds, How(target, codec), board, options.sketch.with_suffix(".differs"))
        title = options.title or title_of(sketch, options.sketch.stem)
        bundle = bundle_of(packed, title, options.description, board)
    bundle.write(folder)
    warnings = [{"severity": "warning", "message": text.removeprefix("warning: ")} for text in packed.warnings]
    data = {"folder": str(folder), "manifest": bundle.manifest, "warnings": warnings, **_facts(packed, bundle)}
    return Outcome(_text(folder, packed, bundle), data, warnings="\n".join(packed.warnings))


def _facts(packed: PackedSketch, bundle: Bundle) -> dict[str, Any]:
    return {
        "own_bytes": len(bundle.script_part),
        "card_bytes": len(bundle.renderer_runtime),
        "shared_bytes": len(bundle.runtime_part),
        "minified_bytes": len(bundle.script.encode()),
        "minifier": packed.form.label,
        "forms": packed.candidates,
        "tried": dict(bundle.tried),
        "seeds_compared": [f"0x{seed.hex()}" for seed in packed.seeds],
        "passed_over": [{"minifier": form.label, "bytes": len(form.packed.payload), "because": why}
                        for form, why in packed.passed_over],
    }  # fmt: skip


def _text(folder: Path, packed: PackedSketch, bundle: Bundle) -> str:
    from intaglio_studio.build import tried

    facts = _facts(packed, bundle)
    best = f"by {packed.form.label}, of {packed.candidates} forms"
    lines = [
        f"{folder}: {bundle.title}, root {bundle.root.hex()[:16]}…",
        f"  written                  {len(packed.sketch.source.encode()):>9,} bytes",
        f"  minified                 {facts['minified_bytes']:>9,} bytes {best}",
        f"  packed                   {facts['own_bytes']:>9,} bytes: {tried(packed.form.packed)}",
        f"  stored once for all      {facts['shared_bytes']:>9,} bytes",
        f"  the card's contract      {facts['card_bytes']:>9,} bytes, drawn where no page is shown",
        f"  same pixels as written for {len(packed.seeds)} seeds, in Chromium",
    ]
    lines += [f"  passed over: {form.label}: {why}" for form, why in packed.passed_over]
    return "\n".join(lines)
