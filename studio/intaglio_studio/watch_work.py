"""What the helpers of `intaglio watch` do: `Drawing` draws with numba, `Figuring` finds out what a piece costs.

Each is called with a request and gives its answers. What they import is heavy and for their processes only.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from intaglio.ir.nodes import Module
from intaglio_studio.piece import Piece

if TYPE_CHECKING:
    from intaglio_renderers.native import NativeRenderer

TOKENS = 24  # whose gas is measured

Json = dict[str, Any]


@dataclass(frozen=True)
class Load:
    """Compile this module, for the `Draw`s of the same version that follow."""

    version: int
    module: Module


@dataclass(frozen=True)
class Draw:
    """Draw a token of a module that was loaded."""

    version: int
    seed: bytes
    params: int


class Drawing:
    """Numba's side: one kernel, many tokens."""

    def __init__(self) -> None:
        self._renderer: NativeRenderer | None = None
        self._version = 0
        self._size = (0, 0)

    def __call__(self, request: Load | Draw) -> Iterator[Any]:
        """The seconds that it took to load; or the SVG, the reason for there being none, None for another version."""
        from intaglio_renderers.native import NativeRenderer
        from intaglio_renderers.picture import RenderError

        if isinstance(request, Load):
            began = time.perf_counter()
            self._renderer, self._version = NativeRenderer(request.module), request.version
            self._size = request.module.width, request.module.height
            yield time.perf_counter() - began
        elif self._renderer is None or request.version != self._version:
            yield None
        else:
            try:
                yield self._renderer.render(request.seed, request.params).document(self._size)
            except RenderError as error:
                yield str(error)


class Figuring:
    """What a piece costs, in two steps: the bytes as soon as solc is done, then the gas."""

    def __call__(self, piece: Piece) -> Iterator[Json]:
        """What `cost --json` has, the first time without gas. Raises `RendererTooBig` and what else a build may."""
        from intaglio_studio.build import build
        from intaglio_studio.cost import measure

        bundle = build(piece)
        yield {"renderer_bytes": len(bundle.renderer_runtime)}
        cost = measure(bundle, TOKENS)
        yield {"renderer_bytes": len(bundle.renderer_runtime), **cost.to_json()}
