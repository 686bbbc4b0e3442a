"""The options of `intaglio deploy` that say what an edition is for good: its owner, seeds, royalty and payees.

`declare(parser)` declares them, `chosen(options)` reads them: what never changes once the edition is deployed.

Where nobody says, seeds are revealed on a chain with other people's money, and known at once on a chain of one's own.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intaglio_studio.mistake import Mistake

if TYPE_CHECKING:
    from intaglio.bundle import Bundle
    from intaglio_contracts.merkle import StandardTree
    from intaglio_contracts.plan import Deployable, Settings

LOCAL_CHAINS = (31337, 1337)  # the ids that anvil, hardhat and ganache give a chain of one's own
MODES = ("immediate", "commit-reveal", "provenance", "curated", "chosen")
DELAY = 10  # blocks between a mint and the block that gives its seed: two minutes of mainnet
MOST_ROYALTY = 50  # percent; nobody who asks for more means it
_LISTED = ("curated", "chosen")
_DELAYED = ("commit-reveal", "provenance")
SHOWS = ("image", "page", "web3-page")
_CHOSEN_LEAF = ("uint256", "bytes32")  # index and seed


@dataclass(frozen=True)
class Chosen:
    """An edition's terms; `owner` is empty where it is who sends."""

    supply: int
    owner: str
    settings: Settings
    external_url: str
    shows: tuple[str, ...] = ()  # nothing: what suits the piece
    local: bool = False  # on a chain of one's own

    @property
    def mode(self) -> str:
        """Where its seeds come from, as `--seeds` has it."""
        return MODES[self.settings.seeds]

    @property
    def warning(self) -> str:
        """A line for whoever is about to deploy what others can game; empty where there is nothing to warn of."""
        if self.local or self.mode != MODES[0]:
            return ""
        return ("warning: seeds are `immediate`: who mints can work them out beforehand and take the rare ones only; "
                "`--seeds commit-reveal` is fair")  # fmt: skip

    @property
    def note(self) -> str:
        """The line about seeds below a plan: a warning, or what they are; empty on a chain of one's own."""
        return self.warning or ("" if self.local else f"seeds are `{self.mode}`")

    @property
    def facts(self) -> dict[str, Any]:
        """The same for machines."""
        return {"seeds": self.mode, "warnings": [self.warning] if self.warning else []}

    def of(self, bundle: Bundle) -> Deployable:
        """A build with these terms. Raises `Mistake` where it has no contract, or not what its tokens should show."""
        from intaglio_contracts.artifacts import Output
        from intaglio_studio.build import deployable

        parts = replace(deployable(bundle, self.supply, self.settings), external_url=self.external_url)
        if not self.shows:
            return parts
        if "image" in self.shows and not parts.outputs & Output.IMAGE:
            raise Mistake(
                f"the contract of {bundle.title} draws no image: it writes plain text", help="`--shows page`"
            )
        bits = {"image": Output.IMAGE, "page": Output.ANIMATION, "web3-page": Output.ANIMATION | Output.WEB3_PAGE}
        outputs = parts.outputs & Output.SKETCH
        for name in self.shows:
            outputs |= bits[name]
        return replace(parts, outputs=outputs)


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    group = parser.add_argument_group("the edition, for good")
    group.add_argument("--supply", type=int, metavar="N",
                       help="the most tokens there can be (default 1,000, or all of a list)")  # fmt: skip
    group.add_argument("--owner", metavar="ADDRESS", help="whose edition it is (default: who sends)")
    group.add_argument("--seeds", choices=MODES,
                       help="where seeds come from: docs/contracts.md says what each is worth (default commit-reveal; "
                            "immediate on a local chain)")  # fmt: skip
    group.add_argument("--delay", type=int, metavar="BLOCKS",
                       help=f"until the block that gives a seed (default {DELAY})")  # fmt: skip
    group.add_argument("--salt", type=Path, metavar="FILE", help="provenance: what `intaglio edition new-salt` wrote")
    group.add_argument("--seed-list", type=Path, metavar="FILE", help="curated and chosen: the seeds, one a line")
    group.add_argument("--royalty", metavar="PERCENT", help="what marketplaces are asked to pay on resale (default 0)")
    group.add_argument("--royalty-to", metavar="ADDRESS", help="whom (default: the owner)")
    group.add_argument("--payee", action="append", default=[], metavar="ADDRESS=SHARE",
                       help="who shares what mints earn; may be repeated (default: all to the owner)")  # fmt: skip
    group.add_argument("--shows", metavar="LIST",
                       help="what its metadata have: image, and page or web3-page (default image,page)")  # fmt: skip
    group.add_argument("--website", default="", metavar="URL", help="the edition's page, for its metadata")


