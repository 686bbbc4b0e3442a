"""solc laid this recursion out deeper than the EVM's stack reaches, without optimizer steps too; other steps do."""
from intaglio import Canvas, Seed, art, atan2, clamp, lerp, rule
BASE = '#70A9A1'
RATIO = 1 / 3
LIMIT = 3 * 4 - 1
LABEL = 'é & <co>'
SIZES = (0.5, 20, -3.25, 999.99)
INKS = ('#f26430', '#fff', '#0b2027')
LEVELS = {'Low': 1, 'High & <dry>': 5, 'Über \\': -7}
RAGGED = ((1, 2, 3), (-4,), (5, 6))
RECORDS = (('dot', 2, '#f00'), ('bär', 3.5, '#0f0'), ('<c>', -1, '#00f'))

@art('A "quoted" <title>', size=(1000, 640), digits=1)
def piece(seed: Seed, canvas: Canvas):
    x, y = (seed.real('Real', -9, 9), seed.uniform(0, 1000))
    n = seed.below(1000000)
    on = seed.chance(0.5)
    ink = seed.choice(('#f26430', '#fff', '#0b2027'))
    v6 = 'a'
    n = seed.pick('naïve café T7', LEVELS)
    for v8 in RAGGED:
        for v9 in v8:
            rule0(seed, canvas, LIMIT ^ v9)
            n ^= int(not False)
            canvas.polygon(((y if on else 3.25) if LIMIT >= RATIO != n else 3.25 % -(y % 5 + 1), clamp(float(n & 255) * 0.0, -10000, 10000)), (RATIO, clamp(min(max(x if on else y, -500), 500), 0, (-2.75 if on else 0.0) % 500 % 9 + 1)), (x, (LIMIT % -1 & 255) + max(-100, min(100, x)) ** 0), (lerp(max(-500, min(500, -2.75 + 1e-05)), min(max(RATIO, -500), 500), max(-500, min(500, RATIO - RATIO)) % 1.0), ((y + 3.25) % 100) ** 0))
            with canvas.group(scale=(3.25 - SIZES[(LIMIT & (4, -9, 1000)[LIMIT % 3]) % 4]) % 1000, opacity=max(-1000, min(1000, x * (n & 255))), width=RATIO, stroke=BASE):
                rule0(seed, canvas, LIMIT)
                v10, v11 = ('#0b2027', RATIO)
                canvas.rect(y, v11, x, x, round=v11, opacity=SIZES[v9 % 4], width=RATIO, stroke=BASE)
        for v12 in v8:
            v13 = (float(y), float(y))
            for v14, v15, v16 in RECORDS:
                v17 = LIMIT
                v18 = LIMIT
                return

@rule
def rule0(seed: Seed, canvas: Canvas, p0):
    v1 = v2 = atan2(max(-100, min(100, seed.choice(SIZES))) ** 0, RATIO % 100) ** 2
    v3 = ((v1 if False else RATIO) - 3.25) % 1000
    v3 *= v1
    v3 %= 1000
    for v4 in INKS:
        v5 = RAGGED[p0 % 3]

