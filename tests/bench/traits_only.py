"""A lowered piece without its picture: `traits_only(module)` draws the same traits in microseconds.

    emit.text svg "<circle cx=\\""
    emit.text traits "Moss"           →   emit.text traits "Moss"
    while … { … }

What `main` does behind the last trait goes, then all that writes the picture, then what nothing needs any more. Draws
before the last trait stay: they move the seed.
"""

from __future__ import annotations

from dataclasses import replace

from intaglio.ir.nodes import Body, Call, For, If, Module, Perform, Statement, While, walk
from intaglio.passes.dead_code import drop_dead_code
from intaglio.passes.forward_values import forward_values


def traits_only(module: Module) -> Module:
    """The module whose picture is empty and whose traits are the same, but that it cannot fault in drawing."""
    writers = {f.name for f in module.functions if f.name != "main" and _writes(f.body, frozenset())}
    main = module.function("main").body
    last = max((at for at, s in enumerate(main) if _writes((s,), frozenset(writers))), default=-1)
    functions = tuple(
        replace(f, body=_without_picture(main[: last + 1] if f.name == "main" else f.body)) for f in module.functions
    )
    return drop_dead_code(forward_values(drop_dead_code(replace(module, functions=functions))))


def _writes(body: Body, writers: frozenset[str]) -> bool:
    """Whether the body writes a trait, itself or by a call."""
    return any(
        (isinstance(s, Perform) and s.stream == "traits") or (isinstance(s, Call) and s.function in writers)
        for s in walk(body)
    )


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
