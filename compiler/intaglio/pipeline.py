"""The stages from the typed tree to what every backend takes, one line each, the checker after every one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from intaglio.ir.check import check
from intaglio.ir.nodes import Module
from intaglio.passes.common_subexpressions import share_common_subexpressions
from intaglio.passes.dead_code import drop_dead_code
from intaglio.passes.exact_range import Warning
from intaglio.passes.fold_constants import fold_constants
from intaglio.passes.forward_values import forward_values
from intaglio.passes.hoist_invariants import hoist_invariants
from intaglio.passes.inline import inline
from intaglio.passes.lower_canvas import lower_canvas
from intaglio.passes.lower_seed import lower_seed
from intaglio.passes.merge_texts import merge_texts
from intaglio.passes.number_names import number_names
from intaglio.passes.share_tables import share_tables
from intaglio.passes.use_ranges import analyse, use_ranges
from intaglio.passes.write_constants import write_constants

Pass = Callable[[Module], Module]

PASSES: tuple[tuple[str, Pass], ...] = (
    ("lower_seed", lower_seed),
    ("lower_canvas", lower_canvas),
    ("inline", inline),
    ("number_names", number_names),
    ("forward_values", forward_values),
    ("fold_constants", fold_constants),
    ("ranges", use_ranges),
    ("fold_again", fold_constants),
    ("dead_code", drop_dead_code),
    ("common_subexpressions", share_common_subexpressions),
    ("hoist_invariants", hoist_invariants),
    ("fold_copies", fold_constants),
    ("forward_again", forward_values),
    ("dead_again", drop_dead_code),
    ("share_tables", share_tables),
    ("write_constants", write_constants),
    ("merge_texts", merge_texts),
)
# In place of passes of the same name: rules of the library become the same functions in every piece, which a packer
# that knows them hardly has to pay for.
LIBRARY_WHOLE: dict[str, Pass] = {
    "inline": partial(inline, library_whole=True),
    "ranges": partial(use_ranges, library_whole=True),
}
STAGES = ("frontend", *(name for name, _ in PASSES))


@dataclass(frozen=True, slots=True)
class Lowered:
    """A module that has gone through passes, and what they warn of."""

    module: Module
    warnings: tuple[Warning, ...] = ()


def lower_whole(module: Module) -> Module:
    """What backends take, with the library's rules as they are in every piece; nobody is warned."""
    check(module)
    for name, run in PASSES:
        module = check(LIBRARY_WHOLE.get(name, run)(module))
    return module


def lower(module: Module, *, after: str | None = None) -> Lowered:
    """Run the passes, up to and with the one named `after`; all of them make what backends take."""
    check(module)
    warnings: tuple[Warning, ...] = ()
    if after == "frontend":
        return Lowered(module)
    for name, run in PASSES:
        if run is use_ranges:
            module, warnings = analyse(module)
        else:
            module = run(module)
        check(module)
        if name == after:
            break
    return Lowered(module, warnings)
