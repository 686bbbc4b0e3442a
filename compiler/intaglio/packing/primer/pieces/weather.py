"""Weather: a sky of pixels and the birds that cross it."""
from intaglio import Canvas, Seed, art, blend, clamp, color, cos, fbm, mix, noise, smoothstep, worley

SKIES = {
    "Clear": ("#2a6f97", "#a9d6e5", "#ffffff", "#014f86"),
    "Storm": ("#2b2d42", "#8d99ae", "#edf2f4", "#1b1c2b"),
    "Dawn": ("#5f0f40", "#fb8b24", "#ffe5b4", "#310a2b"),
}


@art("Weather", size=(900, 600), resolution=(600, 400))
def weather(seed: Seed, canvas: Canvas):
    high, low, cloud, bird = seed.pick("Sky", SKIES, weights=(3, 2, 2))
    scale = seed.real("Scale", 80, 240)
    cover = seed.real("Cover", 0.1, 0.6)
    cracked = seed.flag("Cracked", 0.2)
    shift = seed.uniform(0, 100)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        ground = mix(high, low, smoothstep(0, 600, y + 40 * noise(x / 90, y / 90)))
        if cracked and worley(x / scale, y / scale) < 0.05:
            return cloud
        wet = fbm(x / scale + shift, y / scale, 4)
        if wet > cover:
            return blend(ground, cloud, clamp(2 * (wet - cover), 0, 1))
        return mix(ground, cloud, 0.1 + 0.1 * cos(wet * 12 + x / 60))

    for i in range(seed.integer("Birds", 0, 12)):
        x, y, r = seed.uniform(50, 850), seed.uniform(40, 500), seed.uniform(5, 18)
        path = canvas.path(stroke=bird, width=2, cap="round")
        path.move(x - r, y)
        path.quad(x - r / 2, y - r, x, y)
        path.quad(x + r / 2, y - r, x + r, y)
