"""Cellular noise: every square of the lattice holds one random point, and a place asks for the nearest.

After Steven Worley, "A cellular texture basis function" (1996). The nine squares around a place are searched: a
nearer point further away is possible once in some thousands of places, where the field has a faint step.
"""

from intaglio.language import floor, rule, sqrt, token_field, ushr

X = -1640531535  # odd constants with well-spread bits, from xxHash
Y = -2048144777
W = -1028477379
STEP = 0.0000152587890625  # 2**-16


@rule
def _nearest(x: float, y: float) -> tuple[float, float, int]:
    """The squared distances of the two nearest points, and the number of the nearest."""
    i, j = floor(x), floor(y)
    a, b = x - i, y - j
    first, second, number = 9.0, 9.0, 0
    for v in range(-1, 2):
        for u in range(-1, 2):
            h = ((i + u) * X + token_field()) ^ (j + v) * Y
            h = (h ^ h >> 15) * W
            h ^= ushr(h, 13)
            dx = u + (h >> 16 & 65535) * STEP - a
            dy = v + (h & 65535) * STEP - b
            d = dx * dx + dy * dy
            second = min(second, max(first, d))
            if d < first:
                first, number = d, h
    return first, second, number


@rule
def worley(x: float, y: float) -> float:
    """The distance to the nearest of randomly strewn points, one to a unit square: 0 up to about 1.2."""
    first, second, number = _nearest(x, y)
    return sqrt(first)


@rule
def worley_edge(x: float, y: float) -> float:
    """How much further the second nearest point is than the nearest: 0 on the borders of the cells."""
    first, second, number = _nearest(x, y)
    return sqrt(second) - sqrt(first)


@rule
def worley_cell(x: float, y: float) -> int:
    """A number from 0 to 65535 that is the same all over a cell and unlike that of its neighbours."""
    first, second, number = _nearest(x, y)
    return number * W >> 16 & 65535
