"""The raster of a piece with `chain_size`, drawn into the contract's picture: `with_image(module)`.

    main() {                              main() {
      width = raster.width()                emit.text svg "<svg …><image …base64," ()
      height = raster.height()              image.begin()
      …                                     emit.text svg "\\"/>" ()
      for row … for column …        →       width = 64
        raster.plot(at, ink)                …
      …                                     for row … for column …
      emit.text svg "<svg …>…" ()             raster.plot(at, ink)
                                            image.end()
                                            emit.text svg "…" ()

`image` says what becomes of the three effects. How many rows and columns there are, the passes know only now.
"""

from __future__ import annotations

from dataclasses import replace

from intaglio.ir.check import check
from intaglio.ir.nodes import Body, Const, Let, Module, Perform, Statement, walk
from intaglio.ir.types import Type
from intaglio.language.chain_image import AFTER, BEFORE
from intaglio.passes.common_subexpressions import share_common_subexpressions
from intaglio.passes.dead_code import drop_dead_code
from intaglio.passes.fold_constants import fold_constants
from intaglio.passes.forward_values import forward_values
from intaglio.passes.hoist_invariants import hoist_invariants
from intaglio.passes.rebuild import expand
from intaglio.passes.use_ranges import use_ranges

_SIDES = {"raster.width": 0, "raster.height": 1}
_PASSES = (forward_values, fold_constants, use_ranges, fold_constants, drop_dead_code, share_common_subexpressions,
           hoist_invariants, fold_constants, forward_values, drop_dead_code)  # fmt: skip


def with_image(module: Module) -> Module:
    """The module as its contract draws it, with its raster at the chain's size in the picture."""
    size = module.chain_size
    if size is None:
        return module
    main = module.function("main")
    opening = next(s for s in walk(main.body) if isinstance(s, Perform) and s.stream == "svg")
    head, bracket, rest = opening.text.partition(">")

    def change(statement: Statement) -> Body:
        if statement is opening:
            return (replace(opening, text=rest),)
        if isinstance(statement, Perform) and statement.effect in _SIDES:
            return (Let(statement.targets[0], Const(Type.INT, size[_SIDES[statement.effect]]), statement.span),)
        return (statement,)

    body: list[Statement] = [
        replace(opening, text=head + bracket + BEFORE), Perform("image.begin", span=main.span),
        replace(opening, text=AFTER),
    ]  # fmt: skip
    for statement in expand(main.body, change):
        body.append(statement)
        if any(isinstance(s, Perform) and s.effect == "raster.plot" for s in walk((statement,))):
            body.append(Perform("image.end", span=statement.span))
    functions = tuple(replace(main, body=tuple(body)) if f is main else f for f in module.functions)
    module = check(replace(module, functions=functions), primitive=True)
    for run in _PASSES:
        module = check(run(module), primitive=True)
    return module
