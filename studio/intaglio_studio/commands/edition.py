"""`intaglio edition`: a deployed edition, shown and looked after. Every verb is a command line of its own."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from intaglio_studio import sending_options
from intaglio_studio.outcome import Outcome

SUMMARY = "look after a deployed edition: sale, allowlist, minting, seeds, money"
EXAMPLES = """\
examples:
  intaglio edition show 0x… --rpc URL                    all about it: sale, seeds, payees and what is due
  intaglio edition sale 0x… --rpc URL --price 0.05 --opens 2026-12-01T18:00Z --closes 'in 3 weeks' --per-wallet 2
  intaglio edition allowlist friends.csv 0x… --rpc URL   address, allowance, price a line; proofs in friends.json
  intaglio edition mint 0x… 2 --rpc URL
  intaglio edition reveal 0x… --rpc URL --watch          a keeper: reveals seeds as their blocks come
  intaglio edition release 0x… --rpc URL                 pay out what is due

What is to be sent is shown with its cost, and nothing is sent before you say yes. It is written to a journal before it
is sent, so a command may be cut off: run it again, and it finishes what was begun. Who signs is found as `intaglio
deploy` finds it. `intaglio edition VERB --help` says more; docs/sale.md has the story of a sale.
"""


@dataclass(frozen=True)
class Verb:
    """One thing to do; `run` names a function by its module, which is loaded when it is needed."""

    summary: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], Outcome]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, verb in VERBS.items():
        about = f"{verb.summary[0].upper()}{verb.summary[1:]}."
        command = verbs.add_parser(name, help=verb.summary, description=about)
        verb.arguments(command)
        command.add_argument("--json", action="store_true", default=argparse.SUPPRESS,
                             help="print the result as one JSON object")  # fmt: skip


def run(options: argparse.Namespace) -> Outcome:
    """Run a verb."""
    return VERBS[options.verb].run(options)


def _edition(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """Which edition on which chain."""
    parser.add_argument("edition", metavar="CONTRACT", nargs="?" if optional else None, help="the edition's address")
    parser.add_argument("--rpc", metavar="URL", required=not optional, help="the node to ask")


def _sender(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """Which edition on which chain, and who signs."""
    _edition(parser, optional=optional)
    sending_options.declare(parser)


def _show(parser: argparse.ArgumentParser) -> None:
    _edition(parser)
    parser.add_argument("--token", type=int, metavar="N", help="show this token instead: owner, seed, traits")


def _sale(parser: argparse.ArgumentParser) -> None:
    _sender(parser)
    parser.add_argument("--price", metavar="AMOUNT", help="of one token: `0.05` ether, `30 gwei`")
    parser.add_argument("--opens", metavar="WHEN", help="for everybody: `now`, `in 2 days`, `2026-12-01T18:00Z`")
    parser.add_argument("--list-opens", metavar="WHEN", help="for the allowlist, earlier")
    parser.add_argument("--closes", metavar="WHEN", help="for all")
    parser.add_argument("--per-wallet", type=int, metavar="N", help="the most that a wallet may mint; 0: no limit")
    parser.add_argument("--close", action="store_true", help="close the sale, whatever was said before")


def _allowlist(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV: address, how many tokens, price of one")
    _sender(parser, optional=True)
    parser.add_argument("-o", "--output", metavar="JSON", type=Path, help="the tree and proofs (default FILE.json)")


def _mint(parser: argparse.ArgumentParser) -> None:
    _sender(parser)
    parser.add_argument("count", metavar="N", type=int, nargs="?", default=1, help="how many tokens (default 1)")
    parser.add_argument("--to", metavar="ADDRESS", help="who gets them (default: who signs)")
    parser.add_argument("--param", metavar="NAME=VALUE", action="append", help="one of the collector's params")
    parser.add_argument("--piece", metavar="BUILD", type=Path, help="the build, which knows the params by name")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--allowlist", metavar="JSON", type=Path, help="mint by the allowlist: the file with the proofs")
    way.add_argument("--as-owner", action="store_true", help="mint as the owner: no sale, no payment")
    way.add_argument("--seeds", metavar="FILE", type=Path, help="the artist's seeds, where a collector chooses one")
    parser.add_argument("--index", metavar="N", type=int, help="which of these seeds, from 0")


def _reveal(parser: argparse.ArgumentParser) -> None:
    _sender(parser)
    parser.add_argument("--watch", action="store_true", help="go on until Ctrl-C")
    parser.add_argument("--every", type=float, default=12, metavar="SECONDS", help="how often to look (default 12)")


def _plate(parser: argparse.ArgumentParser) -> None:
    _sender(parser)
    parser.add_argument("plate", metavar="PLATE", help="the plate's address: `intaglio deploy` names it")


def _release(parser: argparse.ArgumentParser) -> None:
    _sender(parser)
    parser.add_argument("payee", metavar="PAYEE", nargs="*", help="who is paid (default: all to whom something is due)")


def _new_salt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="where to keep it; never over another file")


def _reveal_salt(parser: argparse.ArgumentParser) -> None:
    _sender(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help="where it was kept")


def _of(module: str, function: str) -> Callable[[argparse.Namespace], Outcome]:
    """A function of one of our modules, imported when it is called: `--help` must not load web3."""

    def run(options: argparse.Namespace) -> Outcome:
        from importlib import import_module

        found: Outcome = getattr(import_module(f"intaglio_studio.{module}"), function)(options)
        return found

    return run


def _simply(module: str, act: str) -> Callable[[argparse.Namespace], Outcome]:
    """One of our constant transactions."""

    def run(options: argparse.Namespace) -> Outcome:
        from importlib import import_module

        from intaglio_studio.edition_sale import simply

        return simply(getattr(import_module(f"intaglio_studio.{module}"), act), options)

    return run


VERBS = {
    "show": Verb("show the edition, or one of its tokens", _show, _of("edition_sale", "show")),
    "sale": Verb("open, change or close the sale: what is not said stays as it is", _sale, _of("edition_sale", "sale")),
    "allowlist": Verb("make an allowlist's tree with everybody's proof, and give its root to an edition", _allowlist,
                      _of("edition_sale", "allowlist")),
    "pause": Verb("pause the sale", _sender, _simply("edition_sale", "PAUSE")),
    "resume": Verb("let a paused sale go on", _sender, _simply("edition_sale", "RESUME")),
    "mint": Verb("mint tokens, at exactly their price", _mint, _of("edition_mint", "mint")),
    "reveal": Verb("reveal the seeds whose blocks have come; anybody may", _reveal, _of("edition_seeds", "reveal")),
    "new-salt": Verb("make the salt of a provenance edition, in a file of yours", _new_salt,
                     _of("edition_seeds", "make_salt")),
    "close-mint": Verb("end minting in a provenance edition, so that seeds can be drawn", _sender,
                       _simply("edition_seeds", "CLOSE_MINT")),
    "reveal-salt": Verb("reveal the salt of a provenance edition, which fixes its seeds", _reveal_salt,
                        _of("edition_seeds", "reveal_salt")),
    "reveal-without-salt": Verb("fix the seeds where the artist owes the salt for a week", _sender,
                                _simply("edition_seeds", "WITHOUT_SALT")),
    "release": Verb("pay out what is due; anybody may, and the payees get it", _release,
                    _of("edition_sale", "release")),
    "plate": Verb("give the edition another plate: other art, while it is not frozen", _plate,
                  _of("edition_sale", "plate")),
    "freeze": Verb("freeze the art for good", _sender, _simply("edition_sale", "FREEZE")),
}  # fmt: skip
