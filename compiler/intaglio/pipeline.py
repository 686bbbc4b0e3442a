"""The stages from the typed tree to what every backend takes, one line each, the checker after every one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from intaglio.ir.check import check
from intaglio.ir.nodes import Module
from intaglio.passes.dead_code import drop_dead_code
from intaglio.passes.fold_constants import fold_constants
from intaglio.passes.inline import inline
from intaglio.passes.lower_canvas import lower_canvas
from intaglio.passes.lower_seed import lower_seed
from intaglio.passes.merge_texts import merge_texts
from intaglio.passes.write_constants import write_constants

PASSES: tuple[tuple[str, Callable[[Module], Module]], ...] = (
    ("lower_seed", lower_seed),
    ("lower_canvas", lower_canvas),
    ("inline", inline),
    ("fold_constants", fold_constants),
    ("dead_code", drop_dead_code),
    ("write_constants", write_constants),
    ("merge_texts", merge_texts),
)
STAGES = ("frontend", *(name for name, _ in PASSES))


@dataclass(frozen=True, slots=True)
class Lowered:
    """A module that has gone through passes."""

    module: Module


def lower(module: Module, *, after: str | None = None) -> Lowered:
    """Run the passes, up to and with the one named `after`; the result of all of them is what backends take."""
    check(module)
    if after != "frontend":
        for name, run in PASSES:
            module = check(run(module))
            if name == after:
                return Lowered(module)
    return Lowered(module)
