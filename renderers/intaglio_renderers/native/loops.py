"""The loops of a kernel, and how their turns are paid for, so that none goes on for ever.

A loop whose turns are known and few counts none, whether it is left early or not. Any other pays from the fuel in
memory (`runtime`): a `for` that is not left early at once, a loop around others turn by turn, and an innermost one
when it ends: till then its turns are counted in a variable, which the processor keeps in a register.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING

from intaglio.ir.nodes import Body, Break, Call, Const, For, If, Perform, Return, While, walk
from intaglio_renderers.native.expressions import HIGHEST, height
from intaglio_renderers.native.straight import turns

if TYPE_CHECKING:
    from intaglio_renderers.native.emit import FunctionWriter

FREE_TURNS = 16  # what a loop may turn, with the loops and calls in it, without counting
FREE_PIXEL_TURNS = 1024  # the same within a pixel, whose turns seldom are many


def most_turns(body: Body, of_call: Callable[[str], float]) -> float:
    """How often the loops in a body turn at most, in all, a call counted as a turn; infinite where nothing tells."""
    total = 0.0
    for statement in body:
        match statement:
            case For():
                known = turns(statement)
                total += inf if known is None else len(known) * (1 + most_turns(statement.body, of_call))
            case While():
                return inf
            case If():
                total += max(most_turns(arm, of_call) for arm in (statement.then, statement.orelse))
            case Call():
                total += 1 + of_call(statement.function)
    return total


def counted(writer: FunctionWriter, loop: For) -> None:
    """A `for`; written out in code for vectors."""
    if writer.straight:
        for value in turns(loop) or ():
            writer.line(f"{writer.name(loop.name)} = {value}")
            writer.body(loop.body)
        return
    start, stop = writer.write(loop.start, loop), writer.write(loop.stop, loop)
    step = f", {loop.step}" if loop.step != 1 else ""
    free = most_turns((loop,), writer.owner.most_turns) <= (FREE_PIXEL_TURNS if writer.pixel else FREE_TURNS)
    early = any(isinstance(s, Break | Return) for s in walk(loop.body))
    if not free and not early:
        if not isinstance(loop.start, Const):
            name = writer.name(writer.temporary())
            writer.line(f"{name} = {start}")
            start = name
        stop = f"affordable(m, {start}, {stop}, {loop.step}, {writer.site(loop)})"
    head = f"for {writer.name(loop.name)} in range({start}, {stop}{step}):"
    if free or not early:
        writer.line(head)
        writer.block(loop.body)
    else:
        _paid(writer, loop, head)


def repeated(writer: FunctionWriter, loop: While) -> None:
    """A `while`. A condition of many lines stands in the loop."""
    if height(loop.condition) <= HIGHEST:
        _paid(writer, loop, f"while {writer.write(loop.condition, loop)}:")
    else:
        _paid(writer, loop, "while True:", loop)


def _paid(writer: FunctionWriter, loop: For | While, head: str, condition: While | None = None) -> None:
    """A loop that counts its turns; `condition`: what it asks in each of them, where that is not in its head."""
    left = writer.name(writer.temporary()) if _is_innermost(loop) else ""
    if left:
        writer.line(f"{left} = load(m, FUEL)")
    writer.line(head)
    writer.depth += 1
    if left:
        writer.line(f"{left} -= 1")
    writer.line(f"if {f'{left} < 0 and exhausted' if left else 'spent'}(m, {writer.site(loop)}):")
    writer.line("    break")
    if condition is not None:
        writer.line(f"if not {writer.write(condition.condition, condition)}:")
        writer.line("    break")
    writer.depth -= 1
    writer.block(loop.body)
    if left:
        writer.line(f"store(m, FUEL, least({left}, load(m, FUEL)))")


def _is_innermost(loop: For | While) -> bool:
    """Whether nothing in a loop pays for itself, returns, or writes, which ends where the output is full."""
    return not any(
        isinstance(s, For | While | Call | Return) or (isinstance(s, Perform) and s.stream) for s in walk(loop.body)
    )
