"""The loops of a raster, taken out of `main`: numba runs them apart, on as many threads as there are.

    heights = fixeds.new(64)              main                        rows
    width = raster.width()                heights = fixeds.new(64)    heights, width = what main left
    for row in 0, height, 1 {        =>   width = raster.width()      for row in first, last, 1 {
      … width, heights …                  leave heights, width          … width, heights …
    }                                                                 }

What the loops read of `main` is *captured*: put into words of memory that every thread has its own copy of. An array is
captured by its address, or as a copy where `main` still changes arrays afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from intaglio.ir.effects import MAKES
from intaglio.ir.nodes import (
    Body,
    Call,
    Const,
    For,
    Module,
    Perform,
    Statement,
    Var,
    assigned,
    bodies,
    expressions,
    parts,
    walk,
)
from intaglio.ir.types import ELEMENTS, Type
from intaglio.passes.rebuild import expand
from intaglio_renderers.native.memory import LIMBS

CHANGES = frozenset({"ints.set", "fixeds.set", "doubles.set", "words.set", *MAKES})


@dataclass(frozen=True)
class Captured:
    """A variable of `main` that the loops read, at `place` among what is captured.

    `copied`: the words of memory of an array of which they read a copy.
    """

    name: str
    type: Type
    place: int
    copied: int = 0


@dataclass(frozen=True)
class RasterLoop:
    """The loop over the rows, what it reads, and the functions that it reaches."""

    loop: For
    captured: tuple[Captured, ...]
    functions: frozenset[str]

    @property
    def size(self) -> int:
        """The words of memory that all captured take."""
        return sum(width(captured.type) for captured in self.captured)


def width(kind: Type) -> int:
    """The words of memory that a value takes, an array being its address."""
    return LIMBS if kind is Type.WORD else 1


def raster_loop(module: Module, reach: dict[str, set[str]]) -> RasterLoop | None:
    """The loops of a module's raster, where it has one."""
    main = module.function("main")
    found = next((s for s in walk(main.body) if isinstance(s, For) and _plots(s)), None)
    if found is None:
        return None
    changing = {f.name for f in module.functions if any(_changes(s, set()) for s in walk(f.body))}
    changing |= {name for name, callees in reach.items() if callees & changing}
    copies = any(_changes(s, changing) for s in walk(_after(main.body, found)))
    lengths = {
        s.targets[0]: s.args[0].value * (LIMBS if s.effect == "words.new" else 1)
        for s in walk(main.body)
        if isinstance(s, Perform) and s.effect in MAKES and isinstance(s.args[0], Const)
    }
    kinds = _read(found)
    places = accumulate((width(kinds[name]) for name in sorted(kinds)), initial=0)
    captured = (
        Captured(name, kinds[name], place, lengths[name] if copies and kinds[name] in ELEMENTS else 0)
        for name, place in zip(sorted(kinds), places, strict=False)
    )
    called = {s.function for s in walk(found.body) if isinstance(s, Call)}
    return RasterLoop(found, tuple(captured), frozenset(called.union(*(reach[name] for name in called))))


def without(body: Body, left_out: Statement) -> Body:
    """The body without a statement that lies somewhere in it."""
    return expand(body, lambda statement: () if statement is left_out else (statement,))


def _plots(loop: For) -> bool:
    """Whether a loop is the one over the rows: there is a loop directly in it that plots."""
    inner = [s for s in loop.body if isinstance(s, For)]
    return any(isinstance(s, Perform) and s.effect == "raster.plot" for each in inner for s in each.body)


def _changes(statement: Statement, changing: set[str]) -> bool:
    match statement:
        case Perform():
            return statement.effect in CHANGES
        case Call():
            return statement.function in changing
        case _:
            return False


def _after(body: Body, loop: For) -> Body:
    """The statements that may run after the loop: those behind it, and behind what it lies in."""
    for at, statement in enumerate(body):
        if statement is loop:
            return body[at + 1 :]
        if any(loop is inner for inner in walk((statement,))):
            inside = tuple(s for inner in bodies(statement) for s in _after(inner, loop))
            return (*inside, *body[at + 1 :])
    return ()


def _read(loop: For) -> dict[str, Type]:
    """The variables that the loop reads and does not assign itself, with their types."""
    own = {name for statement in walk((loop,)) for name in assigned(statement)}
    read = (p for s in walk((loop,)) for e in expressions(s) for p in parts(e) if isinstance(p, Var))
    return {variable.name: variable.type for variable in read if variable.name not in own}
