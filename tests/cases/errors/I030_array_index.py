from intaglio import Canvas, Seed, array, art, grid, rule

SIZES = (1, 2, 3)


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    a = array(int, 8)
    g = grid(float, 4, 5)
    a[8] = 1
    a[-1] = 2
    a[0, 1] = 3
    g[1] = 0.5
    g[4, 0] = 0.5
    g[0.5, 1] = 2
    a[0] = 0.5
    a[1] += 0.5
    g[0, 0] = "#fff"
    SIZES[0] = 7
    other = a
    pair = (a, 1)
    chosen = a if seed.chance(0.5) else a
    canvas.circle(len(g), a[2], 5)
    other[0] = pair[1] + chosen[0]
    smaller(canvas, array(int, 4))
    smaller(canvas, a)


@rule
def smaller(canvas: Canvas, values: array(int, 4)):
    for v in values:
        canvas.circle(v, v, 5)
    return values
