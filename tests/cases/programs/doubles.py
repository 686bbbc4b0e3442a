"""Doubles: operations on what is infinite, no number or -0, all conversions, draws, params, arrays, tables, splines."""

from intaglio import Canvas, Seed, array, art, grid, floor, noise, rule, sqrt, fbm, worley, lerp, ceil

WIDE = 1 / 3
SIZES = (1, 2.5, -0.0, 1e22)
BIG = 1e300


@art("Case", size=(100, 100), numbers="double", digits=5)
def case(seed: Seed, canvas: Canvas):
    a = seed.param("Tilt", -0.5, 0.5, default=0.25)
    x = seed.real("X", 0, 100)
    n = seed.integer("N", 3, 9)
    values = array(float, 10)
    for i in range(10):
        values[i] = seed.uniform(-5, 5) * WIDE + i
    total = 0
    for v in values:
        total += v * v / 3 - v % 1 + v // 0.7 + (-v) % 8 + v % -3.3
    y = total / n
    canvas.circle(x, y, sqrt(abs(y)) + SIZES[n % 3], fill="#f00" if y < x else "#0f0", opacity=0.5)
    z = helper(x, n / 7)
    canvas.line(z, min(x, y, 3), max(z, -1), z ** 3, stroke="#123", width=n)
    inf = BIG * BIG
    nan = inf - inf
    k = int(nan) + int(inf) + floor(x * 1e10) + ceil(-x * 1e7) + round(2.5) + round(x * 1e12) + int(-x * 1e15)
    canvas.text(1, 2, f"{k} {nan < 1} {nan == nan} {not nan > 2} {min(nan, 1) == 1} {1 / -0.0 < 0} {bool(nan)}")
    canvas.text(1, 2, f"{noise(x, y)} {fbm(x, y, 3)} {worley(x, y)} {lerp(1, 2, 0.1)}")
    canvas.polygon((x, y), (1, 2), (n / 3, a))
    if seed.chance(0.3):
        canvas.rect(1 / 3, 2 / 3, 0.1 + 0.2, n * 1.1)
    path = canvas.path(stroke="#111")
    path.spline((1, 2), (3, x), (y, 7))


@rule
def helper(x: float, t):
    if x > 50:
        return x * t
    return -x + t
