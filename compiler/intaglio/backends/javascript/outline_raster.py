"""Put the loops of a raster into a function of their own, whose variables engines keep in registers.

    for row in 0, height, 1 { … }     →     call raster(cell, height, width)

A script's own statements run among the page's globals: each assignment of a number there makes an object, and each
pixel would ask what the global `P` is. So the function is handed it, too.
"""

from __future__ import annotations

from dataclasses import replace

from intaglio.ir.nodes import (
    Call,
    For,
    Function,
    Module,
    Perform,
    Statement,
    Var,
    assigned,
    expressions,
    parts,
    walk,
)
from intaglio.ir.types import Type

RASTER = "raster$"  # the name of the function


def outline_raster(module: Module) -> Module:
    """The module with the loops over rows and columns as a function, where `main` uses nothing that they assign."""
    main = module.function("main")
    at = next((at for at, s in enumerate(main.body) if isinstance(s, For) and _plots(s)), None)
    if at is None:
        return module
    loop = main.body[at]
    own = {name for statement in walk((loop,)) for name in assigned(statement)}
    read = {v.name: v for v in _variables((loop,)) if v.name not in own}
    if any(variable.name in own for variable in _variables(main.body[at + 1 :])):
        return module
    params: tuple[tuple[str, Type], ...] = tuple((name, read[name].type) for name in sorted(read))
    call = Call((), RASTER, tuple(read[name] for name, _ in params), loop.span)
    changed = replace(main, body=(*main.body[:at], call, *main.body[at + 1 :]))
    functions = [changed if function is main else function for function in module.functions]
    return replace(module, functions=(*functions, Function(RASTER, params, (), (loop,), span=loop.span)))


def _plots(loop: For) -> bool:
    return any(isinstance(s, Perform) and s.effect == "raster.plot" for s in walk(loop.body))


def _variables(body: tuple[Statement, ...]) -> list[Var]:
    """The variables read in a body, each as often as it stands there."""
    return [p for s in walk(body) for e in expressions(s) for p in parts(e) if isinstance(p, Var)]
