"""Lenses: light in doubles, marched and measured."""
from intaglio import Canvas, Seed, art, clamp, color, cos, exp, fract, mix, noise, rule, sin, smoothstep, sqrt, tau

GLASSES = {
    "Amber": ("#140d06", "#7a4419", "#ffbf69", "#fff3d6"),
    "Cobalt": ("#050a18", "#1d4e89", "#7ec8e3", "#f2fbff"),
    "Smoke": ("#101010", "#4a4a4a", "#bdbdbd", "#fafafa"),
}


@art("Lenses", size=(800, 800), resolution=(400, 400), numbers="double")
def lenses(seed: Seed, canvas: Canvas):
    dark, body, bright, white = seed.pick("Glass", GLASSES)
    rings = seed.integer("Rings", 3, 9)
    bend = seed.real("Bend", 0.2, 0.9)
    turn = seed.uniform(0, tau)
    c, s = cos(turn), sin(turn)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        u, v = (x - 400) / 300, (y - 400) / 300
        u, v = c * u - s * v, s * u + c * v
        far = sqrt(u * u + v * v)
        if far > 1.2:
            return mix(dark, body, exp(-2 * far))
        t, d, steps = 0.0, 1.0, 0
        while t < 3 and d > 0.002 and steps < 60:
            d = distance(u, v, t - 1.5, bend)
            t += 0.8 * d
            steps += 1
        lit = clamp(0.5 + 0.5 * sin(rings * tau * (far + fract(u / v))), 0, 1)
        glow = lit ** 3 * t + 0.1 * noise(4 * u, 4 * v)
        return mix(mix(body, bright, glow), white, smoothstep(0.6, 1.2, lit * far))

    for i in range(rings):
        canvas.circle(400, 400, 320 + 6 * i * c, stroke=bright, width=0.5)


@rule
def distance(x, y, z, bend):
    r = sqrt(x * x + y * y + z * z)
    d = max(abs(r - 1) - 0.05, abs(z) - bend)
    return min(d, max(abs(x), abs(y)) - 0.2)
