"""The stages from the typed tree to what every backend takes, one line each, the checker after every one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from intaglio.ir.check import check
from intaglio.ir.nodes import Module
from intaglio.passes.lower_canvas import lower_canvas
from intaglio.passes.lower_seed import lower_seed

PASSES: tuple[tuple[str, Callable[[Module], Module]], ...] = (
    ("lower_seed", lower_seed),
    ("lower_canvas", lower_canvas),
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
