"""Curves from 0 to 1 and ways between ranges, in the language.

The `ease_` rules take t from 0 to 1 and give 0 at 0 and 1 at 1; they do not clamp t.
"""

from intaglio.language import floor, rule


@rule
def lerp(a: float, b: float, t: float) -> float:
    """From a (t = 0) to b (t = 1) in a straight line."""
    return a + (b - a) * t


@rule
def unlerp(a: float, b: float, x: float) -> float:
    """Where x lies between a (0) and b (1): the inverse of `lerp`. a and b must differ."""
    return (x - a) / (b - a)


@rule
def remap(x: float, a: float, b: float, c: float, d: float) -> float:
    """Carry x from the range a..b to the range c..d. a and b must differ."""
    return c + (d - c) * ((x - a) / (b - a))


@rule
def clamp(x: float, lo: float, hi: float) -> float:
    """x, held between lo and hi."""
    return max(lo, min(x, hi))


@rule
def fract(x: float) -> float:
    """What is left of x above the whole number below it: 0 up to 1."""
    return x - floor(x)


@rule
def step(edge: float, x: float) -> float:
    """0 below the edge, 1 from it on."""
    return 0.0 if x < edge else 1.0


@rule
def smoothstep(a: float, b: float, x: float) -> float:
    """0 up to a, 1 from b on, a smooth cubic between. a and b must differ."""
    t = max(0.0, min((x - a) / (b - a), 1.0))
    return t * t * (3.0 - 2 * t)


@rule
def smootherstep(a: float, b: float, x: float) -> float:
    """0 up to a, 1 from b on, a quintic between that has no bend at its ends. a and b must differ."""
    t = max(0.0, min((x - a) / (b - a), 1.0))
    return t * t * t * (t * (6 * t - 15.0) + 10.0)


@rule
def ease_in(t: float) -> float:
    """Start slowly: a cubic."""
    return t * t * t


@rule
def ease_out(t: float) -> float:
    """End slowly: a cubic."""
    s = 1.0 - t
    return 1.0 - s * s * s


@rule
def ease_in_out(t: float) -> float:
    """Start and end slowly: two halves of a cubic."""
    s = min(t, 1.0 - t)
    half = 4 * (s * s * s)
    return half if t < 0.5 else 1.0 - half


@rule
def ease_back(t: float) -> float:
    """Overshoot a little before settling."""
    s = t - 1.0
    return 1.0 + s * s * (2.70158 * s + 1.70158)


@rule
def ease_bounce(t: float) -> float:
    """Fall, and bounce three times."""
    if t < 0.36364:
        return 7.5625 * t * t
    if t < 0.72728:
        t -= 0.54546
        return 7.5625 * t * t + 0.75
    if t < 0.9091:
        t -= 0.81819
        return 7.5625 * t * t + 0.9375
    t -= 0.95455
    return 7.5625 * t * t + 0.984375
