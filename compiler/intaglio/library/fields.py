"""What a grid of floats shows, in the language."""

from intaglio.language import Grid, Path, rule


@rule
def contour(path: Path, field: Grid[float], level: float, x: float, y: float, cell: float):
    """Where a field lies above a level; filled, it shows no seams. The first entry is at (x, y), the next a cell on.

    Between four entries the edge is straight ("marching squares"); squares that lie above wholly are joined in a row.
    """
    for row in range(field.height - 1):
        top, bottom, run = y + cell * row, y + cell * (row + 1), 0
        ne, se = field[0, row] - level, field[0, row + 1] - level
        for column in range(field.width):
            nw, sw, ne, se = ne, se, -1.0, -1.0
            if column < field.width - 1:
                ne, se = field[column + 1, row] - level, field[column + 1, row + 1] - level
            left = x + cell * column
            whole = min(nw, ne, se, sw) > 0.0 and column < field.width - 1
            if run > 0 and not whole:
                _square(path, left - cell * run, top, left, bottom, 1.0, 1.0, 1.0, 1.0)
            run = run + 1 if whole else 0
            if not whole and max(nw, ne, se, sw) > 0.0 and column < field.width - 1:
                _square(path, left, top, left + cell, bottom, nw, ne, se, sw)


@rule
def _square(
    path: Path, left: float, top: float, right: float, bottom: float, nw: float, ne: float, se: float, sw: float
):  # fmt: skip
    """The part of a square above 0, of which the corners are given."""
    count = _side(path, 0, left, top, nw, right, top, ne)
    count = _side(path, count, right, top, ne, right, bottom, se)
    count = _side(path, count, right, bottom, se, left, bottom, sw)
    _side(path, count, left, bottom, sw, left, top, nw)


@rule
def _side(path: Path, count: int, ax: float, ay: float, a: float, bx: float, by: float, b: float) -> int:
    """The corner a where it lies above 0, and where the edge crosses the side to b."""
    if a > 0.0:
        _point(path, count, ax, ay)
        count += 1
    if a > 0.0 and b <= 0.0 or a <= 0.0 and b > 0.0:
        t = a / (a - b)
        _point(path, count, ax + (bx - ax) * t, ay + (by - ay) * t)
        count += 1
    return count


@rule
def _point(path: Path, count: int, x: float, y: float):
    if count == 0:
        path.move(x, y)
    else:
        path.line(x, y)
