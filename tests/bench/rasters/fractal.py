"""Fractal: how soon z = z * z + c leaves, from c to c."""
from intaglio import Canvas, Seed, art, color, floor, rgb

LIMIT = 300


@art("Fractal", size=(1000, 1000), numbers="double")
def fractal(seed: Seed, canvas: Canvas):
    left = seed.uniform(-2.1, -1.9)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        cx, cy = left + x * 0.0026, (y - 500) * 0.0026
        a, b, aa, bb, n = 0.0, 0.0, 0.0, 0.0, 0
        while n < LIMIT and aa + bb < 16:
            a, b = aa - bb + cx, 2 * a * b + cy
            aa, bb = a * a, b * b
            n += 1
        if n == LIMIT:
            return rgb(8, 10, 20)
        t = (n + 16 / (aa + bb)) * 0.02
        t -= floor(t)
        hump = 4 * t * (1 - t)
        return rgb(floor(255 * t), floor(200 * hump), floor(255 - 160 * t))
