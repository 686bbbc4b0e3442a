"""The canvas: each call appends markup. Numbers are written with at most the piece's digits, colors as `#rrggbb`.

This is written apart from the compiler's own table of markup (`passes/markup.py`), so that the two check each
other: the reference renderer shows what this file says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from intaglio.language.functions import decimal, shown
from intaglio.language.numbers import Color, Fixed, Int, PieceFault, scaled, to_language

Paint = Color | str  # a color, or the text "#rgb" or "#rrggbb"
Point = tuple[float, float]
ANCHORS = ("start", "middle", "end")
FAMILIES = ("monospace", "serif", "sans-serif")


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

    def __init__(self, width: int = 1000, height: int = 1000, digits: int = 2) -> None:
        self._size = (width, height)
        self._digits = digits
        self._path: Path | None = None
        self._out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">']

    @property
    def width(self) -> int:
        """The width of the picture, as `@art` gave it."""
        return cast(int, Int(self._size[0]))

    @property
    def height(self) -> int:
        """The height of the picture, as `@art` gave it."""
        return cast(int, Int(self._size[1]))

    # -- shapes

    def background(self, color: Paint) -> None:
        """Fill the whole picture."""
        width, height = self._size
        self._draw(f'<rect width="{width}" height="{height}" fill="{_paint(color)}"/>')

    def circle(
        self, x: float, y: float, r: float, *, fill: Paint | None = None, stroke: Paint | None = None,
        width: float | None = None, opacity: float | None = None,
    ) -> None:  # fmt: skip
        """A circle around (x, y)."""
        numbers = self._numbers(cx=x, cy=y, r=r)
        self._draw(f"<circle{numbers}{self._style(fill, stroke, width, opacity)}/>")

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, *, fill: Paint | None = None, stroke: Paint | None = None,
        width: float | None = None, opacity: float | None = None,
    ) -> None:  # fmt: skip
        """An ellipse around (x, y)."""
        numbers = self._numbers(cx=x, cy=y, rx=rx, ry=ry)
        self._draw(f"<ellipse{numbers}{self._style(fill, stroke, width, opacity)}/>")

    def rect(
        self, x: float, y: float, w: float, h: float, *, round: float | None = None, fill: Paint | None = None,
        stroke: Paint | None = None, width: float | None = None, opacity: float | None = None,
    ) -> None:  # fmt: skip
        """A rectangle from its upper left corner; `round` is the radius of its corners."""
        numbers = self._numbers(x=x, y=y, width=w, height=h, rx=round)
        self._draw(f"<rect{numbers}{self._style(fill, stroke, width, opacity)}/>")

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, fill: Paint | None = None,
        stroke: Paint | None = None, width: float | None = None, opacity: float | None = None,
    ) -> None:  # fmt: skip
        """A line between two points. It needs a stroke to be seen."""
        numbers = self._numbers(x1=x1, y1=y1, x2=x2, y2=y2)
        self._draw(f"<line{numbers}{self._style(fill, stroke, width, opacity, hollow=False)}/>")

    def polyline(
        self, *points: Point | tuple[Point, ...], fill: Paint | None = None, stroke: Paint | None = None,
        width: float | None = None, opacity: float | None = None,
    ) -> None:  # fmt: skip
        """Straight lines from point to point. The points are `(x, y)` each, or one table of them."""
        self._draw(f'<polyline{self._style(fill, stroke, width, opacity)} points="{self._points(points)}"/>')

    def polygon(
        self, *points: Point | tuple[Point, ...], fill: Paint | None = None, stroke: Paint | None = None,
        width: float | None = None, opacity: float | None = None,
    ) -> None:  # fmt: skip
        """A closed outline from point to point. The points are `(x, y)` each, or one table of them."""
        self._draw(f'<polygon{self._style(fill, stroke, width, opacity)} points="{self._points(points)}"/>')

    def path(
        self, *, fill: Paint | None = None, stroke: Paint | None = None, width: float | None = None,
        opacity: float | None = None,
    ) -> Path:  # fmt: skip
        """Begin a path: `path = canvas.path(stroke=ink)`, then `path.move(…)`, `path.line(…)` and so on."""
        self._draw(f'<path{self._style(fill, stroke, width, opacity)} d="')
        self._path = Path(self)
        return self._path

    def text(
        self, x: float, y: float, content: str | float | Color, *, size: float | None = None,
        anchor: str | None = None, family: str | None = None, fill: Paint | None = None,
        stroke: Paint | None = None, width: float | None = None, opacity: float | None = None,
    ) -> None:  # fmt: skip
        """A line of text. `anchor` is start, middle or end; `family` monospace, serif or sans-serif."""
        words = ""
        for option, given, known in (("text-anchor", anchor, ANCHORS), ("font-family", family, FAMILIES)):
            if given is not None:
                if given not in known:
                    raise ValueError(f"{option} is one of {', '.join(known)}, not {given!r}")
                words += f' {option}="{given}"'
        numbers = self._numbers(x=x, y=y) + self._numbers(font_size=size) + words
        shape = f"<text{numbers}{self._style(fill, stroke, width, opacity)}>"
        self._draw(f"{shape}{xml_text(shown(to_language(content), self._digits))}</text>")

    @contextmanager
    def group(
        self, *, translate: Point | None = None, rotate: float | None = None, scale: float | None = None,
        fill: Paint | None = None, stroke: Paint | None = None, width: float | None = None,
        opacity: float | None = None,
    ) -> Iterator[None]:  # fmt: skip
        """`with canvas.group(…):` moves, turns (in degrees) and scales all that is drawn inside, in this order."""
        moves = []
        if translate is not None:
            moves.append(f"translate({self._number(translate[0])} {self._number(translate[1])})")
        moves += [f"rotate({self._number(rotate)})"] if rotate is not None else []
        moves += [f"scale({self._number(scale)})"] if scale is not None else []
        transform = f' transform="{" ".join(moves)}"' if moves else ""
        self._draw(f"<g{transform}{self._style(fill, stroke, width, opacity, hollow=False)}>")
        yield
        self._draw("</g>")

    # -- markup

    def _draw(self, markup: str) -> None:
        if self._path is not None:
            self._path = None
            self._out.append('"/>')
        self._out.append(markup)

    def _finish(self) -> str:
        """The whole document."""
        self._draw("</svg>")
        return "".join(self._out)

    def _number(self, value: Any) -> str:
        return decimal(Fixed(scaled(value)), self._digits)

    def _numbers(self, **attributes: Any) -> str:
        given = ((name, value) for name, value in attributes.items() if value is not None)
        return "".join(f' {name.replace("_", "-")}="{self._number(value)}"' for name, value in given)

    def _points(self, points: Any) -> str:
        if len(points) == 1:  # one table of points
            (points,) = points
        return " ".join(f"{self._number(x)},{self._number(y)}" for x, y in points)

    def _style(
        self, fill: Paint | None, stroke: Paint | None, width: Any, opacity: Any, hollow: bool = True
    ) -> str:  # fmt: skip
        """The paint. `hollow`: a stroke without a fill leaves the inside empty."""
        style = f' fill="{_paint(fill)}"' if fill is not None else ""
        if stroke is not None:
            style = (style or (' fill="none"' if hollow else "")) + f' stroke="{_paint(stroke)}"'
        return style + self._numbers(stroke_width=width, opacity=opacity)


def _paint(color: Any) -> str:
    color = to_language(color)
    if not isinstance(color, Color):
        raise TypeError(f"{color!r} is not a color")
    return str(color)
