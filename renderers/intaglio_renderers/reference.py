"""The reference renderer: the piece itself, run under CPython with the language's own numbers.

What it draws *is* the meaning of the piece; an engine that differs is wrong. It runs only what the frontend
accepted, with nothing else in reach (`intaglio.language.execute` does the work).
"""

from intaglio.frontend.program import Program
from intaglio.ir.nodes import Resolution
from intaglio.ir.params import ParamsRefused
from intaglio.language.execute import Crossing, Execution
from intaglio.language.numbers import PieceFault
from intaglio_renderers.picture import Picture, Renderer, RenderError


class ReferenceFault(PieceFault, RenderError):
    """The piece has no picture for this seed: a `PieceFault` with file and line, and a `RenderError` as any."""


class ReferenceRenderer(Renderer):
    """Draws what a program means. `crossings` tells, after each render, where values left the exact range."""

    name = "reference"

    def __init__(self, program: Program) -> None:
        self._execution = Execution(program)

    @property
    def crossings(self) -> list[Crossing]:
        """Of the last render: kinds of value that other engines may compute differently, by line."""
        return self._execution.crossings

    def render(self, seed: bytes, params: int = 0, resolution: Resolution | None = None) -> Picture:
        """The token's picture. Raises `ReferenceFault`."""
        try:
            drawing = self._execution.run(seed, params, resolution)
        except ParamsRefused as refused:
            raise RenderError(f"{self.name}: {refused}") from None
        except PieceFault as fault:
            raise ReferenceFault(fault.cause, fault.file, fault.line) from fault
        return Picture(drawing.svg.encode(), drawing.traits.encode(), drawing.raster)
