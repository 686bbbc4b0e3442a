"""Radiolaria: a skeleton of glass, marched through by rays, in the dark field of a microscope."""
from intaglio import Canvas, Seed, art, clamp, color, cos, fract, mix, rule, sin, smoothstep, sqrt, tau

STAINS = {  # water, shadow, glass, light
    "Haeckel": ("#0d1b1e", "#1f5f5b", "#e8d5a3", "#fff4d6"),
    "Abyss": ("#060b18", "#1c3f94", "#86c5da", "#f1fbff"),
    "Safranin": ("#160a12", "#7d1f44", "#f08a6b", "#ffe9d2"),
    "Lugol": ("#140d06", "#7a3b0c", "#e9a23b", "#fff0c9"),
    "Moss": ("#0a120c", "#2c5a35", "#b7cf7a", "#fbffe0"),
}


@art("Radiolaria", size=(1000, 1000), resolution=(800, 800), numbers="double")
def radiolaria(seed: Seed, canvas: Canvas):
    water, shadow, glass, light = seed.pick("Stain", STAINS, weights=(4, 3, 3, 2, 2))
    weave = seed.integer("Weave", 5, 11)
    wall = seed.integer("Wall", 35, 80) / 100
    spines = seed.pick("Spines", ("none", "six", "fourteen"), weights=(1, 2, 3))
    heart = seed.integer("Heart", 30, 70) / 100
    a, b = seed.uniform(0, tau), seed.uniform(0.3, 1.2)
    ca, sa, cb, sb = cos(a), sin(a), cos(b), sin(b)
    arms = 0 if spines == "none" else 1 if spines == "six" else 2

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        u, v = (x - 500) / 285, (y - 500) / 285
        far = u * u + v * v
        ground = mix(water, shadow, 0.35 * clamp(1 - far / 3.2, 0, 1))
        if far > 2.8:
            return ground
        end = sqrt(2.8 - far)   # rays go along z; the skeleton is turned about y, then about x
        t, d, glow, steps, px, py, pz = -end, 1.0, 0.0, 0, 0.0, 0.0, 0.0
        while t < end and d > 0.003 and steps < 80:
            py, w = cb * v - sb * t, sb * v + cb * t
            px, pz = ca * u + sa * w, ca * w - sa * u
            d = skeleton(px, py, pz, weave, wall, heart, arms)
            glow += 0.02 / (1 + 900 * d * d)
            t += 0.65 * max(d, 0.006)
            steps += 1
        if d > 0.003:
            return mix(ground, glass, min(glow, 0.7))
        nx = skeleton(px + 0.002, py, pz, weave, wall, heart, arms) - d
        ny = skeleton(px, py + 0.002, pz, weave, wall, heart, arms) - d
        nz = skeleton(px, py, pz + 0.002, weave, wall, heart, arms) - d
        long = sqrt(nx * nx + ny * ny + nz * nz) + 0.000001
        turned = ca * nz + sa * nx
        wx, wy, w = (ca * nx - sa * nz) / long, (cb * ny + sb * turned) / long, (cb * turned - sb * ny) / long
        lit = clamp(-0.5 * wx - 0.6 * wy - 0.6 * w, 0, 1)
        shine = 0.9 * lit ** 3 + 0.25 * (1 + w) ** 2
        body = mix(mix(shadow, glass, 0.25 + 0.75 * lit), light, shine)
        return mix(body, water, 0.8 * smoothstep(-1.4, 1.1, t))


@rule
def skeleton(x, y, z, weave, wall, heart, arms):
    """How far a place is from the glass: two shells with a gyroid's holes, a kernel, and spines."""
    r = sqrt(x * x + y * y + z * z)
    d = min(abs(r - 1), abs(r - heart)) - 0.03
    if d < 0.08:   # elsewhere the holes do not matter
        k = weave / tau
        gyroid = (wave(k * x) * wave(k * y + 0.25) + wave(k * y) * wave(k * z + 0.25)
                  + wave(k * z) * wave(k * x + 0.25))
        d = max(d, (abs(gyroid) - wall) / weave * 0.7)
    d = min(d, r - 0.12)
    if arms > 0:
        ax, ay, az = abs(x), abs(y), abs(z)
        most = max(ax, ay, az)
        thin = 0.06 * (1.62 - r)
        d = min(d, sqrt(max(0.0, r * r - most * most)) - thin)
        if arms > 1:
            along = (ax + ay + az) * 0.57735026919
            d = min(d, sqrt(max(0.0, r * r - along * along)) - thin)
    return d


@rule
def wave(turns):
    """Nearly a sine, of two parabolas."""
    f = 2 * fract(turns) - 1
    return -4 * f * (1 - abs(f))
