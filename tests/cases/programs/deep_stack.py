"""solc laid a function of this out deeper than the EVM's stack reaches; it is compiled again with other steps."""
from intaglio import Canvas, Path, Seed, art, ceil, clamp, color, exp, gray, green, hypot, lerp, log, noise, rgb, rule, smoothstep
BASE = '#70A9A1'
RATIO = 1 / 3
LIMIT = 3 * 4 - 1
LABEL = 'é & <co>'
SIZES = (0.5, 20, -3.25, 999.99)
WORDS = ('Ember', 'a <b> & c', 'it\'s "so"', '日本 §')
PALETTES = {'One': ('#111', '#222222'), 'Two "2"': ('#abc', '#70a9a1', '#40798c')}
RECORDS = (('dot', 2, '#f00'), ('bär', 3.5, '#0f0'), ('<c>', -1, '#00f'))

@rule
def rule0(seed: Seed, canvas: Canvas, p0):
    v1 = True
    v2 = seed.uniform(clamp(min(max(RATIO + RATIO, -500), 500), 0, min(max(RATIO, -500), 500) % 9 + 1), lerp(RATIO / -3.0, max(-500, min(500, RATIO)), clamp(float(canvas.height), -500, 500) % 1.0) % 500) % 1000
    v2 = clamp(RATIO + (smoothstep(0, min(max(RATIO, -500), 500) % 9 + 1, min(max(v2, -500), 500)) - min(v2, -2.75, SIZES[-1])), -1000, 1000)
    canvas.text(RATIO, (v2 % 100) ** 1 if not v1 else RATIO, f'a{RATIO}naïve café{True}{{x}}{color(LIMIT)}', family='serif', opacity=v2)
    canvas.text(float(-2147483648 * (1 << 30) & 255), SIZES[LIMIT ** 3 % 4], f'{{x}}{0}')
    return (LIMIT, seed.choice(WORDS), p0[ceil(RATIO) % len(p0)])

