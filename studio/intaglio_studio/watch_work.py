"""What the helpers of `intaglio watch` do: `Drawing` draws with numba, `Figuring` finds out what a piece costs.

Each is called with a request and gives its answers. What they import is heavy and for their processes only.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from intaglio.ir.nodes import Module, Resolution
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
    resolution: Resolution | None = None  # of its raster, where it has one


class Drawing:
    """Numba's side: one kernel, many tokens."""

    def __init__(self) -> None:
        self._renderer: NativeRenderer | None = None
        self._version = 0

    def __call__(self, request: Load | Draw) -> Iterator[Any]:
        """The seconds that it took to load; or the picture, why there is none, None for another version."""
        from intaglio_renderers.native import NativeRenderer
        from intaglio_renderers.picture import RenderError

        if isinstance(request, Load):
            began = time.perf_counter()
            self._renderer, self._version = NativeRenderer(request.module), request.version
            yield time.perf_counter() - began
        elif self._renderer is None or request.version != self._version:
            yield None
        else:
            try:
                yield self._renderer.render(request.seed, request.params, request.resolution)
            except RenderError as error:
                yield str(error)


class Figuring:
    """What a piece costs, in two steps: the bytes as soon as solc is done, then the gas."""

    def __call__(self, piece: Piece) -> Iterator[Json]:
        """What `cost --json` has, the first time without gas. Raises `RendererTooBig` and what else a build may."""
        from intaglio_studio.build import build
        from intaglio_studio.cost import measure

        bundle = build(piece)
        if bundle.no_contract:
            yield {"note": f"no contract: {bundle.no_contract}"}
            return
        yield {"renderer_bytes": len(bundle.renderer_runtime)}
        cost = measure(bundle, TOKENS)
        yield {"renderer_bytes": len(bundle.renderer_runtime), **cost.to_json()}
