"""What p5.js, Processing, Python and SVG call things, and what to write here: ways out, for messages.

`NAMES` are names by themselves, `METHODS` what follows a point, `OPTIONS` named arguments, `MODULES` imports,
`COLORS` the words of CSS. `about_syntax` looks at a line that is not Python.
"""

from __future__ import annotations

import re

_DRAW = '`seed.random()` is a float from 0 to 1, `seed.uniform(lo, hi)` one between two, `seed.below(n)` an int below n'
_INTEGER = '`lo + seed.below(hi - lo + 1)` is an int from lo to hi; as a trait, `seed.integer("Count", lo, hi)`'
_PAINT = "a shape is given its paint: `canvas.circle(x, y, r, fill=ink, stroke=line, width=2)`"
_GROUP = "what moves, turns and scales together stands in `with canvas.group(translate=(x, y), rotate=45, scale=2):`"
_POINTS = "`canvas.polygon((x1, y1), (x2, y2), (x3, y3))` draws a closed outline, `canvas.polyline(…)` an open one"
_ONCE = "a piece is one function under `@art`, which draws once"
_STILL = "a piece is a picture: it has no frames, no time and no mouse; all that changes comes from the seed"
_ANGLE = "angles are in radians, a full turn is `tau`: `x * tau / 360` for degrees"
_SIZE = "the size is given to `@art`: `@art(\"Title\", size=(400, 400))`"
_COUNT = "loop over its numbers: `for i in range(len(table)):`, with the entry `table[i]`"
_FSTRING = "put values into text with an f-string: `f\"{name} {n}\"`"
_SHOW = "to look at a value make it a trait: `seed.trait(\"x\", x)`"
_ARRAY = "what changes while the piece draws is an array of a fixed size: `xs = array(float, 100)`"
_FIXED_SIZE = "an array keeps its size: make it large enough, and count what is used: `xs[n] = x`, then `n += 1`"
_ROWS = "make it a tuple of rows and unpack them: `for name, size in ROWS:`"
_MAP = "`remap(x, a, b, c, d)` carries x from a … b to c … d; import it from `intaglio`"

NAMES: dict[str, str] = {
    "random": _DRAW, "rand": _DRAW, "randint": _INTEGER, "randrange": _INTEGER, "shuffle": "`seed.shuffle(array)`",
    "choice": "`seed.choice(table)`", "randomGaussian": "`seed.gauss(mu, sigma)`",
    "randomSeed": "each token has its own seed",
    "noiseSeed": "noise is another for each token", "noiseDetail": "`fbm(x, y, octaves)` is noise upon noise",
    "uniform": _DRAW, "gauss": "`seed.gauss(mu, sigma)`",
    "radians": _ANGLE, "degrees": _ANGLE, "angleMode": _ANGLE, "PI": "write `pi`, and import it from `intaglio`",
    "TWO_PI": "write `tau`, and import it from `intaglio`", "TAU": "write `tau`, and import it from `intaglio`",
    "HALF_PI": "write `pi / 2`", "Math": "import functions by name: `from intaglio import sin, cos, pi`",
    "math": "import functions by name: `from intaglio import sin, cos, pi`",
    "constrain": "`clamp(x, lo, hi)`, from `intaglio`", "map": _MAP, "norm": "`unlerp(a, b, x)`, from `intaglio`",
    "dist": "`hypot(x2 - x1, y2 - y1)` or `distance(x1, y1, x2, y2)`, from `intaglio`",
    "mag": "`hypot(x, y)`, from `intaglio`",
    "lerpColor": "`mix(a, b, t)`, or `blend(a, b, t)` as the eye would; import them from `intaglio`",
    "sq": "`x * x` or `x ** 2`", "sqrt": "import it: `from intaglio import sqrt`",
    "fill": _PAINT, "stroke": _PAINT, "noFill": _PAINT, "noStroke": _PAINT, "strokeWeight": _PAINT, "colorMode": _PAINT,
    "push": _GROUP, "pop": _GROUP, "translate": _GROUP, "rotate": _GROUP, "scale": _GROUP,
    "background": '`canvas.background("#f4efe1")`', "circle": "`canvas.circle(x, y, r)`, with the radius",
    "ellipse": "`canvas.ellipse(x, y, rx, ry)`, with two radii", "rect": "`canvas.rect(x, y, w, h)`",
    "line": '`canvas.line(x1, y1, x2, y2, stroke="#111")`', "point": "`canvas.circle(x, y, 1)`",
    "triangle": _POINTS, "quad": _POINTS, "beginShape": _POINTS, "vertex": _POINTS, "endShape": _POINTS,
    "text": "`canvas.text(x, y, content, size=12)`", "textSize": "`canvas.text(x, y, content, size=12)`",
    "createCanvas": _SIZE, "size": _SIZE, "width": "`canvas.width`", "height": "`canvas.height`",
    "setup": _ONCE, "draw": _ONCE, "noLoop": _ONCE, "frameCount": _STILL, "frameRate": _STILL, "millis": _STILL,
    "mouseX": _STILL, "mouseY": _STILL, "time": _STILL,
    "true": "write `True`", "false": "write `False`", "null": "a variable always has a value: give it one",
    "undefined": "a variable always has a value: give it one", "nil": "a variable always has a value: give it one",
    "console": _SHOW, "self": "there are no classes: give a rule what it works on",
    "this": "there are no classes: give a rule what it works on",
    "print": _SHOW, "str": _FSTRING, "format": _FSTRING, "repr": _FSTRING, "input": _STILL,
    "list": _ARRAY, "set": _ARRAY, "dict": "a dict is a table of constants at the top of the file",
    "tuple": "write the items: `(a, b)`",
    "enumerate": _COUNT, "zip": _COUNT, "reversed": "count down: `for i in range(n - 1, -1, -1):`",
    "sorted": "a table stands as it is written; sort it there", "sum": "add up in a loop: `total += x`",
    "any": "set a bool in a loop", "all": "set a bool in a loop", "filter": "loop, and draw under an `if`",
    "pow": "import it: `from intaglio import pow`", "divmod": "`x // n` and `x % n`",
    "hash": "`seed.fork(\"label\", n)` is a seed of its own",
    "complex": "hold the two parts in two floats", "isinstance": "a variable has one type, known when compiling",
    "np": _ARRAY, "numpy": _ARRAY,
}  # fmt: skip

