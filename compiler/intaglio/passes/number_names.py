"""Number what a picture names, gradients and clips, where the numbers are known: outside loops, branches and rules.

    a = serial()      →   a: int = 0
    b = serial()          b: int = 1
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from intaglio.ir.nodes import Body, Call, Const, Let, Module, Perform, Statement, walk
from intaglio.ir.types import Type
from intaglio.passes.rebuild import with_functions


def number_names(module: Module) -> Module:
    """The module with constants for the numbers, if `main` takes all of them, each exactly once."""
    main = module.function("main")
    taken = [s for f in module.functions for s in walk(f.body) if _takes(s)]
    called = any(isinstance(s, Call) and s.function == "main" for f in module.functions for s in walk(f.body))
    if not taken or called or len(taken) > sum(map(_takes, main.body)):
        return module
    numbers = count()

    def numbered(body: Body) -> Body:
        return tuple(
            Let(s.targets[0], Const(Type.INT, next(numbers), s.span), s.span)
            if isinstance(s, Perform) and _takes(s)
            else s
            for s in body
        )

    return with_functions(module, lambda f: replace(f, body=numbered(f.body)) if f.name == "main" else f)


def _takes(statement: Statement) -> bool:
    return isinstance(statement, Perform) and statement.effect == "serial"
