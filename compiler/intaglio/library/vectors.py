"""Points and directions in the plane, in the language. A vector is two floats; y points down, as on the canvas."""

from intaglio.language import rule
from intaglio.library.elementary import cos, hypot, sin


@rule
def dot(ax: float, ay: float, bx: float, by: float) -> float:
    """The scalar product: 0 where the two are at right angles."""
    return ax * bx + ay * by


@rule
def cross(ax: float, ay: float, bx: float, by: float) -> float:
    """Twice the signed area between two vectors: above 0 where the second is clockwise of the first."""
    return ax * by - ay * bx


@rule
def distance(x1: float, y1: float, x2: float, y2: float) -> float:
    """How far two points are apart."""
    return hypot(x2 - x1, y2 - y1)


@rule
def polar(r: float, turn: float) -> tuple[float, float]:
    """The point at a distance r in a direction, in radians: `x, y = polar(r, turn)`."""
    return r * cos(turn), r * sin(turn)


@rule
def rotate(x: float, y: float, turn: float) -> tuple[float, float]:
    """A point turned about the origin by an angle in radians, clockwise as y points down."""
    c, s = cos(turn), sin(turn)
    return x * c - y * s, x * s + y * c


@rule
def normalize(x: float, y: float) -> tuple[float, float]:
    """The vector of length 1 in the same direction; (0, 0) stays."""
    d = hypot(x, y)
    if d == 0.0:
        return 0.0, 0.0
    return x / d, y / d


@rule
def segment(px: float, py: float, ax: float, ay: float, bx: float, by: float) -> float:
    """The distance of the point p from the segment between a and b, for |b - a| < 1000."""
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    t = 0.0
    if square > 0.0:
        t = max(0.0, min(((px - ax) * dx + (py - ay) * dy) / square, 1.0))
    return hypot(px - ax - dx * t, py - ay - dy * t)
