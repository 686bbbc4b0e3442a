"""The `intaglio` command: `main(arguments)` parses, runs one command and turns what happens into a status.

0: done, and all engines agree. 1: they disagree. 2: the user's mistake. 70: ours; a file then says more.
Standard output has the result, as text or, with `--json`, as one JSON object; all else is on standard error.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NoReturn

from intaglio_studio.commands import (
    build,
    cost,
    deploy,
    dump,
    edition,
    explore,
    export,
    new,
    pack,
    render,
    verify,
    watch,
)
from intaglio_studio.mistake import Mistake, explain
from intaglio_studio.outcome import MISTAKEN, OUR_FAULT, Outcome
from intaglio_studio.plain import json_text, printable

COMMANDS: dict[str, ModuleType] = {
    "new": new,
    "render": render,
    "watch": watch,
    "build": build,
    "pack": pack,
    "verify": verify,
    "deploy": deploy,
    "edition": edition,
    "export": export,
    "cost": cost,
    "explore": explore,
    "dump": dump,
}
INTERRUPTED = 130  # 128 and SIGINT, as shells have it

_ABOUT = """\
One Python file, one picture, the same bytes in a browser, in numba and inside the EVM.

  intaglio new drift                  a piece to start from
  intaglio render drift.py --seed 7   its picture for a seed
  intaglio watch drift.py             a page that draws it again at every save
  intaglio verify drift.py -n 100     every engine draws 100 seeds; all bytes must agree
  intaglio explore drift.py -n 10000  thousands of tokens, and what is to be found among them
  intaglio build drift.py             what goes on chain
  intaglio pack sketch.html           the same of a sketch in JavaScript that you have already
  intaglio deploy drift.build         onto a local chain started for you, or --rpc URL
  intaglio edition show 0x… --rpc URL one that lies on a chain: its sale, seeds and money
  intaglio export --brownie DIR drift.build   as a project of Brownie's, or --foundry DIR
"""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are mistakes like all others, so that `--json` holds for them too."""

    def error(self, message: str) -> NoReturn:
        unknown = re.match(r"argument (COMMAND|VERB): invalid choice: '(.*?)' \(choose from (.*)\)", message)
        if unknown:
            known = re.findall(r"[\w-]+", unknown[3])
            close = difflib.get_close_matches(unknown[2], known, n=1)
            meant = f"did you mean `{self.prog} {close[0]}`?" if close else f"`{self.prog} --help` lists the {{}}s"
            kind = unknown[1].lower()
            raise Mistake(f"`{unknown[2]}` is no {kind} of Intaglio's", help=meant.format(kind))
        raise Mistake(message, help=f"`{self.prog} --help` shows how it is used")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(
        prog="intaglio", description=_ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--version", action="version", version=_Version())
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=module.SUMMARY,
            description=f"{module.SUMMARY[0].upper()}{module.SUMMARY[1:]}.",
            epilog=module.EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(command)
        command.add_argument("--json", action="store_true", help="print the result as one JSON object")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)

    def run() -> Outcome:
        options = parser().parse_args(given)
        outcome: Outcome = COMMANDS[options.command].run(options)
        return outcome

    return guarded(run, given)


def guarded(run: Callable[[], Outcome], given: Sequence[str]) -> int:
    """Run, show the outcome or what went wrong, and give the exit status. `given` is the command line."""
    as_json = "--json" in given
    try:
        outcome = run()
        _show(outcome, as_json)
        return outcome.status
    except SystemExit as leaving:  # argparse, after --help and --version
        return int(leaving.code or 0)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader, for instance `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _failed(error, given, as_json)


class _Version(str):
    """The version, looked up only when it is asked for: the lookup takes longer than all the parsing."""

    def __mod__(self, _: Any) -> str:
        from importlib.metadata import version

        return f"intaglio {version('intaglio')}"


def _show(outcome: Outcome, as_json: bool) -> None:
    if outcome.warnings and not as_json:
        print(printable(outcome.warnings), file=sys.stderr)
    if as_json:
        print(json_text({"status": outcome.status, **outcome.data}))
    elif outcome.text:
        print(printable(outcome.text))
    sys.stdout.flush()


def _failed(error: Exception, given: Sequence[str], as_json: bool) -> int:
    explanation = explain(error)
    if explanation is None:
        from intaglio_studio.fault import write_report

        path = write_report(error, given)
        message = f"this is a fault of Intaglio's, not of yours ({type(error).__name__}); {path} has the details"
        if as_json:
            print(json_text({"status": OUR_FAULT, "errors": [{"code": "fault", "message": message}]}))
        print(printable(f"fault: {message}"), file=sys.stderr)
        return OUR_FAULT
    if as_json:
        print(json_text({"status": MISTAKEN, "errors": explanation.errors}))
    else:
        print(printable(explanation.text), file=sys.stderr)
    return MISTAKEN