METHODS: dict[str, str] = {
    **{name: NAMES[name] for name in ("fill", "stroke", "push", "pop", "translate", "rotate", "scale", "triangle",
    "quad",
                                      "vertex", "randint", "randrange", "shuffle", "format", "choice")},
    "no_fill": _PAINT, "no_stroke": _PAINT, "noFill": _PAINT, "noStroke": _PAINT, "stroke_weight": _PAINT,
    "save": _GROUP,
    "restore": _GROUP, "begin_shape": _POINTS, "beginShape": _POINTS, "end_shape": _POINTS, "endShape": _POINTS,
    "square": "`canvas.rect(x, y, side, side)`", "point": "`canvas.circle(x, y, 1)`",
    "image": "`canvas.sprite(sprite, x, y)`",
    "arc": "`arc(path, …)` of the library draws one into a path: see docs/library.md",
    "bezier": "`path.curve(…)` in a path: `path = canvas.path(stroke=ink)`",
    "clear": "`canvas.background(color)` covers all", "append": _FIXED_SIZE, "extend": _FIXED_SIZE,
    "push_back": _FIXED_SIZE,
    "insert": _FIXED_SIZE, "remove": _FIXED_SIZE, "sort": "compare and exchange entries in two loops",
    "length": "`len(xs)`",
    "items": _ROWS, "keys": _ROWS, "values": _ROWS, "get": "an entry is read by `TABLE[\"key\"]`",
    "index": "compare the entries in a loop",
    "upper": "text stays as it is written", "lower": "text stays as it is written", "join": _FSTRING,
    "split": "a row of words is a tuple: `(\"a\", \"b\")`",
    "gaussian": "`seed.gauss(mu, sigma)`", "normal": "`seed.gauss(mu, sigma)`", "rand": _DRAW,
    "range": "`seed.uniform(lo, hi)`",
    "bool": "`seed.chance(0.5)`", "int": _INTEGER, "sample": "`seed.shuffle(array)`, then its first entries",
    "weighted": "`seed.pick(\"Name\", table, weights=(3, 1))`",
    "choices": "`seed.pick(\"Name\", table, weights=(3, 1))`",
}  # fmt: skip

