"""Colors made and mixed, in the language. A color is 24 bits, eight each for red, green and blue."""

from intaglio.language import blue, color, floor, green, red, rule


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
def _between(a: int, b: int, t: float) -> int:
    return a + floor((b - a) * t + 0.5)


@rule
def mix(a: color, b: color, t: float) -> color:
    """Blend two colors: a where t is 0, b where it is 1. t beyond that is held there."""
    t = max(0.0, min(t, 1.0))
    return color(
        _between(red(a), red(b), t) << 16 | _between(green(a), green(b), t) << 8 | _between(blue(a), blue(b), t)
    )
