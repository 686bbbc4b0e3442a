"""Pebbles: a beach, each stone as large as its neighbours let it be."""
from intaglio import Canvas, Seed, array, art, blend, hypot, noise, rule

SHORES = {  # sand, and the stones' colors
    "Dungeness": ("#e9dcc3", ("#8c6f57", "#b59a7a", "#5f5a55", "#d8c7a3", "#a2543a")),
    "Reykjanes": ("#23262b", ("#3a3f47", "#565d66", "#8b949c", "#2e5e62", "#c9cfd3")),
    "Nice": ("#e4e8ea", ("#9fb2bd", "#c9d3d8", "#6f8795", "#f2f4f5", "#b3a598")),
    "Rosso": ("#f1e3d5", ("#b3452c", "#d98154", "#7d2f28", "#e9b98a", "#5b4138")),
    "Moonlit": ("#10182b", ("#2b3f63", "#4d6a97", "#93a9c9", "#1b2743", "#d9e2ee")),
}
MOST = 260


@art("Pebbles", size=(1000, 1000), digits=1)
def pebbles(seed: Seed, canvas: Canvas):
    sand, stones = seed.pick("Shore", SHORES, weights=(4, 3, 3, 2, 1))
    largest = seed.integer("Largest", 50, 130)
    tide = seed.flag("Tide", 0.4)
    veined = seed.real("Veined", 0, 0.4)
    xs, ys, radii = array(float, MOST), array(float, MOST), array(float, MOST)
    canvas.background(sand)
    count = 0
    for attempt in range(900):
        x, y = seed.uniform(40, 960), seed.uniform(40, 960)
        room = min(x - 30, 970 - x, y - 30, 970 - y, largest - attempt / 9)
        for i in range(count):
            room = min(room, hypot(x - xs[i], y - ys[i]) - radii[i] - 3)
            if room < 7:
                break
        if room >= 7 and count < MOST:
            xs[count], ys[count], radii[count] = x, y, room
            count += 1
            wet = tide and y + 120 * noise(x / 300, 0.5) > 560
            pebble(seed, canvas, x, y, room, blend(seed.choice(stones), "#000000", 0.25 if wet else 0.0), veined)
    seed.trait("Pebbles", count)


@rule
def pebble(seed: Seed, canvas: Canvas, x, y, r, ink, veined):
    flat, turn = seed.uniform(0.82, 1), seed.uniform(0, 180)
    with canvas.group(translate=(x, y), rotate=turn):
        canvas.ellipse(0.03 * r, 0.07 * r, r, r * flat, fill="#000000", opacity=0.18)
        canvas.ellipse(0, 0, r, r * flat, fill=ink)
        canvas.ellipse(-0.22 * r, -0.2 * r, 0.5 * r, 0.36 * r, fill="#ffffff", opacity=0.1)
        if seed.chance(veined):
            vein = canvas.path(stroke="#ffffff", width=max(1, r / 16), opacity=0.6)
            bend = seed.uniform(-0.4, 0.4) * r
            vein.move(-0.86 * r, bend * 0.5)
            vein.quad(0, -bend, 0.86 * r, bend * 0.5)