@rule
def rule1(seed: Seed, path: Path):
    if seed.chance(RATIO):
        v3 = clamp(RATIO if False else min(max(0 * seed.choice(SIZES), -1000), 1000) * min(max((RATIO % 100) ** 2, -1000), 1000), -1000, 1000)
        if not not True:
            v3 -= -0.001
            v3 %= 1000
            v4 = PALETTES[-(1 << 30) % 2]
            v5: bool = LIMIT - 506952121 >= int(RATIO) != abs(log(abs(min(max(SIZES[10 % 4], -100), 100)) + 0.25))
        elif True:
            v3 *= -max(v3, -0.001)
            v3 %= 1000
        else:
            path.line((RATIO if False else RATIO) - RATIO, -2.75)
            path.line(clamp(max(RATIO, RATIO, RATIO) * (506952121 % 1000), -10000, 10000), (506952121 & 255) * RATIO % 1000 * (seed.below(1000000) & 255) % 10000)
            path.line(RATIO, lerp(max(-500, min(500, RATIO / (abs(v3) + 0.5))), max(-500, min(500, v3)), min(max(10.0 // max(RATIO, 1), -500), 500) % 1.0))
            path.line(10.0, -999.99)
            return
    else:
        v6, v7 = (RATIO, False)
        for v8 in WORDS:
            path.move(v6, RATIO)
    k9 = 0
    while k9 < 3 and True:
        k9 += 1
        path.line(RATIO, 0.1)

@rule
def rule2(path, depth, p0, p1, p2):
    if depth < 1:
        return min(LIMIT, (4, -9, 1000)[depth % 3])
    for v10, v11, v12 in RECORDS:
        k13 = 0
        while k13 < 0 and p1:
            k13 += 1
            path.curve(123.456, min(max(max(-131072, min(131072, v11 * (-2147483648 & 255))) // -((v11 % 100) ** 1 % 5 + 1), -10000), 10000), SIZES[7 % 4], v11, v11, min(max(v11 * p0, -10000), 10000))
            v11 *= min(max(min(max(-2.75, -100), 100) ** 2, -1000), 1000)
            v11 %= 1000
    if p0 + p0 < LIMIT * 0:
        p0 = float((2 | 1 << 30) % 1000)
        v14 = LABEL
    else:
        v14 = LABEL
        for v15 in (4, -1, 7):
            v16 = False
            v15 <<= 7
        path.close()
    k17 = 0
    while k17 < 1 and 10 < LIMIT:
        k17 += 1
        v18, v19, v20 = RECORDS[ceil(RATIO) % 3]
    v21 = clamp(min(max(RATIO, -500), 500), 0, max(-500, min(500, abs(RATIO))) % 9 + 1) / 360
    v22 = 7 - 10 + -1
    rule2_other(path, depth - 1)
    return v22 // (3 | 1)

@rule
def rule2_other(path, depth):
    if depth < 1:
        return
    for v23 in SIZES:
        k24 = 0
        while False and k24 < 0:
            k24 += 1
            v25, v26 = (float(0.5), float(v23))
            v27, v28 = (v26, True == False)
            path.line(hypot(min(max(v27, -100), 100), 3.25), v26)
        path.move(min(depth + v23, 10 % -0.25), max(-10000, min(10000, RATIO * (4, -9, 1000)[LIMIT % 3])))
    rule2(path, depth - 1, -3, False, (float(RATIO), float(10.0)))

@rule
def rule3(path, depth):
    if depth < 1:
        return 0.5 if False else 123.456
    for v29, v30, v31 in RECORDS:
        if LIMIT >> -2147483648 == LIMIT:
            v33 = green(v31) + int(True) ^ LIMIT
            v32 = True
        else:
            v32 = True
            v34, v35, v36 = RECORDS[int(False) % 3]
    v37 = depth
    v38 = PALETTES[(LIMIT + v37) % 2]
    v39 = v40 = RATIO
    rule3_other(path, depth - 1, SIZES[int(False) % 4])
    return exp(min(max(-0.001, -100), 100) % 6)

@rule
def rule3_other(path, depth, p0=1.5, p1='é <'):
    if depth < 1:
        return
    if False:
        if False:
            p0 = clamp(p0 % max(float(min(RATIO, RATIO)), 1), -1000, 1000)
            v42, v43, v44 = RECORDS[(-2) ** 2 % 3]
            rule2(path, 3, v43, not False, (float(-3), float(p0)))
            path.curve(min(max(max(123.456 * (506952121 % 1000), p0), -10000), 10000), v43, p0, v43 + min(RATIO, v43, v43), 10.0, clamp(depth - max(-100, min(100, p0)) ** 2, -10000, 10000))
        elif True if not True else bool(p0):
            p0 += p0
            p0 %= 1000
            v45 = not (p0 if False else p0) != max(-0.001, -999.99)
        else:
            rule2_other(path, 1)
            path.quad(RATIO, min(max(SIZES[506952121 % 4] * (-2.75 / (abs(0.1) + 0.5) % 1000), -10000), 10000), clamp(min(max(RATIO - SIZES[3 % 4], -1000), 1000) * p0, -10000, 10000), 1e-05)
            v46 = BASE
        path.quad(p0, p0, p0, p0)
        v41 = '#70A9A1'
    else:
        v41 = '#70A9A1'
        path.move(RATIO, p0)
        for i47 in range(1, -100 & 3, 2):
            v48 = (float(0.0), float(RATIO))
    for v49 in (4, -1, 7):
        pass
    rule3(path, depth - 1)
    rule3(path, depth - 1)

@art('Über', size=(1000, 640), digits=0)
def piece(seed: Seed, canvas: Canvas):
    x, y = (seed.uniform(-100, 100), seed.uniform(0, 1000))
    n = seed.below(10)
    on = seed.chance(0.5)
    ink = seed.choice(('#f26430', '#fff', '#0b2027'))
    k50 = 0
    while True:
        k50 += 1
        if k50 > 1:
            break
        canvas.rect(min(max(float(y * x), -10000), 10000), x - x, 0.1, max(-10000, min(10000, 123.456 * min(max(RATIO - y, -1000), 1000))), opacity=clamp(SIZES[(-2 - 2147483647) % 4] + 3.25, -1000, 1000), round=y)
    path51 = canvas.path(opacity=exp(max(-100, min(100, -2.75)) % 6), stroke='#70A9A1', fill=rgb(LIMIT & 255, n & 255, LIMIT & 255))
    path51.curve(seed.uniform(clamp(SIZES[1 % 4] if on else RATIO, -500, 500), clamp(0.1, -500, 500)), y, 0.0, max(-10000, min(10000, max(max(-100, min(100, x)) ** 3, log(abs(-3) + 0.25)))), noise(x % 100, clamp(lerp(x % 500, clamp(10.0, -500, 500), min(max(x, -500), 500) % 1.0), -100, 100)), min(max((x % 100) ** 3 if on else clamp(RATIO, -100, 100) ** 0, -10000), 10000))
    if True:
        if on:
            v53 = 0.1
            rule2(path51, 3, p0=y, p1=True, p2=(float(v53), float(x)))
            v54, v55 = (float(-2.75), float(y))
            n ^= n
        v52 = on
    else:
        v52 = on
        if True:
            v56, v57, v58 = RECORDS[LIMIT % 3]
            v60 = seed.real('日本 T59', 0.25, 9.5)
            v62 = seed.pick('Ember T61', PALETTES)
    v52 = seed.flag('日本 T63', 0.3)
    rule0(seed, canvas, PALETTES[LIMIT % 2])
    path64 = canvas.path(fill=ink, width=x, opacity=y)
    path64.move(1, 2)
    rule1(seed, path64)

