"""`intaglio dump`: a piece at any stage on its way, as text."""

from __future__ import annotations

import argparse
from pathlib import Path

from intaglio_studio.mistake import Mistake
from intaglio_studio.outcome import Outcome

SUMMARY = "show a piece on its way: typed IR, after any pass, or what a backend makes of it"
EXAMPLES = """\
examples:
  intaglio dump drift.py                        the IR that every backend takes
  intaglio dump drift.py --after frontend       as the frontend gives it
  intaglio dump drift.py --after lower_canvas   after that pass (an unknown name lists all)
  intaglio dump drift.py --yul                  the EVM contract; --js the script; --python numba's source
  intaglio dump drift.py --js --readable        the script with names and lines
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("piece", metavar="PIECE", type=Path, help="the piece's Python file")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--after", metavar="PASS", help="the IR after this pass")
    what.add_argument("--yul", action="store_true", help="the renderer contract in Yul")
    what.add_argument("--js", action="store_true", help="the script")
    what.add_argument("--python", action="store_true", help="the source that numba compiles")
    parser.add_argument("--readable", action="store_true", help="with --js: not minified")


def run(options: argparse.Namespace) -> Outcome:
    """Compile as far as asked and print."""
    if options.readable and not options.js:
        raise Mistake("`--readable` goes with `--js`")
    text = _text(options)
    return Outcome(text.rstrip("\n"), {"piece": str(options.piece), "text": text})


def _text(options: argparse.Namespace) -> str:
    from intaglio.ir.text import print_module
    from intaglio_studio.piece import open_piece

    if options.after:
        return _after(options.piece, options.after)
    piece = open_piece(options.piece)
    if options.yul:
        from intaglio.backends.evm import emit, refusal
        from intaglio_studio.build import no_contract

        reason = refusal(piece.module)
        if reason:
            raise no_contract(piece.title, reason)
        return emit(piece.module)
    if options.js:
        from intaglio.backends import javascript

        return javascript.emit(piece.module, readable=True) if options.readable else javascript.emit(piece.module)
    if options.python:
        from intaglio_renderers.native.emit import emit as emit_python

        return emit_python(piece.module).source
    return print_module(piece.module)


def _after(path: Path, stage: str) -> str:
    from intaglio.frontend import compile_file
    from intaglio.ir.text import print_module
    from intaglio.pipeline import STAGES, lower
    from intaglio_studio.fault import with_ir

    if stage not in STAGES:
        raise Mistake(f"there is no pass `{stage}`", help=f"passes: {', '.join(STAGES)}")
    module = compile_file(path).module
    with with_ir(module):
        return print_module(lower(module, after=stage).module)
