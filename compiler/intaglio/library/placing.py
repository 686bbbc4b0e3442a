"""Points and circles that keep their distance, in the language. They fill the arrays that they are given.

A rule returns how many it has placed; the size of the arrays is the most that there can be.
"""

from intaglio.language import Array, Seed, array, floor, rule
from intaglio.library.elementary import hypot

TRIES = 24  # around a point before it counts as surrounded; a fifth of them fall outside the ring that is tried
THROWS = 8  # for each circle that the arrays have room for


@rule
def poisson(seed: Seed, xs: Array[float], ys: Array[float], width: float, height: float, distance: float) -> int:
    """Points strewn over a rectangle, none nearer to another than a distance, until hardly one more fits: how many.

    In fixed numbers the distance is below 1000. After Robert Bridson, "Fast Poisson disk sampling in arbitrary
    dimensions" (2007).
    """
    first, after = array(int, len(xs)), array(int, len(xs))  # the points of each square, linked and counted from 1
    side = max(distance, (width + height) / 512)
    while (floor(width / side) + 1) * (floor(height / side) + 1) > len(xs):
        side *= 1.125
    across = floor(width / side) + 1
    growing = array(int, len(xs))
    xs[0], ys[0] = seed.uniform(width / 4, width * 0.75), seed.uniform(height / 4, height * 0.75)
    first[floor(ys[0] / side) * across + floor(xs[0] / side)] = 1
    count, open = 1, 1
    while open > 0 and count < len(xs):
        at, grew = seed.below(open), False
        for attempt in range(TRIES):
            u, v = seed.uniform(-2.0, 2.0), seed.uniform(-2.0, 2.0)
            x, y = xs[growing[at]] + u * distance, ys[growing[at]] + v * distance
            if 1.0 <= u * u + v * v <= 4.0 and 0.0 <= x < width and 0.0 <= y < height:
                column, row = floor(x / side), floor(y / side)
                grew = _free(xs, ys, first, after, across, column, row, x, y, distance)
                if grew:
                    xs[count], ys[count], growing[open] = x, y, count
                    after[count] = first[row * across + column]
                    count += 1
                    first[row * across + column] = count
                    open += 1
                    break
        if not grew:
            open -= 1
            growing[at] = growing[open]
    return count


@rule
def _free(
    xs: Array[float], ys: Array[float], first: Array[int], after: Array[int], across: int, column: int, row: int,
    x: float, y: float, distance: float,
) -> bool:  # fmt: skip
    """Whether no point in the nine squares around (x, y) is nearer than a distance."""
    for down in range(max(0, row - 1), row + 2):
        for right in range(max(0, column - 1), min(column + 2, across)):
            at = down * across + right
            point = first[at] if at < len(xs) else 0
            while point > 0:
                dx, dy = abs(xs[point - 1] - x), abs(ys[point - 1] - y)
                if dx < distance and dy < distance and dx * dx + dy * dy < distance * distance:
                    return False
                point = after[point - 1]
    return True


@rule
def pack(
    seed: Seed, xs: Array[float], ys: Array[float], radii: Array[float], width: float, height: float,
    smallest: float, largest: float, gap: float, count: int = 0,
) -> int:  # fmt: skip
    """Circles that fill a rectangle, each as large as its neighbours and the edges let it be: how many there are.

    Radii are between smallest and largest, the gap is kept between any two. The first `count` circles are there
    already.
    """
    for throw in range(THROWS * len(xs)):
        if count >= len(xs):
            break
        x, y = seed.uniform(smallest, width - smallest), seed.uniform(smallest, height - smallest)
        room, i = min(x, width - x, y, height - y, largest), 0
        while i < count and room >= smallest:
            dx, dy, reach = abs(x - xs[i]), abs(y - ys[i]), room + radii[i] + gap
            if dx < reach and dy < reach:
                room = min(room, hypot(dx, dy) - radii[i] - gap)
            i += 1
        if room >= smallest:
            xs[count], ys[count], radii[count] = x, y, room
            count += 1
    return count


@rule
def voronoi(
    xs: Array[float], ys: Array[float], count: int, index: int, left: float, top: float, right: float, bottom: float,
    cell_xs: Array[float], cell_ys: Array[float],
) -> int:  # fmt: skip
    """The cell of one of `count` points: what of a box is nearest to it. How many corners there are in the two arrays.

    The points lie in the box. Hardly any cell has more than twelve corners; where the arrays are full it is cut short.
    """
    sides = array(float, len(cell_xs))  # how far each corner is on the near side of a line
    new_xs, new_ys = array(float, len(cell_xs)), array(float, len(cell_xs))
    x, y, corners = xs[index], ys[index], 4
    for i in range(4):
        cell_xs[i], cell_ys[i] = (left if i == 0 or i == 3 else right), (top if i < 2 else bottom)
    reach = right - left + bottom - top  # twice what the corners are away from the point, or more
    for turn in range(1, 2 * count):
        other = index - turn // 2 if turn % 2 == 0 else index + (turn + 1) // 2  # those next to it in the arrays first
        if 0 <= other < count:
            dx, dy = xs[other] - x, ys[other] - y
            if abs(dx) < reach and abs(dy) < reach:
                away = hypot(dx, dy)
                if 0.0 < away < reach:
                    cut = False
                    for i in range(corners):
                        sides[i] = away / 2 - ((cell_xs[i] - x) * (dx / away) + (cell_ys[i] - y) * (dy / away))
                        cut = cut or sides[i] < 0.0
                    if cut:
                        corners = _cut(sides, cell_xs, cell_ys, corners, new_xs, new_ys)
                        reach = 0.0
                        for i in range(corners):
                            u, v = abs(cell_xs[i] - x), abs(cell_ys[i] - y)
                            reach = max(reach, 2 * max(u, v) + 0.8285 * min(u, v))
    return corners


@rule
def _cut(
    sides: Array[float], xs: Array[float], ys: Array[float], corners: int, new_xs: Array[float], new_ys: Array[float]
) -> int:  # fmt: skip
    """Keep what of an outline is on the near side of a line."""
    made, last = 0, corners - 1
    for i in range(corners):
        if (sides[last] < 0.0) != (sides[i] < 0.0) and made < len(new_xs):
            t = sides[last] / (sides[last] - sides[i])
            new_xs[made], new_ys[made] = xs[last] + (xs[i] - xs[last]) * t, ys[last] + (ys[i] - ys[last]) * t
            made += 1
        if sides[i] >= 0.0 and made < len(new_xs):
            new_xs[made], new_ys[made] = xs[i], ys[i]
            made += 1
        last = i
    for i in range(made):
        xs[i], ys[i] = new_xs[i], new_ys[i]
    return made
