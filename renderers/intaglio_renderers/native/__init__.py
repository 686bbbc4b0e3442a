"""The numba engine: the IR becomes Python source that numba compiles to machine code.

Read in this order: `renderer` (what a caller sees); `emit`, `expressions` and `names` (IR to source); `runtime` and
`intrinsics` (what the source calls); `memory` (what kernel and host share); `compiler`, `machine` and `cache` (source
to machine code, once); `measure` (what there is in an SVG).
"""

from intaglio_renderers.native.renderer import NativeRenderer

__all__ = ["NativeRenderer"]
