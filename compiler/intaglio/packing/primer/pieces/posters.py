"""Posters: words and shapes, cut out and lit."""
from intaglio import Canvas, Seed, array, art, cos, hsl, rule, sin, sqrt, tau

WORDS = ("north", "harbour", "signal", "meadow", "static", "lantern")
PAPERS = {
    "Chalk": ("#f4f1ea", "#22223b", "#c9184a"),
    "Kraft": ("#d4b483", "#3d2b1f", "#1b4965"),
    "Night": ("#14213d", "#fca311", "#e5e5e5"),
    "Mint": ("#d8f3dc", "#1b4332", "#ff7b00"),
}


@art("Posters", size=(700, 1000))
def posters(seed: Seed, canvas: Canvas):
    paper, ink, second = seed.pick("Paper", PAPERS, weights=(4, 3, 2, 1))
    word = seed.pick("Word", WORDS)
    bars = seed.integer("Bars", 4, 12)
    framed = seed.flag("Frame")
    canvas.background(paper)
    glow = canvas.radial_gradient(350, 400, 320, (0, second, 0.9), (0.5, second, 0.3), (1, paper, 0))
    fade = canvas.linear_gradient(0, 0, 0, 1000, paper, ink)
    canvas.rect(0, 0, 700, 1000, fill=glow)
    with canvas.clip() as window:
        canvas.circle(350, 400, 260)
        canvas.rect(90, 700, 520, 60, round=30)
    with canvas.group(clip=window, opacity=0.95):
        canvas.rect(0, 0, 700, 1000, fill=fade)
        for i in range(bars):
            y = 140 + 600 * i / bars
            canvas.line(0, y, 700, y + seed.uniform(-40, 40), stroke=second, width=1 + 2 * (i % 4), dash=(12, 6))
    xs, ys = array(float, 16), array(float, 16)
    for i in range(16):
        r = seed.gauss(200, 25)
        xs[i], ys[i] = 350 + r * cos(tau * i / 16), 400 + r * sin(tau * i / 16)
    ridge = canvas.path(stroke=ink, width=2)
    ridge.spline(xs, ys)
    order = array(int, 7)
    for i in range(7):
        order[i] = i
    seed.shuffle(order)
    for i in range(7):
        petal(seed.fork("petal", i), canvas, 100 + 80 * order[i], 860, hsl(i / 7, 0.6, 0.5))
    canvas.polyline((60, 60), (640, 60), (640, 90), stroke=ink, width=2)
    canvas.polygon((350, 780), (380, 820), (320, 820), fill=ink)
    canvas.text(350, 940, word, size=64, anchor="middle", family="serif", fill=ink)
    canvas.text(60, 980, f"{word} - {bars} / 12", size=14, family="monospace", fill=ink, opacity=0.6)
    if framed:
        canvas.rect(20, 20, 660, 960, round=8, stroke=ink, width=6)


@rule
def petal(seed: Seed, canvas: Canvas, x, y, ink):
    r = 12 + 14 * sqrt(seed.random())
    with canvas.group(translate=(x, y), rotate=seed.uniform(0, 360), skew=(10, 0)):
        canvas.ellipse(0, 0, r, r / 2, fill=ink, stroke="#000000", width=1)
    shape = canvas.path(fill=ink, stroke="#ffffff", width=0.5, opacity=0.8)
    shape.move(x - r, y)
    shape.curve(x - r, y - r, x + r, y - r, x + r, y)
    shape.line(x, y + r)
    shape.close()
