"""Sprites: PNG files read by the compiler, and how they are drawn.

Read `png` (bytes to pixels and back), `outlines` (pixels to shapes), `sprite` (a named picture with its shapes),
`folder` (which files a piece may name, and what their names say).
"""
