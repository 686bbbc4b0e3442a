"""Sines, exponentials and their kin in doubles: what `elementary` is in a piece with `numbers="double"`.

All is made of `+ - * / sqrt //` and comparisons, which engines do alike, and of two operations on the exponent's bits,
`power2` and `exponent`. There are no loops and no branches that a processor could not take in vectors. The ways and
coefficients are those of Sun's fdlibm (1993: "permission to use, copy, modify, and distribute this software is freely
granted"), but for the reduction of angles and for `pow`. Numbers that need more than 53 bits are sums of two doubles,
`high` and `low`, after T. J. Dekker, "A floating-point technique for extending the available precision" (1971).

An error is in units of the last place (ulp) of the true value: 0.5 is the least that rounding allows. Those stated are
the largest found in some millions of arguments (`python -m tests.bench.bench_elementary`), rounded up.
"""

from intaglio.language import exponent, power2, rule, sqrt

pi = 3.141592653589793
tau = 6.283185307179586
e = 2.718281828459045

PI_LOW = 1.2246467991473532e-16  # what pi lacks, and its parts
HALF_PI = 1.5707963267948966
HALF_PI_LOW = 6.123233995736766e-17
QUARTER_PI = 0.7853981633974483
LN2_HIGH = 0.6931471803691238  # 32 bits: times any exponent it is exact
LN2_LOW = 1.9082149292705877e-10
INFINITE = 1e999
SPLITTER = 134217729.0  # 2**27 + 1


# ---- angles ---------------------------------------------------------------------------------------


