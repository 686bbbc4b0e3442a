"""A piece without its picture, lowered: `traits_only(module)` draws the same traits in microseconds.

    emit.text svg "<circle cx=\\""
    emit.text traits "Moss"           →   emit.text traits "Moss"
    while … { … }

What `main` does behind the last trait goes, then all that writes the picture, then what nothing needs any more. Draws
before the last trait stay: they move the seed.
"""

from __future__ import annotations

from dataclasses import replace

from intaglio.ir.check import check
from intaglio.ir.nodes import Body, For, If, Module, Perform, Statement, While, walk
from intaglio.passes.dead_code import drop_dead_code
from intaglio.pipeline import PASSES, lower

BEFORE = "lower_canvas"  # the last pass before texts move


def traits_only(module: Module) -> Module:
    """Of a module as the frontend makes it: one whose picture is empty and whose traits are the same.

    It does not fault where only the drawing does.
    """
    module = lower(module, after=BEFORE).module
    main = module.function("main").body
    last = max((at for at, statement in enumerate(main) if _writes(statement)), default=-1)
    functions = tuple(
        replace(f, body=_without_picture(main[: last + 1] if f.name == "main" else f.body)) for f in module.functions
    )
    module = drop_dead_code(replace(module, functions=functions))
    for _, run in PASSES[[name for name, _ in PASSES].index(BEFORE) + 1 :]:
        module = run(module)
    if not any(isinstance(s, Perform) and "raster" in s.effect for f in module.functions for s in walk(f.body)):
        module = replace(module, resolution=None)
    check(module)
    return module


def _writes(statement: Statement) -> bool:
    """Whether it writes a trait, which no rule but `main` may."""
    return any(isinstance(s, Perform) and s.stream == "traits" for s in walk((statement,)))


def _without_picture(body: Body) -> Body:
    return tuple(_inside(s) for s in body if not _of_picture(s))


def _of_picture(statement: Statement) -> bool:
    return isinstance(statement, Perform) and (statement.stream == "svg" or statement.effect == "raster.plot")


def _inside(statement: Statement) -> Statement:
    if isinstance(statement, If):
        then, orelse = _without_picture(statement.then), _without_picture(statement.orelse)
        return replace(statement, then=then, orelse=orelse)
    if isinstance(statement, For | While):
        return replace(statement, body=_without_picture(statement.body))
    return statement
