"""The function that fills rows of a raster, and what `main` leaves for it (`raster_loop`).

Where a pixel is a straight line of operations (`straight`), nothing but these is left in the loop over the columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intaglio.ir.nodes import For
from intaglio.ir.types import Type
from intaglio_renderers.native.memory import SLOTS
from intaglio_renderers.native.raster_loop import Captured, RasterLoop

if TYPE_CHECKING:
    from intaglio_renderers.native.emit import FunctionWriter

HEAD = """@rules.define(int64, int64, int64, int64, int64)
def pixels(m, out, first, last):"""
# Before each pixel, which has a token's fuel: how many pixels there are is not the piece's doing.
BEFORE = ("store(m, FUEL, FUEL_PER_TOKEN)", "if load(m, FAULT) != 0:", "    return 0")


def leave(writer: FunctionWriter, raster: RasterLoop) -> None:
    """Let `main` leave what the loops read where they find it."""
    for captured in raster.captured:
        value = writer.name(captured.name)
        if captured.copied:
            value = f"copied(m + {8 * (SLOTS + writer.owner.words)}, {value}, {captured.copied})"
            writer.owner.words += captured.copied
        kind, at = _access(writer, captured)
        writer.line(f"store{kind}({at}, {f'whole({value})' if captured.type is Type.BOOL else value})")


def _access(writer: FunctionWriter, captured: Captured) -> tuple[str, str]:
    """What loads and stores of a type are called, and the two arguments that say where something captured lies."""
    at = SLOTS + writer.owner.captures + captured.place
    if captured.type is Type.WORD:
        return "_word256", f"m + {8 * at}, 0"
    return "_double" if captured.type is Type.DOUBLE else "", f"m, {at}"


def rows(writer: FunctionWriter, raster: RasterLoop) -> str:
    """The whole definition of the function that fills rows."""
    for captured in raster.captured:
        test = " != 0" if captured.type is Type.BOOL else ""
        kind, at = _access(writer, captured)
        writer.line(f"{writer.name(captured.name)} = load{kind}({at}){test}")
    writer.line(f"for {writer.name(raster.loop.name)} in range(first, last):")
    writer.depth += 1
    for statement in raster.loop.body:
        if isinstance(statement, For):
            stop = writer.write(statement.stop, statement)
            writer.line(f"for {writer.name(statement.name)} in range({stop}):")
            for text in () if writer.straight else BEFORE:
                writer.line(f"    {text}")
            writer.block(statement.body)
        else:
            writer.statement(statement)
    writer.depth -= 1
    writer.line("return 0")
    return "\n".join([HEAD, *writer.lines])
