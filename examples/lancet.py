"""Lancet: a window of glass and lead, through which a country is seen."""
from intaglio import Canvas, Seed, array, art, blend, clamp, hypot, noise, poisson, rule, voronoi

HOURS = {  # stone, lead, sun, sky by the sun, sky above, far hills, near hills, water
    "Dawn": ("#2a2430", "#171319", "#fff1b8", "#f7b27a", "#6a6fb0", "#8a5a83", "#3d4a6b", "#d98a7a"),
    "Noon": ("#2b2f36", "#14171b", "#fff6c9", "#bfe3ef", "#2f7fc1", "#5f9d6e", "#23683f", "#1f5f9e"),
    "Dusk": ("#221c22", "#120e12", "#ffd27a", "#e8603c", "#5b2158", "#6b2a4a", "#2f1d3a", "#a83a3c"),
    "Night": ("#191c24", "#0a0c10", "#eef3ff", "#4f6fb5", "#14245a", "#1d4a5f", "#0f2f38", "#2a5fa0"),
    "Winter": ("#30343a", "#191b1f", "#fffdf2", "#dfe6ea", "#8fa9bd", "#c9d3d8", "#6f8796", "#a9c3cf"),
}
MOST = 240


@art("Lancet", size=(800, 1200), digits=1)
def lancet(seed: Seed, canvas: Canvas):
    hour = seed.pick("Hour", HOURS, weights=(3, 3, 3, 2, 1))
    pane = seed.real("Pane", 60, 90)
    hills = seed.real("Hills", 0.1, 0.5)
    sun_x, sun_y, sun = seed.uniform(160, 440), seed.uniform(190, 490), seed.uniform(50, 110)
    stone, lead = hour[0], hour[1]
    xs, ys, cell_xs, cell_ys = array(float, MOST), array(float, MOST), array(float, 24), array(float, 24)
    count = poisson(seed, xs, ys, 600, 1060, pane)
    canvas.background(stone)
    with canvas.clip() as window:
        opening = canvas.path()
        arch(opening, 0)
    with canvas.group(translate=(100, 70), clip=window):
        for i in range(count):
            corners = voronoi(xs, ys, count, i, 0, 0, 600, 1060, cell_xs, cell_ys)
            ink = seen(xs[i], ys[i], hour, hills, sun_x, sun_y, sun)
            ink = blend(ink, "#ffffff" if seed.chance(0.5) else "#000000", seed.uniform(0, 0.16))
            canvas.polygon(cell_xs, cell_ys, count=corners, fill=ink, stroke=lead, width=5, join="round")
        canvas.circle(sun_x, sun_y, sun, fill=hour[2], stroke=lead, width=5)
        glow = canvas.radial_gradient(sun_x, sun_y, 640, (0, hour[2], 0.5), (0.4, hour[2], 0.1), (1, "#000000", 0.35))
        canvas.rect(0, 0, 600, 1060, fill=glow)
        for i in range(4):
            canvas.line(0, 230 + 212 * i, 600, 230 + 212 * i, stroke=lead, width=4)
    with canvas.group(translate=(100, 70)):
        for i in range(3):
            frame = canvas.path(stroke=lead if i == 0 else blend(stone, "#ffffff", 0.2 - 0.06 * i),
                                width=12 if i == 0 else 3)
            arch(frame, 20 * i)


@rule
def arch(path, out):
    """The outline of the window, so much further out: two arcs that meet in a point."""
    path.move(-out, 1060 + out)
    path.line(-out, 490)
    path.curve(-out, 260, 120 - out, 90 - out, 300, -1.4 * out)
    path.curve(480 + out, 90 - out, 600 + out, 260, 600 + out, 490)
    path.line(600 + out, 1060 + out)
    path.close()


@rule
def seen(x, y, hour, hills, sun_x, sun_y, sun):
    """What stands behind a place of the window."""
    far = hypot(x - sun_x, y - sun_y)
    if y > 910:
        return blend(hour[7], hour[2], max(0.0, 0.8 - abs(x - sun_x) / 160))
    if y > 770 + 200 * noise(x / 190, 3.5) - 60 * hills:
        return hour[6]
    if y > 650 + 420 * hills * noise(x / 140, 7.5):
        return hour[5]
    return blend(hour[3], hour[4], clamp((far - sun) / 420, 0, 1))