def chosen(options: argparse.Namespace, *, local: bool = False) -> Chosen:
    """What the options say for an edition on a chain of one's own (`local`) or on another. Raises `Mistake`."""
    from intaglio_contracts.artifacts import SeedMode
    from intaglio_contracts.plan import Settings
    from intaglio_studio.build import DEFAULT_SUPPLY

    mode = str(options.seeds or MODES[0 if local else 1])
    for name, value, modes in (("--delay", options.delay, _DELAYED), ("--salt", options.salt, ("provenance",)),
                               ("--seed-list", options.seed_list, _LISTED)):  # fmt: skip
        if value is not None and mode not in modes:
            raise Mistake(f"`{name}` goes with `--seeds {' or '.join(modes)}`, not with `{mode}`")
    if mode in _LISTED and options.seed_list is None:
        raise Mistake(f"`--seeds {mode}` needs the seeds", help="`--seed-list FILE`, one a line, as `--seed` has them")
    seeds = read_seeds(options.seed_list) if mode in _LISTED else ()
    supply = options.supply if options.supply is not None else len(seeds) or DEFAULT_SUPPLY
    if supply < 1 or (seeds and supply > len(seeds)):
        raise Mistake(f"there cannot be {supply} tokens" + (f" of {len(seeds)} seeds" if seeds else ""))
    if options.website and not re.fullmatch(r"[a-z][a-z0-9+.-]*://[!-~]+", options.website):
        raise Mistake(f"`{options.website}` is no address of a page", help="for instance https://drift.example/")
    payees = [_payee(text) for text in options.payee]
    if len({address for address, _ in payees}) < len(payees):
        raise Mistake("a payee is named twice", help="give each address once, with all of its shares")
    settings = Settings(
        seeds=list(SeedMode)[MODES.index(mode)],
        delay=0 if mode not in _DELAYED else DELAY if options.delay is None else _delay(options.delay),
        seed_source=_source(options, mode, seeds),
        seed_list=seeds if mode == "curated" else (),
        royalty_receiver=_address(options.royalty_to, "--royalty-to"),
        royalty_bps=_basis_points(options.royalty),
        payees=tuple(address for address, _ in payees),
        shares=tuple(share for _, share in payees),
    )
    return Chosen(supply, _address(options.owner, "--owner"), settings, options.website, _shown(options.shows), local)


def _shown(text: str | None) -> tuple[str, ...]:
    """The items of `--shows`."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(","))) if text else ()
    unknown = [name for name in names if name not in SHOWS]
    if unknown or (text is not None and not names) or {"page", "web3-page"} <= set(names):
        raise Mistake(f"a token cannot show `{text}`", help="`image`, `page` or `web3-page`, or image and one of these")
    return names


def _source(options: argparse.Namespace, mode: str, seeds: tuple[bytes, ...]) -> bytes:
    """What the edition keeps of its seeds: a salt's commitment, the root of a tree, or nothing."""
    from intaglio_studio.salt import commitment, read_salt

    if mode == "provenance":
        if options.salt is None:
            raise Mistake("provenance needs a salt", help="`intaglio edition new-salt FILE`, then `--salt FILE`")
        return commitment(read_salt(options.salt))
    return seed_tree(seeds).root if mode == "chosen" else bytes(32)


def seed_tree(seeds: Sequence[bytes]) -> StandardTree:
    """The tree of an edition whose collectors choose their seeds."""
    from intaglio_contracts.merkle import StandardTree

    return StandardTree(_CHOSEN_LEAF, tuple(enumerate(seeds)))


def read_seeds(path: Path) -> tuple[bytes, ...]:
    """The seeds of a file: one a line, or several with commas; lines that begin with `#` are for people.

    Raises `Mistake`.
    """
    from intaglio_studio.seeds import parse_seed

    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise Mistake(f"cannot read {path}: {error.strerror}", code="file") from None
    except UnicodeDecodeError:
        raise Mistake(f"{path} is not UTF-8 text", code="file") from None
    items = [item.strip() for line in lines if not line.startswith("#") for item in line.split(",") if item.strip()]
    seeds = tuple(parse_seed(item) for item in items)
    if not seeds:
        raise Mistake(f"{path} has no seeds", help="one a line: 0x and up to 64 hexadecimal digits, or a whole number")
    if bytes(32) in seeds:
        raise Mistake(f"{path} has seed 0, which stands for no seed", help="begin with 1")
    if len(set(seeds)) < len(seeds):
        twice = next(item for item, seed in zip(items, seeds) if seeds.count(seed) > 1)
        raise Mistake(f"{path} has seed {twice} twice", help="two tokens would be the same picture")
    return seeds


def _delay(blocks: int) -> int:
    if not 1 <= blocks <= 0xFFFF:
        raise Mistake(f"a delay of {blocks} blocks is none", help="1 to 65,535")
    return blocks


def _basis_points(text: str | None) -> int:
    """Hundredths of a percent, exactly."""
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]+)?%?", text or "0"):
        raise Mistake(f"`{text}` is no percentage", help="for instance `--royalty 7.5`")
    points = Decimal((text or "0").removesuffix("%")) * 100
    if not 0 <= points <= 100 * MOST_ROYALTY or points != int(points):
        raise Mistake(f"a royalty of {text} % is none", help=f"0 to {MOST_ROYALTY}, with at most two decimals")
    return int(points)


def _payee(text: str) -> tuple[str, int]:
    address, _, share = text.partition("=")
    if not share.isdecimal() or not 1 <= int(share) <= 0xFFFF:
        raise Mistake(f"`{text}` is no payee", help="for instance `--payee 0x…=70 --payee 0x…=30`")
    return _address(address, "--payee"), int(share)


def _address(text: str | None, option: str) -> str:
    """A checksummed address; empty where none was given."""
    from eth_utils import address

    if text is None:
        return ""
    if not address.is_hex_address(text) or not text.startswith("0x") or int(text, 16) == 0:
        raise Mistake(f"`{option} {text}` is no address", help="one is 0x and 40 hexadecimal digits")
    if address.is_checksum_formatted_address(text) and not address.is_checksum_address(text):
        raise Mistake(f"`{option} {text}` is mistyped: its capitals do not fit (EIP-55)")
    return str(address.to_checksum_address(text))
