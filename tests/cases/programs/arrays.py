"""Arrays and grids: made, read, written, swapped, summed, handed to rules, zero again at each call."""
from intaglio import Canvas, Seed, array, art, grid, rule

@art("A", size=(400, 400))
def a(seed: Seed, canvas: Canvas):
    n = seed.integer("N", 5, 40)
    cells = array(int, 40)
    heat = array(float, 40)
    for i in range(n):
        cells[i] = seed.below(100)
        heat[i] += seed.uniform(0, 3)
        heat[i] *= 2
    sort(cells, n)
    for i in range(n):
        canvas.rect(10 * i, 0, 8, cells[i] * 3 + heat[i])
    board = grid(int, 12, 9)
    board[3, 4] = 1
    for y in range(9):
        for x in range(12):
            if seed.chance(0.4):
                board[x, y] = 1
    life(canvas, board)
    total = 0
    for v in cells:
        total += v
    seed.trait("Total", total)
    i = 2
    i, cells[i] = 3, 7
    canvas.text(0, 0, f"{cells[3]} {cells[2]} {len(cells)}")

@rule
def sort(a, n):
    for i in range(1, n):
        j = i
        while j > 0 and a[j - 1] > a[j]:
            a[j - 1], a[j] = a[j], a[j - 1]
            j -= 1

@rule
def life(canvas: Canvas, board: grid(int, 12, 9)):
    after = grid(int, 12, 9)
    for step in range(3):
        for y in range(9):
            for x in range(12):
                count = 0
                for dy in range(-1, 2):
                    for dx in range(-1, 2):
                        if dx != 0 or dy != 0:
                            count += board[(x + dx) % 12, (y + dy) % 9]
                after[x, y] = 1 if count == 3 or (count == 2 and board[x, y] == 1) else 0
        for y in range(9):
            for x in range(12):
                board[x, y] = after[x, y]
    for y in range(9):
        for x in range(12):
            if board[x, y] == 1:
                canvas.rect(x * 10, 200 + y * 10, 9, 9)
