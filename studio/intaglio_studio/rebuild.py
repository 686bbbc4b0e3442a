"""A build made again: `rebuilt(piece, like)`; and `check_rebuilt(bundle, fresh)`, whether it came out the same.

A build is reproducible: the same source and the same versions of what makes it give the same bytes. Where they do not,
the first thing to look at is the versions, which the manifest has.
"""

from __future__ import annotations

from dataclasses import dataclass

from intaglio.bundle import Bundle
from intaglio.packing.codecs import Target
from intaglio_studio.build import build
from intaglio_studio.piece import Piece
from intaglio_studio.progress import Board
from intaglio_studio.verification import Check, Difference, Witness, first_difference

NAME = "the source gives the same build again"


@dataclass(frozen=True)
class Like:
    """How a build was made: whether with nothing that a chain stores once, after how many trials, with what sample.

    `codec` is one that was asked for, where the smallest was not taken.
    """

    self_contained: bool
    trials: int
    sample: int
    codec: str | None = None

    @classmethod
    def of(cls, bundle: Bundle) -> Like:
        """How this one was."""
        forced = bundle.codec if len(bundle.tried) == 1 else None
        return cls(not bundle.runtime_part, bundle.trials, bundle.sample.count, forced)


def rebuilt(piece: Piece, like: Like, board: Board | None = None) -> Bundle:
    """The build of a piece, made like another."""
    target = Target.SELF_CONTAINED if like.self_contained else Target.PAGE
    codec = None if like.self_contained else like.codec
    return build(piece, board, target=target, codec=codec, trials=like.trials, sample=like.sample)


def check_rebuilt(bundle: Bundle, fresh: Bundle) -> Witness:
    """Hold a build against one that was made again of its source."""
    differences: list[Difference] = []
    for name, data in bundle.parts.items():
        made = fresh.parts.get(name, b"")
        difference = first_difference(name, ("the build", data), ("made again", made))
        differences += [difference] if difference else []
    versions = changed_versions(bundle, fresh)
    if not differences:
        detail = f"{len(bundle.parts)} files" + (f", with other versions: {versions}" if versions else "")
        return Witness((Check(NAME, True, detail),))
    names = ", ".join(difference.what for difference in differences)
    why = f"the versions are not the same: {versions}" if versions else "the versions are the same"
    return Witness((Check(NAME, False, f"other bytes in {names}; {why}"),), tuple(differences[:3]))


def changed_versions(bundle: Bundle, fresh: Bundle) -> str:
    """The tools that are not of the same version: `solc was 0.8.36, here 0.8.37`; empty where all are."""
    tools = sorted({*bundle.toolchain, *fresh.toolchain})
    pairs = [(tool, bundle.toolchain.get(tool, "none"), fresh.toolchain.get(tool, "none")) for tool in tools]
    return "; ".join(f"{tool} was {then}, here {now}" for tool, then, now in pairs if then != now)
