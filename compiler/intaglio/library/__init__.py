"""The library: rules that every piece may use, written in the language and compiled like a piece's own.

Only what a piece calls becomes part of it. `EXPORTS` maps each name to its file, `OVERLOADS` a name that stands for
several rules to these, by the number of arguments (named ones included). Read `elementary` first: its opening
explains how a rule carries more bits than a `float` shows.
"""

EXPORTS: dict[str, str] = {
    name: module
    for module, names in {
        "elementary": "pi tau e sin cos tan atan2 atan asin acos exp log pow hypot ease_sine ease_expo",
        "noise": "noise1 noise2 noise3 fbm1 fbm2 fbm3",
        "shaping": "lerp unlerp remap clamp fract step smoothstep smootherstep"
        " ease_in ease_out ease_in_out ease_back ease_bounce",
        "colors": "rgb gray hsl hsv oklch mix blend luma",
        "cells": "worley worley_edge worley_cell",
        "vectors": "dot cross distance polar rotate normalize segment",
        "shapes": "ngon star superellipse spiral arc rose",
        "placing": "poisson pack voronoi",
        "automata": "elementary neighbours life gray_scott",
        "fields": "contour",
        "growing": "lsystem turtle extent",
    }.items()
    for name in names.split()
}

# By number mode: the file that stands for another one, with the same names in it.
TWINS: dict[str, dict[str, str]] = {"fixed": {}, "double": {"elementary": "elementary_double"}}

OVERLOADS: dict[str, dict[int, str]] = {
    "noise": {1: "noise1", 2: "noise2", 3: "noise3"},
    "fbm": {2: "fbm1", 3: "fbm2", 4: "fbm3"},  # the last argument is the number of octaves
}


def file_of(stem: str, numbers: str) -> str:
    """The file of the library that stands for another in a number mode."""
    return TWINS[numbers].get(stem, stem)
