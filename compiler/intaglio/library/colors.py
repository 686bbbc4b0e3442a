"""Colors made and mixed, in the language. A color is 24 bits, eight each for red, green and blue."""

from intaglio.language import blue, color, floor, green, red, rule
from intaglio.library.elementary import cos, sin, tau


@rule
def _byte(n: int) -> int:
    return max(0, min(n, 255))


@rule
def rgb(r: int, g: int, b: int) -> color:
    """A color of red, green and blue, each held between 0 and 255."""
    return color(_byte(r) << 16 | _byte(g) << 8 | _byte(b))


@rule
def gray(level: int) -> color:
    """A gray from 0 (black) to 255 (white)."""
    return color(_byte(level) * 65793)


@rule
def _hue(h: float, chroma: float, base: float) -> int:
    """One channel, 0 to 255, of a hue in sixths of a turn: up to full over one sixth, two at full, down again."""
    return floor(255 * (base + chroma * max(0.0, min(abs(h % 6.0 - 3.0) - 1.0, 1.0))) + 0.5)


@rule
def hsl(h: float, s: float, light: float) -> color:
    """A color of hue (in turns: 0 red, 1/3 green, 2/3 blue, 1 red again), saturation and light (0 to 1)."""
    s = max(0.0, min(s, 1.0))
    light = max(0.0, min(light, 1.0))
    chroma = 2 * s * min(light, 1.0 - light)
    base = light - chroma * 0.5
    h *= 6
    return rgb(_hue(h, chroma, base), _hue(h - 2.0, chroma, base), _hue(h + 2.0, chroma, base))


@rule
def hsv(h: float, s: float, v: float) -> color:
    """A color of hue (in turns), saturation and value (0 to 1): at value 1 and saturation 1 the purest of its hue."""
    s = max(0.0, min(s, 1.0))
    v = max(0.0, min(v, 1.0))
    chroma = s * v
    h *= 6
    return rgb(_hue(h, chroma, v - chroma), _hue(h - 2.0, chroma, v - chroma), _hue(h + 2.0, chroma, v - chroma))


@rule
def luma(ink: color) -> float:
    """How light a color looks, 0 (black) to 1 (white): its weighted channels, after Rec. 709."""
    return (1748 * red(ink) + 5882 * green(ink) + 594 * blue(ink)) / 2097120


@rule
def _between(a: int, b: int, t: float) -> int:
    return (a + floor((b - a) * t + 0.5)) & 255


@rule
def mix(a: color, b: color, t: float) -> color:
    """Blend two colors: a where t is 0, b where it is 1. t beyond that is held there."""
    t = max(0.0, min(t, 1.0))
    return color(
        _between(red(a), red(b), t) << 16 | _between(green(a), green(b), t) << 8 | _between(blue(a), blue(b), t)
    )


# ---- Oklab: steps that look equal are equal -------------------------------------------------------
# Björn Ottosson, "A perceptual color space for image processing" (2020): bottosson.github.io/posts/oklab
# Linear channels are scaled so that white's is 6151.62, `WHITE` cubed. Oklab's three coordinates are a matrix times the
# three cone responses, so a blend of two colors' cone responses is the blend of their coordinates, without the matrix.

WHITE = 18.3228  # the cone responses of white
STEP = 0.0000152587890625  # 2**-16


@rule
def oklch(light: float, chroma: float, h: float) -> color:
    """A color of Oklab lightness (0 to 1), chroma (0 gray to about 0.3 vivid) and hue (in turns, 0 is pink).

    Equal lightness looks equally light whatever the hue. What no screen can show is cut channel by channel.
    """
    light = WHITE * max(0.0, min(light, 1.0))
    chroma = WHITE * max(0.0, min(chroma, 0.4))
    a = chroma * cos(tau * h)
    b = chroma * sin(tau * h)
    return _from_cones(
        light + a * 0.3963377774 + b * 0.2158037573,
        light - a * 0.1055613458 - b * 0.0638541728,
        light - a * 0.0894841775 - b * 1.291485548,
    )


@rule
def blend(a: color, b: color, t: float) -> color:
    """Blend two colors as the eye would, in Oklab: no gray or dark middle. t beyond 0 to 1 is held there."""
    if t <= 0.0:
        return a
    if t >= 1.0:
        return b
    la, ma, sa = _to_cones(a)
    lb, mb, sb = _to_cones(b)
    return _from_cones(la + (lb - la) * t, ma + (mb - ma) * t, sa + (sb - sa) * t)


@rule
def _to_cones(ink: color) -> tuple[float, float, float]:
    """The responses of the three kinds of cones, long, medium and short."""
    r, g, b = _linear(2 * red(ink)), _linear(2 * green(ink)), _linear(2 * blue(ink))
    return (
        _cube_root(r * 0.4122214708 + g * 0.5363325363 + b * 0.0514459929),
        _cube_root(r * 0.2119034982 + g * 0.6806995451 + b * 0.1073969566),
        _cube_root(r * 0.0883024619 + g * 0.2817188376 + b * 0.6299787005),
    )


@rule
def _from_cones(long: float, medium: float, short: float) -> color:
    long = _cube(long)
    medium = _cube(medium)
    short = _cube(short)
    return color(
        _encoded(long * 4.0767416621 - medium * 3.3077115913 + short * 0.2309699292) << 16
        | _encoded(medium * 2.6097574011 - long * 1.2684380046 - short * 0.3413193965) << 8
        | _encoded(short * 1.707614701 - long * 0.0041960863 - medium * 0.7034186147)
    )


@rule
def _linear(n: int) -> float:
    """The linear channel of an sRGB byte in halves, 0 to 511: below 0.29 of a byte from the standard's power of 2.4."""
    return (61000 * n if n < 21 else n * (n * (n + 1016) + 11000) + 630000) * STEP


@rule
def _encoded(v: float) -> int:
    """The sRGB byte nearest to a linear channel: halves are tried, from the largest down."""
    n = 0
    step = 256
    while step > 1:
        if _linear((n | step) - 1) <= v:
            n |= step
        step >>= 1
    return n >> 1


@rule
def _cube(x: float) -> float:
    return x * x * x


@rule
def _cube_root(v: float) -> float:
    """The cube root of 0 to 8000, by Newton's steps down from 20, so close that `blend` keeps every color exactly."""
    r = 12.0 + v * 0.00390625 if v > 0.0 else 0.0
    q = 0.0
    while q < r - 0.0625:
        r = (2 * r + q) / 3
        q = v / (r * r)
    return (2 * r + q) / 3
