"""Outlines added to a path, in the language: `star(canvas.path(fill=ink), 50, 50, 40, 20, 5, 0)`.

Each begins with a move, so that one path may hold several. `turn` is in radians; at 0 the first corner points up.
"""

from intaglio.language import Path, rule
from intaglio.library.elementary import cos, pi, pow, sin, tan, tau


@rule
def ngon(path: Path, x: float, y: float, r: float, sides: int, turn: float):
    """A regular polygon around (x, y) with its corners at distance r."""
    star(path, x, y, r, r, sides, turn)


@rule
def star(path: Path, x: float, y: float, outer: float, inner: float, points: int, turn: float):
    """A star around (x, y): its points at the distance outer, the notches between at inner.

    With inner = outer the notches are left out: a regular polygon.
    """
    half = pi / points
    for i in range(points):
        a = turn + 2 * i * half
        if i == 0:
            path.move(x + outer * sin(a), y - outer * cos(a))
        else:
            path.line(x + outer * sin(a), y - outer * cos(a))
        if inner != outer:
            path.line(x + inner * sin(a + half), y - inner * cos(a + half))
    path.close()


@rule
def superellipse(path: Path, x: float, y: float, rx: float, ry: float, power: float, steps: int):
    """Lamé's curve |u|**power + |v|**power = 1 around (x, y): 2 an ellipse, 4 a squircle, 1 a diamond, below a star."""
    bend = 2.0 / power
    for i in range(steps):
        c, s = cos(tau * i / steps), sin(tau * i / steps)
        u, v = pow(abs(c), bend), pow(abs(s), bend)
        px, py = x + rx * (u if c > 0.0 else -u), y + ry * (v if s > 0.0 else -v)
        if i == 0:
            path.move(px, py)
        else:
            path.line(px, py)
    path.close()


@rule
def spiral(path: Path, x: float, y: float, r0: float, r1: float, turns: float, steps: int):
    """An Archimedean spiral around (x, y), from radius r0 to r1 in so many turns."""
    for i in range(steps + 1):
        t = i / steps
        a, r = tau * turns * t, r0 + (r1 - r0) * t
        if i == 0:
            path.move(x + r * sin(a), y - r * cos(a))
        else:
            path.line(x + r * sin(a), y - r * cos(a))


@rule
def arc(path: Path, x: float, y: float, r: float, start: float, stop: float, join: bool = False):
    """A part of a circle around (x, y), clockwise from the angle start to stop, both from the top.

    With join it goes on from where the path is, with a straight line, in the place of a move.
    """
    steps = int(abs(stop - start) * 4.0 / pi) + 1
    turn = (stop - start) / steps
    reach = r * 4.0 / 3.0 * tan(turn / 4.0)
    s, c = sin(start), cos(start)
    px, py = x + r * s, y - r * c
    if join:
        path.line(px, py)
    else:
        path.move(px, py)
    for i in range(steps):
        t, d = sin(start + (i + 1) * turn), cos(start + (i + 1) * turn)
        qx, qy = x + r * t, y - r * d
        path.curve(px + reach * c, py + reach * s, qx - reach * d, qy - reach * t, qx, qy)
        s, c, px, py = t, d, qx, qy


@rule
def rose(path: Path, x: float, y: float, r: float, petals: int, steps: int):
    """A flower around (x, y) in one line: the radius goes in and out once a petal."""
    for i in range(steps):
        a = tau * i / steps
        d = r * (0.5 + 0.5 * cos(a * petals))
        if i == 0:
            path.move(x + d * sin(a), y - d * cos(a))
        else:
            path.line(x + d * sin(a), y - d * cos(a))
    path.close()
