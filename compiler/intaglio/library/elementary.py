"""Sines, exponentials and their kin, in the language: every engine computes the same bits.

A `float` has 16 bits after the point. To be right in the last of them a function carries more on the way: it
works on x * 2**10, say, and scales back at the end ("scaled by 2**10" below). Two rules keep such work exact on
every engine: a product stays below 2**21, and an int times a float is never rounded. The coefficients are those
of minimax polynomials, each the nearest multiple of 2**-16. The error stated for a function is its largest
distance from the true value at the argument it was given; 2**-16 is one step of a `float`.
"""

from intaglio.language import floor, rule, sqrt

pi = 3.141592653589793
tau = 6.283185307179586
e = 2.718281828459045

STEP = 0.0000152587890625  # 2**-16: multiplying by it undoes a scale of 2**16
MILLI = 0.0009765625  # 2**-10


# ---- angles ---------------------------------------------------------------------------------------


@rule
def _wave(t: float) -> float:
    """The cosine of an angle given as 4096 to a turn, scaled by 2**16."""
    v = 1024.0 - abs(t % 4096.0 - 2048.0)  # -1024 to 1024; the cosine is -sin(v), with v 1024 to a quarter turn
    w = v * 0.001953125
    s = w * w
    return v * (s * (s * (s * 0.00434 - 0.31773) + 10.3343) - 100.53062)


@rule
def sin(x: float) -> float:
    """The sine of an angle in radians. Error below 2**-15 for |x| <= 1024; |x| < 3200."""
    return (_wave(x * 651.89866 - 1024.0) + 0.5) * STEP


@rule
def cos(x: float) -> float:
    """The cosine of an angle in radians. Error below 2**-15 for |x| <= 1024; |x| < 3200."""
    return (_wave(x * 651.89866) + 0.5) * STEP


@rule
def tan(x: float) -> float:
    """The tangent of an angle in radians. Error below 2**-15 * (1 + tan(x)**2) for |x| <= 1024, |tan(x)| < 2**10.

    Where the cosine vanishes the result is large but a number.
    """
    t = x * 651.89866
    c = _wave(t)
    return _wave(t - 1024.0) / (c if c != 0.0 else 1.0)


@rule
def atan2(y: float, x: float) -> float:
    """The angle of the point (x, y) in radians, above -pi up to pi; 0 for the origin. Error below 2**-15."""
    a, b = abs(x), abs(y)
    largest = max(a, b)
    if largest == 0.0:
        return 0.0
    r = min(a, b) / largest
    s = r * r
    t = r * (63.99854 + s * (s * (12.38659 + s * (s * (3.36944 - s * 0.75004) - 7.4513)) - 21.28786))  # scaled by 64
    if b > a:
        t = 100.53097 - t
    if x < 0.0:
        t = 201.06194 - t
    t = (t + 0.00048828125) * 0.015625
    return -t if y < 0.0 else t


@rule
def atan(x: float) -> float:
    """The angle between -pi/2 and pi/2 whose tangent is x. Error below 2**-15."""
    return atan2(x, 1.0)


@rule
def asin(x: float) -> float:
    """The angle between -pi/2 and pi/2 whose sine is x; x beyond -1 to 1 is held there. Error below 2**-15."""
    t = 1024 * max(-1.0, min(x, 1.0))
    return atan2(t, sqrt((1024.0 - t) * (1024.0 + t)))


@rule
def acos(x: float) -> float:
    """The angle between 0 and pi whose cosine is x; x beyond -1 to 1 is held there. Error below 2**-15."""
    t = 1024 * max(-1.0, min(x, 1.0))
    return atan2(sqrt((1024.0 - t) * (1024.0 + t)), t)


@rule
def hypot(x: float, y: float) -> float:
    """The distance of (x, y) from the origin. Error below 2**-15 up to 720, below 2**-7 up to 65536."""
    largest = max(abs(x), abs(y))
    if largest < 1.0:
        x *= 512
        y *= 512
        return sqrt(x * x + y * y) * 0.001953125
    if largest < 720.0:
        return sqrt(x * x + y * y)
    x *= 0.0078125
    y *= 0.0078125
    return 128 * sqrt(x * x + y * y)


# ---- powers ---------------------------------------------------------------------------------------


@rule
def _exp2(t: float) -> float:
    """2 ** (t / 1024), for t from -20 * 1024 up to 21 * 1024."""
    n = floor(t * MILLI)
    p = _exp2_below_1(t % 1024.0)
    if n > 10:
        return p * (1 << (n - 10))
    return p / (1 << (10 - n))


@rule
def _exp2_below_1(f: float) -> float:
    """2 ** (f / 1024), scaled by 2**10, for f from 0 up to 1024."""
    h = f * 0.0078125
    q = 983.71352 + h * (28.56963 + h * (0.5771 + h * 0.01494))
    return 1024.0 + f * ((2907287.37958 + f * q) * 0.000244140625) * MILLI


@rule
def _log2(x: float) -> float:
    """The binary logarithm of a positive number, scaled by 2**10."""
    n = 0
    if x < 16.0:
        x *= 65536
        n -= 16384
    elif x >= 2097152.0:
        x *= STEP
        n += 16384
    if x < 1024.0:
        x *= 1024
        n -= 10240
    if x < 32768.0:
        x *= 32
        n -= 5120
    if x < 262144.0:
        x *= 8
        n -= 3072
    if x < 524288.0:
        x *= 4
        n -= 2048
    elif x < 1048576.0:
        x *= 2
        n -= 1024
    return _log2_of_millions(x, n + 20992)


@rule
def _log2_of_millions(x: float, n: float) -> float:
    """The binary logarithm of x, 2**20 to 2**21, scaled by 2**10, less what makes it n at the root-two middle."""
    r = (x - 1482910.40038) / ((x + 1482910.40038) * MILLI)
    s = r * r * STEP
    return n + r * (2954.6407 + s * (61.53414 + s * 2.3959)) * MILLI


@rule
def exp(x: float) -> float:
    """e to the power x. Error below 2**-15 up to 1, above it below 2**-15 plus 2**-21 of the result.

    From 14.55 on the result stays at 2**21, the largest number that can be multiplied exactly.
    """
    return _exp2(max(-12.0, min(x, 14.55)) * 1477.31972)


@rule
def log(x: float) -> float:
    """The natural logarithm. Error below 2**-15; x at or below 0 counts as 2**-16, the smallest number above 0."""
    return (_log2(max(x, STEP)) * 44.36142 + 0.5) * STEP


@rule
def pow(x: float, y: float) -> float:
    """x to the power y for x >= 0 (`x ** 3` is exact and cheaper). x at or below 0 gives 0, but 1 for y = 0.

    Error below 2**-15 up to 1, above it below 2**-15 plus 2**-19 of the result, while |y * log(x)| < 16 and |y| <= 8.
    """
    if x <= 0.0:
        return 1.0 if y == 0.0 else 0.0
    return _exp2(max(-20000.0, min(y * _log2(x), 21503.0)))


# ---- curves from 0 to 1 (the others stand in `shaping`) -------------------------------------------


@rule
def ease_sine(t: float) -> float:
    """Start and end slowly: half a cosine wave."""
    return (32768.5 - _wave(2048 * t) * 0.5) * STEP


@rule
def ease_expo(t: float) -> float:
    """Start very slowly and shoot up: 2 ** (10 * (t - 1)), 0 at 0."""
    return 0.0 if t <= 0.0 else _exp2(10240 * (t - 1.0))
