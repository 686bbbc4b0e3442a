from intaglio import Canvas, Seed, array, art, grid


@art("Case", size=(100, 100))
def case(seed: Seed, canvas: Canvas):
    n = seed.below(20)
    a = array(int, n)
    b = array(str, 8)
    c = array(float)
    d = grid(int, 8)
    e = grid(int, 1000, 1000)
    f = array(int, 0)
    canvas.circle(a[0], b[0], c[0] + d[0, 0] + e[0, 0] + f[0])
