"""The canvas: each call appends markup. Numbers are written with at most the piece's digits, colors as `#rrggbb`.

This is written apart from the compiler's own table of markup (`passes/markup.py`), so that the two check each
other: the reference renderer shows what this file says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from itertools import cycle
from types import MappingProxyType
from typing import Any, TypedDict, Unpack, cast

from intaglio.language.arrays import Array
from intaglio.language.doubles import Floats
from intaglio.language.functions import decimal, shown
from intaglio.language.numbers import Color, Fixed, Int, PieceFault, to_language
from intaglio.language.raster import Raster
from intaglio.pictures.sprite import Sprite

Point = tuple[float, float]
Points = Point | tuple[Point, ...] | Array[int] | Array[float]
Shade = Callable[[float, float], Color | str]
ANCHORS = ("start", "middle", "end")
FAMILIES = ("monospace", "serif", "sans-serif")
CAPS = ("butt", "round", "square")
JOINS = ("miter", "round", "bevel")
_ATTRIBUTES = {
    "width": "stroke-width", "cap": "stroke-linecap", "join": "stroke-linejoin",
    "size": "font-size", "anchor": "text-anchor", "family": "font-family",
}  # fmt: skip
_DEFAULTS = {"width": "1", "cap": "butt", "join": "miter", "anchor": "start"}


class Gradient:
    """A paint that changes over the picture, for `fill` and `stroke`."""

    def __init__(self, number: int) -> None:
        self._number = number


class Clip:
    """What a group is cut out of: `canvas.group(clip=…)`."""

    def __init__(self, number: int) -> None:
        self._number = number


Paint = Color | str | Gradient  # a color, the text "#rgb" or "#rrggbb", or a gradient
Stop = Color | str | tuple[float, Color | str] | tuple[float, Color | str, float]


class Style(TypedDict, total=False):
    """How a shape is painted: `width`, `cap`, `join` and `dash` are of the stroke."""

    fill: Paint
    stroke: Paint
    width: float
    opacity: float
    cap: str
    join: str
    dash: Point


class Placing(Style, total=False):
    """What a group does to what is in it; `rotate` and `skew` are in degrees."""

    translate: Point
    rotate: float
    skew: Point
    scale: float | Point
    matrix: tuple[float, float, float, float, float, float]
    clip: Clip


def xml_text(text: str) -> str:
    """Text inside an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Path:
    """The outline begun by `canvas.path(…)`. It ends when something else is drawn."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def move(self, x: float, y: float) -> None:
        """Go to a point without drawing."""
        self._add("M", x, y)

    def line(self, x: float, y: float) -> None:
        """A straight line to a point."""
        self._add("L", x, y)

    def quad(self, cx: float, cy: float, x: float, y: float) -> None:
        """A quadratic curve with one control point."""
        self._add("Q", cx, cy, x, y)

    def curve(self, c1x: float, c1y: float, c2x: float, c2y: float, x: float, y: float) -> None:
        """A cubic curve with two control points."""
        self._add("C", c1x, c1y, c2x, c2y, x, y)

    def spline(self, *points: Points, count: int | None = None) -> None:
        """A smooth curve through all points, begun by a move to the first; they are given as to `canvas.polygon`."""
        of = self._canvas._floats.of
        row: list[Any] = [(of(x), of(y)) for x, y in _row(points, count)]
        self.move(*cast(Any, row[0]))
        for at in range(len(row) - 1):
            before, start, end, after = (row[i] for i in (max(at - 1, 0), at, at + 1, min(at + 2, len(row) - 1)))
            leaving = [s + (e - p) / Int(6) for s, e, p in zip(start, end, before, strict=True)]
            arriving = [e - (a - s) / Int(6) for e, a, s in zip(end, after, start, strict=True)]
            self._add("C", *leaving, *arriving, *end)

    def close(self) -> None:
        """A straight line back to where the outline began."""
        self._add("Z")

    def _add(self, command: str, *numbers: Any) -> None:
        canvas = self._canvas
        if canvas._path is not self:
            raise PieceFault("this path is finished: something else was drawn since")
        canvas._out.append(command + " ".join(map(canvas._number, numbers)))


class Canvas:
    """What a piece draws on. Every shape takes `fill`, `stroke`, `width` (of the stroke) and `opacity` by name."""

    def __init__(
        self, width: int = 1000, height: int = 1000, digits: int = 2, resolution: tuple[int, int] = (0, 0),
        floats: Floats = Fixed, inherited: Mapping[str, str] = MappingProxyType({}), medium: str = "svg",
    ) -> None:  # fmt: skip
        """`inherited`: options that shapes have from the `<svg>` where they do not say otherwise, as it writes them.

        `medium`: "svg", or "text" for what `write` alone makes.
        """
        self._size = (width, height)
        self._resolution = resolution
        self._raster: Raster | None = None
        self._begin_pixel: Callable[[], None] = lambda: None
        self._digits = digits
        self._floats = floats
        self._path: Path | None = None
        self._named = 0
        self._inherited = inherited
        said = "".join(f' {_ATTRIBUTES.get(option, option)}="{text}"' for option, text in inherited.items()
                       if _DEFAULTS.get(option) != text)
        opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{said}>'
        self._is_text = medium == "text"
        self._out = [] if self._is_text else [opening]

    @property
    def width(self) -> int:
        """The width of the picture, as `@art` gave it."""
        return cast(int, Int(self._size[0]))

    @property
    def height(self) -> int:
        """The height of the picture, as `@art` gave it."""
        return cast(int, Int(self._size[1]))

    # -- plain text

    def write(self, *values: str | float | Color) -> None:
        """Of a piece with `media="text"`: its text goes on with these values, one after the other."""
        self._out += [shown(to_language(value), self._digits) for value in values]

    # -- pixels

    def pixels(self, shade: Shade) -> Shade:
        """`@canvas.pixels` over `def shade(x: float, y: float) -> color:` shades a raster beneath all shapes.

        Each pixel has the color at its middle, x and y in the picture's own units.
        """
        self._draw("")
        (wide, high), rgba = self._resolution, bytearray()
        middles = [[self._floats.of(Fraction((2 * at + 1) * length, 2 * count)) for at in range(count)]
                   for count, length in zip(self._resolution, self._size, strict=True)]  # fmt: skip
        for y in middles[1]:
            for x in middles[0]:
                self._begin_pixel()
                rgba += _color(shade(cast(float, x), cast(float, y))).n.to_bytes(3) + b"\xff"
        self._raster = Raster(wide, high, bytes(rgba))
        return shade

    # -- shapes

    def background(self, color: Paint) -> None:
        """Fill the whole picture."""
        width, height = self._size
        self._draw(f'<rect width="{width}" height="{height}" fill="{_paint(color)}"/>')

    def circle(self, x: float, y: float, r: float, **style: Unpack[Style]) -> None:
        """A circle around (x, y)."""
        self._draw(f"<circle{self._numbers(cx=x, cy=y, r=r)}{self._style(style)}/>")

    def ellipse(self, x: float, y: float, rx: float, ry: float, **style: Unpack[Style]) -> None:
        """An ellipse around (x, y)."""
        self._draw(f"<ellipse{self._numbers(cx=x, cy=y, rx=rx, ry=ry)}{self._style(style)}/>")

    def rect(
        self, x: float, y: float, w: float, h: float, *, round: float | None = None, **style: Unpack[Style]
    ) -> None:
        """A rectangle from its upper left corner; `round` is the radius of its corners."""
        self._draw(f"<rect{self._numbers(x=x, y=y, width=w, height=h, rx=round)}{self._style(style)}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, **style: Unpack[Style]) -> None:
        """A line between two points. It needs a stroke to be seen."""
        self._draw(f'<path d="{self._corners([(x1, y1), (x2, y2)])}"{self._style(style, hollow=False)}/>')

    def polyline(self, *points: Points, count: int | None = None, **style: Unpack[Style]) -> None:
        """Straight lines from point to point.

        The points are `(x, y)` each, or one table of them, or two arrays, of which `count` says how much is used.
        """
        self._draw(f'<path{self._style(style)} d="{self._corners(_row(points, count))}"/>')

    def polygon(self, *points: Points, count: int | None = None, **style: Unpack[Style]) -> None:
        """A closed outline from point to point; they are given as to `polyline`."""
        self._draw(f'<path{self._style(style)} d="{self._corners(_row(points, count))}Z"/>')

    def path(self, **style: Unpack[Style]) -> Path:
        """Begin a path: `path = canvas.path(stroke=ink)`, then `path.move(…)`, `path.line(…)` and so on."""
        self._draw(f'<path{self._style(style)} d="')
        self._path = Path(self)
        return self._path

    def text(
        self, x: float, y: float, content: str | float | Color, *, size: float | None = None,
        anchor: str | None = None, family: str | None = None, **style: Unpack[Style],
    ) -> None:  # fmt: skip
        """A line of text. `anchor` is start, middle or end; `family` monospace, serif or sans-serif."""
        said = self._own({"size": size, "anchor": anchor, "family": family})
        words = _word("text-anchor", said.get("anchor"), ANCHORS) + _word("font-family", said.get("family"), FAMILIES)
        numbers = self._numbers(x=x, y=y, font_size=said.get("size"))
        shape = f"<text{numbers}{words}{self._style(style)}>"
        self._draw(f"{shape}{xml_text(shown(to_language(content), self._digits))}</text>")

    def sprite(
        self, sprite: Sprite | None, x: float, y: float, *, scale: float | Point | None = None,
        opacity: float | None = None,
    ) -> None:  # fmt: skip
        """A sprite with its upper left corner at (x, y); a pixel is `scale` wide and high, or `(wide, high)`."""
        given: Any = scale if scale.__class__ is tuple else (scale,)
        scaled = f"scale({' '.join(map(self._number, given))})" if scale is not None else ""
        place = f"translate({self._number(x)} {self._number(y)}){scaled}"
        self._draw(f'<g shape-rendering="crispEdges"{self._numbers(opacity=opacity)} transform="{place}">')
        for layer in sprite.layers if sprite else ():
            self._out.append(f'<path fill="#{layer.ink:06x}" d="')
            for outline in layer.outlines:
                self._out.append(f"M{outline.x} {outline.y}")
                self._out += [f"{letter}{step}" for letter, step in zip(cycle("hv"), outline.steps)]
                self._out.append(f"H{outline.x}")
            self._out.append('"/>')
        if sprite and sprite.embedded:
            size = f'width="{sprite.width}" height="{sprite.height}"'
            source = f"data:image/png;base64,{sprite.embedded}"
            self._out.append(f'<image {size} style="image-rendering:pixelated" href="{source}"/>')
        self._draw("</g>")

    # -- what shapes are painted with, and put into

    def linear_gradient(self, x1: float, y1: float, x2: float, y2: float, *stops: Stop) -> Gradient:
        """A paint from (x1, y1) to (x2, y2). Stops are colors, or `(offset, color)`, or `(offset, color, opacity)`."""
        return self._gradient("linear", self._numbers(x1=x1, y1=y1, x2=x2, y2=y2), stops)

    def radial_gradient(self, x: float, y: float, r: float, *stops: Stop) -> Gradient:
        """A paint from (x, y) outwards to the distance r. Stops are as in `linear_gradient`."""
        return self._gradient("radial", self._numbers(cx=x, cy=y, r=r), stops)

    def _gradient(self, kind: str, place: str, stops: tuple[Any, ...]) -> Gradient:
        gradient = Gradient(self._serial())
        self._draw(f'<{kind}Gradient id="g{gradient._number}" gradientUnits="userSpaceOnUse"{place}>')
        for at, stop in enumerate(stops):
            if stop.__class__ is tuple:
                offset, color, *opacity = stop
                percent = self._floats.of(offset) * Int(100)
            else:
                percent, color, opacity = self._floats.of(100 * at / (len(stops) - 1)), stop, []
            clear = self._numbers(stop_opacity=opacity[0]) if opacity else ""
            self._draw(f'<stop offset="{self._number(percent)}%" stop-color="{_paint(color)}"{clear}/>')
        self._draw(f"</{kind}Gradient>")
        return gradient

    @contextmanager
    def clip(self) -> Iterator[Clip]:
        """`with canvas.clip() as window:` makes a region of the shapes drawn inside, for `group(clip=window)`."""
        clip = Clip(self._serial())
        self._draw(f'<clipPath id="c{clip._number}">')
        yield clip
        self._draw("</clipPath>")

    @contextmanager
    def group(self, **placing: Unpack[Placing]) -> Iterator[None]:
        """`with canvas.group(…):` moves, turns, skews, scales and cuts out all that is drawn inside, in this order."""
        moves = []
        for option, name in (("translate", "translate"), ("rotate", "rotate"), ("skew", ""), ("scale", "scale"),
                             ("matrix", "matrix")):  # fmt: skip
            given: Any = placing.get(option)
            if given is not None and name:
                moves.append(f"{name}({' '.join(map(self._number, given if given.__class__ is tuple else (given,)))})")
            elif given is not None:
                moves.append(f"skewX({self._number(given[0])})skewY({self._number(given[1])})")
        transform = f' transform="{"".join(moves)}"' if moves else ""
        cut = f' clip-path="url(#c{placing["clip"]._number})"' if "clip" in placing else ""
        self._draw(f"<g{transform}{cut}{self._style(placing, hollow=False)}>")
        yield
        self._draw("</g>")

    # -- markup

    def _draw(self, markup: str) -> None:
        if self._path is not None:
            self._path = None
            self._out.append('"/>')
        self._out.append(markup)

    def _serial(self) -> int:
        """The next number for what the picture defines."""
        self._named += 1
        return self._named - 1

    def _finish(self) -> str:
        """The whole document, or the whole text."""
        if not self._is_text:
            self._draw("</svg>")
        return "".join(self._out)

    def _number(self, value: Any) -> str:
        return decimal(self._floats.of(value), self._digits)

    def _numbers(self, **attributes: Any) -> str:
        given = ((name, value) for name, value in attributes.items() if value is not None)
        return "".join(f' {name.replace("_", "-")}="{self._number(value)}"' for name, value in given)

    def _own(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The options that a shape does not inherit."""
        own = {}
        for name, value in options.items():
            if name in self._inherited and name != "fill" and value is not None:
                text = value if value.__class__ is str else self._number(value)
                if text == self._inherited[name]:
                    continue
            own[name] = value
        return own

    def _corners(self, points: list[Any]) -> str:
        return "M" + "L".join(f"{self._number(x)} {self._number(y)}" for x, y in points)

    def _style(self, style: Style | Placing, hollow: bool = True) -> str:
        """The paint. `hollow`: a stroke without a fill leaves the inside empty."""
        stroke, fill = style.get("stroke"), style.get("fill")
        painted = f' fill="{_paint(fill)}"' if fill is not None else ""
        if stroke is not None:
            hollow = hollow and "fill" not in self._inherited
            painted = (painted or (' fill="none"' if hollow else "")) + f' stroke="{_paint(stroke)}"'
        own = self._own(style)
        painted += self._numbers(stroke_width=own.get("width"), opacity=own.get("opacity"))
        painted += _word("stroke-linecap", own.get("cap"), CAPS) + _word("stroke-linejoin", own.get("join"), JOINS)
        dash = style.get("dash")
        return painted + (f' stroke-dasharray="{" ".join(map(self._number, dash))}"' if dash else "")


def _row(points: tuple[Any, ...], count: Any) -> list[Any]:
    """The points of a polyline, a polygon or a spline."""
    if points[0].__class__ is Array:
        xs, ys = points
        used = len(xs) if count is None else int(to_language(count).n)
        return [(xs[at], ys[at]) for at in range(max(used, 1))]
    return list(points[0] if len(points) == 1 else points)


def _word(attribute: str, given: str | None, known: tuple[str, ...]) -> str:
    if given is not None and given not in known:
        raise ValueError(f"{attribute} is one of {', '.join(known)}, not {given!r}")
    return f' {attribute}="{given}"' if given is not None else ""


def _paint(paint: Any) -> str:
    if paint.__class__ is Gradient:
        return f"url(#g{paint._number})"
    return str(_color(paint))


def _color(value: Any) -> Color:
    color = to_language(value)
    if not isinstance(color, Color):
        raise TypeError(f"{color!r} is not a color")
    return color
