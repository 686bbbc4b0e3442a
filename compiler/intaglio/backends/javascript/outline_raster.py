"""Put the loops of a raster into a function of their own, and what they do for a pixel into another.

    for row in 0, height, 1 {                     call raster(cell, height, width)
      for column in 0, width, 1 {
        …                                    →    function raster(cell, height, width) {
        raster.plot(at, ink)                        for row … for column …
      }                                               ink = call pixel(cell, column, row)
    }                                                 raster.plot(at, ink)

A script's own statements run among the page's globals: each assignment of a number there makes an object, and each
pixel would ask what the global `P` is. So a function has the loops, and is handed `P`, too. And a function that is
called for each pixel is soon compiled for good; one that is called once has to be exchanged while it runs.
"""

from __future__ import annotations

from dataclasses import replace

from intaglio.ir.nodes import (
    Body,
    Call,
    For,
    Function,
    Module,
    Perform,
    Return,
    Var,
    assigned,
    expressions,
    parts,
    walk,
)
from intaglio.ir.types import Type

RASTER, PIXEL, INK = "raster$", "pixel$", "ink$"  # the names of the functions, and of what the second gives


def outline_raster(module: Module) -> Module:
    """The module with the two functions, where `main` uses nothing that the loops assign."""
    main = module.function("main")
    at = next((at for at, s in enumerate(main.body) if isinstance(s, For) and _plots(s)), None)
    if at is None:
        return module
    rows = main.body[at]
    assert isinstance(rows, For)
    if any(variable.name in _assigned((rows,)) for variable in _variables(main.body[at + 1 :])):
        return module
    made = []
    columns = next((s for s in rows.body if isinstance(s, For) and _plots(s)), None)
    if columns is not None and (pixel := _pixel(columns)):
        shorter, function = pixel
        rows = replace(rows, body=tuple(shorter if s is columns else s for s in rows.body))
        made.append(function)
    params = _read((rows,))
    made.append(Function(RASTER, tuple((v.name, v.type) for v in params), (), (rows,), span=rows.span))
    call = Call((), RASTER, params, rows.span)
    changed = replace(main, body=(*main.body[:at], call, *main.body[at + 1 :]))
    functions = [changed if function is main else function for function in module.functions]
    return replace(module, functions=(*functions, *made))


def _pixel(columns: For) -> tuple[For, Function] | None:
    """The loop over columns as one that calls a function, and that; None where it plots otherwise than at its end."""
    *body, plot = columns.body
    if not isinstance(plot, Perform) or plot.effect != "raster.plot" or _plots(replace(columns, body=tuple(body))):
        return None
    index, color = plot.args
    given = (*body, Return((color,), plot.span))
    params = _read(given)
    if any(part.name in _assigned(given) for part in parts(index) if isinstance(part, Var)):
        return None
    call = Call((INK,), PIXEL, params, plot.span)
    shorter = replace(columns, body=(call, replace(plot, args=(index, Var(INK, Type.INT)))))
    return shorter, Function(PIXEL, tuple((v.name, v.type) for v in params), (Type.INT,), given, span=plot.span)


def _read(body: Body) -> tuple[Var, ...]:
    """The variables that a body reads and does not assign, by name."""
    own = _assigned(body)
    return tuple(v for _, v in sorted({v.name: v for v in _variables(body) if v.name not in own}.items()))


def _assigned(body: Body) -> set[str]:
    return {name for statement in walk(body) for name in assigned(statement)}


def _plots(loop: For) -> bool:
    return any(isinstance(s, Perform) and s.effect == "raster.plot" for s in walk(loop.body))


def _variables(body: Body) -> list[Var]:
    """The variables read in a body, each as often as it stands there."""
    return [p for s in walk(body) for e in expressions(s) for p in parts(e) if isinstance(p, Var)]