OPTIONS: dict[str, str] = {
    "stroke_width": "width", "stroke_weight": "width", "strokeWeight": "width", "line_width": "width",
    "weight": "width",
    "color": "fill", "colour": "fill", "fill_color": "fill", "stroke_color": "stroke", "outline": "stroke",
    "font_size": "size", "font": "family", "alpha": "opacity", "align": "anchor", "radius": "r", "corner": "round",
    "height": "h", "cx": "x", "cy": "y", "angle": "rotate", "offset": "translate", "linecap": "cap",
}  # fmt: skip

MODULES: dict[str, str] = {
    "math": "`from intaglio import sin, cos, pi`: the functions are the language's own, the same in every engine",
    "random": f"all that is random comes from the seed: {_DRAW}",
    "numpy": _ARRAY,
    "secrets": f"all that is random comes from the seed: {_DRAW}",
    "time": _STILL,
    "datetime": _STILL,
    "colorsys": "`from intaglio import hsl, hsv, oklch`",
    "PIL": '`HAT = sprite("art/hat.png")` reads a picture when the piece is compiled',
    "typing": "types are found by themselves; annotate with `int`, `float`, `bool`, `str`, `color`",
    "dataclasses": "there are no classes: hand a rule its values one by one, or as a tuple",
}

COLORS: dict[str, str] = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#008000", "blue": "#0000ff",
    "yellow": "#ffff00",
    "orange": "#ffa500", "purple": "#800080", "pink": "#ffc0cb", "gray": "#808080", "grey": "#808080",
    "brown": "#a52a2a",
    "cyan": "#00ffff", "magenta": "#ff00ff", "gold": "#ffd700", "navy": "#000080", "teal": "#008080", "lime": "#00ff00",
    "maroon": "#800000", "olive": "#808000", "silver": "#c0c0c0", "crimson": "#dc143c", "coral": "#ff7f50",
    "salmon": "#fa8072", "tomato": "#ff6347", "indigo": "#4b0082", "violet": "#ee82ee", "turquoise": "#40e0d0",
    "beige": "#f5f5dc", "ivory": "#fffff0", "tan": "#d2b48c", "khaki": "#f0e68c", "lavender": "#e6e6fa",
}  # fmt: skip

# What a line that is not Python looks like, and what to write.
_LINES: tuple[tuple[str, str], ...] = (
    (r"^\s*for\s*\(", "write `for i in range(3):`"),
    (r"&&|\|\|", "write `and`, `or` and `not`"),
    (r"\+\+|--\s*$", "write `i += 1`"),
    (r"\belse\s+if\b", "write `elif`"),
    (r"^\s*(let|const|var)\b", "assign without a word in front: `x = 3`"),
    (r"^\s*(while|if)\s*\(.*\)\s*\{", "a block begins with `:` and is indented, without braces: `if x > 3:`"),
    (r"^\s*function\b|=>", "a rule is a function: `@rule` above `def name(x):`"),
    (r"^\s*(if|while|elif)\b[^=!<>]*[^=!<>]=[^=]", "compare with `==`"),
    (r"[“”„‘’]", 'text stands in straight quotes: `"…"`'),
    (r"^\s*!|[^=<>!]![^=]", "write `not`"),
    (r"^\s*//|/\*", "a comment begins with `#`"),
    (r"\?.*:", "write `a if condition else b`"),
)


def about_color(text: str) -> str:
    """The way out for text where a color is needed: a color's name, or what CSS would take."""
    if text.lower() in COLORS:
        return f'write "{COLORS[text.lower()]}": colors have no names here'
    if text.lower().startswith("rgb"):
        return "write `rgb(r, g, b)` without quotes, and `opacity=0.5` for a translucent shape"
    return "write `hsl(hue, saturation, light)` of 0 to 1, without quotes" if text.lower().startswith("hsl") else ""


def about_syntax(line: str, message: str) -> str:
    """The way out for a line that is not Python, with Python's own message."""
    if "inconsistent use of tabs" in message or "unindent" in message or "unexpected indent" in message:
        return "indent every line of a block by the same spaces, without tabs"
    if "expected an indented block" in message:
        return "what belongs to the line above is indented by four spaces; `pass` does nothing"
    if "never closed" in message or "does not match" in message or "unmatched" in message:
        return "every bracket that opens is closed by one of its kind"
    if "unterminated string" in message:
        return "text ends with the quote it began with, on the same line"
    found = next((way for pattern, way in _LINES if re.search(pattern, line)), "")
    if not found and "expected ':'" in message:
        return "a line that begins a block ends with `:`"
    return found
