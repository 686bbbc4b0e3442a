"""A path was not finished by a rule that draws only through another rule."""
from intaglio import Canvas, Seed, art, atan, clamp, color, cos, ease_bounce, fbm, floor, fract, gray, hsl, lerp, mix, noise, pow, remap, rgb, rule, smoothstep, sqrt
RATIO = 1 / 3
LIMIT = 3 * 4 - 1
INKS = ('#f26430', '#fff', '#0b2027')
RAGGED = ((1, 2, 3), (-4,), (5, 6))

@art('A "quoted" <title>', size=(1, 7), digits=3)
def piece(seed: Seed, canvas: Canvas):
    x, y = (seed.uniform(-100, 100), seed.uniform(0, 1000))
    for v29 in INKS:
        path34 = canvas.path(stroke=hsl(RATIO % 360, y % 1.0, y % 1.0))
        rule1_other(seed, canvas, 3, RAGGED[0], v29)

@rule
def rule1(seed: Seed, canvas: Canvas, depth):
    if False:
        pass
    else:
        v14 = max(-1000, min(1000, lerp(1e-05 % -(1e-05 % 5 + 1), min(max(RATIO / (abs(RATIO) + 0.5), -500), 500), min(max(RATIO, -500), 500) % 1.0)))
        path16 = canvas.path(stroke=INKS[(depth << LIMIT) % 3])
        path16.move(RATIO, min(RATIO, 0.0, RATIO))

@rule
def rule1_other(seed: Seed, canvas: Canvas, depth, p0, p1):
    rule1(seed, canvas, depth - 1)

