"""Gradient noise: smooth, endless, another field for each token. Neighbouring points get neighbouring values.

Every corner of the lattice has a pseudo-random slope; between the corners the slopes are blended by a quintic
curve, so that the first and second derivatives are continuous. A slope is read from the bits of a hash of the
corner and multiplied as an int, which is exact and needs no rounding. `noise(x)`, `noise(x, y)` and
`noise(x, y, z)` mean `noise1` to `noise3`; likewise `fbm`, whose last argument is always the number of octaves.
`fbm` divides by the root of the summed squares of its octaves' strengths: its contrast is that of `noise`.
"""

from intaglio.language import floor, rule, sqrt, token_field

X = -1640531535  # odd constants with well-spread bits, from xxHash
Y = -2048144777
Z = 374761393
W = -1028477379


@rule
def _fade(t: float) -> float:
    """0 to 1 as t goes from 0 to 1, flat to second order at both ends."""
    return t * t * t * (t * (6 * t - 15.0) + 10.0)


@rule
def _mix(n: int) -> int:
    """Spread the high bits of a word into the low ones."""
    return n ^ (n >> 15)


@rule
def _slope1(n: int, x: float) -> float:
    return (n * W >> 16) * x


@rule
def _slope2(n: int, x: float, y: float) -> float:
    """The slope of corner n times (x, y); the slope in y is 2**15 too large, which `noise2` takes off once."""
    h = n * W
    return (h >> 16) * x + (h & 65535) * y


@rule
def _slope3(n: int, x: float, y: float, z: float) -> float:
    """The slope of corner n times (x, y, z); those in y and z are 2**10 too large, which `noise3` takes off once."""
    h = n * W
    return (h >> 21) * x + (h >> 10 & 2047) * y + (h & 2047) * z


@rule
def noise1(x: float) -> float:
    """Noise along a line: 0 at whole numbers, from -1 to 1 between them. |x| < 2**20."""
    i = floor(x)
    a = x - i
    n = i * X + token_field()
    s = _slope1(_mix(n), a)
    return (s + _fade(a) * (_slope1(_mix(n + X), a - 1.0) - s)) * 0.00006103515625


@rule
def noise2(x: float, y: float) -> float:
    """Noise in the plane: mean 0, features about 1 wide. |x|, |y| < 2**20.

    One point in 20,000 lies beyond -1 to 1, none beyond -1.5 to 1.5.
    """
    i, j = floor(x), floor(y)
    a, b = x - i, y - j
    n, m = i * X + token_field(), j * Y
    n0, n1, m0, m1 = _mix(n), _mix(n + X), _mix(m), _mix(m + Y)
    u, v = _fade(a), _fade(b)
    c, d = a - 1.0, b - 1.0
    s = _slope2(n0 ^ m0, a, b)
    s += u * (_slope2(n1 ^ m0, c, b) - s)
    t = _slope2(n0 ^ m1, a, d)
    t += u * (_slope2(n1 ^ m1, c, d) - t)
    return (s + v * (t - s) - 32768 * (b - v)) * 0.0000457763671875


@rule
def noise3(x: float, y: float, z: float) -> float:
    """Noise in space: mean 0, features about 1 wide. |x|, |y|, |z| < 2**20. A slow z lets a plane flow.

    One point in 10,000 lies beyond -1 to 1, none beyond -2.2 to 2.2.
    """
    i, j, k = floor(x), floor(y), floor(z)
    a, b, c = x - i, y - j, z - k
    n, m, p = i * X + token_field(), j * Y, k * Z
    n0, n1, m0, m1 = _mix(n), _mix(n + X), _mix(m), _mix(m + Y)
    u, v, w = _fade(a), _fade(b), _fade(c)
    near = _layer(n0, n1, m0, m1, _mix(p), a, b, c, u, v)
    far = _layer(n0, n1, m0, m1, _mix(p + Z), a, b, c - 1.0, u, v)
    return (near + w * (far - near) - 1024 * (b - v + c - w)) * 0.001373291015625


@rule
def _layer(n0: int, n1: int, m0: int, m1: int, p: int, a: float, b: float, c: float, u: float, v: float) -> float:
    """One of the two planes of corners around a point."""
    s = _slope3(n0 ^ m0 ^ p, a, b, c)
    s += u * (_slope3(n1 ^ m0 ^ p, a - 1.0, b, c) - s)
    t = _slope3(n0 ^ m1 ^ p, a, b - 1.0, c)
    t += u * (_slope3(n1 ^ m1 ^ p, a - 1.0, b - 1.0, c) - t)
    return s + v * (t - s)


@rule
def fbm1(x: float, octaves: int) -> float:
    """Noise upon noise along a line: each octave twice as fine and half as strong. As lively as noise itself."""
    total, strength, power = 0.0, 1.0, 0.0
    for _ in range(octaves):
        total += strength * noise1(x)
        power += strength * strength
        strength *= 0.5
        x = 2 * x + 17.37
    return total / sqrt(power)


@rule
def fbm2(x: float, y: float, octaves: int) -> float:
    """Noise upon noise in the plane: each octave twice as fine and half as strong. As lively as noise itself."""
    total, strength, power = 0.0, 1.0, 0.0
    for _ in range(octaves):
        total += strength * noise2(x, y)
        power += strength * strength
        strength *= 0.5
        x, y = 2 * x + 17.37, 2 * y + 5.71
    return total / sqrt(power)


@rule
def fbm3(x: float, y: float, z: float, octaves: int) -> float:
    """Noise upon noise in space: each octave twice as fine and half as strong. As lively as noise itself."""
    total, strength, power = 0.0, 1.0, 0.0
    for _ in range(octaves):
        total += strength * noise3(x, y, z)
        power += strength * strength
        strength *= 0.5
        x, y, z = 2 * x + 17.37, 2 * y + 5.71, 2 * z + 11.53
    return total / sqrt(power)
