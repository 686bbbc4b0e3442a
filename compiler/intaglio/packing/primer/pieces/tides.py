"""Tides: lines that a slow field of noise carries along, and what they leave."""
from intaglio import Canvas, Seed, art, blend, cos, fbm, hypot, noise, rule, sin, tau, worley

SEAS = {  # paper, deep, shallow, foam
    "North": ("#eef2f3", "#16324f", "#4f8fba", "#ffffff"),
    "Lagoon": ("#f5efe0", "#0b525b", "#65b8a6", "#fdf8ec"),
    "Ink": ("#f7f5f0", "#111111", "#666666", "#cccccc"),
    "Coral": ("#fff4ec", "#7b2d43", "#f28482", "#ffe1d6"),
    "Deep": ("#0d1321", "#1d2d44", "#3e5c76", "#f0ebd8"),
}
MODES = ("drift", "ripple", "shoal")


@art("Tides", size=(1200, 900))
def tides(seed: Seed, canvas: Canvas):
    paper, deep, shallow, foam = seed.pick("Sea", SEAS, weights=(3, 3, 2, 2, 1))
    mode = seed.pick("Mode", MODES, weights=(3, 2, 2))
    count = seed.integer("Lines", 80, 160)
    scale = seed.real("Scale", 120, 400)
    reach = seed.integer("Length", 20, 60)
    canvas.background(paper)
    for i in range(count):
        x, y = seed.uniform(0, 1200), seed.uniform(0, 900)
        ink = blend(deep, shallow, i / count)
        line(seed, canvas, x, y, mode, scale, reach, ink)
    for i in range(40):
        x, y = seed.uniform(50, 1150), seed.uniform(50, 850)
        if fbm(x / scale, y / scale, 3) > 0.1 and hypot(x - 600, y - 450) < 420:
            canvas.circle(x, y, 2 + 6 * worley(x / 90, y / 90), fill=foam, stroke=deep, width=1, opacity=0.7)
    canvas.rect(30, 30, 1140, 840, stroke=deep, width=2)


@rule
def line(seed: Seed, canvas: Canvas, x, y, mode, scale, reach, ink):
    path = canvas.path(stroke=ink, width=seed.uniform(0.5, 3), cap="round")
    path.move(x, y)
    for i in range(reach):
        turn = angle(x, y, mode, scale)
        x += 8 * cos(turn)
        y += 8 * sin(turn)
        path.line(x, y)
        if x < 0 or x > 1200 or y < 0 or y > 900:
            break


@rule
def angle(x, y, mode, scale):
    if mode == "drift":
        return tau * noise(x / scale, y / scale)
    if mode == "ripple":
        return 0.8 * sin(x / 90) + noise(y / scale, 3.5)
    return tau * noise(x / scale, y / scale, 0.5) + 0.5 * noise(x / 40)
