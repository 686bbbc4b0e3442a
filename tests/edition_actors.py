"""Who and what the stateful test and the attacks on `Edition` have in common: people, hostile accounts, lists, pieces.

No test in here.
"""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum

from eth_hash.auto import keccak

from intaglio_contracts.artifacts import SeedMode
from intaglio_contracts.merkle import StandardTree
from intaglio_contracts.plan import Deployable, Settings
from intaglio_studio.contents_check import renderer_initcode
from tests.contract_fixtures import deployable
from tests.edition_model import LIST_TYPES, TREE_TYPES

SUPPLY, DELAY = 24, 5
SPANS = (5, 300, 2**24 + 1)  # 37 bits: more than stand beside an owner
WORDS = (0, 4, 5, 299 << 3, 300 << 3, 2**32 - 1 - 7 + 4, 2**36 | 2, (2**24 + 1) << 12, 2**37, 2**256 - 1, 0xFFFFFFF8)
TOKENS = (1, 1, 1, 2, 2, 2, 3, 4, 5, 6, 9, SUPPLY, 0, SUPPLY + 1)
SALT = keccak(b"salt")
OWNER, ALICE, BOB, CAROL = (f"0x{digit * 40}" for digit in "1234")
MALLORY, TRUDY = f"0x{'a' * 40}", f"0x{'b' * 40}"
PEOPLE, HOSTILE = (OWNER, ALICE, BOB, CAROL), (MALLORY, TRUDY)
ALL = (*PEOPLE, *HOSTILE)
SEEDS = tuple(keccak(bytes([number])) for number in range(SUPPLY))
SEED_TREE = StandardTree(TREE_TYPES, tuple(enumerate(SEEDS)))
LISTS = tuple(
    StandardTree(LIST_TYPES, tuple((who, allowance + number, price) for number, who in enumerate(ALL)))
    for allowance, price in ((1, 7), (3, 0), (2, 2**90))
)


class Way(IntEnum):
    """As in Hostile.sol."""

    ACCEPT = 0
    WRONG_ANSWER = 1
    REFUSE = 2
    REFUSE_SILENTLY = 3
    BURN_GAS = 4
    BOMB = 5
    CALL = 6
    GAMBLE = 7


def echo_renderer(tag: int) -> bytes:
    """A renderer whose picture is the seed, the params and a byte of its own."""
    return bytes.fromhex(
        "60405f5260c06020526041604052600435606052602435608052"
        f"60{tag:02x}60f81b60a052600260c052615b5d60f01b60e0526101005ff3"
    )


def piece_of(mode: SeedMode) -> Deployable:
    """An edition of a seed mode."""
    sources = {SeedMode.PROVENANCE: keccak(SALT), SeedMode.CHOSEN: SEED_TREE.root}
    terms = Settings(
        seeds=mode,
        delay=DELAY if mode in (SeedMode.COMMIT_REVEAL, SeedMode.PROVENANCE) else 0,
        seed_source=sources.get(mode, bytes(32)),
        seed_list=SEEDS if mode is SeedMode.LISTED else (),
        royalty_receiver=CAROL,
        royalty_bps=750,
        payees=(OWNER, MALLORY, BOB),
        shares=(5, 3, 1),
    )
    runtime = echo_renderer(1)
    return replace(
        deployable(supply=SUPPLY),
        settings=terms,
        param_spans=SPANS,
        renderer_initcode=renderer_initcode(runtime),
        renderer_runtime=runtime,
    )
