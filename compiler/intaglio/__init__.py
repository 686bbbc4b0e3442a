"""Intaglio: generative art from one Python file, the same bytes on every engine.

What stands here is what a piece may import::

    from intaglio import Canvas, Seed, art, cos, noise, rule, sin, tau
"""

from collections.abc import Callable as _Callable
from typing import overload as _overload

from intaglio.language import (
    Array,
    Canvas,
    Grid,
    Path,
    Seed,
    Sprite,
    array,
    art,
    blue,
    ceil,
    color,
    floor,
    green,
    grid,
    keccak,
    red,
    rule,
    sdiv,
    smod,
    sprite,
    sprites,
    sqrt,
    word,
)
from intaglio.library.automata import elementary, gray_scott, life, neighbours
from intaglio.library.cells import worley, worley_cell, worley_edge
from intaglio.library.colors import blend, gray, hsl, hsv, luma, mix, oklch, rgb
from intaglio.library.elementary import (
    acos,
    asin,
    atan,
    atan2,
    cos,
    e,
    ease_expo,
    ease_sine,
    exp,
    hypot,
    log,
    pi,
    pow,
    sin,
    tan,
    tau,
)
from intaglio.library.fields import contour
from intaglio.library.growing import extent, lsystem, turtle
from intaglio.library.noise import fbm1, fbm2, fbm3, noise1, noise2, noise3
from intaglio.library.placing import pack, poisson, voronoi
from intaglio.library.shapes import arc, ngon, rose, spiral, star, superellipse
from intaglio.library.shaping import (
    clamp,
    ease_back,
    ease_bounce,
    ease_in,
    ease_in_out,
    ease_out,
    fract,
    lerp,
    remap,
    smootherstep,
    smoothstep,
    step,
    unlerp,
)
from intaglio.library.vectors import cross, distance, dot, normalize, polar, rotate, segment


@_overload
def noise(x: float, /) -> float: ...
@_overload
def noise(x: float, y: float, /) -> float: ...
@_overload
def noise(x: float, y: float, z: float, /) -> float: ...
def noise(*point: float) -> float:
    """Gradient noise of one to three coordinates: smooth, mean 0, within about -1 to 1, another for each token."""
    return (noise1, noise2, noise3)[len(point) - 1](*point)


_FBM: tuple[_Callable[..., float], ...] = (fbm1, fbm2, fbm3)


@_overload
def fbm(x: float, octaves: int, /) -> float: ...
@_overload
def fbm(x: float, y: float, octaves: int, /) -> float: ...
@_overload
def fbm(x: float, y: float, z: float, octaves: int, /) -> float: ...
def fbm(*arguments: float) -> float:
    """Noise upon noise: one to three coordinates, then the number of octaves, each twice as fine and half as strong."""
    return _FBM[len(arguments) - 2](*arguments)


__all__ = [
    "Array", "Canvas", "Grid", "Path", "Seed", "Sprite", "acos", "arc", "array", "art", "asin", "atan", "atan2",
    "blend", "blue", "ceil", "clamp", "color", "contour", "cos", "cross", "distance", "dot", "e", "ease_back",
    "ease_bounce", "ease_expo", "ease_in", "ease_in_out", "ease_out", "ease_sine", "elementary", "exp", "extent",
    "fbm", "fbm1", "fbm2", "fbm3", "floor", "fract", "gray", "gray_scott", "green", "grid", "hsl", "hsv", "hypot",
    "keccak", "lerp", "life", "log", "lsystem", "luma", "mix", "neighbours", "ngon", "noise", "noise1", "noise2",
    "noise3", "normalize", "oklch", "pack", "pi", "poisson", "polar", "pow", "red", "remap", "rgb", "rose", "rotate",
    "rule", "sdiv", "segment", "sin", "smod", "smootherstep", "smoothstep", "spiral", "sprite", "sprites", "sqrt",
    "star", "step",
    "superellipse", "tan", "tau", "turtle", "unlerp", "voronoi", "word", "worley", "worley_cell", "worley_edge",
]  # fmt: skip
