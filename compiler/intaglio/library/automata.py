"""Cellular automata, in the language: cells that all change at once, each by what it sees around it.

A row is an array and a board a grid; their opposite edges meet. A rule is one step, done in place.
"""

from intaglio.language import Array, Grid, array, grid, rule


@rule
def elementary(cells: Array[int], law: int):
    """The next row of cells that are 0 or 1, by one of Wolfram's 256 laws: bit 4 * left + 2 * own + right of it."""
    start, left = cells[0], cells[len(cells) - 1]
    for i in range(len(cells)):
        right = start if i == len(cells) - 1 else cells[i + 1]
        own = cells[i]
        cells[i] = law >> (4 * left + 2 * own + right) & 1
        left = own


@rule
def neighbours(cells: Grid[int], x: int, y: int) -> int:
    """The sum of the eight cells around one."""
    left, right = (x + cells.width - 1) % cells.width, (x + 1) % cells.width
    up, down = (y + cells.height - 1) % cells.height, (y + 1) % cells.height
    above = cells[left, up] + cells[x, up] + cells[right, up]
    below = cells[left, down] + cells[x, down] + cells[right, down]
    return above + cells[left, y] + cells[right, y] + below


@rule
def life(cells: Grid[int], born: int = 8, stays: int = 12):
    """The next board of cells that are 0 or 1: Conway's, or that of any such game.

    With n neighbours that are 1 a cell is born if bit n of `born` is set, and stays if that of `stays` is: Conway's
    are 8 = 1 << 3 and 12 = 1 << 2 | 1 << 3.
    """
    after = grid(int, cells.width, cells.height)
    for y in range(cells.height):
        up, down = (y + cells.height - 1) % cells.height, (y + 1) % cells.height
        left = cells[cells.width - 1, up] + cells[cells.width - 1, y] + cells[cells.width - 1, down]
        here = cells[0, up] + cells[0, y] + cells[0, down]
        for x in range(cells.width):
            next = (x + 1) % cells.width
            right = cells[next, up] + cells[next, y] + cells[next, down]
            law = born if cells[x, y] == 0 else stays
            after[x, y] = law >> left + here + right - cells[x, y] & 1
            left, here = here, right
    for y in range(cells.height):
        for x in range(cells.width):
            cells[x, y] = after[x, y]


@rule
def gray_scott(u: Grid[float], v: Grid[float], feed: float, kill: float, spread: float = 0.2):
    """Reaction and diffusion: v feeds on u, which flows in at the rate feed, and v drains at the rate feed + kill.

    Begin with u at 1 and v at 0 but for some spots: dots, stripes and mazes grow, for feed 0.02 to 0.06 and kill 0.05
    to 0.065. The less they spread, the finer; v spreads half as fast as u. Both grids have one size. After John
    Pearson, "Complex patterns in a simple system" (1993).
    """
    up, row, first = array(float, u.width), array(float, u.width + 1), array(float, u.width)  # of u, as they were
    past, line, start = array(float, u.width), array(float, u.width + 1), array(float, u.width)  # of v
    for x in range(u.width):
        up[x], past[x] = u[x, u.height - 1], v[x, u.height - 1]
        row[x], line[x] = u[x, 0], v[x, 0]
        first[x], start[x] = u[x, 0], v[x, 0]
    for y in range(u.height):
        left, trail = row[u.width - 1], line[u.width - 1]
        row[u.width], line[u.width] = row[0], line[0]
        for x in range(u.width):
            a, b = row[x], line[x]
            down = first[x] if y == u.height - 1 else u[x, y + 1]
            below = start[x] if y == u.height - 1 else v[x, y + 1]
            eaten = a * b * b
            u[x, y] = a + spread * (left + row[x + 1] + up[x] + down - 4 * a) - eaten + feed * (1.0 - a)
            v[x, y] = b + 0.5 * spread * (trail + line[x + 1] + past[x] + below - 4 * b) + eaten - (feed + kill) * b
            left, up[x], row[x] = a, a, down
            trail, past[x], line[x] = b, b, below
