"""The primer for sketches: what scripts have in common that an artist wrote by hand.

It is our own text, written for this: what sketches of 0.5 to 6 KB are made of, one file a theme in `idioms/`, after it
went through a minifier, as theirs will. It is never run, so nothing in it has to draw anything, but it is whole, valid
JavaScript: torn phrases taught the model less.

How to read a file: a comment that says what it is about, which is not part of the primer, then the script.
Names of one letter that a file does not declare stand for what the rest of a sketch would have declared.

What was measured with the codec's prototype, on 23 sketches that the text was not made of, as sizes beside B (the best
minifier, zopfli, 131 bytes). They had a say in what was left out, and 20 were written by the text's own author: the
three that others wrote show what to expect of a stranger, 0.56 with all themes.

- 0.78 without a primer, 0.62 with themes of 4 KB, 0.57 with 8, 0.55 with 12, 0.51 with 16, 0.49 with all of them.
- What else is read does not help: with the compiled primer after the idioms 0.54, with it before them 0.50.
- Which minifier wrote the text hardly matters (0.5 %). Double quotes do, as minifiers write those: after a text in
  single quotes sketches take 3 to 4 % more, after one in backticks 4 to 6 %.
- The order of themes is worth 1 %. Shaders and p5, least like the rest, come first: the last is remembered best.
- Whole functions and loops teach more than phrases: with single phrases taken out where that seemed to gain, sketches
  that were not asked took more. Functions that no sketch missed were taken out, 5 KB, at no loss.
"""

from __future__ import annotations

from pathlib import Path

THEMES = (
    "webgl",
    "p5",
    "svg",
    "terse",
    "vector",
    "noise",
    "pixels",
    "colour",
    "structure",
    "animate",
    "canvas",
    "random",
    "fxhash",
)
"""The files of `idioms/` in the order in which they are read."""

LIMIT = 20_000  # bytes of idioms; a browser takes about 5 ms to read a kilobyte, each time that it decodes a piece
_FOLDER = Path(__file__).with_name("idioms")


def theme(name: str) -> str:
    """The script of one theme, without the comment that opens its file."""
    _, script = (_FOLDER / f"{name}.js").read_text("ascii").split("\n", 1)
    return script.rstrip("\n")


def idioms() -> str:
    """All themes in their order, each with a line end after it."""
    return "".join(theme(name) + "\n" for name in THEMES)
