"""The one table of effects: what a `Perform` or an `Element` takes and gives, and what text it carries.

The primitives (`word`, `field`, `emit.*`) are all that a backend sees; `seed.*`, `canvas.*` and elements are what the
frontend writes, and the lowering passes replace them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from intaglio.ir.types import Type


@dataclass(frozen=True, slots=True)
class Effect:
    """Required operands and results, then the optional operands by name; `text`: it carries constant text."""

    params: tuple[Type, ...] = ()
    results: tuple[Type, ...] = ()
    options: tuple[tuple[str, Type], ...] = ()
    text: bool = False
    primitive: bool = False


# As they are in fixed numbers; in doubles, every FIXED is a DOUBLE, and so is its name: `EFFECTS_BY_NUMBERS`.
INT, FIXED, BOOL, INTS, FIXEDS = Type.INT, Type.FIXED, Type.BOOL, Type.INTS, Type.FIXEDS
WORD, WORDS = Type.WORD, Type.WORDS
# a paint is a colour, or the number of a gradient
PAINT = (("fill", INT), ("fill_gradient", INT), ("stroke", INT), ("stroke_gradient", INT), ("width", FIXED),
         ("opacity", FIXED), ("cap", INT), ("join", INT), ("dash_on", FIXED), ("dash_off", FIXED))  # fmt: skip
PLACE = (("translate_x", FIXED), ("translate_y", FIXED), ("rotate", FIXED), ("skew_x", FIXED), ("skew_y", FIXED),
         ("scale", FIXED), ("scale_y", FIXED), *((f"matrix_{letter}", FIXED) for letter in "abcdef"),
         ("clip", INT))  # fmt: skip

EFFECTS: dict[str, Effect] = {
    # primitives: what a backend implements
    "word": Effect((), (INT,), primitive=True),  # the seed's next 32 bits
    "field": Effect((), (INT,), primitive=True),  # 32 bits that stay the same for one token: noise's own seed
    "state": Effect((INT,), (INT,), primitive=True),  # word 0 to 3 of the generator, as it is before any draw
    "token": Effect((), (WORD,), primitive=True),  # the token's 32 bytes
    "serial": Effect((), (INT,), primitive=True),  # 0, 1, 2, …: the numbers of what a picture names
    "param.int": Effect((INT,), (INT,), primitive=True),  # number of a collector's param
    "param.fixed": Effect((INT,), (FIXED,), primitive=True),  # the param is a multiple of 2**-16 in doubles too
    # the raster: `main` loops over its rows and, inside, over its columns. How many there are is known when it runs
    "raster.width": Effect((), (INT,), primitive=True),
    "raster.height": Effect((), (INT,), primitive=True),
    "raster.plot": Effect((INT, INT), primitive=True),  # row * width + column, a colour
    # the raster in a contract's image: `backends.evm.raster` puts them in, and no other engine sees them
    "image.begin": Effect(primitive=True),
    "image.end": Effect(primitive=True),
    "emit.text": Effect((), text=True, primitive=True),
    "emit.int": Effect((INT,), primitive=True),
    "emit.word": Effect((WORD,), primitive=True),
    "emit.decimal": Effect((FIXED,), primitive=True),
    "emit.color": Effect((INT,), primitive=True),  # "#rrggbb"
    "emit.entry": Effect((INT,), text=True, primitive=True),  # entry of the text table named by text
    # arrays, zeroed when made. The length is a constant; in get and set 0 stands for it where the index is proved
    "ints.new": Effect((INT,), (INTS,), primitive=True),  # the length
    "ints.get": Effect((INTS, INT, INT), (INT,), primitive=True),  # array, index, length
    "ints.set": Effect((INTS, INT, INT, INT), primitive=True),  # array, index, length, value
    "fixeds.new": Effect((INT,), (FIXEDS,), primitive=True),
    "fixeds.get": Effect((FIXEDS, INT, INT), (FIXED,), primitive=True),
    "fixeds.set": Effect((FIXEDS, INT, INT, FIXED), primitive=True),
    "words.new": Effect((INT,), (WORDS,), primitive=True),
    "words.get": Effect((WORDS, INT, INT), (WORD,), primitive=True),
    "words.set": Effect((WORDS, INT, INT, WORD), primitive=True),
    # the seed
    "seed.random": Effect((), (FIXED,)),
    "seed.uniform": Effect((FIXED, FIXED), (FIXED,)),
    "seed.below": Effect((INT,), (INT,)),
    "seed.chance": Effect((FIXED,), (BOOL,)),
    # seeds of a piece that forks its own: each an array of 8 ints, the generator's words and those it started from
    "fork.root": Effect((INTS,)),  # becomes the token's own seed
    "fork.make": Effect((INTS, INTS) + (INT,) * 5),  # child, parent, four words of the label, index
    "fork.random": Effect((INTS,), (FIXED,)),
    "fork.uniform": Effect((INTS, FIXED, FIXED), (FIXED,)),
    "fork.below": Effect((INTS, INT), (INT,)),
    "fork.chance": Effect((INTS, FIXED), (BOOL,)),
    # shapes; a missing fill beside a stroke is "none"
    "canvas.background": Effect((INT,)),
    "canvas.circle": Effect((FIXED,) * 3, options=PAINT),
    "canvas.ellipse": Effect((FIXED,) * 4, options=PAINT),
    "canvas.rect": Effect((FIXED,) * 4, options=(("round", FIXED), *PAINT)),
    "canvas.line": Effect((FIXED,) * 4, options=PAINT),
    "path.move": Effect((FIXED,) * 2),
    "path.line": Effect((FIXED,) * 2),
    "path.quad": Effect((FIXED,) * 4),
    "path.curve": Effect((FIXED,) * 6),
    "path.close": Effect(()),
    "gradient.stop": Effect((FIXED, INT), options=(("opacity", FIXED),)),  # percent, colour
    # elements with a body
    "canvas.linear_gradient": Effect((INT, *(FIXED,) * 4)),  # its number, from, to
    "canvas.radial_gradient": Effect((INT, *(FIXED,) * 3)),  # its number, center, radius
    "canvas.clip": Effect((INT,)),  # its number
    "canvas.group": Effect(options=(*PLACE, *PAINT)),
    "canvas.sprite": Effect((FIXED, FIXED), options=(("scale", FIXED), ("scale_y", FIXED), ("opacity", FIXED))),
    "canvas.path": Effect(options=PAINT),
    "canvas.text": Effect((FIXED, FIXED), options=(("size", FIXED), ("anchor", INT), ("family", INT), *PAINT)),
    "canvas.polyline": Effect(options=PAINT),
    "canvas.polygon": Effect(options=PAINT),
    "points.start": Effect((FIXED,) * 2),  # the first corner of a polyline or polygon
    "points.add": Effect((FIXED,) * 2),  # each further one
}


def _in_doubles(row: Effect) -> Effect:
    twins = {FIXED: Type.DOUBLE, FIXEDS: Type.DOUBLES}
    params, results = (tuple(twins.get(kind, kind) for kind in kinds) for kinds in (row.params, row.results))
    options = tuple((name, twins.get(kind, kind)) for name, kind in row.options)
    return replace(row, params=params, results=results, options=options)


EFFECTS_BY_NUMBERS: dict[str, dict[str, Effect]] = {
    "fixed": EFFECTS,
    "double": {name.replace("fixed", "double"): _in_doubles(row) for name, row in EFFECTS.items()},
}

MOST_PIXELS = 20_000  # of a side of a raster
MAKES = frozenset({"ints.new", "fixeds.new", "doubles.new", "words.new"})  # an array
ELEMENTS = frozenset({"canvas.group", "canvas.path", "canvas.text", "canvas.polyline", "canvas.polygon",
                      "canvas.linear_gradient", "canvas.radial_gradient", "canvas.clip", "canvas.sprite"})  # fmt: skip
ANCHORS = ("start", "middle", "end")  # what `anchor` indexes
FAMILIES = ("monospace", "serif", "sans-serif")  # what `family` indexes
CAPS = ("butt", "round", "square")  # what `cap` indexes
JOINS = ("miter", "round", "bevel")  # what `join` indexes
