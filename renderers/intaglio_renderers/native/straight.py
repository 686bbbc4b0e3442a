"""Which rasters become vector code: those whose pixels are all computed by the same operations.

LLVM makes the loop over a row's columns one over vectors of columns where nothing in it is left early, repeated until
something happens, or able to fault. Loops of a known number of turns are then written out; branches become selections.
"""

from __future__ import annotations

from intaglio.ir.nodes import (
    Body,
    Break,
    Call,
    Const,
    Continue,
    Entry,
    Expr,
    For,
    Module,
    Op,
    Perform,
    Return,
    Statement,
    While,
    bodies,
    expressions,
    parts,
    walk,
)
from intaglio_renderers.native.raster_loop import RasterLoop

MOST = 4_000  # operations of a pixel, all calls and turns written out: what LLVM takes two seconds for
MOST_INLINED = 8_000  # the same, turns not written out, of pixels whose rules are put into one another
GUARDED = frozenset({"div", "floordiv", "mod", "sqrt", "sdiv", "smod"})


def is_straight(module: Module, raster: RasterLoop, reach: dict[str, set[str]]) -> bool:
    """Whether the pixels of a raster are a straight line of at most `MOST` operations."""
    inner, rules = _pixel(module, raster)
    if any(name in reach[name] for name in rules):
        return False
    if not all(_is_plain(s) for body in (inner, *rules.values()) for s in walk(body)):
        return False
    return _size(inner, rules, {}, unrolled=True) <= MOST


def is_inlined(module: Module, raster: RasterLoop, reach: dict[str, set[str]]) -> bool:
    """Whether the rules that pixels call are put into one another: else LLVM sees to what is worth it."""
    inner, rules = _pixel(module, raster)
    known = {name: 1 for name in rules if name in reach[name]}
    return _size(inner, rules, known, unrolled=False) <= MOST_INLINED


def _pixel(module: Module, raster: RasterLoop) -> tuple[Body, dict[str, Body]]:
    """What is done for a pixel, and the rules that it calls."""
    columns = [s for s in raster.loop.body if isinstance(s, For)]
    inner = tuple(s for loop in columns for s in loop.body)
    return inner, {name: module.function(name).body for name in raster.functions}


def turns(loop: For) -> range | None:
    """What a loop's counter goes through, where that is known."""
    if not isinstance(loop.start, Const) or not isinstance(loop.stop, Const):
        return None
    return range(loop.start.value, loop.stop.value, loop.step)


def _is_plain(statement: Statement) -> bool:
    match statement:
        case While() | Break() | Continue():
            return False
        case For():
            return turns(statement) is not None and not any(isinstance(s, Return) for s in walk(statement.body))
        case Perform(effect="ints.get" | "fixeds.get" | "doubles.get"):
            length = statement.args[2]
            unchecked = isinstance(length, Const) and length.value == 0
            return unchecked and all(map(_is_safe, expressions(statement)))
        case Perform(effect=effect) if effect not in ("field", "raster.plot"):
            return False
        case _:
            return all(map(_is_safe, expressions(statement)))


def _is_safe(expr: Expr) -> bool:
    return not any(map(_may_fault, parts(expr)))


def _may_fault(part: Expr) -> bool:
    match part:
        case Entry():
            return True
        case Op(name=name, type=kind, args=args, hint=hint) if name in GUARDED and str(kind) != "double":
            divisor = args[-1]
            return not hint and (name == "sqrt" or not isinstance(divisor, Const) or divisor.value == 0)
        case _:
            return False


def _size(body: Body, rules: dict[str, Body], known: dict[str, int], unrolled: bool) -> int:
    """How many operations a body comes to. `known`: rules' sizes, as they are found; `unrolled`: turns written out."""
    total = 0
    for statement in body:
        total += sum(isinstance(part, Op) for expr in expressions(statement) for part in parts(expr))
        inside = sum(_size(inner, rules, known, unrolled) for inner in bodies(statement))
        total += inside * (len(turns(statement) or ()) if unrolled and isinstance(statement, For) else 1)
        if isinstance(statement, Call):
            name = statement.function
            if name not in known:
                known[name] = _size(rules[name], rules, known, unrolled)
            total += known[name]
    return total
