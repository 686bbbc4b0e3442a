"""The JavaScript backend: a module whose effects are all primitive → one script.

The script reads the global `S`, 64 lowercase hex digits, and leaves the picture in the global `o` and the JSON
array of traits in `t`. Read in the order of the stages: `lowering` (with `operations`, `arithmetic`, `prelude`)
builds the tree of `syntax`; `merge_loops`, `fold_temporaries`, `merge_writes` and `slots` rewrite it while statements
still know what they mean (`flow`, `turns`); `plain` makes them JavaScript's own, `arrows` and `shorten` make those
short; `names` chooses letters and `printer` prints. `minify` is all of that in order, and the choice among forms.
`emit(module, readable=True)` leaves the shortening out; `emit(module, canonical=True)` names by `canonical`;
`emit_for(size, module)` asks a packer which is best, and makes it better still by `search`.
"""

from __future__ import annotations

from collections.abc import Iterator

from intaglio.backends.javascript.minify import Draft, minified, seen_before
from intaglio.backends.javascript.readable import readable_script
from intaglio.backends.javascript.search import Size, Told, smallest
from intaglio.ir.nodes import Module


def emit(module: Module, *, readable: bool = False, canonical: bool = False) -> str:
    """The script of a module, without a `;` or line break at its end; `canonical`: for a packer that knows others."""
    if readable:
        return readable_script(module)
    return (seen_before(module) if canonical else minified(module)).text()


def drafts(module: Module, whole: Module | None = None) -> Iterator[Draft]:
    """The forms that `emit` may give a script, each with all that `tracing` wants to know of it.

    `whole` is the module with the library left whole (`pipeline.lower_whole`), where there is one.
    """
    yield minified(module)
    yield seen_before(module)
    if whole:
        yield seen_before(whole)


def emit_for(
    size: Size, module: Module, whole: Module | None = None, *, trials: int = 0, told: Told | None = None
) -> Draft:
    """The script that is smallest by `size`, of all its `drafts`, and after some trials of what else could be said.

    `told` hears of each trial: how many there were, and how many there will be.
    """
    return smallest(list(drafts(module, whole)), size, trials, told)
