"""Marble: a field of noise, bent by noise, cut and polished."""

from intaglio import Canvas, Seed, art, color, fbm, mix, noise, sin, smoothstep

STONES = {
    "Carrara": ("#f4f2ee", "#c9cbd0", "#5b6470", "#b08d57"),
    "Verde": ("#0e2a22", "#2f6b4f", "#e9efe2", "#c9a227"),
    "Nero": ("#101114", "#26282e", "#efe9dd", "#c8963e"),
    "Rosso": ("#4a1218", "#8f2f2c", "#f3e0d0", "#e0a458"),
    "Lapis": ("#0b1b4d", "#1f4aa0", "#e8ecf5", "#e2b13c"),
}


@art("Marble", size=(1000, 1000), resolution=(600, 600), chain_size=(64, 64))
def marble(seed: Seed, canvas: Canvas):
    ground, cloud, vein, gold = seed.pick("Stone", STONES)
    bend = seed.real("Bend", 60, 220)
    grain = seed.real("Grain", 180, 420)
    gilded = seed.flag("Gilded", 0.35)
    tilt = seed.uniform(-1, 1)

    @canvas.pixels
    def shade(x: float, y: float) -> color:
        u = x + bend * fbm(x / grain, y / grain, 2)
        v = y + bend * fbm(x / grain + 5, y / grain + 9, 2)
        mist = noise(u / 260, v / 260) + 0.5
        base = mix(ground, cloud, mist)
        wave = abs(sin((u + tilt * v) / 70 + 4 * noise(u / 190 + 7, v / 190)))
        line = 1 - smoothstep(0, 0.16, wave)
        hair = 1 - smoothstep(0, 0.035, abs(noise(u / 90, v / 90 + 3)))
        ink = mix(base, vein, 0.75 * line + 0.35 * hair * mist)
        if gilded and line > 0.85:
            return mix(ink, gold, (line - 0.85) * 6.6)
        return ink