@rule
def _near_zero(x: float) -> tuple[float, float, int]:
    """An angle less the nearest multiple of pi / 2, as a sum of two; and that multiple.

    Below 10**8 the multiple has 26 bits, and its products with parts of pi / 2 of 27 bits are exact. Of a larger angle
    whole turns are first taken away: an error of two units of its last place. From about 10**24 on nothing is left.
    """
    x = x - tau * (x // tau) if abs(x) >= 1e8 else x
    x = 0.0 if abs(x) >= 1e8 else x
    n = (x * 0.6366197723675814 + 0.5) // 1.0
    x = x - n * 1.570796325802803 - n * 9.920935184482005e-10
    part = n * 6.123233932053594e-17
    high = x - part
    back = high - x
    low = (x - (high - back)) - (part + back)
    x = high
    part = n * 6.368317116855041e-25
    high = x - part
    back = high - x
    low = low + ((x - (high - back)) - (part + back)) - n * 4.665590917179985e-33
    near = high + low
    return near, (high - near) + low, int(n)


@rule
def _odd(r: float, low: float) -> tuple[float, float]:
    """The sine of r + low, which lies between -pi / 4 and pi / 4, as a sum of two."""
    z = r * r
    v = z * r
    p = z * 1.58969099521155010221e-10 - 2.50507602534068634195e-08
    p = 8.33333333332248946124e-03 + z * (z * (z * p + 2.75573137070700676789e-06) - 1.98412698298579493134e-04)
    return r, low - (z * (0.5 * low - v * p) + v * 1.66666666666666324348e-01)


@rule
def _even(r: float, low: float) -> tuple[float, float]:
    """The cosine of r + low, which lies between -pi / 4 and pi / 4, as a sum of two."""
    z = r * r
    p = z * -1.13596475577881948265e-11 + 2.08757232129817482790e-09
    p = z * (z * (z * p - 2.75573143513906633035e-07) + 2.48015872894767294178e-05) - 1.38888888888741095749e-03
    p = z * (4.16666666666666019037e-02 + z * p)
    half = 0.5 * z
    w = 1.0 - half
    return w, ((1.0 - w) - half) + (z * p - r * low)


@rule
def _sine(x: float, quarters: int) -> float:
    """The sine of an angle and some quarter turns."""
    r, low, n = _near_zero(x)
    n = n + quarters
    a, b = _odd(r, low)
    c, d = _even(r, low)
    y = c + d if n & 1 == 1 else a + b
    return -y if n & 2 == 2 else y


@rule
def sin(x: float) -> float:
    """The sine of an angle in radians. Error below 0.9 ulp for |x| < 10**8, beyond that of an angle 2 ulp away."""
    return _sine(x, 0)


@rule
def cos(x: float) -> float:
    """The cosine of an angle in radians. Error below 0.9 ulp for |x| < 10**8, beyond that of an angle 2 ulp away."""
    return _sine(x, 1)


@rule
def tan(x: float) -> float:
    """The tangent of an angle in radians. Error below 1.4 ulp for |x| < 10**8, beyond that of an angle 2 ulp away."""
    r, low, n = _near_zero(x)
    a, b = _odd(r, low)
    c, d = _even(r, low)
    odd, even = a + b, c + d
    p, q = (a - odd) + b, (c - even) + d
    turned = n & 1 == 1
    above, above_low = -even if turned else odd, -q if turned else p
    below, below_low = odd if turned else even, p if turned else q
    t = above / below
    return t + (above_low - t * below_low) / below


@rule
def _angle(y: float, x: float) -> float:
    """The angle between 0 and pi / 2 of a point with y and x not below 0: not both 0, nor beyond 2**1000."""
    a, b = y, x
    above, below, high, low = a, b, 0.0, 0.0
    if 16.0 * a >= 7.0 * b:
        above, below, high, low = 2.0 * a - b, 2.0 * b + a, 4.63647609000806093515e-01, 2.26987774529616870924e-17
    if 16.0 * a >= 11.0 * b:
        above, below, high, low = a - b, a + b, QUARTER_PI, 3.06161699786838301793e-17
    if 16.0 * a >= 19.0 * b:
        above, below, high, low = a - 1.5 * b, b + 1.5 * a, 9.82793723247329054082e-01, 1.39033110312309984516e-17
    if 16.0 * a >= 39.0 * b:
        above, below, high, low = -b, a, HALF_PI, HALF_PI_LOW
    t = above / below
    z = t * t
    w = z * z
    p = w * 1.62858201153657823623e-02 + 4.97687799461593236017e-02
    p = w * (w * p + 6.66107313738753120669e-02) + 9.09088713343650656196e-02
    p = z * (w * (w * p + 1.42857142725034663711e-01) + 3.33333333333329318027e-01)
    q = w * -3.65315727442169155270e-02 - 5.83357013379057348645e-02
    q = w * (w * (w * q - 7.69187620504482999495e-02) - 1.11111104054623557880e-01) - 1.99999999998764832476e-01
    return high - ((t * (p + w * q) - low) - t)


@rule
def atan2(y: float, x: float) -> float:
    """The angle of the point (x, y) in radians, above -pi up to pi; 0 for the origin. Error below 1.5 ulp."""
    a, b = abs(y), abs(x)
    most = max(a, b)
    scale = power2(-400) if most > 1e200 else power2(400) if most < 1e-200 else 1.0
    t = _angle(a * scale, b * scale if most > 0.0 else 1.0)
    t = pi - (t - PI_LOW) if x < 0.0 else t
    return -t if y < 0.0 else t


@rule
def atan(x: float) -> float:
    """The angle between -pi/2 and pi/2 whose tangent is x. Error below 1 ulp."""
    t = _angle(abs(x), 1.0)
    return -t if x < 0.0 else t


@rule
def _arc(t: float) -> float:
    """(asin(x) - x) / x for t = x * x up to 1/4."""
    p = t * 3.47933107596021167570e-05 + 7.91534994289814532176e-04
    p = t * (t * (t * p - 4.00555345006794114027e-02) + 2.01212532134862925881e-01) - 3.25565818622400915405e-01
    q = t * 7.70381505559019352791e-02 - 6.88283971605453293030e-01
    q = t * (t * (t * q + 2.02094576023350569471e00) - 2.40339491173441421878e00) + 1.0
    return t * (1.66666666666666657415e-01 + t * p) / q


@rule
def asin(x: float) -> float:
    """The angle between -pi/2 and pi/2 whose sine is x; x beyond -1 to 1 is held there. Error below 1 ulp."""
    a = min(abs(x), 1.0)
    t = 0.5 * (1.0 - a)
    s = sqrt(t)
    w = s * SPLITTER
    w = w - (w - s)
    c = (t - w * w) / (s + w if s > 0.0 else 1.0)
    p = 2.0 * s * _arc(t) - (HALF_PI_LOW - 2.0 * c)
    far = QUARTER_PI - (p - (QUARTER_PI - 2.0 * w))
    y = a + a * _arc(a * a) if a < 0.5 else far
    return -y if x < 0.0 else y


@rule
def acos(x: float) -> float:
    """The angle between 0 and pi whose cosine is x; x beyond -1 to 1 is held there. Error below 1 ulp."""
    x = max(min(x, 1.0), -1.0)
    z = 0.5 * (1.0 - abs(x))
    r = _arc(z)
    s = sqrt(z)
    w = s * SPLITTER
    w = w - (w - s)
    c = (z - w * w) / (s + w if s > 0.0 else 1.0)
    near = HALF_PI - (x - (HALF_PI_LOW - x * _arc(x * x)))
    right = 2.0 * (w + (r * s + c))
    left = pi - 2.0 * (s + (r * s - HALF_PI_LOW))
    return near if abs(x) < 0.5 else left if x < 0.0 else right


@rule
def hypot(x: float, y: float) -> float:
    """The distance of (x, y) from the origin. Error below 1.2 ulp; no square overflows or vanishes."""
    most = max(abs(x), abs(y))
    scale = power2(-520) if most > 1e150 else power2(600) if most < 1e-150 else 1.0
    x, y = x * scale, y * scale
    return sqrt(x * x + y * y) / scale


# ---- powers ---------------------------------------------------------------------------------------


@rule
def _exp(high: float, low: float) -> float:
    """e to the power high + low, where high lies between -746 and 710."""
    k = (high * 1.4426950408889634 + 0.5) // 1.0
    high = high - k * LN2_HIGH
    part = k * LN2_LOW - low
    r = high - part
    part = part - ((high - r) - part)
    n = int(k)
    t = r * r
    p = t * 4.13813679705723846039e-08 - 1.65339022054652515390e-06
    p = t * (t * (t * p + 6.61375632143793436117e-05) - 2.77777777770155933842e-03) + 1.66666666666666019037e-01
    c = r - t * p
    y = 1.0 - ((k * LN2_LOW - low) - (r * c) / (2.0 - c) - high)
    return y * power2(n >> 1) * power2(n - (n >> 1))


@rule
def exp(x: float) -> float:
    """e to the power x; infinite from 709.79 on, 0 below -745.14. Error below 1 ulp."""
    return _exp(max(min(x, 710.0), -746.0), 0.0)


@rule
def _parts(x: float) -> tuple[float, int]:
    """A positive number as a factor from sqrt(1/2) to sqrt(2), less 1, and a power of two."""
    small = x < 1e-300
    x = x * 18014398509481984.0 if small else x  # 2**54
    k = exponent(x)
    m = 0.5 * x * power2(1 - k)
    k = k - 54 if small else k
    above = m > 1.4142135623730951
    return (0.5 * m if above else m) - 1.0, k + 1 if above else k


@rule
def log(x: float) -> float:
    """The natural logarithm: -infinity of 0, NaN below. Error below 1 ulp."""
    f, n = _parts(x)
    k = float(n)
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    p = w * 1.53138376992093733200e-01 + 2.22221984321497839600e-01
    p = w * (w * p + 3.99999999994094190800e-01)
    q = w * 1.47981986051165859100e-01 + 1.81835721616180501200e-01
    q = z * (w * (w * q + 2.85714287436623914900e-01) + 6.66666666666673513000e-01)
    half = 0.5 * f * f
    y = k * LN2_HIGH - ((half - (s * (half + (p + q)) + k * LN2_LOW)) - f)
    y = x if x == INFINITE else -INFINITE if x == 0.0 else y
    return INFINITE - INFINITE if x < 0.0 else y


@rule
def _product(a: float, b: float) -> tuple[float, float]:
    """A product and what was rounded off it (Dekker and Veltkamp)."""
    p = a * b
    high = a * SPLITTER
    high = high - (high - a)
    low = a - high
    other = b * SPLITTER
    other = other - (other - b)
    rest = b - other
    return p, ((high * other - p) + high * rest + low * other) + low * rest


@rule
def _long_log(x: float) -> tuple[float, float]:
    """The logarithm of a positive number to some 64 bits, as a sum of two."""
    f, n = _parts(x)
    d = 2.0 + f
    s = f / d
    p, q = _product(s, d)
    s_low = (((f - p) - q) - s * (f - (d - 2.0))) / d
    z, z_low = _product(s, s)
    z_low = z_low + 2.0 * s * s_low
    # 2 * s + s * z * (2/3 + z * (2/5 + z * (2/7 + …)))
    p = 0.08 * z + 0.08695652173913043
    p = z * (z * (z * p + 0.09523809523809523) + 0.10526315789473684) + 0.11764705882352941
    p = z * (z * (z * p + 0.13333333333333333) + 0.15384615384615385) + 0.18181818181818182
    p = z * (z * (z * (z * p + 0.2222222222222222) + 0.2857142857142857) + 0.4)
    c = 0.6666666666666666 + p
    c_low = (0.6666666666666666 - c) + p + 3.700743415417188e-17
    p, q = _product(z, c)
    q = q + (z * c_low + z_low * c)
    t, t_low = _product(s, p)
    t_low = t_low + (s * q + s_low * p)
    high = 2.0 * s + t
    low = (2.0 * s - high) + t + (2.0 * s_low + t_low)
    k = float(n)
    whole = k * LN2_HIGH
    total = whole + high
    back = total - whole
    return total, ((whole - (total - back)) + (high - back)) + (low + k * LN2_LOW)


@rule
def pow(x: float, y: float) -> float:
    """x to the power y (`x ** 3` is cheaper), 1 for y = 0. Of x below 0 NaN, but for whole y. Error below 1 ulp."""
    a = abs(x)
    bound = max(min(y, 1e20), -1e20)
    high, low = _long_log(a)
    p, q = _product(bound, high)
    q = q + bound * low
    within = abs(p) < 800.0
    r = _exp(max(min(p, 710.0), -746.0), q if within else 0.0)
    if a == 0.0 or a == INFINITE:
        r = INFINITE if (a == 0.0) != (y > 0.0) else 0.0
    if x < 0.0:
        odd = y * 0.5 // 1.0 != y * 0.5
        r = INFINITE - INFINITE if y // 1.0 != y else -r if odd else r
    return 1.0 if y == 0.0 else r


# ---- curves from 0 to 1 (the others stand in `shaping`) -------------------------------------------


@rule
def ease_sine(t: float) -> float:
    """Start and end slowly: half a cosine wave."""
    return 0.5 - 0.5 * cos(pi * t)


@rule
def ease_expo(t: float) -> float:
    """Start very slowly and shoot up: 2 ** (10 * (t - 1)), 0 at 0."""
    return 0.0 if t <= 0.0 else exp(6.931471805599453 * (t - 1.0))
