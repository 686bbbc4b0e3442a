from intaglio import Array, Canvas, Grid, Seed, array, art, grid, rule


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    small, large, real = array(int, 8), array(int, 80), array(float, 8)
    board = grid(int, 4, 5)
    canvas.circle(total(small), total(large), total(real))
    canvas.circle(mean(small), mean(real), mean(board))
    canvas.circle(corner(board), corner(small), corner(3))
    canvas.circle(board.size, board.wide, 2)
    scratch = array(int, len(small) + board.width)
    scratch[13] = 1
    small[3] = scratch[11]


@rule
def total(values):
    sum = 0
    for value in values:
        sum += value
    return sum


@rule
def mean(values: Array[float]) -> float:
    return values[0] / len(values)


@rule
def corner(cells: Grid[int]) -> int:
    return cells[cells.width - 1, cells.height - 1]
