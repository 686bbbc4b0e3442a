"""The numba engine: the IR becomes Python source that numba compiles to machine code.

Read in this order: `renderer` (what a caller sees), `emit` and `expressions` (IR to source), `runtime` (what the
source calls), `memory` (what kernel and host share), `cache` (source to machine code, once).
"""

from intaglio_renderers.native.renderer import NativeRenderer

__all__ = ["NativeRenderer"]
