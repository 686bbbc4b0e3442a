"""The library: rules that every piece may use, written in the language and compiled like a user's code.

Only what a piece calls becomes part of it. `EXPORTS` maps each name to its file, `OVERLOADS` a name that stands for
several rules, told apart by the number of arguments.
"""

EXPORTS: dict[str, str] = {
    name: module
    for module, names in {
        "elementary": ("pi", "tau", "e", "sin", "cos", "tan", "atan", "atan2", "exp", "log", "pow", "hypot"),
        "noise": ("noise1", "noise2", "noise3", "fbm1", "fbm2", "fbm3"),
        "shaping": (
            "lerp", "clamp", "smoothstep", "remap", "step", "ease_in", "ease_out", "ease_in_out",
            "ease_in_cubic", "ease_out_cubic", "ease_in_out_cubic", "ease_in_sine", "ease_out_sine", "ease_in_out_sine",
        ),
        "colors": ("rgb", "hsl", "mix"),
    }.items()
    for name in names
}  # fmt: skip

OVERLOADS: dict[str, dict[int, str]] = {
    "noise": {1: "noise1", 2: "noise2", 3: "noise3"},
    "fbm": {2: "fbm1", 3: "fbm2", 4: "fbm3"},  # the last argument is the number of octaves
}
